package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.copyblade.lab.array.Relation;

/**
 * A Thin Image pair as the array remembers it.
 *
 * @param group name of its snapshot group
 * @param pvol number of the source
 * @param mirrorUnit of the source, 0 to 1023
 * @param svol number of the volume that shows it
 * @param pool where its differences are kept
 * @param consistent is it split at one instant with the others of its group?
 * @param order the last one it was given
 * @param splitTime of the image it keeps, empty without one; without a zone, as the API has it
 */
record Snapshot(
        String group, int pvol, int mirrorUnit, int svol, int pool, boolean consistent, Order order, String splitTime) {

    /** What it was last told to do. */
    enum Order {
        /** To follow, which costs nothing. */
        FOLLOW,
        /** To keep the image of that moment. */
        SPLIT,
        /** To give the image back to the source. */
        RESTORE,
        /** It was suspended by a failure. */
        SUSPEND
    }

    String id() {
        return pvol + "," + mirrorUnit;
    }

    Snapshot told(Order next, String time) {
        return new Snapshot(group, pvol, mirrorUnit, svol, pool, consistent, next, time);
    }

    boolean uses(int ldev) {
        return pvol == ldev || svol == ldev;
    }

    String source() {
        return Pair.volume(pvol);
    }

    String target() {
        return Pair.volume(svol);
    }

    /**
     * PAIR without image, PSUS with one, RCPY or PSUE.
     *
     * @param forward relation from source to target, if there is one
     * @param back relation from target to source, of a restore
     */
    String status(Optional<Relation> forward, Optional<Relation> back) {
        boolean lost = forward.isEmpty() || forward.get().state() == Relation.State.FAILED;
        return switch (order) {
            case FOLLOW -> "PAIR";
            case SPLIT -> lost ? "PSUE" : "PSUS";
            case RESTORE -> back.isPresent() ? "RCPY" : "PSUE";
            case SUSPEND -> "PSUE";
        };
    }

    ObjectNode node(String status) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("snapshotId", id())
                .put("snapshotReplicationId", id())
                .put("snapshotGroupName", group)
                .put("primaryOrSecondary", "P-VOL")
                .put("status", status)
                .put("pvolLdevId", pvol)
                .put("muNumber", mirrorUnit)
                .put("svolLdevId", svol)
                .put("snapshotPoolId", pool)
                .put("isConsistencyGroup", consistent)
                .put("isWrittenInSvol", false)
                .put("isClone", false)
                .put("canCascade", false)
                .put("pvolProcessingStatus", "N");
        if (!splitTime.isEmpty()) {
            node.put("splitTime", splitTime);
        }
        return node;
    }
}
