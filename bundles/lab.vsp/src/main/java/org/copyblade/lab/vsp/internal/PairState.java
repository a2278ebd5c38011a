package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.vsp.internal.Pair.Order;

/**
 * A pair and what the relation of its volumes says of it now. Pure.
 *
 * @param pair as it was told
 * @param forward relation from P-VOL to S-VOL, if there is one
 * @param back relation from S-VOL to P-VOL, of a restore
 */
record PairState(Pair pair, Optional<Relation> forward, Optional<Relation> back) {

    private static final int FULL = 100;

    /** Of the P-VOL. */
    String pvolStatus() {
        return switch (pair.order()) {
            case CREATE, RESYNC -> isLost() ? "PSUE" : isInStep() ? "PAIR" : "COPY";
            case QUICK_RESYNC -> isLost() ? "PSUE" : "PAIR";
            case QUICK_SPLIT -> isLost() ? "PSUE" : "PSUS";
            case SPLIT -> isLost() ? "PSUE" : isCopied() ? "PSUS" : "COPY";
            case RESTORE -> back.isPresent() ? "RCPY" : "PSUE";
            case SUSPEND -> "PSUE";
        };
    }

    String svolStatus() {
        String status = pvolStatus();
        return status.equals("PSUS") ? isCopied() ? "SSUS" : "COPY" : status;
    }

    /** Is the split the last order, and the image not complete yet? */
    boolean isSplitting() {
        return (pair.order() == Order.QUICK_SPLIT || pair.order() == Order.SPLIT) && !isLost() && !isCopied();
    }

    boolean isSplit() {
        return (pair.order() == Order.QUICK_SPLIT || pair.order() == Order.SPLIT) && !isLost();
    }

    /** A reverse copy that has arrived; the pair is to follow again. */
    boolean isRestored() {
        return pair.order() == Order.RESTORE
                && (back.filter(it -> it.outOfSyncTracks() == 0).isPresent() || forward.isPresent());
    }

    private boolean isLost() {
        return forward.isEmpty() || forward.get().state() == Relation.State.FAILED;
    }

    /** What is written meanwhile follows at once, so that a pair that was whole stays one. */
    private boolean isInStep() {
        return forward.filter(it -> it.neverCopiedTracks() == 0).isPresent();
    }

    private boolean isCopied() {
        return forward.filter(it -> it.outOfSyncTracks() == 0).isPresent();
    }

    private int rate() {
        if (pvolStatus().equals("PSUE")) {
            return 0;
        }
        Relation relation = forward.or(() -> back).orElseThrow();
        boolean copying = pvolStatus().equals("COPY") && !isSplit();
        int left = copying ? relation.neverCopiedTracks() : relation.outOfSyncTracks();
        int all = relation.targetExtent().tracks();
        return left == 0 ? FULL : Math.min(FULL - 1, FULL * (all - left) / all);
    }

    ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("localCloneCopypairId", pair.id())
                .put("copyGroupName", pair.group())
                .put("copyPairName", pair.name())
                .put("replicationType", "SI")
                .put("copyMode", "NotSnapshot")
                .put("copyProgressRate", rate())
                .put("copyPace", pair.pace())
                .put("pvolLdevId", pair.pvol())
                .put("pvolMuNumber", pair.mirrorUnit())
                .put("pvolStatus", pvolStatus())
                .put("pvolDifferenceDataManagement", "S")
                .put("pvolProcessingStatus", "N")
                .put("svolLdevId", pair.svol())
                .put("svolStatus", svolStatus())
                .put("svolDifferenceDataManagement", "S")
                .put("svolProcessingStatus", "N");
        pair.consistencyGroup().ifPresent(id -> node.put("consistencyGroupId", id));
        return node;
    }
}
