package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.Stage;
import org.copyblade.blade.dfsmsdss.internal.GroupView.MarkedJob;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;

/**
 * Everything slow before the point in time, one step: proves the targets free, makes the fence, then the map, then submits
 * the jobs held. In that order, so that a map without fence always means that a job has run or that the group is being
 * withdrawn. A group that can be held has two jobs, with and without hold, behind one fence: one of them runs at most.
 */
final class Preparer {

    private static final int FIRST = 1;

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final DssBinding binding;
    private final Call call;

    Preparer(Endpoint endpoint, CopyGroup group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    /** The jobs of a group that copy are submitted under one number. */
    static JobMark mark(CopyGroupId group, Purpose purpose) {
        return new JobMark(group.value(), purpose, FIRST);
    }

    Preparation step() throws BladeException, ZosmfException {
        if (binding.stage() == Stage.ESTABLISHED) {
            throw DssFault.STATE.error(
                    "cannot prepare " + group.id() + ": it is established already", "ask for the state of the copy");
        }
        if (binding.copies().size() != group.members().size()) {
            throw DssFault.REQUEST.error(
                    "cannot prepare " + group.id() + ": not every member has a target", "see the findings of its plan");
        }
        GroupView view = endpoint.look(group.id(), call);
        if (!view.hasMap()) {
            requireFree();
            endpoint.zos().create(endpoint.names().fence(mark(group.id(), Purpose.COPY)), Endpoint.bounds(call));
            endpoint.zos().create(endpoint.names().map(group.id()), Endpoint.bounds(call));
            writeMap();
            return continues(30);
        }
        requireOwnMap();
        return stage(view);
    }

    /** Somebody may have taken a target after the plan. */
    private void requireFree() throws BladeException, ZosmfException {
        Map<CopyGroupId, Optional<GroupMap>> maps = endpoint.maps(call);
        for (Map.Entry<CopyGroupId, Optional<GroupMap>> other : maps.entrySet()) {
            if (other.getKey().equals(group.id()) || other.getValue().isEmpty()) {
                continue;
            }
            Set<String> taken = new HashSet<>();
            other.getValue().get().copies().forEach(copy -> taken.add(copy.target()));
            for (BoundCopy copy : binding.copies()) {
                if (taken.contains(copy.target())) {
                    throw DssFault.TAKEN.error(
                            "cannot prepare " + group.id() + ": target " + copy.target() + " holds the copy of group "
                                    + other.getKey(),
                            "withdraw that copy, or plan anew");
                }
            }
        }
    }

    /** A map that is not complete is that of a step that died while writing it. */
    private void requireOwnMap() throws BladeException, ZosmfException {
        Optional<GroupMap> map = endpoint.map(group.id(), call);
        if (map.isEmpty()) {
            writeMap();
        } else if (!map.get().copies().equals(binding.copies())) {
            throw DssFault.TAKEN.error(
                    "cannot prepare " + group.id() + ": its map in z/OS names other copies",
                    "withdraw that group, or plan anew");
        }
    }

    private void writeMap() throws ZosmfException {
        endpoint.zos()
                .write(endpoint.names().map(group.id()), GroupMap.of(binding).text(), Endpoint.bounds(call));
    }

    private Preparation stage(GroupView view) throws BladeException, ZosmfException {
        List<Purpose> purposes = binding.canHold() ? List.of(Purpose.COPY, Purpose.HELD_COPY) : List.of(Purpose.COPY);
        List<JobId> staged = new ArrayList<>();
        for (Purpose purpose : purposes) {
            JobMark mark = mark(group.id(), purpose);
            Optional<MarkedJob> job = view.job(mark);
            if (!view.hasFence(mark)) {
                throw DssFault.STATE.error(
                        "cannot prepare " + group.id() + ": its fence is gone, so its job has run or it is withdrawn",
                        "ask for the state of the copy");
            }
            if (job.isEmpty()) {
                endpoint.submit(
                        mark, true, CopyJob.control(binding, endpoint.settings(), purpose == Purpose.HELD_COPY), call);
                return continues(60);
            }
            requireWaiting(job.get());
            staged.add(JobId.of(job.get().job()));
        }
        return prepared(staged);
    }

    /** Cards that are wrong show themselves before the job is released. */
    private void requireWaiting(MarkedJob found) throws BladeException {
        Job job = found.job();
        if (found.isWaiting()) {
            return;
        }
        boolean failed = job.completion()
                .filter(completion -> completion.kind() != Completion.Kind.CODE)
                .isPresent();
        if (failed) {
            CopyVerdict verdict = CopyVerdict.of(
                    binding.copies(),
                    Expectation.copyOf(binding),
                    job.completion().orElseThrow(),
                    Optional.empty());
            throw verdict.failure("prepare " + group.id(), JobId.of(job), EndedJob.messages(endpoint.zos(), job, call))
                    .orElseThrow();
        }
        throw DssFault.STATE.error(
                "cannot prepare " + group.id() + ": job " + JobId.of(job) + " is " + job.status()
                        + " instead of being held",
                "withdraw the copy; see whether the site lets jobs with TYPRUN=HOLD wait");
    }

    private Preparation continues(int percent) {
        return new Preparation.Continues(BindingForm.write(binding), percent, Duration.ZERO);
    }

    private Preparation prepared(List<JobId> jobs) throws ZosmfException {
        Optional<JobId> held = jobs.size() > 1 ? Optional.of(jobs.get(1)) : Optional.empty();
        DssBinding staged = binding.prepared(Optional.of(jobs.get(0)), held);
        if (held.isEmpty()) {
            return Preparation.Prepared.withoutHold(
                    BindingForm.write(staged), binding.isFast() ? CopyMethod.FAST : CopyMethod.HOST);
        }
        var devices = endpoint.devices(call);
        List<HoldDomain> domains = binding.copies().stream()
                .flatMap(copy -> devices.values().stream()
                        .filter(device -> device.volser().value().equals(copy.source())))
                .map(device -> new HoldDomain(device.holdDomain()))
                .toList();
        return new Preparation.Prepared(
                BindingForm.write(staged),
                CopyMethod.FAST,
                domains,
                Optional.of(endpoint.settings().freezeTimer()),
                Optional.empty());
    }
}
