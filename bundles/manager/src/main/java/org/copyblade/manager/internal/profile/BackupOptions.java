package org.copyblade.manager.internal.profile;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Consistency;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.blade.BladeName;

/** The effective options of one run, typed and checked. A run keeps those it started with. Immutable. */
public final class BackupOptions {

    /** What a finding means for the run. */
    public enum OnFinding {
        WARN,
        FAIL,
        IGNORE
    }

    /** What log and data on one volume mean for the run. */
    public enum MixedLogs {
        ALLOW,
        FAIL
    }

    /** What somebody wants to be told of. */
    public enum NotifyOn {
        /** A run ended COMPLETE and nothing is to be said of it. */
        SUCCESS,
        /** A run ended COMPLETE, with a warning. */
        WARNING,
        /** A run ended otherwise, unless an operator has cancelled it. */
        FAILURE,
        /** The newest good backup is too old, or a scheduled start was missed. */
        OVERDUE
    }

    private static final String UNDO = "undo:";

    private final String profile;
    private final Map<String, String> values;

    private BackupOptions(String profile, Map<String, String> values) {
        this.profile = Objects.requireNonNull(profile, "profile");
        this.values = Map.copyOf(values);
    }

    /**
     * Options that have these values, and the built-in ones for the rest.
     *
     * @param profile name of the profile
     * @param set values by key
     * @throws IllegalArgumentException if a key is none, a value is none of its option, or one that somebody must set is
     *     missing
     */
    public static BackupOptions of(String profile, Map<String, String> set) {
        Map<String, String> values = new HashMap<>(set);
        Options.all().forEach(option -> values.putIfAbsent(option.key(), option.builtIn()));
        values.forEach((key, value) -> Options.find(key)
                .filter(option -> option.accepts(value))
                .orElseThrow(() -> new IllegalArgumentException("option " + key + " cannot be '" + value + "'")));
        return new BackupOptions(profile, values);
    }

    /**
     * The options in a snapshot, without those that this version does not know or take.
     *
     * @throws IllegalArgumentException if one that somebody must set is missing
     */
    public static BackupOptions ofSnapshot(String profile, List<String> snapshot) {
        Map<String, String> values = new HashMap<>();
        for (String line : snapshot) {
            int equals = line.indexOf('=');
            String key = line.substring(0, Math.max(0, equals));
            String value = line.substring(equals + 1);
            if (Options.find(key).filter(option -> option.accepts(value)).isPresent()) {
                values.put(key, value);
            }
        }
        return of(profile, values);
    }

    /**
     * The same options for another profile, some of them changed.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public BackupOptions with(String otherProfile, Map<String, String> changes) {
        Map<String, String> changed = new HashMap<>(values);
        changed.putAll(changes);
        return of(otherProfile, changed);
    }

    /** Name of the profile. */
    public String profile() {
        return profile;
    }

    /** Name of the system. */
    public String system() {
        return value(Options.SYSTEM);
    }

    /** Who answers for the profile; may be empty. */
    public String owner() {
        return value(Options.OWNER);
    }

    /** Technologies or {@code technology@endpoint} for every data set without a line of its own, in the order of asking. */
    public List<String> blades() {
        return value(Options.BLADE);
    }

    /** The same for one data set: its own blade, or those of all others. */
    public List<String> bladesOf(String dataSet) {
        String own = bladeOfDataSet().get(dataSet);
        return own == null ? blades() : List.of(own);
    }

    /** Blade by name of the data set, for backups over several blades. */
    public Map<String, String> bladeOfDataSet() {
        return value(Options.BLADE_OF_DATA_SET);
    }

    /** How the copies fit together. */
    public Consistency consistency() {
        return value(Options.CONSISTENCY);
    }

    /** Slots, 1 to 99. */
    public int generations() {
        return value(Options.GENERATIONS);
    }

    /** Whether the last COMPLETE or last verified backup may lose its generation. */
    public boolean overwriteLast() {
        return value(Options.OVERWRITE_LAST);
    }

    /** Generations whose backup may not be taken away for another, nor by retention. */
    public Set<Integer> protectedGenerations() {
        return value(Options.PROTECTED_GENERATIONS);
    }

    /** Longest time the system may be held. */
    public Duration suspendLimit() {
        return value(Options.SUSPEND_LIMIT);
    }

    /** Longest time for checkpoint and write-back before the window. */
    public Duration settleLimit() {
        return value(Options.SETTLE_LIMIT);
    }

    /** Bytes that may be unwritten when the window opens. */
    public long dirtyBytesBound() {
        return value(Options.DIRTY_BOUND);
    }

    /** Longest time for the preparation of all copies. */
    public Duration prepareLimit() {
        return value(Options.PREPARE_LIMIT);
    }

    /** Longest time for copies through the host and for making copies durable. */
    public Duration copyLimit() {
        return value(Options.COPY_LIMIT);
    }

    /** Most copy groups that are established at one time. */
    public int parallelTasks() {
        return value(Options.PARALLEL_TASKS);
    }

    /** How long to wait for the end of the background copy; empty: not at all. */
    public Optional<Duration> backgroundWait() {
        return value(Options.BACKGROUND_WAIT);
    }

    /** What to do about targets that another profile names or uses, too. */
    public OnFinding sharedTargets() {
        return value(Options.SHARED_TARGETS);
    }

    /** Whether log and data may share a volume. */
    public MixedLogs mixedLogs() {
        return value(Options.MIXED_LOGS);
    }

    /** What concerns the storage of one blade. */
    public CopyPolicy policy(BladeName blade) {
        return policyBuilder(blade).build();
    }

    /** The same, to be changed. */
    public CopyPolicy.Builder policyBuilder(BladeName blade) {
        return BladePolicy.builder(this, blade);
    }

    /** The blades of which an option is said that others do not share. */
    public Set<BladeName> bladesNamed() {
        return BladeForms.named(values);
    }

    /** What holds for one blade alone, each {@code key=value}. */
    public List<String> saidOf(BladeName blade) {
        return BladeForms.saidOf(blade, values);
    }

    /** Fixed pairs of source and target; empty: none. */
    public List<String> targets() {
        return value(Options.TARGETS);
    }

    /** Where targets are taken from; empty: where the blade takes them. */
    public String targetPool(BladeName blade) {
        return value(Options.TARGET_POOL, blade);
    }

    /** Where the undo copy of a restore takes its targets from; empty: nothing is reserved for it. */
    public String undoTargetPool(BladeName blade) {
        return value(Options.UNDO_TARGET_POOL, blade);
    }

    /** Fixed pairs for the undo copy of a restore; empty: none. */
    public List<String> undoTargets() {
        return value(Options.UNDO_TARGETS);
    }

    /** The options with which today's state is copied before a restore: once, of a system that is down. */
    public BackupOptions forUndo() {
        Map<String, String> changes = new HashMap<>(Map.of(
                "consistency", "stopped",
                "generations", "1",
                "overwrite.last", "true",
                "foreign.data", "ignore",
                "verify.after", "false",
                // What it would tell is gone with the restore, and with its undo.
                "register", "false"));
        // Changes are recorded for the generations of the profile, and some storages do that for one relation only.
        changes.put(Options.INCREMENTAL.key(), "no");
        changes.put(BladeForms.keyOf(Options.INCREMENTAL.key()), "");
        // Those of the profile are for its generations.
        changes.put(Options.TARGETS.key(), values.get(Options.UNDO_TARGETS.key()));
        changes.put(Options.PROTECTED_GENERATIONS.key(), "");
        // The system is down meanwhile.
        changes.put(Options.BACKGROUND_WAIT.key(), "");
        return with(undoProfile(system()), changes);
    }

    /** The profile under which the state from before a restore is kept. */
    public static String undoProfile(String system) {
        return UNDO + system;
    }

    /** Whether these are options of an undo copy. */
    public boolean areForUndo() {
        return profile.startsWith(UNDO);
    }

    /** What to do about foreign data on a source. */
    public OnFinding foreignData() {
        return value(Options.FOREIGN_DATA);
    }

    /** Whether a changed fingerprint refuses the run instead of running setup again. */
    public boolean preventRevalidation() {
        return value(Options.PREVENT_REVALIDATION);
    }

    /** Whether each backup is tried out after it is COMPLETE. */
    public boolean verifyAfter() {
        return value(Options.VERIFY_AFTER);
    }

    /** Whether the recovery control of the system is told of each backup. */
    public boolean register() {
        return value(Options.REGISTER);
    }

    /** The same, out of the snapshot of a backup, whose other options may be of another version. */
    public static boolean register(List<String> snapshot) {
        return snapshot.contains(Options.REGISTER.key() + "=true");
    }

    /** Whether a backup made with these options was to be tried out. */
    public static boolean verifyAfter(List<String> snapshot) {
        return snapshot.contains(Options.VERIFY_AFTER.key() + "=true");
    }

    /** Backups kept by retention, besides those it may never remove; empty: by generations only. */
    public Optional<Integer> keepCount() {
        return value(Options.KEEP_COUNT);
    }

    /** Age after which retention removes a backup; empty: never. */
    public Optional<Duration> keepAge() {
        return value(Options.KEEP_AGE);
    }

    /** Age of the newest good backup from which the system is overdue; empty: never. */
    public Optional<Duration> overdueAfter() {
        return value(Options.OVERDUE_AFTER);
    }

    /** Second place for manifests, outside the protected system; empty: none. */
    public Optional<String> manifestDirectory() {
        return value(Options.MANIFEST_DIRECTORY);
    }

    /** The same, out of the snapshot of a backup, whose other options may be of another version. */
    public static Optional<String> manifestDirectory(List<String> snapshot) {
        String prefix = Options.MANIFEST_DIRECTORY.key() + "=";
        return snapshot.stream()
                .filter(line -> line.startsWith(prefix) && line.length() > prefix.length())
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    /** When backups start; empty: only by command. */
    public Optional<CronExpression> schedule() {
        return value(Options.SCHEDULE).map(CronExpression::parse);
    }

    /** Time zone of the schedule. */
    public ZoneId scheduleZone() {
        return value(Options.SCHEDULE_ZONE).orElseGet(ZoneId::systemDefault);
    }

    /** Whether a missed start is made up for. */
    public boolean scheduleCatchup() {
        return value(Options.SCHEDULE_CATCHUP);
    }

    /** Command of the site before the run; empty: none. */
    public String commandBefore() {
        return value(Options.COMMAND_BEFORE);
    }

    /** Command of the site after the run; empty: none. */
    public String commandAfter() {
        return value(Options.COMMAND_AFTER);
    }

    /** Longest time of each command of the site. */
    public Duration commandLimit() {
        return value(Options.COMMAND_LIMIT);
    }

    /** Command that tells somebody what happened; empty: none. */
    public String notifyCommand() {
        return value(Options.NOTIFY_COMMAND);
    }

    /** What it is run for. */
    public Set<NotifyOn> notifyOn() {
        return value(Options.NOTIFY_ON);
    }

    /** The options in a form that is stored with the backup, {@code key=value}, sorted. */
    public List<String> snapshot() {
        Map<String, String> all = new HashMap<>(values);
        all.put("profile", profile);
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BackupOptions options
                && profile.equals(options.profile)
                && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(profile, values);
    }

    @Override
    public String toString() {
        return snapshot().toString();
    }

    /** Cannot fail: every value was accepted before it came here. */
    private <T> T value(Option<T> option) {
        return option.type().parse(values.get(option.key()));
    }

    /** The same for one blade. */
    <T> T value(Option<T> option, BladeName blade) {
        return BladeForms.choose(value(BladeForms.of(option)), blade).orElseGet(() -> value(option));
    }
}
