package org.copyblade.manager.internal.schedule;

import java.util.List;

/** Tells which scheduled starts were missed. Safe for many threads. */
public interface MissedRuns {

    /** The newest missed start of each profile that has not been started by its schedule since. */
    List<MissedRun> list();
}
