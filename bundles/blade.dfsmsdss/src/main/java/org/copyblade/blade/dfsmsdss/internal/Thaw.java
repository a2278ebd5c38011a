package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.dfsmsdss.internal.jcl.VolumeCommands;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;

/**
 * Lets the writes of a group's subsystems go by a job of its own, under a name of its own: JES starts no two jobs of one
 * name together, and the job that copies may still run. A thaw acts on whole subsystems, whoever holds them, so a job that
 * has not ended in time is purged: later it would let somebody else's hold go.
 */
final class Thaw {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration PURGE_LIMIT = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final DssBinding binding;
    private final Call call;

    Thaw(Endpoint endpoint, CopyGroup group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    void run() throws BladeException, ZosmfException {
        Job job = job();
        Optional<Job> ended;
        try {
            ended = awaitEnd(job);
        } catch (ZosmfException e) {
            purge(job);
            throw e;
        }
        if (ended.isEmpty()) {
            purge(job);
            throw failure(job, "did not end in time");
        }
        Completion completion = ended.get().completion().orElseThrow();
        if (!completion.atMost(4)) {
            throw failure(job, "ended with " + completion.text());
        }
    }

    /** One that an earlier call has submitted is as good, as long as it has not ended; so is one whose submission got no answer. */
    private Job job() throws ZosmfException {
        List<Job> before = jobs();
        Optional<Job> earlier = before.stream().filter(job -> !job.ended()).findFirst();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        try {
            return endpoint.submit(mark(), false, VolumeCommands.thaw(CopyJob.representatives(binding)), call);
        } catch (ZosmfException e) {
            if (!e.maybeDone()) {
                throw e;
            }
            Set<String> known = before.stream().map(Job::id).collect(Collectors.toSet());
            return jobs().stream()
                    .filter(job -> !known.contains(job.id()))
                    .findFirst()
                    .orElseThrow(() -> e);
        }
    }

    private JobMark mark() {
        return Preparer.mark(group.id(), Purpose.THAW);
    }

    private List<Job> jobs() throws ZosmfException {
        return endpoint.look(group.id(), call).jobs(mark()).stream()
                .map(MarkedJob::job)
                .toList();
    }

    /** Half of the time that is left, so that there is some for the purge. */
    private Optional<Job> awaitEnd(Job job) throws BladeException, ZosmfException {
        Duration half = call.remaining().dividedBy(2);
        Call limit = Call.within(half.compareTo(LONGEST) < 0 ? half : LONGEST, call::cancelled, percent -> {});
        while (!limit.expired() && !limit.cancelled()) {
            Optional<Job> now = endpoint.window().job(job.ref(), Endpoint.bounds(call));
            if (now.isEmpty()) {
                throw failure(job, "was purged before it was seen to end");
            }
            if (now.get().ended()) {
                return now;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    /** Also when the call is over: what the job would do later is worse than a call that takes a little longer. */
    private void purge(Job job) throws ZosmfException {
        endpoint.window().purge(job.ref(), ZosmfCall.within(PURGE_LIMIT, () -> false));
    }

    private BladeException failure(Job job, String what) {
        return DssFault.UNKNOWN.error(
                "cannot let writes go for " + group.id() + ": job " + JobId.of(job) + " " + what,
                "see whether an initiator is free for the class of 'job.card'; the storage lets writes go when its freeze timer ends",
                Recovery.RETRY);
    }
}
