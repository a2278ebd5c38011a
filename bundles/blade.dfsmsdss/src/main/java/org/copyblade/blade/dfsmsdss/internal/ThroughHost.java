package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.Stage;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;

/** Copies a group through the host of z/OS, one step: lets the staged job go, then looks whether it has ended. */
final class ThroughHost {

    private static final Duration SOON = Duration.ofMillis(100);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final DssBinding binding;
    private final Call call;

    ThroughHost(Endpoint endpoint, CopyGroup group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Advance step() throws BladeException, ZosmfException {
        if (binding.stage() == Stage.ESTABLISHED) {
            return new Advance.Done(BindingForm.write(binding));
        }
        if (binding.isFast()) {
            throw DssFault.REQUEST.error(
                    "cannot copy " + group.id() + " through the host: it is planned for the storage",
                    "establish it, or plan it without fast replication");
        }
        GroupView view = endpoint.look(group.id(), call);
        Optional<MarkedJob> found = view.job(Preparer.mark(group.id(), Purpose.COPY));
        if (found.isEmpty()) {
            throw DssFault.STATE.error(
                    "cannot copy " + group.id() + ": its job is gone", "withdraw the copy and make it again");
        }
        Job job = found.get().job();
        if (found.get().isWaiting()) {
            endpoint.zos().release(job.ref(), Endpoint.bounds(call));
            return new Advance.Continues(BindingForm.write(binding), 10, SOON);
        }
        if (!job.ended()) {
            return new Advance.Continues(BindingForm.write(binding), 50, SOON);
        }
        CopyVerdict verdict =
                EndedJob.verdict(endpoint.zos(), job, binding.copies(), Expectation.copyOf(binding), call);
        if (!verdict.allDone()) {
            throw verdict.failure("copy " + group.id(), JobId.of(job), EndedJob.messages(endpoint.zos(), job, call))
                    .orElseThrow();
        }
        return new Advance.Done(
                BindingForm.write(binding.established(Optional.of(Instant.now()), Optional.empty(), verdict)));
    }
}
