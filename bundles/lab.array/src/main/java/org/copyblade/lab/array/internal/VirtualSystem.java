package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.NewVolume;
import org.copyblade.lab.array.OperationLog;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.Pool;
import org.copyblade.lab.array.PoolSeed;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.Snapshots;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Subsystem;
import org.copyblade.lab.array.SubsystemSeed;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;
import org.copyblade.lab.array.VolumeLabel;

/** A storage system, put together from its parts. */
public final class VirtualSystem implements StorageSystem, AutoCloseable {
    private final SystemSeed settings;
    private final Map<String, PoolSpace> pools;
    private final OpenFiles files;
    private final Journal journal;
    private final Volumes volumes;
    private final Relations relations;
    private final Freezes freezes;
    private final SnapshotSets snapshots;
    private final Groups groups;
    private final BackgroundCopy background;

    private VirtualSystem(SystemSeed settings, Path directory, Journal journal, OperationLog log)
            throws IOException, ArrayException {
        this.settings = settings;
        this.journal = journal;
        this.files = new OpenFiles();
        this.pools = new TreeMap<>();
        for (PoolSeed pool : settings.pools()) {
            pools.put(pool.id(), new PoolSpace(pool));
        }
        this.freezes = new Freezes(settings, journal, log);
        this.volumes = new Volumes(settings, directory, files, pools, journal);
        this.relations = new Relations(settings, directory, files, journal, volumes, freezes, log);
        this.snapshots = new SnapshotSets(settings, relations, volumes, journal);
        this.groups = new Groups(journal, id -> volumes.find(id).isPresent());
        this.background = new BackgroundCopy(
                settings.serial(),
                relations.io(),
                relations::live,
                relations::end,
                settings.backgroundTracksPerSecond());
    }

    public static VirtualSystem open(LabDirectory directory, SystemSeed settings, OperationLog log)
            throws IOException, ArrayException {
        Path own = directory.of(settings);
        VirtualSystem system = new VirtualSystem(settings, own, Journal.open(own), log);
        if (!directory.isSeeded()) {
            system.volumes.seed(system.relations.io());
            system.groups.seed(settings.groups());
        }
        system.freezes.start();
        system.background.start();
        return system;
    }

    @Override
    public SystemSeed settings() {
        return settings;
    }

    @Override
    public List<Pool> pools() {
        return pools.values().stream().map(PoolSpace::pool).toList();
    }

    @Override
    public Optional<Pool> pool(String id) {
        return Optional.ofNullable(pools.get(id.toUpperCase(Locale.ROOT))).map(PoolSpace::pool);
    }

    @Override
    public List<Subsystem> subsystems() {
        return settings.subsystems().stream().map(this::subsystem).toList();
    }

    @Override
    public Optional<Subsystem> subsystem(String id) {
        return settings.subsystems().stream()
                .filter(it -> it.id().equalsIgnoreCase(id))
                .findFirst()
                .map(this::subsystem);
    }

    @Override
    public List<Volume> volumes() {
        return volumes.all().stream()
                .map(LiveVolume::volume)
                .filter(it -> !ImageVolumes.isImage(it.id()))
                .toList();
    }

    @Override
    public Optional<Volume> volume(String id) {
        return volumes.find(id).map(LiveVolume::volume).filter(it -> !ImageVolumes.isImage(it.id()));
    }

    @Override
    public Optional<String> volser(String id) throws ArrayException {
        LiveVolume volume = volumes.require(id);
        return VolumeLabel.volser(volume.volume().emulation(), relations.io().read(volume, 0));
    }

    @Override
    public Volume create(NewVolume wanted) throws ArrayException {
        return volumes.create(wanted);
    }

    @Override
    public Volume rename(String id, String name) throws ArrayException {
        return volumes.rename(id, name);
    }

    @Override
    public Volume expand(String id, long capacityBytes) throws ArrayException {
        return relations.alone(() -> volumes.expand(id, capacityBytes));
    }

    @Override
    public void delete(String id) throws ArrayException {
        relations.alone(() -> volumes.delete(id));
    }

    @Override
    public List<PairResult> establish(List<PairRequest> pairs, Set<CopyOption> options) throws ArrayException {
        return relations.establish(pairs, options);
    }

    @Override
    public List<Relation> relations() {
        return relations.live().stream()
                .map(LiveRelation::relation)
                .filter(it -> !ImageVolumes.isImage(it.source()) && !ImageVolumes.isImage(it.target()))
                .toList();
    }

    @Override
    public List<Relation> relations(String volume) {
        return relations().stream()
                .filter(it ->
                        it.source().equalsIgnoreCase(volume) || it.target().equalsIgnoreCase(volume))
                .toList();
    }

    @Override
    public Optional<Relation> relation(String source, String target) {
        return relations().stream()
                .filter(it ->
                        it.source().equalsIgnoreCase(source) && it.target().equalsIgnoreCase(target))
                .findFirst();
    }

    @Override
    public void split(List<Relation> pairs) throws ArrayException {
        relations.split(pairs.stream().map(Relation::id).toList());
    }

    @Override
    public void copyInBackground(List<Relation> changed, boolean wanted) throws ArrayException {
        relations.copyInBackground(changed.stream().map(Relation::id).toList(), wanted);
    }

    @Override
    public void withdraw(List<Relation> withdrawn) throws ArrayException {
        relations.withdraw(withdrawn.stream().map(Relation::id).toList());
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public List<VolumeGroup> groups() {
        return groups.all();
    }

    @Override
    public Optional<VolumeGroup> group(String name) {
        return groups.find(name);
    }

    @Override
    public void put(VolumeGroup group) throws ArrayException {
        groups.put(group);
    }

    @Override
    public void deleteGroup(String name) throws ArrayException {
        groups.delete(name);
    }

    @Override
    public void thaw(List<String> subsystems) throws ArrayException {
        freezes.thaw(subsystems.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList());
    }

    @Override
    public void shortenFreezes(Duration longest) {
        freezes.shorten(longest);
    }

    @Override
    public HostVolume host(String volume) throws ArrayException {
        LiveVolume live = volumes.require(volume);
        TrackIo io = relations.io();
        return new HostVolume() {
            @Override
            public Volume volume() {
                return live.volume();
            }

            @Override
            public byte[] read(int track) throws ArrayException {
                return io.read(live, track);
            }

            @Override
            public void write(int track, int offset, byte[] data) throws ArrayException, InterruptedException {
                io.write(live, track, offset, data);
            }
        };
    }

    @Override
    public void backgroundTracksPerSecond(int tracks) {
        background.tracksPerSecond(tracks);
    }

    @Override
    public void close() {
        freezes.close();
        background.close();
        try {
            relations.alone(journal::close);
            files.close();
        } catch (IOException | ArrayException cause) {
            throw new IllegalStateException("cannot close system " + settings.serial(), cause);
        }
    }

    private Subsystem subsystem(SubsystemSeed seed) {
        int configured = (int) volumes.all().stream()
                .filter(it -> it.volume().subsystem().equals(seed.id()))
                .count();
        return new Subsystem(
                seed.id(),
                seed.type(),
                seed.ssid(),
                Duration.ofMillis(seed.freezeTimerMs()),
                configured,
                freezes.frozen(seed.id()),
                freezes.expirations(seed.id()));
    }
}
