package org.copyblade.blade.dfsmsdss.internal;

import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Release;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;

/**
 * Says whether writes were held over the instant. The job lets them go itself, as its last command; where it did not come to
 * that, another job does so now, before the timer of the storage would.
 */
final class Releaser {

    private final Endpoint endpoint;
    private final boolean established;
    private final CopyGroup group;
    private final DssBinding binding;
    private final Call call;

    /** @param established whether it is this endpoint that established; another may by now be of another z/OS */
    Releaser(Endpoint endpoint, boolean established, CopyGroup group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.established = established;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Release release() throws BladeException {
        boolean held = binding.heldJob().isPresent() || binding.hold().isPresent();
        return switch (binding.stage()) {
            case PLANNED -> Release.NOTHING_HELD;
            case ESTABLISHED -> binding.hold().orElse(Release.NOTHING_HELD);
            case PREPARED -> held ? afterUnknown() : Release.NOTHING_HELD;
        };
    }

    private Release afterUnknown() throws BladeException {
        try {
            JobId held = binding.heldJob().orElseThrow();
            Optional<Job> job = endpoint.window().job(held.ref(), Endpoint.bounds(call));
            if (job.isEmpty()) {
                return thawIfStarted();
            }
            if (job.get().status() == Job.Status.INPUT) {
                return Release.NOTHING_HELD;
            }
            if (!job.get().ended()) {
                return thawed();
            }
            CopyVerdict verdict =
                    EndedJob.verdict(endpoint.window(), job.get(), binding.copies(), Expectation.copyOf(binding), call);
            return ofEnded(verdict, job.get());
        } catch (ZosmfException e) {
            throw Failures.repeatable("let writes go for " + group.id(), e);
        }
    }

    private Release ofEnded(CopyVerdict verdict, Job job) throws BladeException, ZosmfException {
        if (neverRan(job)) {
            return Release.NOTHING_HELD;
        }
        if (verdict.leavesFrozen()) {
            return thawed();
        }
        return verdict.anyBegun() ? verdict.hold() : Release.NOTHING_HELD;
    }

    private static boolean neverRan(Job job) {
        return job.completion()
                .filter(completion -> completion.kind() == Completion.Kind.JCL_ERROR)
                .isPresent();
    }

    /** The job is gone: as long as its fence is there it has not run. */
    private Release thawIfStarted() throws BladeException, ZosmfException {
        GroupView view = endpoint.look(group.id(), call);
        if (view.isEmpty() && !established) {
            requireVolumes();
        }
        boolean neverRan = view.isEmpty() || view.hasFence(Preparer.mark(group.id(), Purpose.HELD_COPY));
        if (neverRan) {
            return Release.NOTHING_HELD;
        }
        return thawed();
    }

    /** Where neither the group nor what may be held is to be found, nothing was found out about either. */
    private void requireVolumes() throws BladeException, ZosmfException {
        Units units = endpoint.units(call);
        for (String volume : binding.representatives()) {
            Optional<Units.Loss> loss = units.loss(volume, binding.units());
            if (loss.isPresent()) {
                throw DssFault.SYSTEM.error(
                        "cannot let writes go for " + group.id() + ": endpoint '"
                                + endpoint.settings().endpoint() + "' knows nothing of it, and "
                                + loss.get().text(),
                        "correct 'host' of the endpoint; the storage lets writes go when its freeze timer ends");
            }
        }
    }

    private Release thawed() throws BladeException, ZosmfException {
        new Thaw(endpoint, group, binding, call).run();
        return Release.LOST;
    }
}
