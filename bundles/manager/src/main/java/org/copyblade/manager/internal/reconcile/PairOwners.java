package org.copyblade.manager.internal.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.Withdrawal;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.run.Failure;

/**
 * Whose a copy is that bears no id, on storage where only source and target tell: the storage is asked for each group of ours
 * whether this copy is it. Used for one reconciliation, by one thread.
 */
final class PairOwners {

    private static final int MOST = 10_000;

    private final Engine engine;
    private final Withdrawal backups;
    private final Set<String> systems;
    private List<GroupRecord> ours = List.of();
    private boolean read;

    /**
     * Owners among these systems.
     *
     * @param systems whose backups are looked at
     */
    PairOwners(Engine engine, Withdrawal backups, Set<String> systems) {
        this.engine = engine;
        this.backups = backups;
        this.systems = systems;
    }

    /** The group whose copy it is; empty if it is none of ours, or the storage gives nothing to ask with. */
    Optional<String> groupOf(BladeName blade, FoundCopy copy) throws CatalogException, Failure {
        if (copy.binding().isEmpty()) {
            return Optional.empty();
        }
        for (GroupRecord group : ours()) {
            if (blade.fits(group.technology(), group.endpoint())
                    && isThere(group, copy.binding().orElseThrow())) {
                return Optional.of(group.group());
            }
        }
        return Optional.empty();
    }

    private boolean isThere(GroupRecord group, Binding binding) throws Failure {
        return engine.groups().query(group.with(binding)).fold(new Exists());
    }

    private List<GroupRecord> ours() throws CatalogException, Failure {
        if (!read) {
            Set<BackupId> ids = new HashSet<>();
            for (String system : systems) {
                engine.catalog().backups(new BackupQuery(Optional.of(system), Optional.empty(), true, MOST)).stream()
                        .map(Backup::id)
                        .forEach(ids::add);
                ids.addAll(engine.catalog().leftovers(system));
            }
            List<GroupRecord> groups = new ArrayList<>();
            for (BackupId id : ids) {
                backups.load(id).body().groups().stream()
                        .filter(GroupRecord::mayExist)
                        .forEach(groups::add);
            }
            ours = groups;
            read = true;
        }
        return ours;
    }

    private static final class Exists implements CopyState.Cases<Boolean> {
        @Override
        public Boolean absent(CopyState.Absent state) {
            return false;
        }

        @Override
        public Boolean preparing(CopyState.Preparing state) {
            return true;
        }

        @Override
        public Boolean prepared(CopyState.Prepared state) {
            return true;
        }

        @Override
        public Boolean established(CopyState.Established state) {
            return true;
        }

        @Override
        public Boolean restoring(CopyState.Restoring state) {
            return true;
        }

        @Override
        public Boolean failed(CopyState.Failed state) {
            return true;
        }
    }
}
