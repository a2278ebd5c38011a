package org.copyblade.manager.internal.plan;

import java.util.List;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.profile.BackupOptions;

/** 38: whether a backup could be taken back if the catalog were lost. Pure. */
public final class Rebuilding {

    private static final String KEY = "manifest.directory";

    private Rebuilding() {}

    /**
     * What a profile lacks. An undo copy outlives no lost catalog anyway: the restore that it undoes is only there.
     *
     * @param kept whether a blade of the backup keeps the manifest beside its copies; one is enough, for each tells of all
     */
    static List<Finding> check(BackupOptions options, boolean kept) {
        if (kept || options.manifestDirectory().isPresent() || options.areForUndo()) {
            return List.of();
        }
        return List.of(warning(
                KEY,
                "is empty, and no blade of this backup keeps a manifest beside its copies: if the catalog is lost, so is"
                        + " what they are",
                "name a directory on another disk than the system and the catalog"));
    }

    /** That the manifest of a backup is not where it should be, or not as it should be. */
    public static Finding notWritten(BackupId id, String where, String why) {
        return warning(
                KEY,
                "the manifest of " + id + " could not be written " + where + ": " + why,
                "put that right, then write it anew by slb:verify " + id + ", or by slb:hold and slb:unhold");
    }

    private static Finding warning(String subject, String text, String hint) {
        return new Finding(Check.REBUILDABLE.number(), Finding.Severity.WARNING, subject, text, hint);
    }
}
