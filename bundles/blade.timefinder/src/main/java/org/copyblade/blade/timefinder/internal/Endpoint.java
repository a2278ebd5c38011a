package org.copyblade.blade.timefinder.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.Clones;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.Paired;
import org.copyblade.blade.timefinder.internal.array.PowerMax;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestClient;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.endpoint.Fan;
import org.copyblade.endpoint.IdleThreads;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.TlsContexts;

/** One array under one configuration, with the threads for its requests; made anew when the configuration changes. */
final class Endpoint implements AutoCloseable {

    /** They move bytes and decrypt; no request waits in them. */
    private static final int TRANSPORT_THREADS = 4;

    private final TimeFinderSettings settings;
    private final IdleThreads background;
    private final IdleThreads transport;
    private final PowerMax array;
    private final PowerMax windowArray;

    Endpoint(TimeFinderSettings settings) throws BladeException {
        this.settings = settings;
        this.background =
                threads(Lane.BACKGROUND.connections(settings.access().limits().maxConnections()), "background");
        this.transport = threads(TRANSPORT_THREADS, "transport");
        try {
            RestClient client = new RestClient(settings.access(), TlsContexts.of(settings.trust()), transport);
            this.array = new PowerMax(client, settings.array());
            this.windowArray = new PowerMax(client.on(Lane.WINDOW), settings.array());
        } catch (IOException e) {
            close();
            throw TimeFinderFault.CONFIG.error(
                    "key 'ca.file' cannot be used: " + e.getMessage(), "name a readable file of PEM certificates");
        }
    }

    private IdleThreads threads(int most, String what) {
        return new IdleThreads(most, "timefinder " + settings.endpoint() + " " + what);
    }

    TimeFinderSettings settings() {
        return settings;
    }

    PowerMax array() {
        return array;
    }

    /** The same for the request inside a window. */
    PowerMax windowArray() {
        return windowArray;
    }

    /** A binding of another array is never acted on. */
    void requireArray(CopyGroupId group, String planned) throws BladeException {
        if (!planned.equals(settings.array())) {
            throw TimeFinderFault.SYSTEM.error(
                    "copy group " + group + " was planned on array " + planned + ", and endpoint '"
                            + settings.endpoint() + "' drives " + settings.array(),
                    "correct 'array' of the endpoint, or plan anew");
        }
    }

    /** What bears the mark of a group: one request, and one or two more where nothing is copied. */
    GroupView look(CopyGroupId group, Call call) throws RestException {
        String name = Mark.of(group);
        List<DeviceSnapshot> snapshots = array.snapshots(Optional.of(name), call);
        Optional<Set<VolumeId>> members = snapshots.isEmpty() ? array.members(name, call) : Optional.empty();
        return new GroupView(snapshots, members);
    }

    /** What there is of a group of clones: 2 requests, one more while it takes over another, and where something is not there. */
    CloneView look(CopyGroupId group, CloneBinding binding, Call call) throws RestException {
        Optional<Set<VolumeId>> targets = array.members(Mark.ofTargets(group), call);
        if (targets.isEmpty()) {
            return CloneView.absent();
        }
        Optional<CopyGroupId> predecessor = binding.predecessor();
        boolean older = predecessor.isPresent()
                && array.members(Mark.ofTargets(predecessor.get()), call).isPresent();
        return new CloneView(targets, older, array.clones().pairs(Mark.of(group), call));
    }

    /** Which volumes are in clone sessions; none where the API has no clones. */
    Paired paired(Call call) throws RestException {
        return array.version(call) < Clones.SINCE
                ? new Paired(Set.of(), Set.of())
                : array.clones().paired(call);
    }

    /** Volumes that are there, in the order they were asked for. */
    List<Volume> volumes(Collection<VolumeId> ids, Call call) throws RestException {
        List<Volume> volumes = new ArrayList<>();
        new Fan(background)
                .each(List.copyOf(ids), id -> array.volume(id, call))
                .forEach(it -> it.ifPresent(volumes::add));
        return List.copyOf(volumes);
    }

    /** Every snapshot of these volumes, whoever made it: 1 request for each volume. */
    List<DeviceSnapshot> snapshots(Collection<VolumeId> sources, Call call) throws RestException {
        List<DeviceSnapshot> snapshots = new ArrayList<>();
        new Fan(background)
                .each(List.copyOf(sources), source -> array.snapshots(source, call))
                .forEach(snapshots::addAll);
        return List.copyOf(snapshots);
    }

    /** Which volumes show these, by what the array says now. */
    List<Shown> links(CopyGroupId group, Collection<DeviceSnapshot> snapshots, Call call) throws RestException {
        List<VolumeId> linked = snapshots.stream()
                .filter(DeviceSnapshot::linked)
                .map(DeviceSnapshot::volume)
                .distinct()
                .toList();
        List<Shown> links = new ArrayList<>();
        new Fan(background)
                .each(linked, source -> array.linking().of(source, Mark.of(group), call))
                .forEach(links::addAll);
        return List.copyOf(links);
    }

    /** Which volumes show any snapshot of these, whoever made it: 1 request for each. */
    List<Shown> shown(Collection<VolumeId> sources, Call call) throws RestException {
        List<Shown> shown = new ArrayList<>();
        new Fan(background)
                .each(List.copyOf(sources), source -> array.linking().shown(source, call))
                .forEach(shown::addAll);
        return List.copyOf(shown);
    }

    /** No thread of it idles any more; calls under way go on, and what they hold can still be let go. */
    @Override
    public void close() {
        background.close();
        transport.close();
    }
}
