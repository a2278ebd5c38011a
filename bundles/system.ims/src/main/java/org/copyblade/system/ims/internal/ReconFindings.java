package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;

/** What the RECON shows that a backup should not be taken over, and what of it forbids one. Pure. */
final class ReconFindings {

    private final ImsSettings settings;
    private final List<SystemFinding> findings = new ArrayList<>();

    ReconFindings(ImsSettings settings) {
        this.settings = settings;
    }

    List<SystemFinding> of(Recon recon) {
        if (!recon.recons().keySet().containsAll(Set.of("COPY1", "COPY2"))) {
            add(
                    Severity.ERROR,
                    "RECON",
                    "has no two good copies, only " + recon.recons(),
                    "repair it with CHANGE.RECON REPLACE and BACKUP.RECON");
        }
        recon.subsystems().forEach(this::subsystem);
        recon.databases().forEach(this::database);
        for (Recon.DatabaseDataSet unit : recon.databaseDataSets()) {
            if (unit.recoveryNeeded()) {
                add(
                        Severity.WARNING,
                        unit.database() + "/" + unit.ddName(),
                        "needs recovery; a backup of it does too",
                        "recover it first");
            }
        }
        if (!settings.hook().way().namesLimit()) {
            add(
                    Severity.WARNING,
                    settings.hook().way().keys(),
                    "does not tell IMS how long a hold may last",
                    "put {limit.s} into it if it is the site's: if z/OSMF goes down inside a window nobody else can end"
                            + " the hold");
        }
        return List.copyOf(findings);
    }

    private void subsystem(Recon.Subsystem subsystem) {
        Set<String> members = new TreeSet<>();
        settings.members().forEach(member -> members.add(member.name()));
        if (members.contains(subsystem.name())) {
            return;
        }
        if (subsystem.online()) {
            add(
                    Severity.ERROR,
                    subsystem.name(),
                    "is known to DBRC as a subsystem that writes log, and is no member",
                    "add it to 'members', or delete its record if it is gone");
        } else if (subsystem.failed()) {
            add(
                    Severity.WARNING,
                    subsystem.name(),
                    "is a batch job that ended abnormally; what it has changed may not be backed out",
                    "run batch backout (DFSBBO00) with its log, or delete its record if that is done");
        } else {
            batchJob(subsystem.name());
        }
    }

    /** DBRC knows those that are authorized for a database; whether one only reads is not looked for (unconfirmed layout). */
    private void batchJob(String name) {
        if (settings.hook().batch()) {
            add(
                    Severity.NOTE,
                    name,
                    "is a batch job that writes a log of its own, and 'batch.held' says that it is held, too",
                    "nothing to do");
            return;
        }
        add(
                Severity.NOT_HELD,
                name,
                "is a batch job that writes a log of its own, and nothing holds it",
                "let it end before the backup; set batch.held=true only if what holds the members holds it, too");
    }

    /** A restart brings neither to an end: what they were worked with is not in the copy, or not in its logs. */
    private void database(Recon.Unsettled database) {
        if (database.backoutNeeded()) {
            add(
                    Severity.WARNING,
                    database.name(),
                    "needs backout; a backup of it holds changes that were never committed",
                    "run batch backout (DFSBBO00) first; LIST.BKOUT ALL says for what");
        }
        if (database.reorganizing()) {
            add(
                    Severity.WARNING,
                    database.name(),
                    "is in online reorganization; a backup of it holds it half done, and DBRC registers none",
                    "let it end, or end it with TERMINATE OLREORG and reorganize offline");
        }
    }

    private void add(Severity severity, String subject, String text, String hint) {
        findings.add(new SystemFinding(severity, subject, text, hint));
    }
}
