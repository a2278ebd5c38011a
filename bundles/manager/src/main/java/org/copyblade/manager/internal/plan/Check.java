package org.copyblade.manager.internal.plan;

/** The numbered checks of a backup and a restore; up to 30 by the numbers of the domain, then our own. */
public enum Check {
    COVERED(1, "every data set of the system is copied by a blade"),
    LOGS_COVERED(2, "every log of the system is copied by a blade"),
    CATALOGS_COVERED(3, "every catalog of the system is copied by a blade"),
    LOGS_APART(
            4,
            "logs and data, and their catalogs, lie on separate volumes; where they do not, only full restores are possible"),
    SOURCE_USABLE(6, "every source exists and can be read; said by the blade"),
    TARGET_USABLE(7, "every target exists, can be used and is left for this backup, with the space that it needs"),
    CAPABLE(
            8,
            "the storage can copy source to target in the method and with the fast replication asked for; said by the blade"),
    SAME_STORAGE(9, "source and target are on one storage system, where the blade needs that; said by the blade"),
    TARGET_SHARED(10, "no target is used by another profile"),
    FOREIGN_DATA(11, "no foreign data lies on a source; `foreign.data` says what follows"),
    TARGET_FITS(12, "every target is of the type and at least of the size of its source; said by the blade"),
    ENOUGH_TARGETS(13, "there are targets, and room, for as many copies of a source as there are generations"),
    PAIRS_APART(14, "nothing is source and target, and no target is named twice"),
    TARGET_OURS(15, "no target holds data of others; said by the blade"),
    RELATIONS_LEFT(16, "no limit of relations or copies of a source is reached"),
    SPACE_EFFICIENT(17, "space-efficient targets go without background copy and without a mirror to preserve"),
    INCREMENTAL(18, "incremental only where the storage records the changes of every generation"),
    EARLIER_COPY_ENDED(19, "no earlier copy of a pair is under way or in the way; said by the blade"),
    REACHABLE(21, "the system answers; with `consistency=stopped` see 28"),
    SETUP_VALID(22, "the last setup knows today's sources and targets"),
    GENERATION_FREE(23, "a generation is to be had: not held, not in use, not the last good one"),
    RESTORABLE(26, "the backup is COMPLETE"),
    RESTORE_POSSIBLE(27, "type, system and storage allow the restore; said by the blade, too"),
    SYSTEM_DOWN(28, "the system is down where it must be"),
    HOLD_HARMLESS(31, "no hold of the storage acts on a target of the run or on what Copyblade itself needs"),
    MEMORY_APART(32, "data directory, catalog and second manifests lie outside of what a restore sets back"),
    CONSISTENCY(33, "the blades of the profile can give the consistency asked for"),
    WINDOW(34, "what is copied in a window is copied by the storage"),
    SYSTEM_SAYS(35, "what the adapter reports of the configuration of its system"),
    CLAIMED(36, "no other Copyblade of this host, with a catalog of its own, protects the same system"),
    UNDO_POSSIBLE(
            37,
            "today's state can be copied before a restore, where the copy restored is used up onto targets reserved for it"),
    REBUILDABLE(
            38,
            "the backup can be taken back if the catalog is lost: its manifest is kept beside its copies or in `manifest.directory`"),
    HOLD_ENDS(39, "the storage ends a hold by itself within `suspend.limit.ms`, should nobody release it");

    private final int number;
    private final String meaning;

    Check(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** As shown with a finding. */
    public int number() {
        return number;
    }

    /** What holds if there is no finding. */
    public String meaning() {
        return meaning;
    }
}
