package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Stage;

/** Reads from the storage what is true of a group. */
final class StateQuery {

    private final CopyGroup group;
    private final Layout layout;

    StateQuery(CopyGroup group, Layout layout) {
        this.group = group;
        this.layout = layout;
    }

    CopyState state() throws IOException {
        if (layout.main().isEntombed()) {
            return new CopyState.Failed("its withdrawal has begun and not ended");
        }
        if (!layout.main().exists()) {
            return new CopyState.Absent();
        }
        Optional<Marker> marker = layout.main().marker();
        return marker.isEmpty() ? new CopyState.Failed("its marker is torn") : state(marker.get());
    }

    private CopyState state(Marker marker) throws IOException {
        return switch (marker.stage()) {
            case PREPARING -> new CopyState.Preparing(0);
            case PREPARED -> new CopyState.Prepared();
            case COPYING -> new CopyState.Preparing((int) marker.facts().number("percent"));
            case ESTABLISHING -> new CopyState.Failed("establish was interrupted");
            case FAILED -> new CopyState.Failed(marker.facts().text("why"));
            case ESTABLISHED, DURABLE -> established(marker);
        };
    }

    private CopyState established(Marker marker) throws IOException {
        boolean fast = marker.facts().text("method").equals(CopyMethod.FAST.name());
        for (CopyMember member : group.members()) {
            if (!layout.of(member).exists() || !Files.isDirectory(layout.copyOf(member), LinkOption.NOFOLLOW_LINKS)) {
                return new CopyState.Failed("member " + member.name() + " is missing");
            }
            boolean unsettled = fast && marker.stage() == Stage.ESTABLISHED;
            if (unsettled && !Census.isWhole(layout.census(member))) {
                return new CopyState.Failed("the census of member " + member.name() + " is not whole");
            }
        }
        Optional<Facts> restore = layout.main().restoring();
        if (restore.isPresent()) {
            return new CopyState.Restoring((int) restore.get().number("percent"));
        }
        return new CopyState.Established(
                marker.at(), fast ? CopyState.Background.DEPENDENT : CopyState.Background.COPIED, OptionalInt.empty());
    }
}
