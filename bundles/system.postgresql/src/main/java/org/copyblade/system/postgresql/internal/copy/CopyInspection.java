package org.copyblade.system.postgresql.internal.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.directory.BackupLabel;
import org.copyblade.system.postgresql.internal.directory.ControlFile;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.LogEnd;
import org.copyblade.system.postgresql.internal.directory.LogWalk;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.CopyChecker.CopyPosition;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Looks into a copy without starting anything: does it hold all of the log that recovery needs? */
public final class CopyInspection {

    private CopyInspection() {}

    public static CopyPosition inspect(
            SystemLayout layout, List<ExposedDataSet> exposed, Position stop, Deadline deadline)
            throws SystemException {
        ExposedCopy copy = new ExposedCopy(layout, exposed);
        ControlFile control = ControlFile.of(copy.data());
        Position begin = control.redo().in(control.epoch());
        if (!begin.epoch().equals(stop.epoch())) {
            return new CopyPosition(begin, false, "it is of history " + begin.epoch() + ", wanted is " + stop.epoch());
        }
        Optional<String> missing = copy.missing();
        if (missing.isPresent()) {
            return new CopyPosition(begin, false, missing.get());
        }
        Lsn start = startOfBackup(copy.wal(), stop).orElse(control.redo());
        LogEnd end = LogWalk.from(start, copy.wal(), control, deadline);
        Position reached = end.bytes().in(control.epoch());
        Lsn needed = needed(control, stop);
        // The checkpoint's own record has to be there as well, not only its position.
        boolean complete = end.bytes().compareTo(needed) >= 0 && end.records().compareTo(control.checkpoint()) > 0;
        return new CopyPosition(
                reached,
                complete,
                complete
                        ? ""
                        : "its log reaches from " + start + " to " + end.records() + " only, needed is " + needed + ": "
                                + end.why());
    }

    private static Lsn needed(ControlFile control, Position stop) {
        Lsn wanted = new Lsn(stop.order());
        return control.minRecovery().compareTo(wanted) > 0 ? control.minRecovery() : wanted;
    }

    /** A backup that ended at this position left a file in the log that says where it began. */
    private static Optional<Lsn> startOfBackup(Path wal, Position stop) throws SystemException {
        try {
            for (Path file : DataDirectory.entries(wal)) {
                if (file.getFileName().toString().endsWith(".backup")) {
                    String text = Files.readString(file);
                    if (text.contains("STOP WAL LOCATION: " + stop.text() + " ")) {
                        return Optional.of(BackupLabel.parse(text).start());
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw PgFault.ACCESS.error("cannot read the copied log in " + wal + ": " + e, "is it exposed whole?");
        }
    }
}
