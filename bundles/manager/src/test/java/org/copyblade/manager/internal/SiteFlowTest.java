package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a profile asks for around a backup: commands of the site, notification, protection, the wait for the copy. */
class SiteFlowTest {
    /** From one point where the manager dies to the next that is tried. */
    private static final int STRIDE = Boolean.getBoolean("copyblade.matrix") ? 2 : 8;

    @TempDir
    Path work;

    private ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private Path said;

    @BeforeEach
    void commands() {
        said = work.resolve("said");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private String say(String text) {
        return "echo \"" + text + "\" >> " + said;
    }

    private List<String> said() throws IOException {
        return Files.exists(said) ? Files.readAllLines(said) : List.of();
    }

    @Test
    void commands_runBeforeAndAfter_withTheFactsOfTheRun() throws Exception {
        rig.options.put(
                "command.before", say("before $COPYBLADE_PROFILE $COPYBLADE_RUN $COPYBLADE_OUTCOME$COPYBLADE_BACKUP"));
        rig.options.put(
                "command.after", say("after $COPYBLADE_OWNER $COPYBLADE_BACKUP $COPYBLADE_OUTCOME") + "; echo done");
        rig.options.put("owner", "dba team");
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(said())
                .containsExactly(
                        "before bank " + run.id() + " ",
                        "after dba team " + run.backup().orElseThrow() + " COMPLETE");
        assertThat(run.findings())
                .contains(
                        new Finding(0, Finding.Severity.NOTE, "command.before", "it ended well", ""),
                        new Finding(0, Finding.Severity.NOTE, "command.after", "it ended well: done", ""));
    }

    @Test
    void aFailingBefore_refusesTheRun_beforeAnythingIsBegun_andAfterFollows() throws Exception {
        rig.options.put("command.before", "echo no room; exit 3");
        rig.options.put("command.after", say("after $COPYBLADE_OUTCOME"));
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(run.message())
                .isEqualTo("DCM-3008 cannot back up 'bank': command.before failed, it ended with status 3: no room");
        assertThat(run.backup()).isEmpty();
        assertThat(said()).containsExactly("after REFUSED");
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void aFailingAfter_isAWarning_andSpoilsNothing() throws Exception {
        rig.options.put("command.after", "exit 9");
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).contains(Outcome.COMPLETE);
        assertThat(run.findings())
                .contains(new Finding(
                        0,
                        Finding.Severity.WARNING,
                        "command.after",
                        "it ended with status 9",
                        "its output is in the log of Copyblade"));
    }

    /** Killed before and after every durable write and call of a backup: what was to follow follows once at least. */
    @Test
    void afterACrashAnywhere_theNextStartRunsWhatIsOwed() throws Exception {
        rig.options.put("command.before", say("before"));
        rig.options.put("command.after", say("after"));
        rig.options.put("generations", "90");
        rig.backUp(Map.of());
        List<CrashPoints.Point> points = rig.points().trace();
        assertThat(points).hasSizeGreaterThan(20);
        for (int i = 0; i < points.size(); i += STRIDE) {
            CrashPoints.Point point = points.get(i);
            Files.deleteIfExists(said);
            rig.close();
            rig.restart(CrashPoints.at(point, () -> {}));
            try {
                rig.backups().start(ManagerRig.SYSTEM, Map.of());
            } catch (CopybladeException | CrashPoints.Dead died) {
                assertThat(rig.points().isDead()).as(died.toString()).isTrue();
            }
            rig.settle();
            rig.close();
            rig.restart(CrashPoints.none());
            rig.settle();
            if (said().contains("before")) {
                assertThat(said()).as(point.name()).contains("after");
            }
        }
    }

    @Test
    void somebodyIsTold_ofWhatTheProfileNames_andOfNothingElse() throws Exception {
        rig.options.put("notify.command", say("$COPYBLADE_EVENT $COPYBLADE_KIND $COPYBLADE_RUN: $COPYBLADE_MESSAGE"));
        rig.backUp(Map.of());
        rig.options.put("command.before", "exit 1");
        Run refused = rig.backUp(Map.of());
        await(1);
        assertThat(said()).containsExactly("failure BACKUP " + refused.id() + ": " + refused.message());

        rig.options.put("notify.on", "success,warning");
        rig.backUp(Map.of());
        rig.options.remove("command.before");
        Run good = rig.backUp(Map.of());
        await(2);
        rig.options.put("command.after", "exit 1");
        Run warned = rig.backUp(Map.of());
        await(3);
        assertThat(said().subList(1, 3))
                .containsExactly(
                        "success BACKUP " + good.id() + ": " + good.message(),
                        "warning BACKUP " + warned.id() + ": " + warned.message());
    }

    private void await(int lines) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (said().size() < lines) {
            assertThat(end - System.nanoTime()).as("told of %s", said()).isPositive();
            Thread.sleep(5);
        }
    }

    @Test
    void aProtectedGeneration_keepsItsBackup_fromTheNextAndFromRetention() throws Exception {
        rig.options.put("generations", "3");
        BackupId first = rig.backUp(Map.of()).backup().orElseThrow();
        rig.options.put("protected.generations", "1");
        rig.options.put("keep.count", "1");
        for (int i = 0; i < 4; i++) {
            Run run = rig.backUp(Map.of());
            assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        }
        assertThat(rig.backups().get(first).state()).isEqualTo(Backup.State.COMPLETE);

        rig.options.remove("keep.count");
        rig.options.put("protected.generations", "1, 2, 3, 7");
        Run run = rig.backUp(Map.of("overwrite.last", "true"));
        for (int i = 0; i < 3 && run.outcome().equals(Optional.of(Outcome.COMPLETE)); i++) {
            run = rig.backUp(Map.of("overwrite.last", "true"));
        }
        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(run.findings())
                .extracting(Finding::subject, Finding::text)
                .contains(
                        tuple("protected.generations", "[1, 2, 3, 7] are protected"),
                        tuple("protected.generations", "names generation 7, and there are 3"));
        assertThat(rig.backups().get(first).state()).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void theRunWaitsForTheBackgroundCopy_andSaysWhenItDidNotEnd() throws Exception {
        Run shared = rig.backUp(Map.of("background.wait.s", "600"));
        assertThat(shared.findings())
                .extracting(Finding::text)
                .anyMatch(
                        text -> text.endsWith("shares data with its source for ever, so there is nothing to wait for"));

        rig.close();
        rig = new ManagerRig(Behaviour.pairs("array"));
        Run copied =
                rig.backUp(Map.of("consistency", "storage", "suspend.limit.ms", "120000", "background.wait.s", "600"));
        assertThat(copied.outcome()).as(copied.message()).contains(Outcome.COMPLETE);
        assertThat(copied.findings())
                .filteredOn(finding -> finding.subject().equals("background.wait.s"))
                .isEmpty();
    }

    /** That a copy which ends in time is not spoken of is said above. */
    @Test
    void backgroundCopyThatOutlastsTheWait_isAWarningOfACompleteBackup() throws Exception {
        rig.close();
        rig = new ManagerRig(Behaviour.pairs("array").withBackgroundCopy(Duration.ofDays(1)));
        Run run = rig.backUp(Map.of("background.wait.s", "1"));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.findings())
                .filteredOn(finding -> finding.subject().equals("background.wait.s"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.text()).endsWith("is at 0 % after the limit");
                });
        assertThat(rig.backups().get(run.backup().orElseThrow()).state()).isEqualTo(Backup.State.COMPLETE);
    }
}
