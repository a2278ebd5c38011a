package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.NewVolume;
import org.copyblade.lab.array.SubsystemSeed;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeSeed;

/** The volumes of a system. Reading is safe for many threads; changes come one at a time. */
final class Volumes {
    private static final int IN_A_SUBSYSTEM = 256;

    private final SystemSeed settings;
    private final Path directory;
    private final OpenFiles files;
    private final Map<String, PoolSpace> pools;
    private final Journal journal;
    private final Map<String, LiveVolume> volumes = new ConcurrentSkipListMap<>();

    Volumes(SystemSeed settings, Path directory, OpenFiles files, Map<String, PoolSpace> pools, Journal journal)
            throws IOException, ArrayException {
        this.settings = settings;
        this.directory = directory;
        this.files = files;
        this.pools = pools;
        this.journal = journal;
        for (Volume volume : journal.state().volumes()) {
            PoolSpace pool = requirePool(volume.pool());
            if (!volume.spaceEfficient()) {
                pool.takeBack(volume.capacityBytes());
            }
            volumes.put(volume.id(), live(volume));
        }
    }

    Collection<LiveVolume> all() {
        return volumes.values();
    }

    Optional<LiveVolume> find(String id) {
        return Optional.ofNullable(volumes.get(id.toUpperCase(Locale.ROOT)));
    }

    LiveVolume require(String id) throws ArrayException {
        return find(id).orElseThrow(() -> new ArrayException(Reason.VOLUME_UNKNOWN, "there is no volume " + id));
    }

    /** Makes what the seed gives, as far as a start that was interrupted has not made it, with labels and empty VTOCs. */
    synchronized void seed(TrackIo io) throws ArrayException {
        List<Change> changes = new ArrayList<>();
        List<LiveVolume> made = new ArrayList<>();
        for (VolumeSeed seed : settings.volumes()) {
            for (int index = 0; index < seed.count(); index++) {
                if (find(SeededVolume.id(seed, index)).isEmpty()) {
                    LiveVolume volume = take(SeededVolume.of(seed, index, settings));
                    made.add(volume);
                    changes.add(new Change.PutVolume(volume.volume()));
                }
            }
        }
        journal.commit(changes);
        made.forEach(it -> volumes.put(it.id(), it));
        for (VolumeSeed seed : settings.volumes()) {
            for (int index = 0; index < seed.count(); index++) {
                SeededVolume.initialise(seed, index, require(SeededVolume.id(seed, index)), io);
            }
        }
    }

    synchronized Volume create(NewVolume wanted) throws ArrayException {
        SubsystemSeed subsystem = settings.subsystems().stream()
                .filter(it -> it.id().equalsIgnoreCase(wanted.subsystem()))
                .findFirst()
                .orElseThrow(() ->
                        new ArrayException(Reason.SUBSYSTEM_UNKNOWN, "there is no subsystem " + wanted.subsystem()));
        PoolSpace pool = requirePool(wanted.pool());
        if (subsystem.type() != wanted.emulation() || pool.pool().emulation() != wanted.emulation()) {
            throw new ArrayException(
                    Reason.INVALID,
                    "subsystem " + subsystem.id() + " is " + subsystem.type() + ", pool " + wanted.pool() + " is "
                            + pool.pool().emulation() + ", the volume " + wanted.emulation());
        }
        requireName(wanted.name());
        Volume volume = new Volume(
                id(wanted, subsystem.id()),
                wanted.name(),
                wanted.emulation(),
                tracks(wanted.emulation(), wanted.capacityBytes()),
                wanted.capacityBytes(),
                pool.pool().id(),
                wanted.spaceEfficient());
        LiveVolume live = take(volume);
        try {
            live.file().release(); // what a volume deleted a moment before a crash has left behind
            journal.commit(List.of(new Change.PutVolume(volume)));
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "volume " + volume.id() + ": " + cause);
        }
        volumes.put(volume.id(), live);
        return volume;
    }

    synchronized Volume rename(String id, String name) throws ArrayException {
        requireName(name);
        LiveVolume live = require(id);
        Volume before = live.volume();
        return become(
                live,
                new Volume(
                        before.id(),
                        name,
                        before.emulation(),
                        before.tracks(),
                        before.capacityBytes(),
                        before.pool(),
                        before.spaceEfficient()));
    }

    synchronized Volume expand(String id, long capacityBytes) throws ArrayException {
        LiveVolume live = require(id);
        requireNoRelation(live);
        Volume before = live.volume();
        if (capacityBytes < before.capacityBytes()) {
            throw new ArrayException(Reason.INVALID, "volume " + before.id() + " cannot shrink");
        }
        int tracks = tracks(before.emulation(), capacityBytes);
        long more = before.spaceEfficient() ? 0 : capacityBytes - before.capacityBytes();
        if (!requirePool(before.pool()).take(more)) {
            throw full(before.pool());
        }
        return become(
                live,
                new Volume(
                        before.id(),
                        before.name(),
                        before.emulation(),
                        tracks,
                        capacityBytes,
                        before.pool(),
                        before.spaceEfficient()));
    }

    synchronized void delete(String id) throws ArrayException {
        LiveVolume live = require(id);
        requireNoRelation(live);
        journal.commit(List.of(new Change.DropVolume(live.id())));
        volumes.remove(live.id());
        try {
            live.file().delete();
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "volume " + live.id() + ": " + cause);
        }
        if (!live.volume().spaceEfficient()) {
            requirePool(live.volume().pool()).release(live.volume().capacityBytes());
        }
    }

    /** A hidden volume that is in the journal. */
    synchronized void show(Volume image) throws ArrayException {
        try {
            volumes.put(image.id(), live(image));
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "volume " + image.id() + ": " + cause);
        }
    }

    /** A hidden volume that is in the journal no more. */
    synchronized void hide(String image) throws ArrayException {
        LiveVolume live = require(image);
        volumes.remove(live.id());
        try {
            live.file().delete();
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "volume " + live.id() + ": " + cause);
        }
    }

    private Volume become(LiveVolume live, Volume other) throws ArrayException {
        journal.commit(List.of(new Change.PutVolume(other)));
        live.become(other);
        return other;
    }

    private LiveVolume take(Volume volume) throws ArrayException {
        if (!volume.spaceEfficient() && !requirePool(volume.pool()).take(volume.capacityBytes())) {
            throw full(volume.pool());
        }
        try {
            return live(volume);
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "volume " + volume.id() + ": " + cause);
        }
    }

    private LiveVolume live(Volume volume) throws IOException, ArrayException {
        return new LiveVolume(
                volume,
                new TrackFile(
                        files,
                        directory,
                        volume.id(),
                        volume.emulation(),
                        requirePool(volume.pool()),
                        volume.spaceEfficient()));
    }

    private String id(NewVolume wanted, String subsystem) throws ArrayException {
        if (wanted.id().isPresent()) {
            String id = wanted.id().get().toUpperCase(Locale.ROOT);
            if (!id.matches("[0-9A-F]{4}") || !id.startsWith(subsystem)) {
                throw new ArrayException(Reason.INVALID, "id '" + id + "' is not one of subsystem " + subsystem);
            }
            if (find(id).isPresent()) {
                throw new ArrayException(Reason.INVALID, "there is a volume " + id + " already");
            }
            return id;
        }
        for (int number = 0; number < IN_A_SUBSYSTEM; number++) {
            String id = String.format("%s%02X", subsystem, number);
            if (find(id).isEmpty()) {
                return id;
            }
        }
        throw new ArrayException(Reason.SUBSYSTEM_FULL, "subsystem " + subsystem + " is full");
    }

    private static int tracks(Emulation emulation, long capacityBytes) throws ArrayException {
        long tracks = (capacityBytes + emulation.trackBytes() - 1) / emulation.trackBytes();
        if (capacityBytes <= 0 || tracks > Integer.MAX_VALUE / 2) {
            throw new ArrayException(Reason.INVALID, "a volume cannot have " + capacityBytes + " bytes");
        }
        return (int) tracks;
    }

    private PoolSpace requirePool(String id) throws ArrayException {
        PoolSpace pool = pools.get(id.toUpperCase(Locale.ROOT));
        if (pool == null) {
            throw new ArrayException(Reason.POOL_UNKNOWN, "there is no pool " + id);
        }
        return pool;
    }

    private static void requireName(String name) throws ArrayException {
        if (name.isEmpty() || name.length() > 16) {
            throw new ArrayException(Reason.INVALID, "a name has 1 to 16 characters, not " + name.length());
        }
    }

    private static void requireNoRelation(LiveVolume live) throws ArrayException {
        if (live.isInRelation()) {
            throw new ArrayException(
                    Reason.VOLUME_IN_RELATION, "volume " + live.id() + " is in a relation; withdraw it first");
        }
    }

    private static ArrayException full(String pool) {
        return new ArrayException(Reason.OUT_OF_SPACE, "pool " + pool + " has not enough space");
    }
}
