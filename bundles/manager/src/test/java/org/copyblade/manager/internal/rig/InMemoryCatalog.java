package org.copyblade.manager.internal.rig;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Consistency;
import org.copyblade.api.Evidence;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.CopyTarget;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.catalog.StoredSetup;
import org.copyblade.catalog.TargetUse;
import org.copyblade.catalog.UndoCopies;

/** A catalog that keeps everything in memory; what is committed survives the manager of the test, as on a disk. */
public final class InMemoryCatalog implements Catalog, Change.Cases<Boolean> {

    private int goodAsked;
    private int backupsRead;
    private final Map<Long, Run> runs = new TreeMap<>();
    private final Map<RunId, List<JournalEntry>> journals = new HashMap<>();
    private final NavigableMap<Long, StoredBackup> backups = new TreeMap<>();
    private final Map<Long, Instant> began = new HashMap<>();
    private final Map<String, BackupId> groups = new HashMap<>();
    private final Map<BackupId, Evidence> evidence = new HashMap<>();
    private final Map<String, StoredSetup> setups = new HashMap<>();
    private final Map<String, StoredOrder> orders = new TreeMap<>();
    private final Set<Long> given = new HashSet<>();
    private final Map<Counter, Long> counters = new EnumMap<>(Counter.class);
    private final Map<String, Long> epochs = new HashMap<>();

    private Predicate<Run> refused = run -> false;

    private Predicate<Run> last = run -> false;

    private boolean refusing;

    private boolean full;

    /** How many backups were read with their bodies. */
    public synchronized int backupsRead() {
        return backupsRead;
    }

    /** How often somebody has asked for the last good backup of a system. */
    public synchronized int goodAsked() {
        return goodAsked;
    }

    /** The next commit fails. */
    public synchronized void refuseNextCommit() {
        refusing = true;
    }

    /** The next commit of a run like this fails. */
    public synchronized void refuseNext(Predicate<Run> like) {
        refused = like;
    }

    /** The next commit of a run like this is the last one that is taken, and its answer is lost. */
    public synchronized void fullOnceTaken(Predicate<Run> like) {
        last = like;
    }

    /** Whether every commit fails. */
    public synchronized void full(boolean value) {
        full = value;
    }

    @Override
    public synchronized void commit(List<Change> changes) throws CatalogException {
        if (full) {
            throw new CatalogException(CatalogException.Reason.FAILED, "the disk is full");
        }
        if (refusing) {
            refusing = false;
            throw new CatalogException(CatalogException.Reason.FAILED, "the disk is full");
        }
        if (anyOf(changes, refused)) {
            refused = run -> false;
            throw new CatalogException(CatalogException.Reason.FAILED, "the disk is full");
        }
        changes.forEach(change -> change.fold(this));
        if (anyOf(changes, last)) {
            last = run -> false;
            full = true;
            throw new CatalogException(CatalogException.Reason.FAILED, "the disk is full");
        }
    }

    private static boolean anyOf(List<Change> changes, Predicate<Run> like) {
        return changes.stream().anyMatch(change -> change instanceof Change.SaveRun save && like.test(save.run()));
    }

    @Override
    public Boolean saveRun(Change.SaveRun change) {
        runs.put(change.run().id().number(), change.run());
        return true;
    }

    @Override
    public Boolean saveBackup(Change.SaveBackup change) {
        Backup backup = change.backup().backup();
        began.computeIfAbsent(
                backup.id().number(),
                number -> backup.state() == Backup.State.COMPLETE ? backup.startedAt() : newestOf(backup));
        backups.put(backup.id().number(), change.backup());
        counters.merge(Counter.BACKUP, backup.id().number(), Math::max);
        counters.merge(Counter.RUN, backup.run().number(), Math::max);
        backup.copies().forEach(copy -> groups.put(copy.group(), backup.id()));
        return true;
    }

    /** What is new is the newest of its system, also after the clock went back. */
    private Instant newestOf(Backup backup) {
        return backups.values().stream()
                .map(StoredBackup::backup)
                .filter(other -> other.system().equals(backup.system()))
                .map(other -> began.get(other.id().number()))
                .filter(backup.startedAt()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(backup.startedAt());
    }

    @Override
    public Boolean append(Change.Append change) {
        journals.computeIfAbsent(change.entry().run(), unused -> new ArrayList<>())
                .add(change.entry());
        return true;
    }

    @Override
    public Boolean saveEvidence(Change.SaveEvidence change) {
        evidence.put(change.evidence().backup(), change.evidence());
        return true;
    }

    @Override
    public Boolean saveSetup(Change.SaveSetup change) {
        setups.put(change.setup().report().profile(), change.setup());
        return true;
    }

    @Override
    public Boolean saveOrder(Change.SaveOrder change) {
        orders.put(change.order().name(), change.order());
        return true;
    }

    @Override
    public synchronized Optional<StoredOrder> order(String name) {
        return Optional.ofNullable(orders.get(name));
    }

    @Override
    public synchronized List<StoredOrder> ordersThatRemain() {
        return orders.values().stream()
                .filter(StoredOrder::remains)
                .sorted(Comparator.comparingLong(order -> order.run().number()))
                .toList();
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public synchronized long next(Counter counter) {
        long number = counters.merge(counter, 1L, Long::sum);
        if (counter == Counter.BACKUP) {
            given.add(number);
        }
        return number;
    }

    @Override
    public synchronized boolean takeBack(StoredBackup backup, Evidence found) throws CatalogException {
        long number = backup.backup().id().number();
        if (backups.containsKey(number) || !given.add(number)) {
            return false;
        }
        commit(List.of(new Change.SaveBackup(backup), new Change.SaveEvidence(found)));
        return true;
    }

    @Override
    public synchronized long nextEpoch(String system) throws CatalogException {
        if (full) {
            throw new CatalogException(CatalogException.Reason.FAILED, "the disk is full");
        }
        return epochs.merge(system, 1L, Long::sum);
    }

    @Override
    public synchronized long lastEpoch(String system) {
        return epochs.getOrDefault(system, 0L);
    }

    @Override
    public synchronized Optional<Run> run(RunId id) {
        return Optional.ofNullable(runs.get(id.number()));
    }

    @Override
    public synchronized List<Run> runs(int limit) {
        return runs.values().stream()
                .sorted(Comparator.comparingLong((Run run) -> run.id().number()).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Run> runs(String system, int limit) {
        return runs(Integer.MAX_VALUE).stream()
                .filter(run -> run.system().equals(system))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Run> restores(String system, int limit) {
        return runs(system, Integer.MAX_VALUE).stream()
                .filter(run -> run.kind() == Run.Kind.RESTORE || run.kind() == Run.Kind.UNDO)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Run> restores(String system, RunId below, int limit) {
        return restores(system, Integer.MAX_VALUE).stream()
                .filter(run -> run.id().number() < below.number())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Run> openRuns() {
        return runs.values().stream().filter(run -> run.outcome().isEmpty()).toList();
    }

    @Override
    public synchronized List<JournalEntry> journal(RunId id) {
        return List.copyOf(journals.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized Optional<StoredBackup> backup(BackupId id) {
        backupsRead++;
        return Optional.ofNullable(backups.get(id.number()));
    }

    @Override
    public synchronized List<Backup> backups(BackupQuery query) {
        return backups.values().stream()
                .map(StoredBackup::backup)
                .filter(backup -> query.system().map(backup.system()::equals).orElse(true))
                .filter(backup -> query.profile().map(backup.profile()::equals).orElse(true))
                .filter(backup -> !query.usableOnly() || backup.state() == Backup.State.COMPLETE)
                .sorted(Comparator.comparing(
                                (Backup backup) -> began.get(backup.id().number()))
                        .thenComparing(backup -> backup.id().number())
                        .reversed())
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized List<Backup> usable(long above, int limit) {
        return backups.tailMap(above, false).values().stream()
                .map(StoredBackup::backup)
                .filter(backup -> backup.state() == Backup.State.COMPLETE)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Backup> begunSince(Instant instant, String profile, Optional<BackupId> after, int limit) {
        Instant begin = instant.truncatedTo(ChronoUnit.MILLIS);
        Comparator<Backup> order = Comparator.comparing(this::byAge)
                .thenComparing(backup -> backup.id().number());
        Optional<Backup> last = after.map(id -> backups.get(id.number())).map(StoredBackup::backup);
        return backups.values().stream()
                .map(StoredBackup::backup)
                .filter(backup ->
                        backup.profile().equals(profile) && !byAge(backup).isBefore(begin))
                .sorted(order)
                .filter(backup -> last.isEmpty() || order.compare(backup, last.orElseThrow()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Set<Integer> occupiedGenerations(String profile) {
        return usableOf(profile).stream().map(Backup::generation).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Newest first. */
    private List<Backup> usableOf(String profile) {
        return backups(new BackupQuery(Optional.empty(), Optional.of(profile), true, 10_000));
    }

    @Override
    public synchronized List<Backup> beyond(int newest, String profile, Optional<BackupId> after, int limit) {
        return page(usableOf(profile).stream().skip(newest), this::byAge, after, limit);
    }

    @Override
    public synchronized List<Backup> showingBefore(
            Instant instant, String profile, Optional<BackupId> after, int limit) {
        return page(
                usableOf(profile).stream().filter(backup -> byInstant(backup).isBefore(instant)),
                InMemoryCatalog::byInstant,
                after,
                limit);
    }

    private Instant byAge(Backup backup) {
        return began.get(backup.id().number());
    }

    private static Instant byInstant(Backup backup) {
        return backup.pointInTime().orElse(backup.startedAt());
    }

    private List<Backup> page(Stream<Backup> all, Function<Backup, Instant> when, Optional<BackupId> after, int limit) {
        Comparator<Backup> order =
                Comparator.comparing(when).thenComparing(backup -> backup.id().number());
        Optional<Backup> last = after.map(id -> backups.get(id.number())).map(StoredBackup::backup);
        return all.filter(backup -> !backup.held())
                .sorted(order)
                .filter(backup -> last.isEmpty() || order.compare(backup, last.orElseThrow()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<BackupId> backupOfGroup(String group) {
        return Optional.ofNullable(groups.get(group));
    }

    @Override
    public synchronized List<TargetUse> usedByOthers(Collection<CopyTarget> targets, String profile, int mostOfEach) {
        return targets.stream()
                .flatMap(target -> backups(new BackupQuery(Optional.empty(), Optional.empty(), true, 10_000)).stream()
                        .filter(backup -> !backup.profile().equals(profile))
                        .filter(backup -> backup.copies().stream()
                                .anyMatch(copy -> CopyTarget.of(copy).contains(target)))
                        .map(backup -> new TargetUse(target, backup.id(), backup.profile()))
                        .limit(mostOfEach))
                .toList();
    }

    @Override
    public synchronized Optional<Backup> lastGood(String system, boolean verified) {
        goodAsked++;
        return good(system, Integer.MAX_VALUE).stream()
                .filter(backup -> !verified
                        || backup.verified().map(Backup.Verification::passed).orElse(false))
                .findFirst();
    }

    @Override
    public synchronized List<Backup> good(String system, int limit) {
        return backups(new BackupQuery(Optional.of(system), Optional.empty(), true, 10_000)).stream()
                .filter(backup -> backup.consistency() != Consistency.NONE && !UndoCopies.contain(backup))
                .filter(backup -> backup.verified().isEmpty()
                        || backup.verified().orElseThrow().passed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Run> lastEnded(Run.Kind kind, String system, String profile) {
        return runs.values().stream()
                .filter(run -> run.outcome().isPresent() && run.kind() == kind)
                .filter(run -> run.system().equals(system) && run.profile().equals(profile))
                .reduce((older, newer) -> newer);
    }

    @Override
    public synchronized List<Run> ended(Run.Kind kind, String system, String profile, RunId below, int limit) {
        return runs(system, Integer.MAX_VALUE).stream()
                .filter(run -> run.outcome().isPresent() && run.kind() == kind)
                .filter(run -> run.profile().equals(profile) && run.id().number() < below.number())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<BackupId> leftovers(String system) {
        return backups.values().stream()
                .filter(stored -> stored.remains() && stored.backup().state() != Backup.State.COMPLETE)
                .map(stored -> stored.backup().id())
                .filter(id -> backups.get(id.number()).backup().system().equals(system))
                .toList();
    }

    @Override
    public synchronized Optional<Evidence> evidence(BackupId id) {
        return Optional.ofNullable(evidence.get(id));
    }

    @Override
    public synchronized Optional<StoredSetup> setup(String profile) {
        return Optional.ofNullable(setups.get(profile));
    }
}
