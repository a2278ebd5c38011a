package org.copyblade.manager.internal.copies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.profile.BackupOptions;

/** Which copies bring back what was there before restores. Reads the catalog only; safe for many threads. */
public final class UndoCopies {

    private static final Set<Phase> OVERWRITING = Set.of(Phase.RESTORE, Phase.RECOVER, Phase.START, Phase.RECORD);

    private final Catalog catalog;
    private final RestoreHistory history;

    public UndoCopies(Catalog catalog) {
        this.catalog = catalog;
        this.history = new RestoreHistory(catalog);
    }

    /** The newest restore of a system, if it has begun to overwrite its data and has not come to its end. */
    public Optional<Run> halfDone(String system) throws CatalogException {
        return history.newest(system, this::hasOverwritten).filter(UndoCopies::isHalfDone);
    }

    /** What a restore that is half done still needs: the backup that it copies back, and the one that undoes it. */
    public Map<BackupId, Run> needed(String system) throws CatalogException {
        Map<BackupId, Run> needed = new HashMap<>();
        Optional<Run> halfDone = halfDone(system);
        if (halfDone.isPresent()) {
            Run run = halfDone.orElseThrow();
            if (run.backup().isPresent()
                    && catalog.backup(run.backup().orElseThrow())
                            .filter(Usable::forGoingOn)
                            .isPresent()) {
                needed.put(run.backup().orElseThrow(), run);
            }
            of(run).ifPresent(copy -> needed.put(copy.id(), run));
        }
        return needed;
    }

    /** The copy that undoes a restore: its own, or the one it kept because the restore before it was half done. */
    public Optional<Backup> of(Run restore) throws CatalogException {
        Optional<Backup> own = own(restore);
        if (own.isPresent()) {
            return own;
        }
        Optional<Run> before = halfDoneBefore(restore);
        return before.isPresent() ? of(before.orElseThrow()) : Optional.empty();
    }

    /** The restore before this one, if it has begun to overwrite the data of their system and has not come to its end. */
    public Optional<Run> halfDoneBefore(Run restore) throws CatalogException {
        return history.newest(restore.system(), restore.id(), this::hasOverwritten)
                .filter(UndoCopies::isHalfDone);
    }

    /** Undo copies that a restore had begun and not finished. */
    public List<BackupId> halfSaved(Run restore) throws CatalogException {
        return copies(restore).stream()
                .filter(backup -> backup.state() == Backup.State.RESERVED || backup.state() == Backup.State.RUNNING)
                .map(Backup::id)
                .toList();
    }

    private Optional<Backup> own(Run restore) throws CatalogException {
        if (restore.kind() == Run.Kind.UNDO && restore.backup().isPresent()) {
            return catalog.backup(restore.backup().orElseThrow())
                    .filter(Usable::forGoingOn)
                    .map(StoredBackup::backup);
        }
        for (Backup copy : copies(restore)) {
            if (catalog.backup(copy.id()).filter(Usable::forGoingOn).isPresent()) {
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    /** Those that began no earlier than itself: one taken back from a manifest may bear the number of a run of an older catalog. */
    private List<Backup> copies(Run restore) throws CatalogException {
        String profile = BackupOptions.undoProfile(restore.system());
        List<Backup> copies = new ArrayList<>();
        Pages<Backup> pages = new Pages<>(
                (after, limit) -> catalog.begunSince(restore.startedAt(), profile, after.map(Backup::id), limit));
        for (List<Backup> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            page.stream()
                    .filter(backup -> backup.run().equals(restore.id()))
                    .filter(backup -> !backup.startedAt().isBefore(restore.startedAt()))
                    .forEach(copies::add);
        }
        return copies;
    }

    /** Whether a restore or undo has begun to overwrite what was there, and has not taken that back. */
    public boolean hasOverwritten(Run run) throws CatalogException {
        return OVERWRITING.contains(run.phase()) && !isTakenBack(run);
    }

    private boolean isTakenBack(Run run) throws CatalogException {
        return run.outcome().isPresent()
                && isHalfDone(run)
                && !CopyBackIntent.mayHaveOverwritten(catalog.journal(run.id()));
    }

    private static boolean isHalfDone(Run run) {
        return run.outcome().filter(Outcome.COMPLETE::equals).isEmpty();
    }
}
