package org.copyblade.manager.internal.profile;

import static org.copyblade.manager.internal.profile.Option.Scope.ANYWHERE;
import static org.copyblade.manager.internal.profile.Option.Scope.NOT_IN_COMMAND;
import static org.copyblade.manager.internal.profile.Option.Scope.PROFILE;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Consistency;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.profile.BackupOptions.MixedLogs;
import org.copyblade.manager.internal.profile.BackupOptions.NotifyOn;
import org.copyblade.manager.internal.profile.BackupOptions.OnFinding;

/**
 * The table of all options, in the order in which they are shown. An option is in it only if the manager acts on it, or
 * hands it to blades, whose contract is to report what they cannot honour.
 */
final class Options {

    static final Option<String> SYSTEM =
            option("system", ValueType.name("the name of a system"), "", PROFILE, "the system to back up");

    static final Option<String> DESCRIPTION = option(
            "description",
            ValueType.text("one line of text, or empty"),
            "",
            PROFILE,
            "what the profile is for, for people");

    static final Option<String> OWNER = option(
            "owner",
            ValueType.text("one line of text, or empty"),
            "",
            NOT_IN_COMMAND,
            "who answers for the profile; handed to site commands");

    static final Option<List<String>> BLADE = option(
            "blade",
            ValueType.names("names of blades, or blade@endpoint, parted by commas"),
            "",
            ANYWHERE,
            "the blade that copies every data set without a blade of its own; of several the first that finds its volume");

    static final Option<Map<String, String>> BLADE_OF_DATA_SET = option(
            "blade.of.data.set",
            ValueType.pairs("pairs 'data set=blade' parted by commas, or empty"),
            "",
            ANYWHERE,
            "blades for single data sets, for a backup over several blades");

    static final Option<Consistency> CONSISTENCY = option(
            "consistency",
            ValueType.word(Consistency.class, Consistency::key),
            "log-suspend",
            ANYWHERE,
            "what makes all copies fit together; never weakened silently");

    static final Option<Integer> GENERATIONS =
            option("generations", ValueType.whole(1, 99), "2", ANYWHERE, "slots for backups, used in turn");

    static final Option<Boolean> OVERWRITE_LAST = option(
            "overwrite.last",
            ValueType.flag(),
            "false",
            ANYWHERE,
            "whether the last COMPLETE backup may lose its generation; the last verified may where it is not the last COMPLETE");

    static final Option<Set<Integer>> PROTECTED_GENERATIONS = option(
            "protected.generations",
            ValueType.wholes(1, 99),
            "",
            NOT_IN_COMMAND,
            "generations whose backup neither a new one nor retention takes away");

    static final Option<Duration> SUSPEND_LIMIT = option(
            "suspend.limit.ms",
            ValueType.duration(ChronoUnit.MILLIS, 10, 120_000),
            "5000",
            ANYWHERE,
            "longest time the system may be held; then it goes on and the backup is UNUSABLE");

    static final Option<Duration> SETTLE_LIMIT = option(
            "settle.limit.ms",
            ValueType.duration(ChronoUnit.MILLIS, 0, 3_600_000),
            "60000",
            ANYWHERE,
            "longest time for checkpoint and write-back before the window; then the backup is refused");

    static final Option<Long> DIRTY_BOUND = option(
            "dirty.bound.mib",
            ValueType.mebibytes(0, 1_048_576),
            "64",
            ANYWHERE,
            "data that may be unwritten when the window opens");

    static final Option<Duration> PREPARE_LIMIT = option(
            "prepare.limit.s",
            ValueType.duration(ChronoUnit.SECONDS, 1, 604_800),
            "3600",
            ANYWHERE,
            "longest time for the preparation of all copies");

    static final Option<Duration> COPY_LIMIT = option(
            "copy.limit.s",
            ValueType.duration(ChronoUnit.SECONDS, 1, 604_800),
            "21600",
            ANYWHERE,
            "longest time for copies through the host, for making copies durable and for reading the log in them");

    static final Option<Integer> PARALLEL_TASKS = option(
            "parallel.tasks",
            ValueType.whole(1, 99),
            "10",
            ANYWHERE,
            "most copy groups that are established at one time; more wait their turn, also inside the window");

    static final Option<Optional<Duration>> BACKGROUND_WAIT = option(
            "background.wait.s",
            ValueType.duration(ChronoUnit.SECONDS, 1, 604_800).orNothing(),
            "",
            ANYWHERE,
            "how long the run of a COMPLETE backup waits for the end of the background copy; empty: not at all");

    static final Option<String> TARGET_POOL = ofBlades(
            "target.pool",
            ValueType.text("a pool, unit range or directory, or empty"),
            "",
            ANYWHERE,
            "where targets are taken from; empty: beside the source, where the blade can");

    static final Option<List<String>> TARGETS = option(
            "targets",
            ValueType.list("pairs 'source:target' parted by commas, or empty"),
            "",
            ANYWHERE,
            "fixed pairs of source and target");

    static final Option<String> UNDO_TARGET_POOL = ofBlades(
            "undo.target.pool",
            ValueType.text("a pool, unit range or directory, or empty"),
            "",
            ANYWHERE,
            "where the undo copy of a restore takes its targets from, reserved for it unless target.pool is the same; empty: as target.pool");

    static final Option<List<String>> UNDO_TARGETS = option(
            "undo.targets",
            ValueType.list("pairs 'source:target' parted by commas, or empty"),
            "",
            ANYWHERE,
            "reserved for the undo copy of a restore: fixed pairs of source and target");

    static final Option<OnFinding> SHARED_TARGETS = option(
            "shared.targets",
            ValueType.word(OnFinding.class),
            "warn",
            ANYWHERE,
            "what to do about targets that another profile names or uses, too");

    static final Option<String> METHOD = ofBlades(
            "method",
            ValueType.text("a method of the blade, or empty"),
            "",
            ANYWHERE,
            "the method of a blade that has several; empty: its first");

    static final Option<CopyPolicy.FastReplication> FAST_REPLICATION = ofBlades(
            "fast.replication",
            ValueType.word(CopyPolicy.FastReplication.class),
            "preferred",
            ANYWHERE,
            "whether the storage must make the copies, should, or must not");

    static final Option<CopyPolicy.BackgroundCopy> BACKGROUND_COPY = ofBlades(
            "background.copy",
            ValueType.word(CopyPolicy.BackgroundCopy.class),
            "copy",
            ANYWHERE,
            "whether all data is copied in the background; with nocopy the copy dies with its source");

    static final Option<CopyPolicy.Incremental> INCREMENTAL = ofBlades(
            "incremental",
            ValueType.word(CopyPolicy.Incremental.class),
            "no",
            ANYWHERE,
            "whether only changes since the last copy of a pair are moved; end stops recording them");

    static final Option<Boolean> SPACE_EFFICIENT = ofBlades(
            "space.efficient",
            ValueType.flag(),
            "false",
            ANYWHERE,
            "whether targets use space for changed data only; needs background.copy = nocopy");

    static final Option<CopyPolicy.MirroredTarget> MIRRORED_TARGET = ofBlades(
            "mirrored.target",
            ValueType.word(CopyPolicy.MirroredTarget.class),
            "no",
            ANYWHERE,
            "whether a target may be the primary of a remote mirror, and at a restore of the backup a source");

    static final Option<Optional<Integer>> COPY_PACE = ofBlades(
            "copy.pace",
            ValueType.whole(1, 65_535).orNothing(),
            "",
            ANYWHERE,
            "speed of the background copy in the storage's own scale; empty: as the storage is set");

    static final Option<OnFinding> FOREIGN_DATA = option(
            "foreign.data",
            ValueType.word(OnFinding.class),
            "warn",
            ANYWHERE,
            "what to do about data of others on a source");

    static final Option<MixedLogs> MIXED_LOGS = option(
            "mixed.logs",
            ValueType.word(MixedLogs.class),
            "allow",
            ANYWHERE,
            "whether logs or recovery control, or the catalogs, may share a volume with data, which leaves full restores only");

    static final Option<Boolean> PREVENT_REVALIDATION = option(
            "prevent.revalidation",
            ValueType.flag(),
            "false",
            ANYWHERE,
            "whether changed sources or targets refuse the run instead of running setup again");

    static final Option<Boolean> VERIFY_AFTER = option(
            "verify.after",
            ValueType.flag(),
            "false",
            ANYWHERE,
            "whether each backup is booted and checked after it is COMPLETE");

    static final Option<Boolean> REGISTER = option(
            "register",
            ValueType.flag(),
            "false",
            ANYWHERE,
            "whether the recovery control of the system is told of each COMPLETE backup, where it has one");

    static final Option<Optional<Integer>> KEEP_COUNT = option(
            "keep.count",
            ValueType.whole(1, 99).orNothing(),
            "",
            NOT_IN_COMMAND,
            "backups that retention keeps, besides those it may never remove; empty: as many as generations");

    static final Option<Optional<Duration>> KEEP_AGE = option(
            "keep.age.days",
            ValueType.duration(ChronoUnit.DAYS, 1, 36_500).orNothing(),
            "",
            NOT_IN_COMMAND,
            "age after which retention removes a backup; empty: never");

    static final Option<Optional<Duration>> OVERDUE_AFTER = option(
            "overdue.after.hours",
            ValueType.duration(ChronoUnit.HOURS, 1, 87_600).orNothing(),
            "",
            NOT_IN_COMMAND,
            "age of the newest good backup from which the system is overdue; empty: never");

    static final Option<Optional<String>> MANIFEST_DIRECTORY = option(
            "manifest.directory",
            ValueType.absolutePath().orNothing(),
            "",
            ANYWHERE,
            "second place for manifests, outside the protected system; empty: none");

    static final Option<Optional<String>> SCHEDULE = option(
            "schedule", ValueType.cron().orNothing(), "", NOT_IN_COMMAND, "when backups start; empty: only by command");

    static final Option<Optional<ZoneId>> SCHEDULE_ZONE = option(
            "schedule.zone",
            ValueType.zone().orNothing(),
            "",
            NOT_IN_COMMAND,
            "time zone of the schedule; empty: the machine's");

    static final Option<Boolean> SCHEDULE_CATCHUP = option(
            "schedule.catchup",
            ValueType.flag(),
            "false",
            NOT_IN_COMMAND,
            "whether a missed start is made up for, once, as soon as it can be; it is reported in any case");

    static final Option<String> COMMAND_BEFORE = option(
            "command.before",
            ValueType.text("a shell command, or empty"),
            "",
            NOT_IN_COMMAND,
            "command of the site before the checks; if it fails the run is refused");

    static final Option<String> COMMAND_AFTER = option(
            "command.after",
            ValueType.text("a shell command, or empty"),
            "",
            NOT_IN_COMMAND,
            "command of the site at the end of the run, however it ends, also after a crash");

    static final Option<Duration> COMMAND_LIMIT = option(
            "command.limit.s",
            ValueType.duration(ChronoUnit.SECONDS, 1, 86_400),
            "300",
            NOT_IN_COMMAND,
            "longest time of each command of the site; then it is killed and counts as failed");

    static final Option<String> NOTIFY_COMMAND = option(
            "notify.command",
            ValueType.text("a shell command, or empty"),
            "",
            NOT_IN_COMMAND,
            "command that tells somebody; it gets what happened in variables of its environment");

    static final Option<Set<NotifyOn>> NOTIFY_ON = option(
            "notify.on",
            ValueType.words(NotifyOn.class),
            "failure,overdue",
            NOT_IN_COMMAND,
            "what notify.command is run for");

    private static final List<Option<?>> ALL = BladeForms.inserted(List.of(
            SYSTEM,
            DESCRIPTION,
            OWNER,
            BLADE,
            BLADE_OF_DATA_SET,
            CONSISTENCY,
            GENERATIONS,
            OVERWRITE_LAST,
            PROTECTED_GENERATIONS,
            SUSPEND_LIMIT,
            SETTLE_LIMIT,
            DIRTY_BOUND,
            PREPARE_LIMIT,
            COPY_LIMIT,
            PARALLEL_TASKS,
            BACKGROUND_WAIT,
            TARGET_POOL,
            TARGETS,
            UNDO_TARGET_POOL,
            UNDO_TARGETS,
            SHARED_TARGETS,
            METHOD,
            FAST_REPLICATION,
            BACKGROUND_COPY,
            INCREMENTAL,
            SPACE_EFFICIENT,
            MIRRORED_TARGET,
            COPY_PACE,
            FOREIGN_DATA,
            MIXED_LOGS,
            PREVENT_REVALIDATION,
            VERIFY_AFTER,
            REGISTER,
            KEEP_COUNT,
            KEEP_AGE,
            OVERDUE_AFTER,
            MANIFEST_DIRECTORY,
            SCHEDULE,
            SCHEDULE_ZONE,
            SCHEDULE_CATCHUP,
            COMMAND_BEFORE,
            COMMAND_AFTER,
            COMMAND_LIMIT,
            NOTIFY_COMMAND,
            NOTIFY_ON));

    private Options() {}

    /** All of them, in the order in which they are shown. */
    static List<Option<?>> all() {
        return ALL;
    }

    static Optional<Option<?>> find(String key) {
        return ALL.stream().filter(option -> option.key().equals(key)).findFirst();
    }

    private static <T> Option<T> option(
            String key, ValueType<T> type, String builtIn, Option.Scope scope, String meaning) {
        return new Option<>(key, type, builtIn, scope, meaning, false);
    }

    private static <T> Option<T> ofBlades(
            String key, ValueType<T> type, String builtIn, Option.Scope scope, String meaning) {
        return new Option<>(key, type, builtIn, scope, meaning, true);
    }
}
