package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.zos.Zos;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobRef;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * A z/OS that keeps volumes and data sets as named pieces in memory and runs what the cards of a job say. It fails where it
 * is told to. Any thread.
 */
final class InMemoryZos implements Zos {

    /** A job and what it has printed. */
    static final class MemoryJob {
        private final String id;
        private final List<String> cards;
        private boolean held;
        private Job.Status status = Job.Status.INPUT;
        private Optional<Completion> completion = Optional.empty();
        private Optional<String> report = Optional.empty();

        private MemoryJob(String id, List<String> cards, boolean held) {
            this.id = id;
            this.cards = cards;
            this.held = held;
        }

        private String name() {
            return cards.get(0).substring(2, 10).strip();
        }

        private Job asJob() {
            return new Job(name(), id, "J" + id, "USER", status, "A", completion, "", "");
        }
    }

    /** What goes wrong with the next release, once. */
    enum ReleaseFault {
        NONE,
        ANSWER_LOST,
        ANSWER_SLOW,
        LATE,
        CANCELLED_BY_OPERATOR,
        ABEND,
        SPOOL_PURGED,
        NEVER_ENDS
    }

    private final Map<String, InMemoryVolume> volumes = new TreeMap<>();
    private final Map<String, InMemoryVolume> dataSets = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();
    private final List<MemoryJob> jobs = new ArrayList<>();
    private int submitted;
    ReleaseFault releaseFault = ReleaseFault.NONE;
    boolean secondCopyFails;
    boolean secondTargetSpoiled;
    boolean freezeExpires;
    boolean fallsBack;
    boolean warns;
    boolean submitAnswerLost;
    boolean cardsRefused;
    boolean systemFails;
    boolean noInitiator;
    boolean newestFirst;
    Consumer<String> beforeRequest = request -> {};
    private Optional<ZosmfException> refusal = Optional.empty();

    /** The next request is refused so, and nothing is done. */
    synchronized void refusesNext(ZosmfException answer) {
        refusal = Optional.of(answer);
    }

    private synchronized void before(String request) throws ZosmfException {
        beforeRequest.accept(request);
        if (refusal.isPresent()) {
            ZosmfException answer = refusal.get();
            refusal = Optional.empty();
            throw answer;
        }
    }

    void volume(String volser, InMemoryVolume volume) {
        volumes.put(volser, volume);
    }

    InMemoryVolume volume(String volser) {
        return volumes.get(volser);
    }

    synchronized void dataSet(String name, InMemoryVolume content) {
        dataSets.put(name, content);
    }

    synchronized InMemoryVolume dataSet(String name) {
        return dataSets.get(name);
    }

    synchronized List<String> catalog() {
        List<String> names = new ArrayList<>(dataSets.keySet());
        names.addAll(texts.keySet());
        return names;
    }

    synchronized List<String> cards(String purpose) {
        return jobs.stream()
                .filter(job -> JobDeck.markOf(String.join("\n", job.cards))
                        .filter(mark -> mark.purpose().name().equals(purpose))
                        .isPresent())
                .findFirst()
                .orElseThrow()
                .cards;
    }

    synchronized List<Job> allJobs() {
        return jobs.stream().map(MemoryJob::asJob).toList();
    }

    /** Lets the writes of a subsystem go. */
    void thaw(int subsystem) {
        volumes.values().stream()
                .filter(volume -> volume.unit() >> 8 == subsystem)
                .forEach(InMemoryVolume::thaw);
    }

    /** Ends a job that never ended by itself. */
    synchronized void cancelByOperator(String id) {
        end(jobs.stream().filter(job -> job.id.equals(id)).findFirst().orElseThrow(), "CANCELED");
        select();
    }

    /** Purges the output of a job. */
    synchronized void losesReport(String id) {
        jobs.stream().filter(job -> job.id.equals(id)).forEach(job -> job.report = Optional.empty());
    }

    /** Lets a job go that somebody else has released. */
    synchronized void releaseByOperator(String id) {
        run(jobs.stream().filter(job -> job.id.equals(id)).findFirst().orElseThrow());
    }

    /** Puts the cards of a job into the reader once more. */
    synchronized Job submitAgain(String id) {
        MemoryJob job =
                jobs.stream().filter(found -> found.id.equals(id)).findFirst().orElseThrow();
        return added(job.cards).asJob();
    }

    @Override
    public synchronized Job submit(JobDeck deck, ZosmfCall call) throws ZosmfException {
        before("submit");
        MemoryJob job = added(deck.lines());
        if (submitAnswerLost) {
            submitAnswerLost = false;
            throw ZosmfException.of(Reason.UNKNOWN, "no answer to submit");
        }
        return job.asJob();
    }

    private MemoryJob added(List<String> cards) {
        boolean held = cards.stream().anyMatch(card -> card.contains("TYPRUN=HOLD"));
        MemoryJob job = new MemoryJob(String.format("JOB%05d", ++submitted), cards, held);
        jobs.add(job);
        if (cardsRefused) {
            end(job, "JCL ERROR");
        } else if (systemFails) {
            systemFails = false;
            end(job, "SYS FAIL");
        }
        select();
        return job;
    }

    /** Starts what waits, as JES does: not while a job of the same name runs. */
    private void select() {
        for (MemoryJob job : List.copyOf(jobs)) {
            boolean sameName = jobs.stream()
                    .anyMatch(other ->
                            other.status == Job.Status.ACTIVE && other.name().equals(job.name()));
            if (job.status == Job.Status.INPUT && !job.held && !sameName && !noInitiator) {
                run(job);
            }
        }
    }

    @Override
    public synchronized List<Job> jobs(String name, ZosmfCall call) throws ZosmfException {
        before("jobs");
        List<Job> found = new ArrayList<>(jobs.stream()
                .filter(job -> job.name().equals(name))
                .map(MemoryJob::asJob)
                .toList());
        if (newestFirst) {
            Collections.reverse(found);
        }
        return found;
    }

    private Optional<MemoryJob> find(JobRef ref) {
        return jobs.stream().filter(job -> job.asJob().ref().equals(ref)).findFirst();
    }

    @Override
    public synchronized Optional<Job> job(JobRef ref, ZosmfCall call) throws ZosmfException {
        before("job");
        return find(ref).map(MemoryJob::asJob);
    }

    @Override
    public synchronized Optional<JobMark> mark(JobRef ref, ZosmfCall call) {
        return find(ref).flatMap(job -> JobDeck.markOf(String.join("\n", job.cards)));
    }

    @Override
    public synchronized Optional<String> output(JobRef ref, String step, String dd, ZosmfCall call)
            throws ZosmfException {
        before("output");
        return find(ref).flatMap(job -> job.report);
    }

    @Override
    public synchronized String messages(JobRef ref, ZosmfCall call) {
        return find(ref)
                .flatMap(job -> job.completion)
                .filter(completion -> completion.kind() == Completion.Kind.JCL_ERROR)
                .map(completion -> "IEF212I FENCE - DATA SET NOT FOUND")
                .orElse("");
    }

    @Override
    public void release(JobRef ref, ZosmfCall call) throws ZosmfException {
        ReleaseFault fault;
        synchronized (this) {
            before("release");
            fault = releaseFault;
            releaseFault = ReleaseFault.NONE;
            if (find(ref).isEmpty()) {
                throw ZosmfException.of(Reason.GONE, "No job found for reference: '" + ref.text() + "'");
            }
        }
        if (fault == ReleaseFault.LATE) {
            CompletableFuture.delayedExecutor(800, TimeUnit.MILLISECONDS).execute(() -> runIfThere(ref));
            while (!call.expired()) {
                LockSupport.parkNanos(5_000_000);
            }
            throw ZosmfException.of(Reason.UNKNOWN, "no answer in time");
        }
        synchronized (this) {
            MemoryJob job = find(ref).orElseThrow();
            switch (fault) {
                case CANCELLED_BY_OPERATOR -> end(job, "CANCELED");
                case ABEND -> {
                    takeFence(job);
                    end(job, "ABEND S806");
                }
                case NEVER_ENDS -> {
                    takeFence(job);
                    job.status = Job.Status.ACTIVE;
                }
                default -> {
                    job.held = false;
                    select();
                }
            }
            if (fault == ReleaseFault.SPOOL_PURGED) {
                job.report = Optional.empty();
            }
        }
        if (fault == ReleaseFault.ANSWER_SLOW) {
            LockSupport.parkNanos(200_000_000);
        }
        if (fault == ReleaseFault.ANSWER_LOST) {
            throw ZosmfException.of(Reason.UNKNOWN, "no answer to release");
        }
    }

    private synchronized void runIfThere(JobRef ref) {
        find(ref).ifPresent(this::run);
    }

    @Override
    public synchronized void purge(JobRef ref, ZosmfCall call) throws ZosmfException {
        before("purge");
        jobs.removeIf(job -> job.asJob().ref().equals(ref));
    }

    @Override
    public synchronized List<DataSetEntry> dataSets(String pattern, ZosmfCall call) throws ZosmfException {
        before("dataSets");
        String stem = pattern.endsWith(".**") ? pattern.substring(0, pattern.length() - 2) : pattern;
        return catalog().stream()
                .filter(name -> pattern.endsWith(".**") ? name.startsWith(stem) : name.equals(stem))
                .map(name -> new DataSetEntry(name, List.of("PR0100"), "UCAT", "PS", false, false))
                .toList();
    }

    @Override
    public synchronized Optional<String> read(DataSetName name, ZosmfCall call) throws ZosmfException {
        before("read");
        return Optional.ofNullable(texts.get(name.value()));
    }

    @Override
    public synchronized void create(DataSetName name, ZosmfCall call) throws ZosmfException {
        before("create");
        texts.putIfAbsent(name.value(), "");
    }

    @Override
    public synchronized void write(DataSetName name, String text, ZosmfCall call) throws ZosmfException {
        before("write");
        texts.put(name.value(), text);
    }

    @Override
    public synchronized void delete(DataSetName name, ZosmfCall call) throws ZosmfException {
        before("delete");
        texts.remove(name.value());
        dataSets.remove(name.value());
    }

    @Override
    public List<String> command(String text, ZosmfCall call) throws ZosmfException {
        before("command");
        List<String> lines = new ArrayList<>();
        lines.add("IEE459I 10.00.00 DEVSERV QDASD");
        lines.add(" UNIT VOLSER SCUTYPE DEVTYPE     CYL  SSID SCU-SERIAL DEV-SERIAL EFC");
        int first = Integer.parseInt(text.replaceAll("DS QD,([0-9A-F]{4}),.*", "$1"), 16);
        volumes.forEach((volser, volume) -> {
            if (volume.unit() >= first && volume.unit() < first + 256) {
                lines.add(String.format(
                        " %04X %-6s 2107961 2107900 %7d  FF%02X 01%s *OK",
                        volume.unit(), volser, volume.cylinders(), volume.unit() >> 8 & 0xF, volume.serial()));
            }
        });
        return lines;
    }

    private void end(MemoryJob job, String retcode) {
        job.status = Job.Status.OUTPUT;
        job.completion = Optional.of(Completion.of(retcode));
    }

    private boolean takeFence(MemoryJob job) {
        Optional<String> fence = job.cards.stream()
                .filter(card -> card.startsWith("//FENCE    DD DSN="))
                .map(card -> card.replaceAll(".*DSN=([^,]+),.*", "$1"))
                .findFirst();
        return fence.isEmpty() || texts.remove(fence.get()) != null;
    }

    private void run(MemoryJob job) {
        if (job.status == Job.Status.OUTPUT) {
            return;
        }
        if (!takeFence(job)) {
            end(job, "JCL ERROR");
            return;
        }
        InMemoryDss dss = new InMemoryDss(
                this, new InMemoryDss.Faults(secondCopyFails, secondTargetSpoiled, freezeExpires, fallsBack, warns));
        int code = dss.run(statements(job.cards));
        secondCopyFails = false;
        secondTargetSpoiled = false;
        freezeExpires = false;
        job.report = Optional.of(dss.report());
        end(job, String.format("CC %04d", code));
    }

    private static List<String> statements(List<String> cards) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String card : cards.subList(cards.indexOf("//SYSIN    DD *") + 1, cards.indexOf("/*"))) {
            boolean goesOn = card.endsWith(" -");
            statement.append(goesOn ? card.substring(0, card.length() - 2).strip() : card.strip());
            if (goesOn) {
                statement.append(' ');
            } else {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        return statements;
    }
}
