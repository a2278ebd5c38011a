package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.Evidence;

/** Backups as people read them. Pure. */
final class BackupTexts {

    private BackupTexts() {}

    static String plan(BackupPlan plan) {
        Table copies = new Table("GROUP", "BLADE", "MEMBER", "SOURCE", "TARGET", "METHOD", "WHEN");
        plan.copies()
                .forEach(copy -> copies.row(
                        String.valueOf(copy.group()),
                        copy.blade() + "@" + copy.endpoint(),
                        copy.member(),
                        copy.source(),
                        copy.target(),
                        copy.method(),
                        copy.when()));
        String overwrites = plan.overwrites().isEmpty() ? "" : ", which takes it from " + plan.overwrites();
        String nl = System.lineSeparator();
        String head = "backup of " + plan.system() + " by profile " + plan.profile() + ", consistency "
                + plan.consistency().key() + ", generation " + plan.generation() + overwrites;
        return head + nl + copies.text() + nl + Words.findings(plan.findings());
    }

    /** A table; {@code chosen} says that only some of all backups were asked for. */
    static String list(List<Backup> backups, Instant now, boolean chosen) {
        Table table = new Table(
                "ID",
                "SYSTEM",
                "PROFILE",
                "STATE",
                "AGE",
                "CONSISTENCY",
                "GEN",
                "WINDOW",
                "VERIFIED",
                "HELD",
                "REASON");
        for (Backup backup : backups) {
            table.row(
                    backup.id().value(),
                    backup.system(),
                    backup.profile(),
                    backup.state().name(),
                    Words.age(backup.pointInTime().or(() -> Optional.of(backup.startedAt())), now),
                    backup.consistency().key(),
                    String.valueOf(backup.generation()),
                    Words.millis(backup.windowMicros()),
                    backup.verified()
                            .map(check -> check.passed() ? "passed" : "FAILED")
                            .orElse("-"),
                    backup.held() ? "yes" : "-",
                    backup.reason());
        }
        return table.isEmpty() ? (chosen ? "there is no such backup" : "there is no backup yet") : table.text();
    }

    static String show(Backup backup) {
        Table table = new Table("BACKUP", backup.id().value())
                .row("state", backup.state() + (backup.reason().isEmpty() ? "" : ": " + backup.reason()))
                .row("system", backup.system())
                .row("profile", backup.profile())
                .row("run", backup.run().value())
                .row("consistency", backup.consistency().key())
                .row("generation", String.valueOf(backup.generation()))
                .row("started", Words.time(Optional.of(backup.startedAt())))
                .row("point in time", Words.time(backup.pointInTime()))
                .row("window", Words.millis(backup.windowMicros()))
                .row("log position", backup.position().isEmpty() ? "-" : backup.position())
                .row(
                        "verified",
                        backup.verified()
                                .map(check -> (check.passed() ? "passed at " : "FAILED at ")
                                        + Words.time(Optional.of(check.at())))
                                .orElse("-"))
                .row("held", backup.held() ? "yes" : "no");
        for (Backup.Copy copy : backup.copies()) {
            copy.targets()
                    .forEach(target -> table.row(
                            "copy " + copy.group(),
                            copy.blade() + "@" + copy.endpoint() + " " + copy.method() + " " + target));
        }
        return table.text();
    }

    static String evidence(Evidence evidence) {
        Table table = new Table("SUBJECT", "FACT", "VALUE");
        evidence.facts().forEach(fact -> table.row(fact.subject(), fact.name(), fact.value()));
        return (evidence.proven() ? "PROVEN: " : "NOT PROVEN: ")
                + evidence.verdict()
                + System.lineSeparator()
                + table.text();
    }
}
