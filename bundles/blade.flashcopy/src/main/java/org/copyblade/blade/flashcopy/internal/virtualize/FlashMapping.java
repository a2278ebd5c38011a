package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.Objects;

/**
 * A FlashCopy mapping.
 *
 * @param id number
 * @param source id of a volume
 * @param target id of a volume
 * @param group name of its consistency group, empty for none
 * @param status as the system names it
 * @param progress part that is copied, in percent
 * @param copyRate 0 for no background copy
 */
record FlashMapping(String id, String source, String target, String group, String status, int progress, int copyRate) {
    FlashMapping {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(status, "status");
    }

    /** Is its point in time there? */
    boolean isEstablished() {
        return status.equals("copying") || status.equals("suspended") || isCopied();
    }

    boolean isCopied() {
        return status.equals("idle_or_copied") && progress == 100;
    }

    boolean isCopying() {
        return status.equals("copying");
    }

    /** Will it be complete without anybody doing anything? */
    boolean isBeingFilled() {
        return isCopying() && copyRate > 0 && progress < 100;
    }

    /** Has somebody ended it before everything was copied? Its target is unusable then. */
    boolean isStopped() {
        return status.equals("stopped");
    }

    /** Must it be stopped, or waited for, before it can be removed? */
    boolean isActive() {
        return !status.equals("idle_or_copied") && !isStopped();
    }
}
