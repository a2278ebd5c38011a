package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.powermax.internal.CloneSession.Order;

/**
 * A session and what the relation of its volumes says of it now. Pure.
 *
 * @param session as it was told
 * @param forward relation from source to target, if there is one
 * @param back relation from target to source, of a restore
 */
record CloneState(CloneSession session, Optional<Relation> forward, Optional<Relation> back) {

    static final String CREATED = "Created";
    static final String RECREATED = "Recreated";
    static final String PRECOPY = "Precopy";
    static final String COPIED = "Copied";
    static final String COPY_IN_PROG = "CopyInProg";
    static final String COPY_ON_ACCESS = "CopyOnAccess";
    static final String REST_IN_PROG = "RestInProg";
    static final String RESTORED = "Restored";
    static final String SPLIT = "Split";
    static final String FAILED = "Failed";

    /** In the words of the API. */
    String word() {
        return switch (session.order()) {
            case CREATE -> CREATED;
            case RECREATE -> RECREATED;
            case PRECOPY -> forward.filter(Relation::mirrors).isPresent() && !isLost() ? PRECOPY : FAILED;
            case ACTIVATE -> isLost() ? FAILED : activated(forward.orElseThrow());
            case RESTORE ->
                back.map(it -> it.outOfSyncTracks() == 0 ? RESTORED : REST_IN_PROG)
                        .orElse(FAILED);
            case SPLIT -> SPLIT;
        };
    }

    private static String activated(Relation relation) {
        if (relation.outOfSyncTracks() == 0) {
            return COPIED;
        }
        return relation.has(CopyOption.NO_BACKGROUND_COPY) ? COPY_ON_ACCESS : COPY_IN_PROG;
    }

    private boolean isLost() {
        return forward.isEmpty() || forward.get().state() == Relation.State.FAILED;
    }

    boolean is(String... words) {
        String own = word();
        for (String word : words) {
            if (word.equals(own)) {
                return true;
            }
        }
        return false;
    }

    boolean isPrecopied() {
        return session.order() == Order.PRECOPY;
    }

    /** Tracks that still have to go to the target, or back; what is written while a pair follows goes at once. */
    int tracksLeft() {
        return switch (session.order()) {
            case PRECOPY -> forward.map(Relation::neverCopiedTracks).orElse(0);
            case ACTIVATE -> forward.map(Relation::outOfSyncTracks).orElse(0);
            case RESTORE -> back.map(Relation::outOfSyncTracks).orElse(0);
            case CREATE, RECREATE, SPLIT -> 0;
        };
    }

    boolean copiesInBackground() {
        return forward.filter(it -> it.has(CopyOption.NO_BACKGROUND_COPY)).isEmpty();
    }

    /** The document of one pair. */
    ObjectNode node() {
        return Documents.object()
                .put("source_volume_name", VolumeIds.shown(session.source()))
                .put("target_volume_name", VolumeIds.shown(session.target()))
                .put("state", word())
                .put("modified_tracks", 0)
                .put("src_protected_tracks", tracksLeft())
                .put("src_modified_tracks", 0)
                .put("background_copy", copiesInBackground())
                .put("differential", !session.endsWhenCopied())
                .put("precopy", isPrecopied())
                .put("vse", false);
    }
}
