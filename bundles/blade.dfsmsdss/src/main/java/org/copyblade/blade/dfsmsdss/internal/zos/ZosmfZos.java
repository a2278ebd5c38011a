package org.copyblade.blade.dfsmsdss.internal.zos;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.zosmf.ConsoleCommand;
import org.copyblade.zosmf.ConsoleReply;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.DataSetShape;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobFilter;
import org.copyblade.zosmf.JobRef;
import org.copyblade.zosmf.SpoolFile;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/** One z/OS through its z/OSMF. Any thread. */
public final class ZosmfZos implements Zos {

    /** Lines of the system's own messages that are worth showing: those that say why a job failed. */
    private static final String TELLING = "(?s).*\\b(IEF|IEC|ICH|IRA|HASP|\\$HASP|IKJ)\\w*\\d+.*";

    private static final int MOST_LINES = 4;

    private final Zosmf zosmf;
    private final String console;
    private final DataSetShape shape;

    /**
     * @param console name of the console for commands
     * @param shape of the small data sets that the blade keeps
     */
    public ZosmfZos(Zosmf zosmf, String console, DataSetShape shape) {
        this.zosmf = zosmf;
        this.console = console;
        this.shape = shape;
    }

    @Override
    public Job submit(JobDeck deck, ZosmfCall call) throws ZosmfException {
        return zosmf.jobs().submit(deck.text(), call);
    }

    @Override
    public List<Job> jobs(String name, ZosmfCall call) throws ZosmfException {
        return zosmf.jobs().list(JobFilter.named(name), call).stream()
                .filter(job -> job.name().equals(name))
                .toList();
    }

    @Override
    public Optional<Job> job(JobRef ref, ZosmfCall call) throws ZosmfException {
        return unlessGone(() -> zosmf.jobs().status(ref, call));
    }

    @Override
    public Optional<JobMark> mark(JobRef ref, ZosmfCall call) throws ZosmfException {
        return unlessGone(() -> zosmf.jobs().jcl(ref, call)).flatMap(JobDeck::markOf);
    }

    @Override
    public Optional<String> output(JobRef ref, String step, String dd, ZosmfCall call) throws ZosmfException {
        Optional<List<SpoolFile>> files = unlessGone(() -> zosmf.jobs().files(ref, call));
        for (SpoolFile file : files.orElse(List.of())) {
            if (file.step().equals(step) && file.ddName().equals(dd)) {
                return unlessGone(() -> zosmf.jobs().records(ref, file.id(), call));
            }
        }
        return Optional.empty();
    }

    @Override
    public String messages(JobRef ref, ZosmfCall call) throws ZosmfException {
        StringBuilder text = new StringBuilder();
        for (SpoolFile file : unlessGone(() -> zosmf.jobs().files(ref, call)).orElse(List.of())) {
            if (file.ddName().equals("JESMSGLG") || file.ddName().equals("JESYSMSG")) {
                text.append(unlessGone(() -> zosmf.jobs().records(ref, file.id(), call))
                                .orElse(""))
                        .append('\n');
            }
        }
        return text.toString()
                .lines()
                .filter(line -> line.matches(TELLING))
                .map(String::strip)
                .limit(MOST_LINES)
                .collect(Collectors.joining(" / "));
    }

    @Override
    public void release(JobRef ref, ZosmfCall call) throws ZosmfException {
        zosmf.jobs().release(ref, call);
    }

    @Override
    public void purge(JobRef ref, ZosmfCall call) throws ZosmfException {
        goneIsFine(() -> zosmf.jobs().purge(ref, call));
    }

    @Override
    public List<DataSetEntry> dataSets(String pattern, ZosmfCall call) throws ZosmfException {
        return zosmf.dataSets().list(pattern, call);
    }

    @Override
    public Optional<String> read(DataSetName name, ZosmfCall call) throws ZosmfException {
        return unlessGone(() -> zosmf.dataSets().read(name.value(), call).text());
    }

    @Override
    public void create(DataSetName name, ZosmfCall call) throws ZosmfException {
        boolean there = dataSets(name.value(), call).stream()
                .anyMatch(entry -> entry.name().equals(name.value()));
        if (!there) {
            zosmf.dataSets().create(name.value(), shape, call);
        }
    }

    @Override
    public void write(DataSetName name, String text, ZosmfCall call) throws ZosmfException {
        zosmf.dataSets().write(name.value(), text, call);
    }

    @Override
    public void delete(DataSetName name, ZosmfCall call) throws ZosmfException {
        goneIsFine(() -> zosmf.dataSets().delete(name.value(), call));
    }

    @Override
    public List<String> command(String text, ZosmfCall call) throws ZosmfException {
        ConsoleReply reply = zosmf.console(console).issue(ConsoleCommand.of(text), call);
        return reply.lines();
    }

    /** A request with an answer. */
    private interface Question<R> {
        R ask() throws ZosmfException;
    }

    /** A request without one. */
    private interface Order {
        void send() throws ZosmfException;
    }

    private static <R> Optional<R> unlessGone(Question<R> question) throws ZosmfException {
        try {
            return Optional.of(question.ask());
        } catch (ZosmfException e) {
            if (e.reason() == Reason.GONE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void goneIsFine(Order order) throws ZosmfException {
        try {
            order.send();
        } catch (ZosmfException e) {
            if (e.reason() != Reason.GONE) {
                throw e;
            }
        }
    }
}
