package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Backups;
import org.copyblade.api.Consistency;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.Finding;
import org.copyblade.api.RunId;

/** B1 may not be deleted, of B2 two targets go, of any other nothing is left; notes what it was told to delete. */
final class ScriptedBackups implements Backups {

    final List<BackupId> deleted = new ArrayList<>();

    /** What the storage says of any of them. */
    List<CopyStatus> copies = List.of();

    @Override
    public DeletePlan planDelete(BackupId id) throws CopybladeException {
        if (id.number() == 1) {
            throw new CopybladeException(ErrorCode.BACKUP_PROTECTED, "backup B1 is held");
        }
        if (id.number() > 2) {
            return new DeletePlan(id, "shop", List.of(), List.of(), List.of(), List.of());
        }
        return new DeletePlan(
                id,
                "shop",
                List.of("withdraw t1", "withdraw t2"),
                List.of("shop as it was"),
                List.of(new BackupId("B4"), new BackupId("B3")),
                List.of(new Finding(0, Finding.Severity.WARNING, "copy group G1", "would stay", "wait")));
    }

    @Override
    public RunId delete(BackupId id) {
        deleted.add(id);
        return new RunId("R7");
    }

    @Override
    public BackupPlan plan(String profile, Map<String, String> overrides) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunId start(String profile, Map<String, String> overrides) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Backup> list(BackupQuery query) {
        return List.of(get(new BackupId("B2")));
    }

    @Override
    public Backup get(BackupId id) {
        return new Backup(
                id,
                new RunId("R1"),
                "nightly",
                "shop",
                Backup.State.COMPLETE,
                "",
                Consistency.LOG_SUSPEND,
                1,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                OptionalLong.empty(),
                "",
                Optional.empty(),
                false,
                List.of());
    }

    @Override
    public List<CopyStatus> copies(BackupId id) {
        return copies;
    }

    @Override
    public Evidence evidence(BackupId id) {
        return new Evidence(
                id,
                id.number() == 2,
                "the system was held throughout",
                List.of(
                        new Evidence.Fact("shop", "held by", "guards 41 and 42"),
                        new Evidence.Fact("CB2G1", "established after", "7.250 ms")));
    }

    @Override
    public RunId verify(BackupId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Backup hold(BackupId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Backup unhold(BackupId id) {
        throw new UnsupportedOperationException();
    }
}
