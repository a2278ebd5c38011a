package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Finds everything on the array that bears our mark: snapshots, and storage groups that have none yet. */
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
        Map<String, TreeSet<VolumeId>> prepared = new LinkedHashMap<>();
        for (String name : endpoint.array().groups(call)) {
            Optional<String> group = Mark.read(name).map(CopyGroupId::value).filter(id -> !copied.containsKey(id));
            if (group.isPresent()) {
                endpoint.array()
                        .members(name, call)
                        .ifPresent(members -> prepared.put(group.get(), new TreeSet<>(members)));
            }
        }
        List<FoundCopy> found = new ArrayList<>();
        copied.forEach((group, volumes) -> found.add(found(group, Stage.ESTABLISHED, volumes)));
        prepared.forEach((group, volumes) -> found.add(found(group, Stage.PREPARED, volumes)));
        return List.copyOf(found);
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
