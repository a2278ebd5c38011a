package org.copyblade.blade.flashcopy.internal.virtualize;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Preparation;

/**
 * Everything slow before the point in time: makes the consistency group, which is the mark of the copy, and its mappings, and
 * has the storage flush what it has not written. Each step looks first, so that it may be repeated. For one step.
 */
final class GroupPreparer {
    /** About a second of a busy system. */
    private static final int MAPPINGS_PER_STEP = 64;

    private static final Duration SOON = Duration.ofMillis(20);

    private final ClusterEndpoint endpoint;
    private final CopyGroup group;
    private final GroupBinding binding;
    private final Call call;

    GroupPreparer(ClusterEndpoint endpoint, CopyGroup group, GroupBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Preparation step() throws BladeException, RestException {
        if (binding.stage() == Stage.ESTABLISHED) {
            throw established();
        }
        requireSystem();
        ClusterView view = endpoint.look(call);
        String name = GroupMark.copy(group.id());
        List<UidPair> missing = binding.pairs().stream()
                .filter(pair -> view.in(name, pair).isEmpty())
                .toList();
        if (binding.stage() == Stage.PREPARED && !missing.isEmpty()) {
            throw FlashFault.STATE.error(
                    "cannot prepare " + group.id() + ": " + missing.size() + " of its mappings are not there any more",
                    "it was withdrawn; plan a new group");
        }
        if (!missing.isEmpty()) {
            requireUsable(view);
            make(view, name, missing);
            return continues(90
                    * (binding.pairs().size() - missing.size())
                    / binding.pairs().size());
        }
        return flushed(view, name);
    }

    private BladeException established() {
        return FlashFault.STATE.error(
                "cannot prepare " + group.id() + ": it is established already",
                "ask for the state of the copy",
                BladeException.Recovery.LOOK_FIRST);
    }

    private void requireSystem() throws BladeException, RestException {
        String system = endpoint.cluster().systemId(call);
        if (!system.equals(binding.system())) {
            throw FlashFault.SYSTEM.error(
                    "cannot prepare " + group.id() + ": it was planned on " + binding.system() + ", and endpoint '"
                            + endpoint.settings().endpoint() + "' drives " + system,
                    "correct 'host' of the endpoint, or plan anew");
        }
    }

    private void requireUsable(ClusterView view) throws BladeException {
        MappingCheck check = new MappingCheck(endpoint.settings().targets(), view, group.id());
        ClusterMembers members = new ClusterMembers(group, binding);
        for (CopyMember member : group.members()) {
            UidPair pair = members.pairOf(member);
            refuse(check.source(member.name(), pair.source()));
            Optional<Vdisk> source = view.byUid(pair.source());
            if (source.isPresent()) {
                refuse(check.target(member.name(), source.get(), pair.target()));
            }
        }
    }

    private void refuse(List<BladeFinding> findings) throws BladeException {
        for (BladeFinding finding : findings) {
            if (finding.severity() == BladeFinding.Severity.ERROR) {
                throw FlashFault.TAKEN.error(
                        "cannot prepare " + group.id() + ": member " + finding.subject() + ": " + finding.text(),
                        finding.hint());
            }
        }
    }

    private void make(ClusterView view, String name, List<UidPair> missing) throws RestException {
        if (!view.hasGroup(name)) {
            endpoint.cluster().makeGroup(name, call);
        }
        endpoint.each(missing.subList(0, Math.min(MAPPINGS_PER_STEP, missing.size())), pair -> endpoint.cluster()
                .makeMapping(
                        view.byUid(pair.source()).orElseThrow().id(),
                        view.byUid(pair.target()).orElseThrow().id(),
                        name,
                        binding.copyRate(),
                        call));
    }

    private Preparation flushed(ClusterView view, String name) throws BladeException, RestException {
        List<FlashMapping> members = new GroupJudge(binding, group.id(), view).members();
        if (members.stream().allMatch(mapping -> mapping.status().equals("prepared"))) {
            return Preparation.Prepared.withoutHold(GroupBindingForm.write(binding.prepared()), CopyMethod.FAST);
        }
        if (members.stream().anyMatch(FlashMapping::isEstablished)) {
            throw established();
        }
        if (members.stream().noneMatch(FlashMapping::isActive)) {
            endpoint.cluster().prepare(name, call);
        }
        return continues(95);
    }

    private Preparation continues(int percent) {
        return new Preparation.Continues(GroupBindingForm.write(binding), percent, SOON);
    }
}
