package org.copyblade.demo.ims.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.demo.ims.fixture.Laboratory;
import org.copyblade.demo.ims.fixture.ShownCopies;
import org.copyblade.demo.ims.fixture.UnitsOfWork;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.Evidence.Acknowledged;
import org.copyblade.lab.ims.ImsPlex;

/** Asks the checker of the laboratory, which shares nothing with the product, what a copy is worth. Safe for many threads. */
final class CopyCheck {

    private static final int FINDINGS_SHOWN = 5;

    private final Laboratory laboratory;
    private final UnitsOfWork units;

    CopyCheck(Laboratory laboratory, UnitsOfWork units) {
        this.laboratory = laboratory;
        this.units = units;
    }

    /**
     * Looks into the volumes of a backup, while the group works on.
     *
     * @param logsBefore where the logs ended at some moment before it was taken
     */
    CheckReport copy(Backup backup, Map<String, Long> logsBefore) throws CopybladeException {
        Instant instant = backup.pointInTime().orElseThrow();
        try (ShownCopies copies = laboratory.copies(backup.copies())) {
            return clean(backup.id().toString(), copies.volumes(), ends(logsBefore), units.before(instant));
        } catch (ArrayException cause) {
            throw new CopybladeException(ErrorCode.NOT_PROVEN, "cannot read the copy: " + cause.getMessage());
        }
    }

    /** Looks into the group's own volumes, which nobody may be writing to. */
    CheckReport originals(List<Acknowledged> told) throws CopybladeException {
        try {
            return clean("the restored group", laboratory.originals(), Map.of(), told);
        } catch (ArrayException cause) {
            throw new CopybladeException(ErrorCode.NOT_PROVEN, "cannot read the group: " + cause.getMessage());
        }
    }

    /** The log of a copy ends behind that moment, and before the group's own does now. */
    private Map<String, Evidence.LogRange> ends(Map<String, Long> before) {
        Map<String, Evidence.LogRange> ranges = new HashMap<>();
        Map<String, Long> now = laboratory.plex().logEnds();
        before.forEach((member, end) -> ranges.put(member, new Evidence.LogRange(end, now.get(member))));
        return ranges;
    }

    private CheckReport clean(
            String what, Map<String, HostVolume> volumes, Map<String, Evidence.LogRange> ends, List<Acknowledged> told)
            throws CopybladeException {
        CheckReport report = ImsPlex.check(volumes, laboratory.plex().seed().prefix(), new Evidence(true, ends, told));
        if (!report.isClean()) {
            throw new CopybladeException(
                    ErrorCode.NOT_PROVEN,
                    what + " is not right: "
                            + String.join(
                                    "; ",
                                    report.findings().stream()
                                            .limit(FINDINGS_SHOWN)
                                            .map(Object::toString)
                                            .toList()));
        }
        return report;
    }
}
