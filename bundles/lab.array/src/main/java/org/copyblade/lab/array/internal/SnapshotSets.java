package org.copyblade.lab.array.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.Snapshots;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.internal.StoredSnapshot.Phase;
import org.copyblade.lab.array.internal.StoredSnapshot.StoredImage;

/**
 * Snapshots out of relations: an image is a hidden space-efficient volume that gets a track before it is overwritten on its
 * source, and a link is a relation from the image to a volume. Changes come one at a time, under the lock of the relations.
 */
final class SnapshotSets implements Snapshots {
    /** Ids are larger than 32 bits, as those of real systems are. */
    private static final long FIRST_ID = 1L << 37;

    private final SystemSeed settings;
    private final Relations relations;
    private final Volumes volumes;
    private final Journal journal;
    private final Map<Long, StoredSnapshot> snapshots = new LinkedHashMap<>(); // guarded by relations

    SnapshotSets(SystemSeed settings, Relations relations, Volumes volumes, Journal journal) throws ArrayException {
        this.settings = settings;
        this.relations = relations;
        this.volumes = volumes;
        this.journal = journal;
        synchronized (relations) {
            journal.state().snapshots().forEach(it -> snapshots.put(it.id(), it));
            for (StoredSnapshot snapshot : List.copyOf(snapshots.values())) {
                goOn(snapshot);
            }
        }
    }

    @Override
    public List<Snapshot> all() {
        synchronized (relations) {
            expire();
            return snapshots.values().stream().map(this::shown).toList();
        }
    }

    @Override
    public Optional<Snapshot> find(long id) {
        synchronized (relations) {
            expire();
            return Optional.ofNullable(snapshots.get(id)).map(this::shown);
        }
    }

    @Override
    public Snapshot take(String name, List<String> sources, Snapshot.Term term) throws ArrayException {
        synchronized (relations) {
            expire();
            List<LiveVolume> found = new ArrayList<>();
            for (String source : sources) {
                found.add(requireFree(source));
            }
            long id = FIRST_ID + relations.nextNumber();
            long now = System.currentTimeMillis();
            List<StoredImage> images = new ArrayList<>();
            List<StoredRelation> made = new ArrayList<>();
            List<Change> changes = new ArrayList<>();
            for (LiveVolume source : found) {
                long number = relations.nextNumber();
                Volume image = ImageVolumes.of(source.volume(), number);
                made.add(ImageVolumes.relation(number, source.id(), image.id(), image.tracks(), false, now));
                images.add(new StoredImage(source.id(), image.id(), number, Phase.TAKEN));
                changes.add(new Change.PutVolume(image));
                changes.add(new Change.PutRelation(made.get(made.size() - 1)));
            }
            StoredSnapshot snapshot = new StoredSnapshot(
                    id, name, now, term.expires().map(Instant::toEpochMilli).orElse(0L), term.secure(), images);
            changes.add(new Change.PutSnapshot(snapshot));
            journal.commit(changes);
            for (StoredImage image : images) {
                volumes.show(ImageVolumes.of(volumes.require(image.source()).volume(), image.relation()));
            }
            relations.begin(made);
            snapshots.put(id, snapshot);
            return shown(snapshot);
        }
    }

    private LiveVolume requireFree(String source) throws ArrayException {
        LiveVolume volume = requireVolume(source);
        long taken = snapshots.values().stream()
                .filter(it -> it.image(volume.id()).isPresent())
                .count();
        if (taken >= settings.maximumSnapshots()) {
            throw new ArrayException(
                    Reason.TOO_MANY_SNAPSHOTS,
                    "volume " + volume.id() + " has " + taken + " snapshots, which is the limit");
        }
        return volume;
    }

    private LiveVolume requireVolume(String id) throws ArrayException {
        LiveVolume volume = volumes.require(id);
        if (ImageVolumes.isImage(volume.id())) {
            throw new ArrayException(Reason.VOLUME_UNKNOWN, "there is no volume " + id);
        }
        return volume;
    }

    @Override
    public void rename(long id, String name) throws ArrayException {
        synchronized (relations) {
            put(require(id).named(name));
        }
    }

    @Override
    public void keep(long id, Snapshot.Term term) throws ArrayException {
        synchronized (relations) {
            StoredSnapshot snapshot = require(id);
            long expires = term.expires().map(Instant::toEpochMilli).orElse(0L);
            boolean shorter = expires != 0 && expires < snapshot.expiresEpochMs();
            if (snapshot.secure() && (!term.secure() || shorter)) {
                throw secure(snapshot);
            }
            put(snapshot.kept(expires, term.secure()));
        }
    }

    @Override
    public void link(long id, List<PairRequest> pairs, boolean copy) throws ArrayException {
        synchronized (relations) {
            StoredSnapshot snapshot = require(id);
            long now = System.currentTimeMillis();
            List<StoredRelation> made = new ArrayList<>();
            Set<String> targets = new HashSet<>();
            for (PairRequest pair : pairs) {
                StoredImage image = requireImage(snapshot, pair.source());
                LiveVolume target = requireVolume(pair.target());
                LiveVolume own = volumes.require(image.image());
                ImageVolumes.requireTarget(pair.source(), own.volume(), target);
                if (!targets.add(target.id())) {
                    throw new ArrayException(Reason.TARGET_TAKEN, "volume " + target.id() + " is named twice");
                }
                made.add(ImageVolumes.relation(
                        relations.nextNumber(),
                        own.id(),
                        target.id(),
                        own.volume().tracks(),
                        copy,
                        now));
            }
            journal.commit(
                    made.stream().map(it -> (Change) new Change.PutRelation(it)).toList());
            relations.begin(made);
        }
    }

    @Override
    public void relink(long id, List<PairRequest> pairs, boolean copy) throws ArrayException {
        synchronized (relations) {
            StoredSnapshot snapshot = require(id);
            List<Long> left = new ArrayList<>();
            for (PairRequest pair : pairs) {
                requireImage(snapshot, pair.source());
                left.add(requireLink(pair).id());
            }
            relations.withdraw(left);
            link(id, pairs, copy);
        }
    }

    private LiveRelation requireLink(PairRequest pair) throws ArrayException {
        for (StoredSnapshot snapshot : snapshots.values()) {
            Optional<StoredImage> image = snapshot.image(pair.source());
            for (LiveRelation link : image.isEmpty() ? List.<LiveRelation>of() : links(image.orElseThrow())) {
                if (link.target().id().equals(pair.target())) {
                    return link;
                }
            }
        }
        throw new ArrayException(
                Reason.LINK_UNKNOWN, "volume " + pair.target() + " is not linked to volume " + pair.source());
    }

    @Override
    public void copy(long id, List<String> targets, boolean copy) throws ArrayException {
        synchronized (relations) {
            List<LiveRelation> links = requireLinks(require(id), targets);
            journal.commit(links.stream()
                    .map(it -> (Change) new Change.PutRelation(it.stored().copiedInBackground(copy)))
                    .toList());
            links.forEach(it -> it.copyInBackground(copy));
        }
    }

    @Override
    public void unlink(long id, List<String> targets) throws ArrayException {
        synchronized (relations) {
            relations.withdraw(requireLinks(require(id), targets).stream()
                    .map(LiveRelation::id)
                    .toList());
        }
    }

    private List<LiveRelation> requireLinks(StoredSnapshot snapshot, List<String> targets) throws ArrayException {
        List<LiveRelation> links = links(snapshot).stream()
                .filter(it -> targets.contains(it.target().id()))
                .toList();
        if (links.isEmpty() || links.size() < targets.size()) {
            throw new ArrayException(
                    Reason.LINK_UNKNOWN, "snapshot " + snapshot.name() + " is not linked to all of " + targets);
        }
        return links;
    }

    @Override
    public void restore(long id, List<String> sources) throws ArrayException {
        synchronized (relations) {
            StoredSnapshot snapshot = require(id);
            for (String source : sources) {
                StoredImage image = requireImage(snapshot, source);
                if (relation(image).stored().failed()) {
                    throw new ArrayException(Reason.TARGET_UNUSABLE, "the image of volume " + source + " has failed");
                }
            }
            StoredSnapshot restoring = snapshot.in(Phase.RESTORING, Set.copyOf(sources));
            put(restoring);
            goOn(restoring);
        }
    }

    /** Copies back what is not yet: the tracks that the images have of their own, all others are the same still. */
    private void goOn(StoredSnapshot snapshot) throws ArrayException {
        List<StoredImage> restoring = snapshot.images().stream()
                .filter(it -> it.phase() == Phase.RESTORING)
                .toList();
        if (restoring.isEmpty()) {
            return;
        }
        relations.alone(() -> {
            for (StoredImage image : restoring) {
                copyBack(relation(image));
            }
        });
        put(snapshot.in(
                Phase.RESTORED,
                Set.copyOf(restoring.stream().map(StoredImage::source).toList())));
    }

    private void copyBack(LiveRelation relation) throws ArrayException {
        try {
            for (int track = 0; track < relation.target().volume().tracks(); track++) {
                if (!relation.map().isPending(track)) {
                    byte[] content = relations.io().read(relation.target(), track);
                    relations.io().write(relation.source(), track, 0, content);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ArrayException(
                    Reason.IO, "interrupted while volume " + relation.source().id() + " was restored");
        }
    }

    @Override
    public void endRestore(long id, List<String> sources) throws ArrayException {
        synchronized (relations) {
            put(require(id).in(Phase.TAKEN, Set.copyOf(sources)));
        }
    }

    @Override
    public void terminate(long id, List<String> sources) throws ArrayException {
        synchronized (relations) {
            StoredSnapshot snapshot = require(id);
            if (snapshot.secure() && System.currentTimeMillis() < snapshot.expiresEpochMs()) {
                throw secure(snapshot);
            }
            for (String source : sources) {
                StoredImage image = requireImage(snapshot, source);
                if (image.phase() != Phase.TAKEN) {
                    throw new ArrayException(
                            Reason.SNAPSHOT_RESTORED, "volume " + source + " is restored from " + snapshot.name());
                }
                if (isLinked(image)) {
                    throw new ArrayException(
                            Reason.SNAPSHOT_LINKED, "snapshot " + snapshot.name() + " of " + source + " is linked");
                }
            }
            drop(snapshot, Set.copyOf(sources));
        }
    }

    private void drop(StoredSnapshot snapshot, Set<String> sources) throws ArrayException {
        List<StoredImage> gone = snapshot.images().stream()
                .filter(it -> sources.contains(it.source()))
                .toList();
        relations.withdraw(gone.stream().map(StoredImage::relation).toList());
        StoredSnapshot left = snapshot.without(sources);
        List<Change> changes = new ArrayList<>();
        gone.forEach(it -> changes.add(new Change.DropVolume(it.image())));
        changes.add(left.images().isEmpty() ? new Change.DropSnapshot(snapshot.id()) : new Change.PutSnapshot(left));
        journal.commit(changes);
        if (left.images().isEmpty()) {
            snapshots.remove(snapshot.id());
        } else {
            snapshots.put(left.id(), left);
        }
        for (StoredImage image : gone) {
            volumes.hide(image.image());
        }
    }

    /** Those whose term is over, and that nobody looks at through a link. */
    private void expire() {
        long now = System.currentTimeMillis();
        for (StoredSnapshot snapshot : List.copyOf(snapshots.values())) {
            boolean over = snapshot.expiresEpochMs() != 0 && snapshot.expiresEpochMs() <= now;
            if (over && links(snapshot).isEmpty()) {
                try {
                    drop(
                            snapshot,
                            Set.copyOf(snapshot.images().stream()
                                    .map(StoredImage::source)
                                    .toList()));
                } catch (ArrayException full) {
                    // It shows as expired until the journal can be written again.
                    return;
                }
            }
        }
    }

    private StoredSnapshot require(long id) throws ArrayException {
        expire();
        StoredSnapshot snapshot = snapshots.get(id);
        if (snapshot == null) {
            throw new ArrayException(Reason.SNAPSHOT_UNKNOWN, "there is no snapshot " + id);
        }
        return snapshot;
    }

    private static StoredImage requireImage(StoredSnapshot snapshot, String source) throws ArrayException {
        return snapshot.image(source)
                .orElseThrow(() -> new ArrayException(
                        Reason.SNAPSHOT_UNKNOWN, "snapshot " + snapshot.name() + " has not volume " + source));
    }

    private static ArrayException secure(StoredSnapshot snapshot) {
        return new ArrayException(
                Reason.SNAPSHOT_SECURE,
                "snapshot " + snapshot.name() + " is secure until " + Instant.ofEpochMilli(snapshot.expiresEpochMs()));
    }

    private void put(StoredSnapshot snapshot) throws ArrayException {
        journal.commit(List.of(new Change.PutSnapshot(snapshot)));
        snapshots.put(snapshot.id(), snapshot);
    }

    private LiveRelation relation(StoredImage image) throws ArrayException {
        return volumes.require(image.image()).incoming().get(0);
    }

    private boolean isLinked(StoredImage image) throws ArrayException {
        return !volumes.require(image.image()).outgoing().isEmpty();
    }

    private List<LiveRelation> links(StoredSnapshot snapshot) {
        List<LiveRelation> links = new ArrayList<>();
        snapshot.images().forEach(image -> links.addAll(links(image)));
        return links;
    }

    private List<LiveRelation> links(StoredImage image) {
        return volumes.find(image.image()).map(LiveVolume::outgoing).orElse(List.of());
    }

    private Snapshot shown(StoredSnapshot snapshot) {
        Map<String, String> sources = new LinkedHashMap<>();
        List<Snapshot.Image> images = new ArrayList<>();
        for (StoredImage image : snapshot.images()) {
            sources.put(image.image(), image.source());
            LiveRelation relation =
                    volumes.find(image.image()).orElseThrow().incoming().get(0);
            images.add(new Snapshot.Image(
                    image.source(),
                    image.phase() != Phase.TAKEN,
                    relation.stored().failed(),
                    relation.target().volume().tracks() - relation.map().pending()));
        }
        List<Snapshot.Link> links = links(snapshot).stream()
                .map(it -> new Snapshot.Link(
                        sources.get(it.source().id()),
                        it.target().id(),
                        !it.stored().has(CopyOption.NO_BACKGROUND_COPY),
                        Instant.ofEpochMilli(it.stored().establishedEpochMs()),
                        it.source().volume().tracks(),
                        it.map().pending()))
                .toList();
        Optional<Instant> expires = snapshot.expiresEpochMs() == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(snapshot.expiresEpochMs()));
        return new Snapshot(
                snapshot.id(),
                snapshot.name(),
                Instant.ofEpochMilli(snapshot.takenEpochMs()),
                new Snapshot.Term(expires, snapshot.secure()),
                images,
                links);
    }
}
