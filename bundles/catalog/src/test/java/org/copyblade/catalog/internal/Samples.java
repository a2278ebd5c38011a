package org.copyblade.catalog.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.Evidence;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.SetupReport;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.catalog.StoredSetup;

/** Records with every component filled, and plain variations of them. */
final class Samples {

    static final Instant THEN = Instant.parse("2026-03-01T02:00:00.123456789Z");

    private static final List<Finding> FINDINGS = List.of(new Finding(
            10, Finding.Severity.WARNING, "VOL001", "is target of another profile too", "see slb:profiles"));

    private Samples() {}

    static Run openRun(long number) {
        return run(number, Optional.empty());
    }

    static Run endedRun(long number, Outcome outcome) {
        return run(number, Optional.of(outcome));
    }

    private static Run run(long number, Optional<Outcome> outcome) {
        return run(number, Run.Kind.BACKUP, "ims1", outcome);
    }

    static Run run(long number, Run.Kind kind, String system) {
        return run(number, kind, system, Optional.of(Outcome.COMPLETE));
    }

    private static Run run(long number, Run.Kind kind, String system, Optional<Outcome> outcome) {
        return new Run(
                RunId.of(number),
                kind,
                system,
                "nightly",
                Optional.of(BackupId.of(number)),
                Phase.RECORD,
                outcome,
                100,
                THEN,
                outcome.map(any -> THEN.plusSeconds(5)),
                "backup taken, \"quoted\" \u2013 \u00e9",
                "run slb:list",
                FINDINGS);
    }

    static Backup backup(long number, String system, String profile, Backup.State state, Optional<Boolean> verified) {
        return new Backup(
                BackupId.of(number),
                RunId.of(number),
                profile,
                system,
                state,
                "",
                Consistency.LOG_SUSPEND,
                1,
                THEN,
                Optional.of(THEN.plusMillis(40)),
                OptionalLong.of(40_123),
                "0/5000060",
                verified.map(passed -> new Backup.Verification(THEN.plusSeconds(60), passed)),
                false,
                List.of(new Backup.Copy(
                        group(number), "reflink", "host", "fast", List.of("/data -> /slb/" + group(number)))));
    }

    static StoredBackup stored(Backup backup) {
        return new StoredBackup(backup, "{\"layout\":[]}", true);
    }

    /** A name of eight letters and digits. */
    static String group(long number) {
        return String.format("G%07d", number);
    }

    static JournalEntry entry(long run, JournalEntry.Kind kind, String step) {
        return new JournalEntry(RunId.of(run), THEN, kind, step, group(run), "{\"n\":1}");
    }

    static Evidence evidence(long backup) {
        return new Evidence(
                BackupId.of(backup),
                true,
                "held throughout",
                List.of(new Evidence.Fact("guard", "held for", "12 ms"), new Evidence.Fact("G1", "skew", "3 us")));
    }

    static StoredSetup setup(String profile, String fingerprint) {
        return new StoredSetup(new SetupReport(profile, THEN, true, FINDINGS), fingerprint);
    }
}
