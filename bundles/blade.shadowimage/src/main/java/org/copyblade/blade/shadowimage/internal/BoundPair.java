package org.copyblade.blade.shadowimage.internal;

/**
 * One member of a group on the storage.
 *
 * @param pvol number of its source
 * @param svol number of its target
 */
record BoundPair(int pvol, int svol) {

    /** What the pair is called within its copy group. */
    String name() {
        return "v" + pvol;
    }

    @Override
    public String toString() {
        return pvol + ":" + svol;
    }
}
