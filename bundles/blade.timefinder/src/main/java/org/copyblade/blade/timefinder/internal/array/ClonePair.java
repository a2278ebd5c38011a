package org.copyblade.blade.timefinder.internal.array;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * One clone session, as the array shows it. A word that is not known counts as failed: nobody could say what it is worth.
 *
 * @param source that is copied
 * @param target that it is copied to
 * @param state such as Precopy
 * @param tracksLeft that still have to be copied (unconfirmed)
 */
public record ClonePair(VolumeId source, VolumeId target, String state, long tracksLeft) {

    private static final Set<String> BEFORE =
            Set.of("createinprog", "created", "recreateinprog", "recreated", "precopy");
    private static final Set<String> WHOLE = Set.of("copied", "split");
    private static final Set<String> ACTIVE =
            Set.of("copyinprog", "copyonaccess", "copied", "restinprog", "restored", "splitinprog", "split");

    public ClonePair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(state, "state");
    }

    private String word() {
        return state.toLowerCase(Locale.ROOT);
    }

    /** No point in time since it was created or re-created. */
    public boolean isBefore() {
        return BEFORE.contains(word());
    }

    /** Copied and followed already, before the point in time. */
    public boolean isPrecopied() {
        return word().equals("precopy");
    }

    /** Made, and nothing is copied yet. */
    public boolean isReady() {
        return word().equals("created") || word().equals("recreated");
    }

    /** The image is complete on the target. */
    public boolean isWhole() {
        return WHOLE.contains(word());
    }

    public boolean isRestoring() {
        return word().equals("restinprog");
    }

    /** Copied back completely, and not split yet. */
    public boolean isRestored() {
        return word().equals("restored");
    }

    /** Whether a session in that state has an image of a point in time. */
    public static boolean isActive(String state) {
        return ACTIVE.contains(state.toLowerCase(Locale.ROOT));
    }

    /** There is an image of a point in time. */
    public boolean isActive() {
        return isActive(state);
    }

    public boolean isFailed() {
        return !isBefore() && !isActive();
    }

    @Override
    public String toString() {
        return source + ":" + target;
    }
}
