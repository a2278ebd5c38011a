package org.copyblade.system.ims.internal;

import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteGuards;

/**
 * Guards of holds that nobody has confirmed by the end of a test. They try for ever, as they are to; who takes their group away knows
 * that nothing is held any more, and says so.
 */
final class LeftGuards {

    private LeftGuards() {}

    /** Ends those of the group behind this port. */
    static void end(int port) {
        String key = Holds.key(ScriptedPlex.settings(port, "0".repeat(64)));
        try (RemoteGuards guards = new RemoteGuards()) {
            long open = guards.openEpoch(key);
            if (open != 0) {
                guards.closeEpoch(key, open);
            }
        } catch (GuardException e) {
            throw new IllegalStateException(e);
        }
    }
}
