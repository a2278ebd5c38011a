package org.copyblade.lab.powermax.internal;

import org.copyblade.lab.array.Snapshot;

/** What is said of a link. Pure. */
final class LinkState {

    private LinkState() {}

    /** Stays at 0 without background copy. */
    static int percent(Snapshot.Link link) {
        return link.copy() ? (int) (100L * (link.tracks() - link.pendingTracks()) / link.tracks()) : 0;
    }

    /** That one under way is spelled CopyInProg is (unconfirmed). */
    static String word(Snapshot.Link link) {
        if (!link.copy()) {
            return "Linked";
        }
        return link.pendingTracks() == 0 ? "Copied" : "CopyInProg";
    }
}
