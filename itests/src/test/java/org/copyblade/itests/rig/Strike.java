package org.copyblade.itests.rig;

/**
 * What happens when a manager comes to a point.
 *
 * @param at the point
 * @param blow done while the thread that has come there stands still
 * @param kills whether the manager then dies, without another step
 */
record Strike(Point at, Runnable blow, boolean kills) {

    /** The same at another point. */
    Strike at(Point other) {
        return new Strike(other, blow, kills);
    }

    /** The manager dies. */
    static Strike deadly(Point at) {
        return new Strike(at, () -> {}, true);
    }
}
