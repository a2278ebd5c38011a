package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.DataSetShape;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobFilter;
import org.copyblade.zosmf.Pace;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * Holds by jobs: one for each member, or one for all; their condition codes say what became of it. A job that is late holds
 * nothing: it needs a data set, its fence, from its first step to its last, and whoever lets go on deletes that first, for
 * which z/OS makes it wait for a job that has begun. Any thread.
 */
final class JobHook implements SiteHook {

    /** Names end by a letter and two more characters, of which batch jobs, whose names end by digits, have none. */
    private static final int NAMES = 26 * 36 * 36;

    /** Somebody may have kept a job from running; another may run. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    /** One that is held by a job of its own. */
    private record Part(int number, String name, Member member) {}

    /**
     * One that had not ended when it was waited for last.
     *
     * @param job empty: nobody knows whether it has arrived
     */
    private record Waiting(Optional<Job> job, long since) {}

    private sealed interface End {
        record Code(int code) implements End {}

        record Failed(String why) implements End {}
    }

    private final ImsSettings settings;
    private final ImsSettings.ByJob way;
    private final Zosmf zosmf;
    private final Together together;
    private final List<Part> parts;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    /** @param zosmf in the lane of the window */
    JobHook(ImsSettings settings, ImsSettings.ByJob way, Zosmf zosmf, Together together) {
        this.settings = settings;
        this.way = way;
        this.zosmf = zosmf;
        this.together = together;
        List<Member> members = settings.members();
        this.parts = way.each()
                ? IntStream.range(0, members.size())
                        .mapToObj(i -> new Part(i, members.get(i).name(), members.get(i)))
                        .toList()
                : List.of(new Part(0, "the group", members.get(0)));
    }

    /** Jobs that bear a name of this epoch are of one long ago: nobody must take them for ours. */
    @Override
    public void ready(long epoch, ZosmfCall call) throws SystemException {
        try {
            for (Part part : parts) {
                for (String name : List.of(suspendName(part, epoch), resumeName(part, epoch))) {
                    for (Job job : zosmf.jobs().list(JobFilter.named(name), call)) {
                        zosmf.jobs().purge(job.ref(), call);
                    }
                }
                makeFence(part, epoch, call);
            }
        } catch (ZosmfException e) {
            throw ImsFault.of("make ready for a hold of '" + settings.name() + "'", e);
        }
    }

    /** One that is there already is the fence of this epoch too. */
    private void makeFence(Part part, long epoch, ZosmfCall call) throws ZosmfException {
        String fence = fence(part, epoch);
        try {
            zosmf.dataSets().create(fence, DataSetShape.small(), call);
        } catch (ZosmfException e) {
            if (zosmf.dataSets().list(fence, call).isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public String hold(long epoch, long limitSeconds, ZosmfCall call) {
        Map<Part, End> ends = together.each(
                parts,
                part -> run(suspendName(part, epoch), suspendJob(part, epoch, limitSeconds), call),
                End.Failed::new,
                call);
        return ends.entrySet().stream()
                .filter(end -> !end.getValue().equals(new End.Code(0)))
                .map(end -> end.getValue() instanceof End.Code code
                        ? end.getKey().name() + " refuses: job " + suspendName(end.getKey(), epoch)
                                + " ended with condition code " + code.code()
                        : end.getKey().name() + ": " + ((End.Failed) end.getValue()).why())
                .collect(Collectors.joining("; "));
    }

    @Override
    public Release letGo(long epoch, long limitSeconds, ZosmfCall call) {
        Map<Part, End> ends = together.each(
                parts,
                part -> runOnce(resumeName(part, epoch), resumeJob(part, epoch, limitSeconds), call),
                End.Failed::new,
                call);
        List<String> ended = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        ends.forEach((part, end) -> {
            if (end instanceof End.Failed failed) {
                unknown.put(part.name(), failed.why());
            } else if (end.equals(new End.Code(0))) {
                ended.add(part.name());
            } else if (end.equals(new End.Code(way.idleCode()))) {
                idle.add(part.name());
            } else {
                unknown.put(
                        part.name(),
                        "job " + resumeName(part, epoch) + " ended with condition code " + ((End.Code) end).code());
            }
        });
        return new Release(ended, idle, Map.of(), unknown);
    }

    /** As long as it may take to hold: a job that has begun to is waited for. */
    @Override
    public Duration patience() {
        return settings.hook().timeout();
    }

    @Override
    public List<GuardOrders.Order> orders(long epoch, long limitSeconds) {
        return parts.stream()
                .map(part -> new GuardOrders.Order(
                        part.name(),
                        GuardOrders.Message.put(
                                "/restjobs/jobs",
                                "text/plain; charset=UTF-8\r\nX-IBM-Intrdr-Mode: TEXT\r\nX-IBM-Intrdr-Lrecl: 80"
                                        + "\r\nX-IBM-Intrdr-Recfm: F",
                                resumeJob(part, epoch, limitSeconds)),
                        "/restjobs/jobs?owner=*&max-jobs=100&prefix=" + GuardOrders.inPath(resumeName(part, epoch)),
                        String.format("\"retcode\"\\s*:\\s*\"CC (0000|%04d)\"", way.idleCode())))
                .toList();
    }

    /** Jobs that failed stay for whoever wants to know why. */
    @Override
    public void tidy(long epoch) {
        ZosmfCall call = ZosmfCall.within(settings.hook().timeout());
        for (Part part : parts) {
            waiting.remove(resumeName(part, epoch));
            try {
                for (String name : List.of(suspendName(part, epoch), resumeName(part, epoch))) {
                    for (Job job : zosmf.jobs().list(JobFilter.named(name), call)) {
                        if (job.completion()
                                .filter(end -> end.atMost(way.idleCode()))
                                .isPresent()) {
                            zosmf.jobs().purge(job.ref(), call);
                        }
                    }
                }
                zosmf.dataSets().delete(fence(part, epoch), call);
            } catch (ZosmfException e) {
                // What is left holds nothing, and bears names that are cleared away before they are used again.
                continue;
            }
        }
    }

    private End run(String name, String jcl, ZosmfCall call) {
        try {
            return end(submitted(name, jcl, call), call);
        } catch (ZosmfException e) {
            return new End.Failed(e.getMessage());
        }
    }

    /** One that is asked for again and again, where no initiator takes it, must not fill the queue of all jobs. */
    private End runOnce(String name, String jcl, ZosmfCall call) {
        try {
            Job job = onlyOne(name, jcl, call);
            End end = end(job, call);
            waiting.remove(name);
            return end;
        } catch (ZosmfException e) {
            if (e.reason() == Reason.GONE) {
                waiting.remove(name);
            }
            return new End.Failed(e.getMessage());
        }
    }

    private Job onlyOne(String name, String jcl, ZosmfCall call) throws ZosmfException {
        long now = System.nanoTime();
        Waiting known = waiting.get(name);
        boolean again = known == null || now - known.since() >= AGAIN.toNanos();
        long since = again ? now : known.since();
        if (!again && known.job().isPresent()) {
            return known.job().orElseThrow();
        }
        // Whether it has arrived may stay unknown for the rest of this try.
        waiting.put(name, new Waiting(Optional.empty(), since));
        List<Job> there = again ? List.of() : zosmf.jobs().list(JobFilter.named(name), call);
        Job job = there.isEmpty() ? submitted(name, jcl, call) : there.get(0);
        waiting.put(name, new Waiting(Optional.of(job), since));
        return job;
    }

    private End end(Job job, ZosmfCall call) throws ZosmfException {
        Completion end =
                zosmf.jobs().await(job.ref(), Pace.QUICK, call).completion().orElseThrow();
        return end.kind() == Completion.Kind.CODE
                ? new End.Code(end.conditionCode())
                : new End.Failed("job " + job.name() + " " + job.id() + " ended with " + end.text());
    }

    /** A submit without an answer has arrived if there is a job of that name, for no other has it. */
    private Job submitted(String name, String jcl, ZosmfCall call) throws ZosmfException {
        try {
            return zosmf.jobs().submit(jcl, call);
        } catch (ZosmfException e) {
            if (e.maybeDone() || e.reason() == Reason.TOO_LATE) {
                List<Job> there = zosmf.jobs().list(JobFilter.named(name), call);
                if (!there.isEmpty()) {
                    return there.get(0);
                }
            }
            throw e;
        }
    }

    private String suspendJob(Part part, long epoch, long limitSeconds) {
        String fence = fence(part, epoch);
        return head(suspendName(part, epoch))
                + "//FENCE    EXEC PGM=IEFBR14\n//FENCE    DD DISP=OLD,DSN=" + fence + "\n"
                + way.suspend().of(part.member(), epoch, limitSeconds).strip()
                + "\n//DONE     EXEC PGM=IEFBR14\n//FENCE    DD DISP=(OLD,DELETE),DSN=" + fence + "\n";
    }

    private String resumeJob(Part part, long epoch, long limitSeconds) {
        return head(resumeName(part, epoch))
                + "//FENCE    EXEC PGM=IEFBR14\n//FENCE    DD DISP=(MOD,DELETE),DSN=" + fence(part, epoch)
                + ",\n//            UNIT=" + way.unit() + ",SPACE=(TRK,1)\n"
                + way.resume().of(part.member(), epoch, limitSeconds).strip() + "\n";
    }

    private String head(String name) {
        return "//" + String.format("%-8s", name) + " " + settings.batch().jobCard() + "\n";
    }

    private String suspendName(Part part, long epoch) {
        return name(epoch, 2 * part.number());
    }

    private String resumeName(Part part, long epoch) {
        return name(epoch, 2 * part.number() + 1);
    }

    private String name(long epoch, int slot) {
        int number = (int) Math.floorMod(epoch * 2 * parts.size() + slot, (long) NAMES);
        String rest = Integer.toString(36 * 36 + number % (36 * 36), 36).substring(1);
        return settings.batch().prefix() + (char) ('A' + number / (36 * 36)) + rest.toUpperCase(Locale.ROOT);
    }

    private String fence(Part part, long epoch) {
        String digits = String.format("%13s", Long.toString(epoch, 36))
                .replace(' ', '0')
                .toUpperCase(Locale.ROOT);
        return way.fence() + ".E" + digits.substring(0, 6) + ".F" + digits.substring(6) + ".M" + part.number();
    }
}
