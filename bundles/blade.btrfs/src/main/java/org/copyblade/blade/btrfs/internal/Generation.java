package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Stage;

/** One read-only snapshot per member of a group: made, made durable, looked at. */
final class Generation {

    private final CopyGroup group;
    private final GroupDirectory directory;
    private final Subvolumes subvolumes;

    Generation(CopyGroup group, GroupDirectory directory, Subvolumes subvolumes) {
        this.group = group;
        this.directory = directory;
        this.subvolumes = subvolumes;
    }

    void prepare(BtrfsBinding binding) throws BladeException, IOException {
        if (directory.isForeign()) {
            throw Failure.taken(group.id(), directory.path());
        }
        if (directory.isEntombed()) {
            throw Failure.state("prepare", group.id(), "its withdrawal has not ended");
        }
        if (!directory.exists()) {
            directory.create(Marker.preparing(BtrfsBlade.TECHNOLOGY, group.id().value(), binding.facts()));
        }
        Marker marker =
                directory.marker().orElseThrow(() -> Failure.state("prepare", group.id(), "its marker is torn"));
        if (marker.stage() == Stage.PREPARED) {
            return;
        }
        if (marker.stage() != Stage.PREPARING) {
            throw Failure.state(
                    "prepare", group.id(), "it is " + marker.stage().name().toLowerCase());
        }
        // What is dirty now would have to be written inside the window.
        subvolumes.sync(directory.path());
        directory.markDurably(marker.to(Stage.PREPARED));
    }

    Establishment establish(BtrfsBinding binding, Hold hold, Call call) throws BladeException, IOException {
        Marker marker = preparedMarker();
        if (hold.wanted()) {
            throw Failure.request(
                    group.id(), "a filesystem cannot hold writes while it copies", "suspend the system instead");
        }
        if (call.expired() || call.cancelled()) {
            throw tooLate(Recovery.RETRY);
        }
        long sent = System.nanoTime();
        Instant at;
        try {
            directory.mark(marker.to(Stage.ESTABLISHING));
            for (CopyMember member : group.members()) {
                if (call.expired()) {
                    throw new IOException("the deadline passed before every member was copied");
                }
                subvolumes.snapshot(Path.of(member.source()), directory.path(), member.name(), true);
            }
            at = Instant.now();
            if (call.expired()) {
                throw new IOException("the deadline passed before the snapshots were there");
            }
            directory.mark(marker.established(at));
        } catch (IOException e) {
            noteFailure(marker, e);
            throw Failure.io("establish", group.id(), e, Recovery.LOOK_FIRST);
        }
        long answered = System.nanoTime();
        return new Establishment(binding.toBinding(), at, sent, answered, answered - sent);
    }

    /** Says why, if it can: a marker that cannot be replaced still says that establish was under way. */
    private void noteFailure(Marker marker, IOException cause) {
        try {
            if (directory
                    .marker()
                    .filter(now -> now.stage() == Stage.ESTABLISHING)
                    .isPresent()) {
                directory.mark(marker.failed(cause.getMessage()));
            }
        } catch (IOException unnoted) {
            cause.addSuppressed(unnoted);
        }
    }

    private BladeException tooLate(Recovery recovery) {
        return new BladeException(
                "BTRFS-DEADLINE",
                "cannot establish " + group.id() + ": the deadline has passed or the call was cancelled",
                "give it more time",
                recovery);
    }

    private Marker preparedMarker() throws BladeException, IOException {
        Marker marker = directory.exists() ? directory.marker().orElse(null) : null;
        if (marker == null || marker.stage() == Stage.PREPARING) {
            throw Failure.state("establish", group.id(), "it is not prepared");
        }
        if (marker.stage() != Stage.PREPARED) {
            throw Failure.state(
                    "establish",
                    group.id(),
                    "it is " + marker.stage().name().toLowerCase() + " already",
                    Recovery.LOOK_FIRST);
        }
        return marker;
    }

    /** A snapshot is durable when it is made; its marker becomes so here. */
    void harden() throws BladeException, IOException {
        Marker marker = directory
                .marker()
                .filter(found -> found.stage() == Stage.ESTABLISHED || found.stage() == Stage.DURABLE)
                .orElseThrow(() -> Failure.state("harden", group.id(), "it is not established"));
        if (marker.stage() == Stage.ESTABLISHED) {
            subvolumes.sync(directory.path());
            directory.markDurably(marker.to(Stage.DURABLE));
        }
    }

    /** What is true on the storage now. */
    CopyState state() throws IOException {
        if (directory.isEntombed()) {
            return new CopyState.Failed("its withdrawal has begun and not ended");
        }
        if (!directory.exists()) {
            return new CopyState.Absent();
        }
        Optional<Marker> marker = directory.marker();
        return marker.isEmpty() ? new CopyState.Failed("its marker is torn") : state(marker.get());
    }

    private CopyState state(Marker marker) throws IOException {
        return switch (marker.stage()) {
            case PREPARING -> new CopyState.Preparing(0);
            case PREPARED -> new CopyState.Prepared();
            case ESTABLISHING -> new CopyState.Failed("establish was interrupted");
            case COPYING -> new CopyState.Failed("it was copied by something else");
            case FAILED -> new CopyState.Failed(marker.facts().text("why"));
            case ESTABLISHED, DURABLE -> established(marker);
        };
    }

    private CopyState established(Marker marker) throws IOException {
        for (CopyMember member : group.members()) {
            Optional<Subvolume> snapshot = subvolumes.at(directory.member(member.name()));
            if (snapshot.isEmpty()) {
                return new CopyState.Failed("the snapshot of member " + member.name() + " is missing");
            }
            if (!snapshot.get().readOnly()) {
                return new CopyState.Failed("the snapshot of member " + member.name() + " was made writable");
            }
        }
        Optional<Facts> restore = directory.restoring();
        if (restore.isPresent()) {
            return new CopyState.Restoring((int) restore.get().number("percent"));
        }
        return new CopyState.Established(marker.at(), CopyState.Background.DEPENDENT, OptionalInt.empty());
    }
}
