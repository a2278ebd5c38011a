package org.copyblade.manager.internal.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupQuery;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.GroupRecord;

/** How long blades took for the newest backup of a profile: what to expect of one that estimates nothing. Immutable. */
final class LastTime {

    private static final int LOOK_BACK = 1;

    private final List<GroupRecord> groups;

    private LastTime(List<GroupRecord> groups) {
        this.groups = groups;
    }

    static LastTime of(String profile, Catalog catalog, BodyCodec codec) throws CatalogException {
        BackupQuery newest = new BackupQuery(Optional.empty(), Optional.of(profile), true, LOOK_BACK);
        Optional<Backup> backup = catalog.backups(newest).stream().findFirst();
        Optional<StoredBackup> stored =
                backup.isPresent() ? catalog.backup(backup.orElseThrow().id()) : Optional.empty();
        return new LastTime(stored.flatMap(body -> codec.readBody(body.body()))
                .map(BackupBody::groups)
                .orElse(List.of()));
    }

    /** Microseconds of the establish of a like group; 0 if there was none. */
    long micros(Grouping.Draft draft) {
        return groups.stream()
                .filter(group -> group.blade().equals(draft.blade()) && group.order() == draft.order())
                .map(GroupRecord::estimatedMicros)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }
}
