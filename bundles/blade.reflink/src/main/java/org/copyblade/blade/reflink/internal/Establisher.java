package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Stage;

/** The point in time: clones every member and claims the copy only when all of them are complete. */
final class Establisher {

    private final CopyGroup group;
    private final Layout layout;
    private final Call call;

    Establisher(CopyGroup group, Layout layout, Call call) {
        this.group = group;
        this.layout = layout;
        this.call = call;
    }

    Establishment establish(ReflinkBinding binding, Hold hold) throws BladeException, IOException {
        Marker marker = preparedMarker();
        refuseWhatCannotBe(binding, hold);
        binding.mounted().requireSources("establish", group);
        long sent = System.nanoTime();
        Instant at;
        try {
            layout.main().mark(marker.to(Stage.ESTABLISHING));
            SmallMembers moved = new SmallMembers();
            for (CopyMember member : group.members()) {
                cloneMember(member, binding, moved);
            }
            at = Instant.now();
            if (call.expired()) {
                throw new WindowClone.TooLate();
            }
            layout.main().mark(marker.established(at));
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
            if (layout.main()
                    .marker()
                    .filter(now -> now.stage() == Stage.ESTABLISHING)
                    .isPresent()) {
                layout.main().mark(marker.failed(cause.getMessage()));
            }
        } catch (IOException unnoted) {
            cause.addSuppressed(unnoted);
        }
    }

    private Marker preparedMarker() throws BladeException, IOException {
        Marker marker = layout.isThere() ? layout.main().marker().orElse(null) : null;
        if (marker == null || marker.stage() == Stage.PREPARING) {
            throw Failure.state("establish", group.id(), "it is not prepared");
        }
        if (marker.stage() != Stage.PREPARED) {
            throw Failure.lookFirst(
                    "establish", group.id(), "it is " + marker.stage().name().toLowerCase() + " already");
        }
        return marker;
    }

    private void refuseWhatCannotBe(ReflinkBinding binding, Hold hold) throws BladeException {
        if (hold.wanted()) {
            throw Failure.request(
                    group.id(), "a filesystem cannot hold writes while it copies", "suspend the system instead");
        }
        if (binding.method() == CopyMethod.HOST) {
            throw Failure.request(group.id(), "it is copied through the host, which has no instant", "use copy");
        }
        if (call.expired() || call.cancelled()) {
            throw Failure.deadline("establish", group.id(), Recovery.RETRY);
        }
    }

    private void cloneMember(CopyMember member, ReflinkBinding binding, SmallMembers moved) throws IOException {
        Census census = new Census((int) Math.min(binding.files(), 1 << 20));
        try (OpenTrees trees = new OpenTrees(Path.of(member.source()), layout.copyOf(member))) {
            boolean bytewise = binding.bytewise().contains(member.name());
            Optional<SmallMembers> counted = bytewise ? Optional.of(moved) : Optional.empty();
            WindowClone clone = new WindowClone(
                    trees.calls, trees.attributes, trees.cursor, new Exclusion(member), census, counted, call);
            TreeWalk.once(trees.calls, trees.source, clone);
        }
        census.writeTo(layout.census(member));
    }
}
