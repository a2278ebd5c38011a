package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.List;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.endpoint.HostClock;

/**
 * Ends a copy, one step: restore sessions, links, snapshots, storage group, in this order. A link that the array still
 * defines or copies is waited for: by force its target would be left in pieces. Whatever bears the mark of the
 * group goes, of whatever volumes and however many generations. The storage group goes last, and where a request may still
 * be on its way only when it cannot be carried out any more: until then it is the sign that something may come.
 */
final class Withdrawal {

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration AT_WORK = Duration.ofSeconds(1);

    private final Endpoint endpoint;
    private final HostClock clock;
    private final CopyGroup group;
    private final TimeFinderBinding binding;
    private final Call call;
    private final String name;

    Withdrawal(Endpoint endpoint, HostClock clock, CopyGroup group, TimeFinderBinding binding, Call call) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.group = group;
        this.binding = binding;
        this.call = call;
        this.name = Mark.of(group.id());
    }

    Advance step() throws RestException {
        GroupView view = endpoint.look(group.id(), call);
        if (!view.snapshots().isEmpty()) {
            return endSnapshots(view.snapshots());
        }
        if (view.group().isEmpty()) {
            return new Advance.Done(BindingForm.write(binding));
        }
        return binding.stage() == Stage.PREPARED ? awaitLateRequest() : deleteGroup();
    }

    private Advance endSnapshots(List<DeviceSnapshot> snapshots) throws RestException {
        List<DeviceSnapshot> restored =
                snapshots.stream().filter(DeviceSnapshot::restored).toList();
        if (!restored.isEmpty()) {
            endpoint.array().endRestore(name, restored, call);
            return goingOn(20, SOON);
        }
        List<Shown> links = endpoint.links(group.id(), snapshots, call);
        if (!links.isEmpty()) {
            List<Shown> ready =
                    links.stream().filter(shown -> shown.link().mayEnd()).toList();
            if (ready.isEmpty()) {
                int least = links.stream()
                        .mapToInt(shown -> shown.link().percent())
                        .min()
                        .orElse(0);
                return goingOn(30 + least / 10, AT_WORK);
            }
            endpoint.array().linking().unlink(name, ready, call);
            return goingOn(40, SOON);
        }
        endpoint.array().terminate(name, snapshots, call);
        return goingOn(70, SOON);
    }

    private Advance goingOn(int percent, Duration pause) {
        return new Advance.Continues(BindingForm.write(binding), percent, pause);
    }

    private Advance awaitLateRequest() throws RestException {
        Doubt doubt =
                Doubt.of(binding.doubtSince(), clock.now(), endpoint.settings().lateRequestLimit());
        if (doubt.isOver()) {
            return deleteGroup();
        }
        return new Advance.Continues(
                BindingForm.write(binding.inDoubtSince(doubt.since())), doubt.percent(), doubt.pause());
    }

    private Advance deleteGroup() throws RestException {
        endpoint.array().deleteGroup(name, call);
        return goingOn(99, Duration.ZERO);
    }
}
