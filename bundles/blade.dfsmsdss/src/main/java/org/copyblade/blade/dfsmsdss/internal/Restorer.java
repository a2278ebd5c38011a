package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.RestoreNote;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;

/**
 * Copies back, one step. Each try has a number, noted before anything is done, and a fence of its own: a job whose submission
 * was lost and comes late cannot overwrite a source that its system is using again.
 */
final class Restorer {

    private static final Duration SOON = Duration.ofMillis(100);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final DssBinding binding;
    private final Call call;

    Restorer(Endpoint endpoint, CopyGroup group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Advance step(Set<String> sources) throws BladeException, ZosmfException {
        Optional<RestoreNote> note =
                binding.restore().filter(noted -> noted.sources().equals(sources));
        if (note.isEmpty()) {
            requireCopy();
        }
        GroupView view = endpoint.look(group.id(), call);
        if (note.isEmpty()) {
            return begin(sources, view);
        }
        JobMark mark =
                new JobMark(group.id().value(), Purpose.RESTORE, note.get().number());
        Optional<MarkedJob> found = view.job(mark);
        if (found.isEmpty()) {
            if (!view.hasFence(mark)) {
                return begin(sources, view);
            }
            requireSerials(sources);
            endpoint.submit(
                    mark,
                    false,
                    CopyJob.back(
                            copies(sources),
                            binding.grain(),
                            binding.style().mirror(),
                            endpoint.settings().parallel()),
                    call);
            return continues(binding, 30);
        }
        Job job = found.get().job();
        if (diedWithItsSystem(job)) {
            // It says nothing against the restore, which is repeated as a whole; its fence may be there still.
            endpoint.zos().purge(job.ref(), Endpoint.bounds(call));
            return continues(binding, 10);
        }
        return job.ended() ? ended(view.jobs(mark), copies(sources)) : continues(binding, 60);
    }

    private static boolean diedWithItsSystem(Job job) {
        return job.ended()
                && job.completion()
                        .filter(it -> it.kind() == Completion.Kind.SYSTEM_FAILED)
                        .isPresent();
    }

    private void requireCopy() throws BladeException, ZosmfException {
        CopyState state = new Inquiry(endpoint, group.id(), binding, call).state();
        boolean there = state instanceof CopyState.Established || state instanceof CopyState.Restoring;
        if (!there) {
            throw DssFault.STATE.error(
                    "cannot restore " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
    }

    /** Under a number that no earlier try has left behind: neither its job nor its fence counts for this one. */
    private Advance begin(Set<String> sources, GroupView view) throws BladeException, ZosmfException {
        requireSerials(sources);
        int number = Math.max(binding.restores(), view.lastNumber(Purpose.RESTORE)) + 1;
        JobMark mark = new JobMark(group.id().value(), Purpose.RESTORE, number);
        endpoint.zos().create(endpoint.names().fence(mark), Endpoint.bounds(call));
        return continues(binding.restoring(new RestoreNote(number, sources)), 10);
    }

    /**
     * A job means volumes by their serials: one that was lost, or that another volume bears, must be put right before a job of
     * a restore runs, also if the job before it is what has done that.
     */
    private void requireSerials(Set<String> sources) throws BladeException, ZosmfException {
        if (binding.grain() != Grain.VOLUME) {
            return;
        }
        Units units = endpoint.units(call);
        for (BoundCopy copy : copies(sources)) {
            for (String volser : List.of(copy.source(), copy.target())) {
                Optional<Units.Loss> loss = units.loss(volser, binding.units());
                if (loss.isPresent()) {
                    throw DssFault.STATE.error(
                            "cannot restore " + group.id() + ": " + loss.get().text(),
                            loss.get().hint() + "; then restore again",
                            Recovery.ASK_OPERATOR);
                }
            }
        }
    }

    private List<BoundCopy> copies(Set<String> sources) {
        return binding.copies().stream()
                .filter(copy -> sources.contains(copy.source()))
                .toList();
    }

    private static Advance continues(DssBinding newest, int percent) {
        return new Advance.Continues(BindingForm.write(newest), percent, SOON);
    }

    /**
     * A job that failed is purged, so that the next step begins anew once its cause is gone.
     *
     * @param jobs that which counts, and others that were submitted for it
     */
    private Advance ended(List<MarkedJob> jobs, List<BoundCopy> copies) throws BladeException, ZosmfException {
        Job job = jobs.get(0).job();
        CopyVerdict verdict =
                EndedJob.verdict(endpoint.zos(), job, reversed(copies), Expectation.restoreOf(binding), call);
        if (verdict.allDone()) {
            endpoint.warn(group.id(), JobId.of(job).toString(), verdict.warnings());
            return new Advance.Done(BindingForm.write(binding.restored()));
        }
        String messages = EndedJob.messages(endpoint.zos(), job, call);
        endpoint.purge(jobs, call);
        throw verdict.failure("restore " + group.id(), JobId.of(job), messages).orElseThrow();
    }

    private static List<BoundCopy> reversed(List<BoundCopy> copies) {
        return copies.stream()
                .map(copy -> new BoundCopy(copy.target(), copy.source()))
                .toList();
    }
}
