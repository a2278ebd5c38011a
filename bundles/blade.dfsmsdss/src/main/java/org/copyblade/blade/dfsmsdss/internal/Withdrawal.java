package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.Stage;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.jcl.VolumeCommands;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * Ends a copy, one step, in an order that leaves nothing which could come back:
 *
 * <pre>
 *   fences     deleted first: whatever job is released or submitted from now on does nothing
 *   jobs       that wait are purged, that run are waited for
 *   targets    left in pieces are noted, so that no plan takes them again
 *   relations  without background copy are ended by a job
 *   copies     of data sets are deleted
 *   jobs       and their reports are purged
 *   map        last: as long as it is there, nobody else takes the targets
 * </pre>
 */
final class Withdrawal {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATER = Duration.ofSeconds(3);

    private final Endpoint endpoint;
    private final CopyGroupId group;
    private final DssBinding binding;
    private final Call call;

    Withdrawal(Endpoint endpoint, CopyGroupId group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    /** One step of an order, of which nothing is bound: it has fences and jobs only. */
    static Advance ofOrder(Endpoint endpoint, CopyGroupId order, Call call) throws BladeException, ZosmfException {
        GroupView view = endpoint.look(order, call);
        if (view.hasMap()) {
            throw DssFault.REQUEST.error(
                    "cannot withdraw order " + order + ": it is a copy group", "withdraw it as the copy group it is");
        }
        CopyStyle style = CopyStyle.plain(FastReplication.NONE, false);
        DssBinding nothing = DssBinding.found(Grain.DATA_SET, style, List.of(), List.of());
        return new Withdrawal(endpoint, order, nothing, call).step(view);
    }

    Advance step() throws BladeException, ZosmfException {
        return step(endpoint.look(group, call));
    }

    private Advance step(GroupView view) throws BladeException, ZosmfException {
        boolean neverRan = view.hasFence(Preparer.mark(group, Purpose.COPY));
        if (deleteFences(view)) {
            DssBinding newest = neverRan ? binding.neverReleased() : binding;
            return new Advance.Continues(BindingForm.write(newest), 10, SOON);
        }
        if (endJobs(view)) {
            return continues(20, SOON);
        }
        Optional<MarkedJob> running =
                view.jobs().stream().filter(MarkedJob::isRunning).findFirst();
        if (running.isPresent()) {
            return continues(30, LATER);
        }
        noteSpoiled(view);
        if (!relationsEnded(view)) {
            return continues(50, SOON);
        }
        deleteCopies(view);
        for (MarkedJob job : view.jobs()) {
            endpoint.zos().purge(job.job().ref(), Endpoint.bounds(call));
        }
        endpoint.zos().delete(endpoint.names().map(group), Endpoint.bounds(call));
        return new Advance.Done(BindingForm.write(binding));
    }

    private Advance continues(int percent, Duration pause) {
        return new Advance.Continues(BindingForm.write(binding), percent, pause);
    }

    /** The withdrawal's own one stays. */
    private boolean deleteFences(GroupView view) throws ZosmfException {
        boolean any = false;
        for (String fence : view.fences()) {
            if (!fence.equals(endRelations().fence())) {
                deleteFence(fence);
                any = true;
            }
        }
        return any;
    }

    /** One that a job is just taking cannot be deleted, and is gone, or its job ended, at a later look. */
    private void deleteFence(String fence) throws ZosmfException {
        try {
            endpoint.zos().delete(endpoint.names().map(group).sibling(fence), Endpoint.bounds(call));
        } catch (ZosmfException e) {
            GroupView now = endpoint.look(group, call);
            boolean taken = !now.fences().contains(fence) || now.jobs().stream().anyMatch(MarkedJob::isRunning);
            if (e.reason() != Reason.REFUSED || !taken) {
                throw e;
            }
        }
    }

    private JobMark endRelations() {
        return Preparer.mark(group, Purpose.WITHDRAW);
    }

    private boolean endJobs(GroupView view) throws ZosmfException {
        boolean any = false;
        for (MarkedJob job : view.jobs()) {
            if (job.isWaiting() && !job.mark().equals(endRelations())) {
                endpoint.zos().purge(job.job().ref(), Endpoint.bounds(call));
                any = true;
            }
        }
        return any;
    }

    private void noteSpoiled(GroupView view) throws ZosmfException {
        if (binding.grain() != Grain.VOLUME) {
            return;
        }
        for (MarkedJob job : view.copyJobs()) {
            CopyVerdict verdict =
                    EndedJob.verdict(endpoint.zos(), job.job(), binding.copies(), Expectation.copyOf(binding), call);
            for (String target : verdict.spoiledTargets()) {
                endpoint.zos().create(endpoint.names().spoiled(new Volser(target)), Endpoint.bounds(call));
            }
        }
    }

    /** Only a copy that has run and has no background copy leaves relations that do not end by themselves. */
    private boolean relationsEnded(GroupView view) throws BladeException, ZosmfException {
        boolean left = binding.grain() == Grain.VOLUME && binding.style().withoutBackgroundCopy() && view.hasMap();
        if (!left || !hasCopied(view)) {
            return true;
        }
        Optional<MarkedJob> found = view.job(endRelations());
        if (found.isEmpty()) {
            endpoint.zos().create(endpoint.names().fence(endRelations()), Endpoint.bounds(call));
            List<Volser> targets = binding.copies().stream()
                    .map(copy -> new Volser(copy.target()))
                    .toList();
            endpoint.submit(endRelations(), false, VolumeCommands.endRelations(targets, JobDeck.NOWHERE), call);
            return false;
        }
        Job job = found.get().job();
        if (!job.ended()) {
            return false;
        }
        if (!job.completion().orElseThrow().atMost(4)) {
            String messages = EndedJob.messages(endpoint.zos(), job, call);
            endpoint.zos().purge(job.ref(), Endpoint.bounds(call));
            throw DssFault.REFUSED.error(
                    "cannot withdraw " + group + ": job " + JobId.of(job) + " ended with "
                            + job.completion().orElseThrow().text() + " " + messages.strip(),
                    "see the report of the job; end the relations of the targets by hand, then withdraw again");
        }
        return true;
    }

    /** Of a group whose jobs are gone nobody can tell, unless its fence was there when the withdrawal began. */
    private boolean hasCopied(GroupView view) throws ZosmfException {
        if (view.copyJobs().isEmpty()) {
            return binding.stage() != Stage.PLANNED;
        }
        for (MarkedJob job : view.copyJobs()) {
            CopyVerdict verdict =
                    EndedJob.verdict(endpoint.zos(), job.job(), binding.copies(), Expectation.copyOf(binding), call);
            if (verdict.anyBegun()) {
                return true;
            }
        }
        return binding.stage() == Stage.ESTABLISHED;
    }

    /** Components of a VSAM cluster go with it. */
    private void deleteCopies(GroupView view) throws ZosmfException {
        Set<DataSetName> all = new HashSet<>(view.dataSets());
        for (DataSetName name : view.dataSets()) {
            if (all.stream().noneMatch(name::isUnder)) {
                endpoint.zos().delete(name, Endpoint.bounds(call));
            }
        }
    }
}
