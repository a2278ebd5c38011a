package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.OperationLog;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.SystemSeed;

/**
 * The relations of a system. Changes come one at a time: each is in the journal first and then in force, one pair after
 * the other, because each pair of a real array has an instant of its own, unless one is asked for all. A death between the two leaves relations whose
 * point in time is that of the death, which nobody was told otherwise.
 */
final class Relations {

    /** Something that must not run while relations change. */
    interface Work<T> {
        T run() throws ArrayException, IOException;
    }

    /** The same without an answer. */
    interface Task {
        void run() throws ArrayException, IOException;
    }

    private final SystemSeed settings;
    private final Path directory;
    private final OpenFiles files;
    private final Journal journal;
    private final Volumes volumes;
    private final Freezes freezes;
    private final OperationLog log;
    private final ReentrantReadWriteLock world = new ReentrantReadWriteLock();
    private final TrackIo io;
    private final Map<Long, LiveRelation> relations = new ConcurrentSkipListMap<>();
    private long highest; // guarded by this

    Relations(
            SystemSeed settings,
            Path directory,
            OpenFiles files,
            Journal journal,
            Volumes volumes,
            Freezes freezes,
            OperationLog log)
            throws IOException, ArrayException {
        this.settings = settings;
        this.directory = Files.createDirectories(directory.resolve("maps"));
        this.files = files;
        this.journal = journal;
        this.volumes = volumes;
        this.freezes = freezes;
        this.log = log;
        this.io = new TrackIo(world, freezes.freezer(), this::failed);
        this.highest = journal.state().highest();
        for (StoredRelation stored : journal.state().relations()) {
            attach(stored, reload(stored));
        }
        deleteOrphans();
    }

    TrackIo io() {
        return io;
    }

    List<LiveRelation> live() {
        return List.copyOf(relations.values());
    }

    synchronized List<PairResult> establish(List<PairRequest> pairs, Set<CopyOption> asked) throws ArrayException {
        Set<CopyOption> options = EnumSet.noneOf(CopyOption.class);
        options.addAll(asked);
        EstablishRules rules = new EstablishRules(
                settings,
                id -> volumes.find(id).map(LiveVolume::volume),
                relations.values().stream().map(LiveRelation::stored).toList(),
                this::pending,
                numbers());
        List<PairResult> results = new ArrayList<>();
        List<StoredRelation> made = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (PairRequest pair : pairs) {
            try {
                StoredRelation relation = rules.establish(pair, options);
                made.add(relation);
                changes.add(new Change.PutRelation(relation));
                if (options.contains(CopyOption.FREEZE)) {
                    changes.add(freezes.intent(relation.source()));
                }
                results.add(new PairResult(pair, Optional.empty()));
            } catch (ArrayException refusal) {
                results.add(new PairResult(pair, Optional.of(refusal)));
            }
        }
        if (options.contains(CopyOption.ONE_INSTANT) && made.size() < pairs.size()) {
            return results.stream().map(Relations::keptBack).toList();
        }
        if (!made.isEmpty()) {
            for (StoredRelation relation : made) {
                alone(() -> tellDependents(relation));
            }
            journal.commit(changes);
            if (options.contains(CopyOption.ONE_INSTANT)) {
                alone(() -> putInForce(made, options));
            } else {
                putInForce(made, options);
            }
        }
        return results;
    }

    /** Splits mirror pairs by their ids, all or none; no write of a host comes between the first and the last. */
    synchronized void split(List<Long> ids) throws ArrayException {
        List<LiveRelation> pairs = new ArrayList<>();
        for (long id : ids) {
            pairs.add(requireMirror(id));
        }
        journal.commit(pairs.stream()
                .map(it -> (Change) new Change.PutRelation(it.stored().asSplit()))
                .toList());
        alone(() -> pairs.forEach(LiveRelation::split));
    }

    private LiveRelation requireMirror(long id) throws ArrayException {
        LiveRelation pair = relations.get(id);
        if (pair == null) {
            throw new ArrayException(Reason.RELATION_UNKNOWN, "relation " + id + " has ended");
        }
        String name = pair.stored().source() + ":" + pair.stored().target();
        if (!pair.mirrors()) {
            throw new ArrayException(Reason.NOT_MIRRORING, "pair " + name + " is no mirror pair, or split already");
        }
        if (pair.stored().failed()) {
            throw new ArrayException(Reason.TARGET_UNUSABLE, "pair " + name + " has failed");
        }
        return pair;
    }

    /** Changes by their ids how relations are copied; what has ended is passed over. */
    synchronized void copyInBackground(List<Long> ids, boolean wanted) throws ArrayException {
        List<LiveRelation> changed = live(ids);
        journal.commit(changed.stream()
                .map(it -> (Change) new Change.PutRelation(it.stored().copiedInBackground(wanted)))
                .toList());
        changed.forEach(it -> it.copyInBackground(wanted));
    }

    private List<LiveRelation> live(List<Long> ids) {
        return ids.stream().map(relations::get).filter(it -> it != null).toList();
    }

    /** Ends relations by their ids; ended already is success. */
    synchronized void withdraw(List<Long> ids) throws ArrayException {
        List<LiveRelation> ended = live(ids);
        if (!ended.isEmpty()) {
            alone(() -> {
                for (LiveRelation relation : ended) {
                    Dependents.recordLoss(relation);
                }
            });
            journal.commit(ended.stream()
                    .map(it -> (Change) new Change.DropRelation(it.id()))
                    .toList());
            for (LiveRelation relation : ended) {
                detach(relation);
            }
        }
    }

    /** Ends those that are complete and not persistent. */
    void end(List<LiveRelation> over) throws ArrayException {
        synchronized (this) {
            withdraw(over.stream()
                    .filter(it -> relations.get(it.id()) == it && it.isOver())
                    .map(LiveRelation::id)
                    .toList());
        }
    }

    synchronized <T> T alone(Work<T> work) throws ArrayException {
        world.writeLock().lock();
        try {
            return work.run();
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, cause.toString());
        } finally {
            world.writeLock().unlock();
        }
    }

    void alone(Task task) throws ArrayException {
        this.<Boolean>alone(() -> {
            task.run();
            return true;
        });
    }

    /** A number that nothing has yet, for whoever holds the lock of this. */
    synchronized long nextNumber() {
        return ++highest;
    }

    /** Puts relations that are in the journal in force, all at one instant. */
    synchronized void begin(List<StoredRelation> made) throws ArrayException {
        Map<StoredRelation, CopyMap> maps = new LinkedHashMap<>();
        try {
            for (StoredRelation relation : made) {
                maps.put(relation, load(relation));
            }
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, cause.toString());
        }
        alone(() -> {
            for (Map.Entry<StoredRelation, CopyMap> entry : maps.entrySet()) {
                attach(entry.getKey(), entry.getValue());
            }
        });
    }

    private EstablishRules.Source numbers() {
        return new EstablishRules.Source() {
            @Override
            public long nextNumber() {
                return ++highest;
            }

            @Override
            public long epochMs() {
                return System.currentTimeMillis();
            }
        };
    }

    private int pending(StoredRelation relation) {
        LiveRelation live = relations.get(relation.id());
        // One of the same request, or at its next point in time, is not in force yet: nothing of it is copied.
        return live == null || live.stored().map() != relation.map()
                ? relation.sourceExtent().tracks()
                : live.map().pending();
    }

    private static PairResult keptBack(PairResult result) {
        return result.established()
                ? new PairResult(
                        result.pair(),
                        Optional.of(new ArrayException(
                                Reason.NOT_TOGETHER,
                                "not established, because another pair of the request was refused")))
                : result;
    }

    private void putInForce(List<StoredRelation> made, Set<CopyOption> options) throws ArrayException {
        for (StoredRelation relation : made) {
            putInForce(relation, options.contains(CopyOption.FREEZE));
        }
    }

    private void putInForce(StoredRelation stored, boolean frozen) throws ArrayException {
        world.writeLock().lock();
        try {
            LiveRelation before = relations.get(stored.id());
            tellDependents(stored);
            CopyMap map = before == null ? load(stored) : next(before.map(), stored);
            if (before != null) {
                before.source().detach(before);
                before.target().detach(before);
            }
            LiveRelation relation = attach(stored, map);
            boolean wholeTarget =
                    stored.targetExtent().tracks() == relation.target().volume().tracks();
            if (before == null && wholeTarget && relation.target().volume().spaceEfficient()) {
                relation.target().file().release();
            }
            if (frozen) {
                freezes.freeze(stored.source());
            }
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "relation " + stored.source() + ":" + stored.target() + ": " + cause);
        } finally {
            world.writeLock().unlock();
        }
    }

    /** Noted before the commit, for a death right after it, and again when it comes in force, for pairs of the same request. */
    private void tellDependents(StoredRelation stored) throws IOException, ArrayException {
        LiveRelation before = relations.get(stored.id());
        if (before != null && stored.basis().reversed()) {
            Dependents.recordLoss(before);
        }
        Dependents.recordWholeChange(volumes.require(stored.target()), stored);
    }

    private LiveRelation attach(StoredRelation stored, CopyMap map) throws ArrayException {
        LiveRelation relation =
                new LiveRelation(stored, volumes.require(stored.source()), volumes.require(stored.target()), map);
        relation.source().attachAsSource(relation);
        relation.target().attachAsTarget(relation);
        relations.put(stored.id(), relation);
        return relation;
    }

    private void detach(LiveRelation relation) throws ArrayException {
        world.writeLock().lock();
        try {
            Dependents.recordLoss(relation);
            relation.source().detach(relation);
            relation.target().detach(relation);
            relations.remove(relation.id());
            relation.map().delete();
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "relation " + relation.id() + ": " + cause);
        } finally {
            world.writeLock().unlock();
        }
    }

    private static CopyMap next(CopyMap before, StoredRelation stored) throws IOException {
        StoredRelation.Basis basis = stored.basis();
        return basis.reversed() ? before.reversed(stored.map(), basis.recorded()) : before.refreshed(stored.map());
    }

    /** After a start: where the map of the last establish was never made, it is made now from the one before. */
    private CopyMap reload(StoredRelation stored) throws IOException {
        CopyMap map = load(stored);
        return stored.basis() == null || map.number() == stored.map() ? map : next(map, stored);
    }

    private CopyMap load(StoredRelation stored) throws IOException {
        return CopyMap.load(files, path(stored.id()), stored.sourceExtent().tracks());
    }

    /** Numbers are given again after a start; a map that a crash has left would be taken for that of another relation. */
    private void deleteOrphans() throws IOException {
        Set<Path> known = new HashSet<>();
        relations.values().forEach(it -> known.add(path(it.id())));
        try (DirectoryStream<Path> maps = Files.newDirectoryStream(directory)) {
            for (Path map : maps) {
                if (!known.contains(map)) {
                    files.delete(map);
                }
            }
        }
    }

    private void failed(LiveRelation relation) throws ArrayException {
        journal.commit(List.of(new Change.FailRelation(relation.id())));
        log.add(
                settings.serial(),
                0,
                Step.EVENT,
                "relation-failed",
                relation.stored().source() + ":" + relation.stored().target() + ": no space for the target");
    }

    private Path path(long relation) {
        return directory.resolve(relation + ".map");
    }
}
