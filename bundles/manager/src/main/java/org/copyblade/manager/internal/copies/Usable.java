package org.copyblade.manager.internal.copies;

import org.copyblade.catalog.StoredBackup;

/** Which backups the restore that has begun with them can go on with. Pure. */
public final class Usable {

    private static final BodyCodec CODEC = new BodyCodec();

    private Usable() {}

    /** Whether it is COMPLETE, or would be again at the end of the restore that was broken off. */
    public static boolean forGoingOn(StoredBackup stored) {
        return switch (stored.backup().state()) {
            case COMPLETE -> true;
            case UNUSABLE ->
                CODEC.readBody(stored.body()).filter(BackupBody::isHalfBack).isPresent();
            case RESERVED, RUNNING, FAILED, EXPIRED, OVERWRITTEN, LOST, DELETED -> false;
        };
    }
}
