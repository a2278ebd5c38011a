package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.CopyOption;

/**
 * Reading, writing and copying tracks, with every copy that a relation owes made before the write that would spoil it.
 *
 * <p>The order that makes a death of the process harmless: the target gets the old content, then the map says so, then the
 * source is overwritten. A write shares the world with others; who changes relations has it alone.
 */
final class TrackIo {

    /** Tells the journal of a relation whose target ran out of space. */
    interface FailureSink {
        void failed(LiveRelation relation) throws ArrayException;
    }

    /** A track as it is stored. */
    private record Origin(TrackFile file, int track) {
        boolean isWritten() {
            return file.isWritten(track);
        }

        byte[] read() throws IOException {
            return file.read(track);
        }
    }

    private final ReentrantReadWriteLock world;
    private final Freezer freezer;
    private final FailureSink failures;
    private final TrackLocks locks = new TrackLocks();

    TrackIo(ReentrantReadWriteLock world, Freezer freezer, FailureSink failures) {
        this.world = world;
        this.freezer = freezer;
        this.failures = failures;
    }

    byte[] read(LiveVolume volume, int track) throws ArrayException {
        requireInside(volume, track, 0, 0);
        world.readLock().lock();
        TrackLocks.Wanted wanted = new TrackLocks.Wanted();
        addWithSources(wanted, volume, track);
        locks.lock(wanted);
        try {
            return content(volume, track);
        } catch (IOException cause) {
            throw io(volume, cause);
        } finally {
            locks.unlock(wanted);
            world.readLock().unlock();
        }
    }

    void write(LiveVolume volume, int track, int offset, byte[] data) throws ArrayException, InterruptedException {
        requireInside(volume, track, offset, data.length);
        lockThawed(volume);
        TrackLocks.Wanted wanted = new TrackLocks.Wanted();
        addWithSources(wanted, volume, track);
        for (LiveRelation relation : volume.outgoing()) {
            if (relation.coversSource(track)) {
                wanted.add(relation.target(), relation.targetTrack(relation.indexOfSource(track)));
            }
        }
        locks.lock(wanted);
        try {
            writeLocked(volume, track, offset, data);
        } catch (IOException cause) {
            throw io(volume, cause);
        } finally {
            locks.unlock(wanted);
            world.readLock().unlock();
        }
    }

    /**
     * Copies one track in the background, if it still is to be copied.
     *
     * @return false if there is no space for it
     */
    boolean copy(LiveRelation relation, int index) throws ArrayException {
        world.readLock().lock();
        TrackLocks.Wanted wanted = new TrackLocks.Wanted();
        addWithSources(wanted, relation.target(), relation.targetTrack(index));
        locks.lock(wanted);
        try {
            boolean attached = relation.target().incoming().contains(relation);
            if (attached && !relation.stored().failed()) {
                preserve(relation, index);
            }
            return true;
        } catch (ArrayException refusal) {
            if (refusal.reason() == Reason.OUT_OF_SPACE) {
                return false;
            }
            throw refusal;
        } catch (IOException cause) {
            throw io(relation.target(), cause);
        } finally {
            locks.unlock(wanted);
            world.readLock().unlock();
        }
    }

    /** Returns with the world shared and the volume not frozen. */
    private void lockThawed(LiveVolume volume) throws ArrayException, InterruptedException {
        while (true) {
            freezer.awaitThaw(volume.id());
            world.readLock().lock();
            if (!freezer.isFrozen(volume.id())) {
                return;
            }
            world.readLock().unlock();
        }
    }

    private void writeLocked(LiveVolume volume, int track, int offset, byte[] data) throws IOException, ArrayException {
        boolean whole = data.length == volume.volume().emulation().trackBytes();
        for (LiveRelation relation : volume.incoming()) {
            boolean inhibited = relation.mirrors() || relation.stored().has(CopyOption.INHIBIT_TARGET_WRITES);
            if (relation.coversTarget(track) && inhibited) {
                throw new ArrayException(
                        Reason.WRITE_INHIBITED, "volume " + volume.id() + " is a target that may not be written");
            }
        }
        for (LiveRelation relation : volume.outgoing()) {
            if (relation.coversSource(track) && relation.mirrors()) {
                // Before the data: until it is copied again the target is read from the source.
                relation.map().markPending(relation.indexOfSource(track));
            } else if (relation.coversSource(track)) {
                preserveOrFail(relation, relation.indexOfSource(track));
                recordChange(relation, relation.indexOfSource(track));
            }
        }
        LiveRelation overwritten = null;
        for (LiveRelation relation : volume.incoming()) {
            if (relation.coversTarget(track) && !relation.stored().failed()) {
                int index = relation.indexOfTarget(track);
                recordChange(relation, index);
                if (relation.map().isPending(index) && whole) {
                    overwritten = relation;
                } else {
                    preserve(relation, index);
                }
            }
        }
        volume.file().write(track, offset, data, data.length);
        if (overwritten != null) {
            // After the data: until then the track is read from the source, as if nothing had been written.
            overwritten.map().markCopied(overwritten.indexOfTarget(track));
        }
    }

    private static void recordChange(LiveRelation relation, int index) throws IOException {
        if (relation.stored().recordsChanges()) {
            relation.map().markChanged(index);
        }
    }

    private void preserveOrFail(LiveRelation relation, int index) throws IOException, ArrayException {
        if (relation.stored().failed()) {
            return;
        }
        try {
            preserve(relation, index);
        } catch (ArrayException refusal) {
            boolean sourceGoesOn = refusal.reason() == Reason.OUT_OF_SPACE
                    && relation.stored().has(CopyOption.FAIL_RELATION_WHEN_OUT_OF_SPACE);
            if (!sourceGoesOn) {
                throw refusal;
            }
            failures.failed(relation);
            relation.fail();
        }
    }

    /** Gives the target a track of its own, if it has none yet. */
    private void preserve(LiveRelation relation, int index) throws IOException, ArrayException {
        if (!relation.map().isPending(index)) {
            return;
        }
        Origin old = origin(relation.source(), relation.sourceTrack(index));
        TrackFile own = relation.target().file();
        int track = relation.targetTrack(index);
        // Most tracks of a volume were never written: there is nothing to copy then, if the target has nothing either.
        if (old.isWritten() || own.isWritten(track)) {
            own.replace(track, old.read());
        }
        relation.map().markCopied(index);
    }

    /** What a host reads there: its own track, or that of the source it was not copied from yet. */
    private static byte[] content(LiveVolume volume, int track) throws IOException, ArrayException {
        return origin(volume, track).read();
    }

    private static Origin origin(LiveVolume volume, int track) throws ArrayException {
        for (LiveRelation relation : volume.incoming()) {
            if (relation.coversTarget(track)) {
                if (relation.stored().failed()) {
                    throw new ArrayException(
                            Reason.TARGET_UNUSABLE,
                            "volume " + volume.id() + " is the target of a relation that failed");
                }
                int index = relation.indexOfTarget(track);
                if (relation.map().isPending(index)) {
                    return origin(relation.source(), relation.sourceTrack(index));
                }
            }
        }
        return new Origin(volume.file(), track);
    }

    private static void addWithSources(TrackLocks.Wanted wanted, LiveVolume volume, int track) {
        wanted.add(volume, track);
        for (LiveRelation relation : volume.incoming()) {
            if (relation.coversTarget(track)) {
                addWithSources(wanted, relation.source(), relation.sourceTrack(relation.indexOfTarget(track)));
            }
        }
    }

    private static void requireInside(LiveVolume volume, int track, int offset, int length) throws ArrayException {
        int trackBytes = volume.volume().emulation().trackBytes();
        if (track < 0 || track >= volume.volume().tracks() || offset < 0 || offset + (long) length > trackBytes) {
            throw new ArrayException(
                    Reason.VOLUME_UNKNOWN,
                    "volume " + volume.id() + " has no bytes " + offset + "+" + length + " on track " + track);
        }
    }

    private static ArrayException io(LiveVolume volume, IOException cause) {
        return new ArrayException(Reason.IO, "volume " + volume.id() + ": " + cause);
    }
}
