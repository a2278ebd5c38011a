package org.copyblade.lab.array.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.GroupSeed;
import org.copyblade.lab.array.VolumeGroup;

/** Named groups of volumes; the journal is their memory. Safe for many threads. */
final class Groups {
    private final Journal journal;
    private final Predicate<String> volumes;

    /** @param volumes is there a volume of that id? */
    Groups(Journal journal, Predicate<String> volumes) {
        this.journal = journal;
        this.volumes = volumes;
    }

    void seed(List<GroupSeed> seeds) throws ArrayException {
        for (GroupSeed seed : seeds) {
            put(new VolumeGroup(seed.name(), seed.ids()));
        }
    }

    List<VolumeGroup> all() {
        return journal.groups();
    }

    Optional<VolumeGroup> find(String name) {
        return all().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    void put(VolumeGroup group) throws ArrayException {
        for (String volume : group.volumes()) {
            if (!volumes.test(volume)) {
                throw new ArrayException(Reason.VOLUME_UNKNOWN, "there is no volume " + volume);
            }
        }
        journal.commit(List.of(new Change.PutGroup(group)));
    }

    void delete(String name) throws ArrayException {
        journal.commit(List.of(new Change.DropGroup(name)));
    }
}
