package org.copyblade.api;

/**
 * Every error code, its cause and its cure. Numbers are never reused; a range per area: 1 configuration, 2 validation, 3 runs
 * and windows, 4 copies and blades, 5 systems, 6 restores, 7 catalog, 8 platform.
 */
public enum ErrorCode {
    OPTION_UNKNOWN(
            1001,
            Begun.NOTHING,
            "a configuration has a key that nobody reads",
            "run slb:profile NAME to see every key there is"),
    OPTION_INVALID(
            1002,
            Begun.NOTHING,
            "the value of an option has the wrong type or is out of range",
            "run slb:profile NAME for the meaning and range of each option"),
    OPTION_LOCKED(
            1003,
            Begun.NOTHING,
            "the storage administrator has locked this option",
            "see the key 'locked' in org.copyblade.defaults"),
    PROFILE_UNKNOWN(
            1004,
            Begun.NOTHING,
            "there is no profile of that name",
            "run slb:profiles for the names; a new profile is a file in config/"),
    PROFILE_REFUSED(
            1005,
            Begun.NOTHING,
            "the profile has never had a valid configuration",
            "run slb:profile NAME to see what its file gets wrong"),
    CONFIG_NOT_WRITTEN(
            1006,
            Begun.PERHAPS,
            "a change could not be written back to its file",
            "check free space and rights of the folder config/"),
    VALIDATION_FAILED(
            2001,
            Begun.NOTHING,
            "a check forbids the work",
            "correct what the error names; of a profile, slb:plan NAME and slb:setup NAME show all findings"),
    CONSISTENCY_IMPOSSIBLE(
            2002,
            Begun.NOTHING,
            "the storage cannot give the consistency that the profile asks for",
            "choose another 'consistency' or another 'blade'; it is never weakened silently"),
    SETUP_NEEDED(2003, Begun.NOTHING, "sources or targets changed since the last setup", "run slb:setup NAME"),
    RUN_UNKNOWN(3001, Begun.NOTHING, "there is no run of that name", "run slb:runs for the newest ones"),
    SYSTEM_BUSY(
            3002,
            Begun.NOTHING,
            "another run works on the same system, targets or hold domain",
            "run slb:runs and wait, or slb:cancel RUN"),
    SUSPEND_FAILED(
            3003,
            Begun.PERHAPS,
            "the system could not be held within the limit",
            "the system runs; run system:analyze NAME and look at its log"),
    WINDOW_BROKEN(
            3004,
            Begun.PERHAPS,
            "the hold was not in force over the whole window",
            "the system runs and the copies are withdrawn; run slb:show ID --evidence"),
    NOT_PROVEN(
            3005,
            Begun.PERHAPS,
            "the evidence does not prove the consistency of the copies",
            "run slb:show ID --evidence to see which fact is missing"),
    RUN_ENDED(3006, Begun.NOTHING, "the run has ended already", "run slb:watch with the id of that run to see how"),
    MANAGER_STOPPING(
            3007,
            Begun.NOTHING,
            "the manager is stopping and takes no new work",
            "start it again and repeat the command"),
    SITE_COMMAND_FAILED(
            3008,
            Begun.NOTHING,
            "the command that a profile runs before each backup failed or took too long",
            "look at its output in the log, correct 'command.before' or what it needs, and repeat"),
    BLADE_ABSENT(
            4001,
            Begun.NOTHING,
            "no blade of that name is there",
            "run blade:list; drop its jar into deploy/ or configure its endpoint"),
    COPY_FAILED(
            4002,
            Begun.PERHAPS,
            "the storage did not make the copy",
            "the text is the blade's own; run blade:check NAME if it goes on"),
    COPY_UNKNOWN(
            4003,
            Begun.PERHAPS,
            "nobody can tell whether the storage made the copy",
            "run slb:reconcile once the storage answers again"),
    BLADE_MISBEHAVED(4004, Begun.PERHAPS, "a blade broke its contract", "run blade:check NAME and tell its author"),
    SYSTEM_ABSENT(
            5001,
            Begun.NOTHING,
            "no system of that name is configured, or its adapter is not there",
            "run system:list; a system is a file in config/"),
    SYSTEM_FAILED(
            5002,
            Begun.PERHAPS,
            "the system refused or failed a request",
            "the text is the adapter's own; look at the system's log"),
    EPOCH_CHANGED(
            5003,
            Begun.PERHAPS,
            "the system changed its timeline or primary during the backup",
            "take the backup again; nothing of it is used"),
    BACKUP_UNKNOWN(6001, Begun.NOTHING, "there is no backup of that name", "run slb:list"),
    BACKUP_NOT_USABLE(6002, Begun.NOTHING, "the backup cannot be restored", "run slb:list and choose a COMPLETE one"),
    BACKUP_PROTECTED(
            6003,
            Begun.NOTHING,
            "an operator holds the backup, or a restore that is half done needs it",
            "run slb:unhold ID if it may go; end a restore that is half done with slb:restore ID or slb:undo RUN"),
    RESTORE_NOT_UNDOABLE(
            6004,
            Begun.NOTHING,
            "the run is no restore, or its undo copy is gone",
            "run slb:runs and choose a restore; if its undo copy is gone, restore a backup with slb:restore ID"),
    RESTORE_FAILED(
            6005,
            Begun.PERHAPS,
            "the restore did not finish; the system is kept from starting half restored",
            "run slb:restore ID again, which keeps the undo copy of a restore that is half done; or slb:undo RUN"),
    VERIFY_FAILED(
            6006,
            Begun.PERHAPS,
            "the clone of the backup did not pass its checks",
            "run slb:watch RUN; keep an older backup with slb:hold ID"),
    BACKUP_LAST_GOOD(
            6007,
            Begun.NOTHING,
            "the backup is the last good or the last verified one of its system",
            "take a newer backup with slb:backup NAME, and try it out with slb:verify ID"),
    OBJECT_UNKNOWN(
            6008,
            Begun.NOTHING,
            "the backup holds no data set of that name",
            "give names as the backup has recorded them; system:analyze NAME shows those of today"),
    OBJECT_IN_PLACE(
            6009,
            Begun.NOTHING,
            "a single data set cannot be brought back in place: it does not fit the rest of its database",
            "give a new first qualifier with --as; to bring back all of the system run slb:restore ID"),
    OBJECT_NAME_INVALID(
            6010,
            Begun.NOTHING,
            "a copy of a data set cannot have the new name",
            "give another first qualifier with --as"),
    OBJECT_PLACE_INVALID(
            6011,
            Begun.NOTHING,
            "the copies of data sets have no place to go to, or a wrong one",
            "name volumes outside of all backups and of the system with --to"),
    EXTRACT_FAILED(
            6012,
            Begun.PERHAPS,
            "data sets could not be copied out of a backup",
            "delete what is there under the new names, correct the cause and repeat the command"),
    OBJECT_SPREAD(
            6013,
            Begun.NOTHING,
            "a data set was on several volumes, and no catalog puts its parts on their copies together",
            "choose a data set of one volume; to bring back all of the system run slb:restore ID"),
    BACKUP_SECURE(
            6014,
            Begun.NOTHING,
            "the storage lets nobody end a copy of the backup before its time",
            "delete the backup after the instant that the error names"),
    CATALOG_FAILED(
            7001,
            Begun.PERHAPS,
            "the catalog could not be read or written",
            "check free space and rights of its folder; running systems are resumed regardless"),
    CATALOG_ALIEN(
            7002,
            Begun.PERHAPS,
            "the catalog file is damaged or not ours",
            "move it away and run slb:reconcile --repair to rebuild it from the storage"),
    CATALOG_IN_USE(
            7003,
            Begun.PERHAPS,
            "another manager uses this catalog",
            "stop the other one, or give this one a catalog of its own"),
    INTERNAL(
            8001,
            Begun.PERHAPS,
            "something happened that should not have",
            "look at the log and report it with the code and the time"),
    COMMAND_INVALID(
            8002, Begun.PERHAPS, "the command line makes no sense", "run copyblade exec help, or copyblade help"),
    COMMAND_FAILED(
            8003,
            Begun.PERHAPS,
            "a command ended with an error that has no code of its own",
            "see data/log/copyblade.log"),
    MACHINE_UNSUPPORTED(
            8004,
            Begun.PERHAPS,
            "the machine or its Java is not one that Copyblade runs on",
            "use Linux on x86-64 or aarch64 with Java 17 or newer; JAVA_HOME chooses the Java"),
    INSTALLATION_DAMAGED(
            8005,
            Begun.PERHAPS,
            "a file of the installation is missing or makes no sense",
            "unpack the distribution again"),
    DIRECTORY_UNUSABLE(
            8006,
            Begun.PERHAPS,
            "a directory of the instance cannot be used",
            "check owner and free space, or name another one: COPYBLADE_DATA, COPYBLADE_RUNTIME"),
    INSTANCE_ABSENT(8007, Begun.PERHAPS, "no instance runs on the data directory", "start it with copyblade start"),
    INSTANCE_RUNNING(
            8008,
            Begun.PERHAPS,
            "an instance runs on the data directory already",
            "stop it with copyblade stop, or name another directory with COPYBLADE_DATA"),
    INSTANCE_SILENT(
            8009,
            Begun.PERHAPS,
            "the instance does not start, answer or stop",
            "see data/log/console.log and data/log/copyblade.log; open runs are settled at the next start"),
    DEPLOY_UNRESOLVED(
            8010,
            Begun.PERHAPS,
            "a bundle in deploy/ lacks something it needs",
            "deploy what it lacks, or a version built for this platform; copyblade exec deploy:status"),
    DEPLOY_NOT_A_BUNDLE(
            8011,
            Begun.PERHAPS,
            "a file in deploy/ is no bundle",
            "deploy the jar of a blade; write it elsewhere on the same filesystem, then rename it into deploy/"),
    BUNDLE_FAILED(
            8012,
            Begun.PERHAPS,
            "a bundle of the platform failed",
            "the platform runs without it; see data/log/copyblade.log and unpack the distribution again"),
    COMPONENT_FAILED(
            8013,
            Begun.PERHAPS,
            "a component of a bundle could not be activated",
            "correct its file in config/, or deploy a version that works; data/log/copyblade.log has the whole error");

    private final int number;
    private final Begun begun;
    private final String cause;
    private final String hint;

    ErrorCode(int number, Begun begun, String cause, String hint) {
        this.number = number;
        this.begun = begun;
        this.cause = cause;
        this.hint = hint;
    }

    /** As shown: {@code DCM-2001}. */
    public String id() {
        return "DCM-" + number;
    }

    /** Whether a command that ends with it was refused before anything was begun, so that nothing has to be looked at. */
    public boolean isRefusal() {
        return begun == Begun.NOTHING;
    }

    /** What it means, whatever the subject. */
    public String cause() {
        return cause;
    }

    /** What to look at or to run. */
    public String hint() {
        return hint;
    }

    /** What had happened when a command ended with an error. */
    private enum Begun {
        NOTHING,
        PERHAPS
    }
}
