package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Finds everything on the array that bears our mark: snapshots, clones, and storage groups that have none yet. */
final class Search {

    private final Endpoint endpoint;
    private final Call call;

    Search(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<FoundCopy> copies() throws RestException {
        Map<String, TreeSet<VolumeId>> copied = new TreeMap<>();
        for (DeviceSnapshot snapshot : endpoint.array().snapshots(Optional.empty(), call)) {
            Mark.read(snapshot.name())
                    .ifPresent(group -> copied.computeIfAbsent(group.value(), unused -> new TreeSet<>())
                            .add(snapshot.volume()));
        }
        List<String> names = endpoint.array().groups(call);
        Set<CopyGroupId> clones = new TreeSet<>(Comparator.comparing(CopyGroupId::value));
        names.forEach(name -> Mark.readTargets(name).ifPresent(clones::add));
        Map<String, TreeSet<VolumeId>> prepared = new LinkedHashMap<>();
        for (String name : names) {
            Optional<String> group = Mark.read(name)
                    .filter(id -> !clones.contains(id))
                    .map(CopyGroupId::value)
                    .filter(id -> !copied.containsKey(id));
            if (group.isPresent()) {
                endpoint.array()
                        .members(name, call)
                        .ifPresent(members -> prepared.put(group.get(), new TreeSet<>(members)));
            }
        }
        List<FoundCopy> found = new ArrayList<>();
        copied.forEach((group, volumes) -> found.add(found(group, Stage.ESTABLISHED, volumes)));
        prepared.forEach((group, volumes) -> found.add(found(group, Stage.PREPARED, volumes)));
        for (CopyGroupId group : clones) {
            clone(group).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** The array does not say whether it is a BCV, which makes a difference in prepare only. */
    private Optional<FoundCopy> clone(CopyGroupId group) throws RestException {
        String array = endpoint.settings().array();
        CloneBinding unknown =
                CloneBinding.of(Method.CLONE, array, CloneBinding.Stage.CREATING, List.of(), Optional.empty());
        CloneView view = endpoint.look(group, unknown, call);
        if (view.targets().isEmpty()) {
            return Optional.empty();
        }
        List<ClonePair> own = view.own();
        CloneBinding.Stage stage = CloneBinding.Stage.CREATING;
        if (own.size() == view.targets().get().size()) {
            boolean active = own.stream().anyMatch(ClonePair::isActive);
            stage = active ? CloneBinding.Stage.ESTABLISHED : CloneBinding.Stage.PREPARED;
        }
        List<BoundPair> pairs = own.stream()
                .map(pair -> new BoundPair(pair.source(), pair.target()))
                .toList();
        return Optional.of(new FoundCopy(
                array + "/" + Mark.of(group),
                Optional.of(group),
                Optional.empty(),
                Optional.of(
                        CloneBindingForm.write(CloneBinding.of(Method.CLONE, array, stage, pairs, Optional.empty()))),
                Optional.empty()));
    }

    private FoundCopy found(String group, Stage stage, TreeSet<VolumeId> volumes) {
        CopyGroupId id = new CopyGroupId(group);
        String array = endpoint.settings().array();
        TimeFinderBinding binding = TimeFinderBinding.of(array, stage, List.copyOf(volumes));
        return new FoundCopy(
                array + "/" + Mark.of(id),
                Optional.of(id),
                Optional.empty(),
                Optional.of(BindingForm.write(binding)),
                Optional.empty());
    }
}
