package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.timefinder.internal.CloneBinding.Making;
import org.copyblade.blade.timefinder.internal.CloneBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.endpoint.HostClock;

/**
 * Ends clones, one step: the sessions, the storage groups of their sources, and last that of the targets, which is the sign
 * that they are those of the group. Sessions that another group has taken over, or that are still to be taken over from one,
 * are left alone.
 *
 * <p>A reverse copy is waited for, because its source would be left in pieces, and split before its session is ended. An
 * activation that comes late finds no storage group; a request to make sessions needs none, so a group of which one may be under
 * way is watched until none can come.
 */
final class CloneWithdrawal {

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration COPYING = Duration.ofMillis(200);

    private final Endpoint endpoint;
    private final HostClock clock;
    private final CopyGroup group;
    private final CloneBinding binding;
    private final Call call;

    CloneWithdrawal(Endpoint endpoint, HostClock clock, CopyGroup group, CloneBinding binding, Call call) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Advance step() throws BladeException, RestException {
        if (binding.stage() == Stage.PLANNED) {
            return done();
        }
        CloneView view = endpoint.look(group.id(), binding, call);
        if (view.targets().isEmpty()) {
            return done();
        }
        if (view.older()) {
            return deleteGroups();
        }
        List<ClonePair> own = view.own();
        if (own.stream().anyMatch(ClonePair::isRestoring)) {
            return continues(binding, CloneJudge.percent(own) / 2, COPYING);
        }
        if (new Splitting(endpoint, group.id(), call).step(own)) {
            return continues(binding, 50, SOON);
        }
        if (!own.isEmpty()) {
            endpoint.array().clones().terminate(Mark.of(group.id()), Mark.ofTargets(group.id()), call);
            return continues(binding, 60, SOON);
        }
        if (isPaired(view.targets().get()) && isFilled(view)) {
            return continues(binding, 10, SOON);
        }
        boolean mayComeYet = binding.stage() != Stage.ESTABLISHED && binding.making() != Making.NOTHING;
        return mayComeYet ? awaitLateRequest() : deleteGroups();
    }

    private boolean isPaired(Set<VolumeId> targets) throws RestException {
        return endpoint.array().clones().paired(call).targets().stream().anyMatch(targets::contains);
    }

    /**
     * Sessions are meant by the storage group of their sources, which somebody has deleted or changed: makes it what it was,
     * one step. False if it is that already, and the sessions of the targets are those of other sources.
     */
    private boolean isFilled(CloneView view) throws BladeException, RestException {
        if (!binding.pairs().isEmpty()) {
            return new GroupFiller(endpoint, group.id(), call)
                    .step(Mark.of(group.id()), binding.sources())
                    .isPresent();
        }
        if (!view.hasSources()) {
            throw TimeFinderFault.GROUP.error(
                    "cannot withdraw " + group.id() + ": storage group " + Mark.of(group.id())
                            + " is gone, and its sessions are not",
                    "end the sessions of the volumes in " + Mark.ofTargets(group.id()) + " in Unisphere",
                    Recovery.ASK_OPERATOR);
        }
        return false;
    }

    private Advance awaitLateRequest() throws RestException {
        Doubt doubt =
                Doubt.of(binding.doubtSince(), clock.now(), endpoint.settings().lateRequestLimit());
        return doubt.isOver()
                ? deleteGroups()
                : continues(binding.inDoubtSince(doubt.since()), doubt.percent(), doubt.pause());
    }

    private Advance deleteGroups() throws RestException {
        for (String name : Mark.ofClones(group.id())) {
            endpoint.array().deleteGroup(name, call);
        }
        return continues(binding, 99, Duration.ZERO);
    }

    private Advance done() {
        return new Advance.Done(CloneBindingForm.write(binding));
    }

    private static Advance continues(CloneBinding newest, int percent, Duration pause) {
        return new Advance.Continues(CloneBindingForm.write(newest), percent, pause);
    }
}
