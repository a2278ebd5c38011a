package org.copyblade.lab.virtualize.internal;

/**
 * A FlashCopy mapping as it is kept. Whether it copies is asked of the array.
 *
 * @param id number, never given twice
 * @param source id of a volume of the array
 * @param target id of a volume of the array
 * @param group id of its consistency group, or {@link #NO_GROUP}
 * @param copyRate 0 for none, up to 150
 * @param incremental does it record changes?
 * @param autodelete does it vanish when everything is copied?
 * @param grainSize in KiB
 * @param state how far it is
 * @param restoring was its last start a restore?
 * @param preparedSequence of the relation that it would refresh, 0 if there is none
 * @param startTime of the last start, empty before it
 */
record Mapping(
        int id,
        String name,
        String source,
        String target,
        int group,
        int copyRate,
        boolean incremental,
        boolean autodelete,
        int grainSize,
        State state,
        boolean restoring,
        int preparedSequence,
        String startTime) {
    static final int NO_GROUP = -1;

    /** How far a mapping is. */
    enum State {
        /** Never started. */
        IDLE,
        PREPARED,
        /** Started, and not known to be copied completely. */
        STARTED,
        /** Everything is copied. */
        COPIED,
        /** Its target is unusable. */
        STOPPED
    }

    Mapping as(State next) {
        return with(group, copyRate, autodelete, next, restoring, preparedSequence, startTime);
    }

    Mapping preparedFor(int sequence) {
        return with(group, copyRate, autodelete, State.PREPARED, restoring, sequence, startTime);
    }

    Mapping started(boolean restore, String when) {
        return with(group, copyRate, autodelete, State.STARTED, restore, preparedSequence, when);
    }

    Mapping alone() {
        return with(NO_GROUP, copyRate, autodelete, state, restoring, preparedSequence, startTime);
    }

    Mapping paced(int rate, boolean vanishing) {
        return with(group, rate, vanishing, state, restoring, preparedSequence, startTime);
    }

    private Mapping with(
            int nextGroup,
            int nextRate,
            boolean nextAutodelete,
            State nextState,
            boolean nextRestoring,
            int nextSequence,
            String nextStart) {
        return new Mapping(
                id,
                name,
                source,
                target,
                nextGroup,
                nextRate,
                incremental,
                nextAutodelete,
                grainSize,
                nextState,
                nextRestoring,
                nextSequence,
                nextStart);
    }
}
