package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.Stage;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.blade.spi.Release;
import org.copyblade.zosmf.ZosmfException;

/**
 * What is true of a group.
 *
 * <pre>
 *   no map                    absent
 *   map and fence             prepared, or being prepared: as long as the fence is there, no job has run
 *   map, no fence             the job runs or has run; its report says what it did
 *   the same, report gone     established if establish was answered or the copy was hardened, else failed: nobody can tell
 * </pre>
 */
final class Inquiry {

    private static final Duration WATCH = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Endpoint endpoint;
    private final CopyGroupId group;
    private final DssBinding binding;
    private final Call call;

    Inquiry(Endpoint endpoint, CopyGroupId group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    CopyState state() throws ZosmfException {
        GroupView view = endpoint.look(group, call);
        if (!view.hasMap()) {
            return new CopyState.Absent();
        }
        if (view.hasFence(Preparer.mark(group, Purpose.COPY))) {
            return unstarted(view);
        }
        Optional<MarkedJob> started = view.startedCopy();
        for (Call watching = watching(); isRunning(started) && !watching.expired() && !watching.cancelled(); ) {
            LockSupport.parkNanos(PAUSE.toNanos());
            view = endpoint.look(group, call);
            started = view.startedCopy();
        }
        return isRunning(started) ? new CopyState.Prepared() : started(view, started);
    }

    /** The binding with what the report says, where the answer of the job was lost; the report will not be there for long. */
    DssBinding settled() throws ZosmfException {
        if (binding.stage() != Stage.PREPARED) {
            return binding;
        }
        Optional<MarkedJob> started =
                endpoint.look(group, call).startedCopy().filter(job -> job.job().ended());
        if (started.isEmpty()) {
            return binding;
        }
        CopyVerdict verdict = EndedJob.verdict(
                endpoint.zos(), started.get().job(), binding.copies(), Expectation.copyOf(binding), call);
        Optional<Release> hold =
                started.get().mark().purpose() == Purpose.HELD_COPY ? Optional.of(verdict.hold()) : Optional.empty();
        return verdict.allDone() ? binding.established(binding.at(), hold, verdict) : binding;
    }

    private Call watching() {
        return Call.within(
                call.remaining().compareTo(WATCH) < 0 ? call.remaining() : WATCH, call::cancelled, percent -> {});
    }

    private static boolean isRunning(Optional<MarkedJob> job) {
        return job.filter(MarkedJob::isRunning).isPresent();
    }

    private CopyState unstarted(GroupView view) {
        boolean staged = !view.jobs(Preparer.mark(group, Purpose.COPY)).isEmpty()
                && (!binding.canHold()
                        || !view.jobs(Preparer.mark(group, Purpose.HELD_COPY)).isEmpty());
        boolean failed = view.copyJobs().stream().anyMatch(job -> job.job().ended());
        if (failed) {
            return new CopyState.Failed("its job was not run; the targets are as they were");
        }
        return staged ? new CopyState.Prepared() : new CopyState.Preparing(50);
    }

    private CopyState started(GroupView view, Optional<MarkedJob> started) throws ZosmfException {
        if (binding.stage() != Stage.ESTABLISHED) {
            if (started.isEmpty()) {
                return new CopyState.Failed("its job or the report of it is gone, and nobody can tell what it did");
            }
            CopyVerdict verdict = EndedJob.verdict(
                    endpoint.zos(), started.get().job(), binding.copies(), Expectation.copyOf(binding), call);
            if (!verdict.allDone()) {
                return new CopyState.Failed(
                        verdict.failure("use the copy", JobId.of(started.get().job()), "")
                                .orElseThrow()
                                .getMessage());
            }
        }
        Optional<String> missing = missing(view);
        if (missing.isPresent()) {
            return new CopyState.Failed("copy " + missing.get() + " is not in the catalog any more");
        }
        return restoring(view) ? new CopyState.Restoring(50) : established();
    }

    /** Copies of data sets bear names; volumes do not. */
    private Optional<String> missing(GroupView view) {
        if (binding.grain() == Grain.VOLUME) {
            return Optional.empty();
        }
        Set<String> there = new HashSet<>();
        view.dataSets().stream().map(DataSetName::value).forEach(there::add);
        return binding.copies().stream()
                .map(BoundCopy::target)
                .filter(target -> !there.contains(target))
                .findFirst();
    }

    private boolean restoring(GroupView view) {
        return binding.restore()
                .map(note -> new JobMark(group.value(), Purpose.RESTORE, note.number()))
                .filter(mark -> view.job(mark).filter(job -> job.job().ended()).isEmpty())
                .isPresent();
    }

    /** No interface of DFSMSdss says how far a background copy is, so one that was asked for counts as under way. */
    private CopyState established() {
        Background background = binding.style().withoutBackgroundCopy() ? Background.DEPENDENT : Background.COPYING;
        boolean throughHost = !binding.isFast() && binding.used().isEmpty();
        return new CopyState.Established(
                binding.at(), throughHost ? Background.COPIED : background, OptionalInt.empty());
    }
}
