package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Evidence;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.SetupReport;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.CopyTarget;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.catalog.StoredSetup;
import org.copyblade.catalog.TargetUse;
import org.copyblade.catalog.internal.Query.Place;

/** The catalog in tables. Keeps no state of its own, so it is as safe for many threads as its database. */
class SqlCatalog implements Catalog {

    private static final StoringChanges STORING = new StoringChanges();

    /** Two columns, before their JSON is read. */
    private record Pair(String first, String second) {}

    /** A backup of ten thousand volumes would else cost as many round trips to a server. */
    private static final int TARGETS_AT_ONCE = 100;

    private final Database database;

    SqlCatalog(Database database) {
        this.database = database;
    }

    @Override
    public final void commit(List<Change> changes) throws CatalogException {
        if (changes.isEmpty()) {
            return;
        }
        List<StoringChanges.Statements> all =
                changes.stream().map(change -> change.fold(STORING)).toList();
        database.write(connection -> {
            for (StoringChanges.Statements statements : all) {
                statements.on(connection);
            }
            return null;
        });
    }

    @Override
    public final long next(Counter counter) throws CatalogException {
        Query next = Query.next(counter.name().toLowerCase(Locale.ROOT));
        return database.write(connection -> {
            long number = only(next, connection);
            if (counter == Counter.BACKUP) {
                StoringChanges.give(connection, number);
            }
            return number;
        });
    }

    @Override
    public final boolean takeBack(StoredBackup backup, Evidence evidence) throws CatalogException {
        long number = backup.backup().id().number();
        StoringChanges.Statements saved = new Change.SaveBackup(backup).fold(STORING);
        StoringChanges.Statements proved = new Change.SaveEvidence(evidence).fold(STORING);
        return database.write(connection -> {
            boolean free = StoringChanges.claim(connection, number);
            if (free) {
                saved.on(connection);
                proved.on(connection);
            }
            return free;
        });
    }

    /** A database alone does not say where it is. */
    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public final long nextEpoch(String system) throws CatalogException {
        Query next = Query.nextEpoch(system, System.currentTimeMillis());
        return database.write(connection -> only(next, connection));
    }

    @Override
    public final long lastEpoch(String system) throws CatalogException {
        return first(rows(Query.lastEpoch(system), row -> row.getLong(1))).orElse(0L);
    }

    @Override
    public final Optional<Run> run(RunId id) throws CatalogException {
        return first(records(Query.run(id.number()), Run.class));
    }

    @Override
    public final List<Run> runs(int limit) throws CatalogException {
        return records(Query.runs(limit), Run.class);
    }

    @Override
    public final List<Run> runs(String system, int limit) throws CatalogException {
        return records(Query.runs(system, limit), Run.class);
    }

    @Override
    public final List<Run> restores(String system, int limit) throws CatalogException {
        return records(Query.restores(system, limit), Run.class);
    }

    @Override
    public final List<Run> restores(String system, RunId below, int limit) throws CatalogException {
        return records(Query.restores(system, below.number(), limit), Run.class);
    }

    @Override
    public final List<Run> openRuns() throws CatalogException {
        return records(Query.openRuns(), Run.class);
    }

    @Override
    public final List<JournalEntry> journal(RunId id) throws CatalogException {
        try {
            return rows(Query.journal(id.number()), row -> entry(id, row));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CatalogException(Reason.ALIEN, "a journal entry of " + id + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public final Optional<StoredBackup> backup(BackupId id) throws CatalogException {
        Optional<BackupRow> found = first(rows(
                Query.backup(id.number()),
                row -> new BackupRow(row.getString(1), row.getString(2), row.getInt(3) == 1)));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredBackup(
                        Records.read(found.get().record(), Backup.class),
                        found.get().body(),
                        found.get().remains()));
    }

    private record BackupRow(String record, String body, boolean remains) {}

    @Override
    public final Optional<Run> lastEnded(Run.Kind kind, String system, String profile) throws CatalogException {
        return first(records(Query.lastEnded(kind.name(), system, profile), Run.class));
    }

    @Override
    public final List<Run> ended(Run.Kind kind, String system, String profile, RunId below, int limit)
            throws CatalogException {
        return records(Query.ended(kind.name(), system, profile, below.number(), limit), Run.class);
    }

    @Override
    public final List<BackupId> leftovers(String system) throws CatalogException {
        return rows(Query.leftovers(system), row -> BackupId.of(row.getLong(1)));
    }

    @Override
    public final List<Backup> backups(BackupQuery query) throws CatalogException {
        return records(Query.backups(query), Backup.class);
    }

    @Override
    public final List<Backup> usable(long above, int limit) throws CatalogException {
        return records(Query.usable(above, limit), Backup.class);
    }

    @Override
    public final List<Backup> begunSince(Instant instant, String profile, Optional<BackupId> after, int limit)
            throws CatalogException {
        Place begin = new Place(instant.toEpochMilli(), Long.MIN_VALUE);
        return read(database.read(connection -> {
            Place above = above(connection, after, Query::placeByAge, begin);
            return Query.byAge(profile, above, limit).rows(connection, row -> row.getString(1));
        }));
    }

    @Override
    public final Set<Integer> occupiedGenerations(String profile) throws CatalogException {
        return new TreeSet<>(rows(Query.occupiedGenerations(profile), row -> row.getInt(1)));
    }

    @Override
    public final List<Backup> beyond(int newest, String profile, Optional<BackupId> after, int limit)
            throws CatalogException {
        return read(database.read(connection -> {
            Optional<Place> last = newest == 0
                    ? Optional.of(Place.LAST)
                    : first(Query.lastOfNewest(profile, newest).rows(connection, Place::of));
            Place above = above(connection, after, Query::placeByAge, Place.FIRST);
            return last.isEmpty()
                    ? List.<String>of()
                    : Query.unheldByAge(profile, above, last.get(), limit).rows(connection, row -> row.getString(1));
        }));
    }

    @Override
    public final List<Backup> showingBefore(Instant instant, String profile, Optional<BackupId> after, int limit)
            throws CatalogException {
        Place below = new Place(instant.toEpochMilli(), Long.MIN_VALUE);
        return read(database.read(connection -> {
            Place above = above(connection, after, Query::placeByInstant, Place.FIRST);
            return Query.unheldByInstant(profile, above, below, limit).rows(connection, row -> row.getString(1));
        }));
    }

    /** @param begin where the pages begin */
    private static Place above(Connection connection, Optional<BackupId> after, LongFunction<Query> place, Place begin)
            throws SQLException {
        return after.isEmpty()
                ? begin
                : first(place.apply(after.get().number()).rows(connection, Place::of))
                        .orElse(begin);
    }

    private static List<Backup> read(List<String> records) throws CatalogException {
        List<Backup> backups = new ArrayList<>();
        for (String json : records) {
            backups.add(Records.read(json, Backup.class));
        }
        return backups;
    }

    @Override
    public final Optional<BackupId> backupOfGroup(String group) throws CatalogException {
        return first(rows(Query.backupOfGroup(group), row -> BackupId.of(row.getLong(1))));
    }

    @Override
    public final List<TargetUse> usedByOthers(Collection<CopyTarget> targets, String profile, int mostOfEach)
            throws CatalogException {
        List<CopyTarget> all = List.copyOf(targets);
        return database.read(connection -> {
            List<TargetUse> uses = new ArrayList<>();
            for (int from = 0; from < all.size(); from += TARGETS_AT_ONCE) {
                List<CopyTarget> some = all.subList(from, Math.min(all.size(), from + TARGETS_AT_ONCE));
                Query.targetUses(some, profile, mostOfEach)
                        .rows(connection, row -> new Use(row.getInt(1), row.getLong(2), row.getString(3)))
                        .stream()
                        .sorted(Use.ORDER)
                        .map(use -> new TargetUse(some.get(use.target()), BackupId.of(use.backup()), use.profile()))
                        .forEach(uses::add);
            }
            return List.copyOf(uses);
        });
    }

    /** One use of the target with this number. */
    private record Use(int target, long backup, String profile) {
        /** By targets, of each the highest numbers first. */
        static final Comparator<Use> ORDER =
                Comparator.comparingInt(Use::target).thenComparing(Use::backup, Comparator.reverseOrder());
    }

    @Override
    public final Optional<Backup> lastGood(String system, boolean verified) throws CatalogException {
        return first(records(Query.lastGood(system, verified), Backup.class));
    }

    @Override
    public final List<Backup> good(String system, int limit) throws CatalogException {
        return records(Query.good(system, limit), Backup.class);
    }

    @Override
    public final Optional<Evidence> evidence(BackupId id) throws CatalogException {
        return first(records(Query.evidence(id.number()), Evidence.class));
    }

    @Override
    public final Optional<StoredSetup> setup(String profile) throws CatalogException {
        Optional<Pair> found = first(rows(Query.setup(profile), SqlCatalog::pair));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredSetup(
                        Records.read(found.get().first(), SetupReport.class),
                        found.get().second()));
    }

    @Override
    public final Optional<StoredOrder> order(String name) throws CatalogException {
        return first(rows(Query.order(name), SqlCatalog::order));
    }

    @Override
    public final List<StoredOrder> ordersThatRemain() throws CatalogException {
        return rows(Query.ordersThatRemain(), SqlCatalog::order);
    }

    private static StoredOrder order(ResultSet row) throws SQLException {
        return new StoredOrder(
                row.getString(1), RunId.of(row.getLong(2)), row.getString(3), row.getString(4), row.getInt(5) == 1);
    }

    private static long only(Query query, Connection connection) throws SQLException {
        return query.rows(connection, row -> row.getLong(1)).get(0);
    }

    private <T> List<T> rows(Query query, Query.Row<T> row) throws CatalogException {
        return database.read(connection -> query.rows(connection, row));
    }

    private <T> List<T> records(Query query, Class<T> type) throws CatalogException {
        List<T> records = new ArrayList<>();
        for (String json : rows(query, row -> row.getString(1))) {
            records.add(Records.read(json, type));
        }
        return records;
    }

    private static JournalEntry entry(RunId id, ResultSet row) throws SQLException {
        return new JournalEntry(
                id,
                Instant.parse(row.getString(1)),
                JournalEntry.Kind.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    private static Pair pair(ResultSet row) throws SQLException {
        return new Pair(row.getString(1), row.getString(2));
    }

    private static <T> Optional<T> first(List<T> list) {
        return list.stream().findFirst();
    }
}
