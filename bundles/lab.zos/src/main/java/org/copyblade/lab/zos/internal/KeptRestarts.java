package org.copyblade.lab.zos.internal;

import org.copyblade.lab.zos.AutomaticRestart;
import org.copyblade.lab.zos.ZosException;

/** A note for each element that has ever run: empty while it is not to be started again. Safe for many threads. */
public final class KeptRestarts implements AutomaticRestart {
    private static final String PREFIX = "restart-";
    private static final byte[] UP = {'u', 'p'};
    private static final byte[] DOWN = {};

    private final KeptNotes notes;

    public KeptRestarts(KeptNotes notes) {
        this.notes = notes;
    }

    @Override
    public synchronized void register(String element) throws ZosException {
        notes.put(PREFIX + element, UP);
    }

    @Override
    public synchronized void deregister(String element) throws ZosException {
        notes.put(PREFIX + element, DOWN);
    }

    @Override
    public synchronized boolean knows(String element) throws ZosException {
        return notes.get(PREFIX + element).isPresent();
    }

    @Override
    public synchronized boolean isDue(String element) throws ZosException {
        return notes.get(PREFIX + element).map(it -> it.length > 0).orElse(true);
    }
}
