package org.copyblade.blade.timefinder.internal;

/**
 * How the profile wants a snapshot shown.
 *
 * @param copy whether all data is copied to the volumes that show it
 */
record LinkPlan(boolean copy) {

    /** Without copying. */
    static final LinkPlan NOCOPY = new LinkPlan(false);
}
