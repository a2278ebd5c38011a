package org.copyblade.manager.internal.copies;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;

/** A backup while a run works on it. Safe for many threads: groups are prepared side by side. */
public final class BackupInProgress {

    private final BodyCodec codec;
    private Backup backup;
    private BackupBody body;

    public BackupInProgress(Backup backup, BackupBody body, BodyCodec codec) {
        this.codec = codec;
        this.backup = backup;
        this.body = body;
    }

    public synchronized Backup backup() {
        return backup;
    }

    public synchronized BackupBody body() {
        return body;
    }

    public synchronized GroupRecord group(String group) {
        return body.group(group);
    }

    public synchronized void group(GroupRecord group) {
        body = body.with(group);
    }

    public synchronized void body(BackupBody next) {
        body = next;
    }

    public synchronized void state(Backup.State state, String reason) {
        backup = backup.withState(state, reason);
    }

    /** Whether a restore can go on with it, though nothing else can use it as it is. */
    public synchronized boolean isGoneOnWithOnly() {
        return backup.state() == Backup.State.UNUSABLE && body.isHalfBack();
    }

    /** Takes the newest record of a group; with the last one that was half back the backup is whole again. */
    public synchronized void copiedBack(GroupRecord group) {
        boolean only = isGoneOnWithOnly();
        group(group);
        if (only && !isGoneOnWithOnly()) {
            state(Backup.State.COMPLETE, "");
        }
    }

    public synchronized void established(Optional<Instant> at, OptionalLong windowMicros) {
        backup = backup.withWindow(at, windowMicros);
    }

    public synchronized void position(String position) {
        backup = backup.withPosition(position);
    }

    public synchronized void verified(Backup.Verification verification) {
        backup = backup.withVerified(verification);
    }

    public synchronized void held(boolean held) {
        backup = backup.withHeld(held);
    }

    /** Everything as a change of the catalog. */
    public synchronized Change saved() {
        backup =
                backup.withCopies(body.groups().stream().map(GroupRecord::shown).toList());
        return new Change.SaveBackup(new StoredBackup(
                backup, codec.write(body), body.groups().stream().anyMatch(GroupRecord::mayExist)));
    }
}
