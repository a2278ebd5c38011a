package org.copyblade.manager.internal.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.BackupId;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.withdraw.Withdrawal;

/**
 * Whose a copy is that bears no id, on storage where only source and target tell: the storage is asked for each group of ours
 * whether this copy is it. Used for one reconciliation, by one thread.
 */
final class PairOwners {

    private final Engine engine;
    private final Withdrawal backups;
    private final Set<String> systems;
    private final Map<BladeName, List<GroupRecord>> ours = new HashMap<>();

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
        for (GroupRecord group : ours(blade)) {
            if (isThere(group, copy.binding().orElseThrow())) {
                return Optional.of(group.group());
            }
        }
        return Optional.empty();
    }

    private boolean isThere(GroupRecord group, Binding binding) throws Failure {
        return engine.groups().query(group.with(binding)).fold(new Exists());
    }

    /** What a blade may have made of ours: no more than its storage has room for, whatever the others have made. */
    private List<GroupRecord> ours(BladeName blade) throws CatalogException, Failure {
        List<GroupRecord> known = ours.get(blade);
        if (known != null) {
            return known;
        }
        List<GroupRecord> groups = new ArrayList<>();
        new UsableBackups(engine.catalog()).each(backup -> {
            boolean ofBlade = backup.copies().stream().anyMatch(copy -> blade.fits(copy.blade(), copy.endpoint()));
            if (ofBlade && systems.contains(backup.system())) {
                groups.addAll(groupsOf(backup.id(), blade));
            }
        });
        for (String system : systems) {
            for (BackupId id : engine.catalog().leftovers(system)) {
                groups.addAll(groupsOf(id, blade));
            }
        }
        ours.put(blade, groups);
        return groups;
    }

    private List<GroupRecord> groupsOf(BackupId id, BladeName blade) throws Failure {
        return backups.load(id).body().groups().stream()
                .filter(GroupRecord::mayExist)
                .filter(group -> blade.fits(group.technology(), group.endpoint()))
                .toList();
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
