package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults.Fault;
import org.copyblade.system.memory.SystemFaults.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recovery control of a system is told of each COMPLETE backup once, and no backup depends on it. */
class RegisterFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @BeforeEach
    void load() {
        rig.options.put("register", "true");
        rig.server.commit();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private ManagerRig withANewCatalog() {
        ManagerRig empty = new ManagerRig(rig.storage, rig.server);
        empty.options.put("register", "true");
        empty.options.put("generations", "9");
        return empty;
    }

    /** The journal that says that it was told is lost with the catalog. */
    @Test
    void backupTakenBackFromALostCatalog_isForgottenBeforeItsCopiesGo() throws Exception {
        BackupId first = complete(rig.backUp(Map.of()));
        BackupId second = complete(rig.backUp(Map.of()));
        ManagerRig empty = withANewCatalog();
        try {
            empty.reconciliation().reconcile(true);
            assertThat(empty.ended(empty.backups().delete(first)).outcome()).contains(Outcome.COMPLETE);
            assertThat(rig.server.registered()).containsExactly(second.value());
        } finally {
            empty.close();
        }
    }

    /** Neither the run that has the number of its own now nor its new number tells anything of it. */
    @Test
    void backupTakenBackUnderAnotherNumber_isForgottenUnderThatWhichWasTold() throws Exception {
        BackupId first = complete(rig.backUp(Map.of()));
        BackupId second = complete(rig.backUp(Map.of()));
        ManagerRig empty = withANewCatalog();
        try {
            assertThat(complete(empty.backUp(Map.of("consistency", "storage", "register", "false"))))
                    .isEqualTo(first);
            empty.reconciliation().reconcile(true);
            BackupId renamed = empty.backups().list(BackupQuery.NEWEST).get(2).id();
            assertThat(renamed.value()).isEqualTo("B3");
            assertThat(empty.ended(empty.backups().delete(renamed)).outcome()).contains(Outcome.COMPLETE);
            assertThat(rig.server.registered()).containsExactly(second.value());
        } finally {
            empty.close();
        }
    }

    @Test
    void completeBackup_isRegisteredWhenAskedFor() throws Exception {
        BackupId id = complete(rig.backUp(Map.of()));
        complete(rig.backUp(Map.of("register", "false")));

        assertThat(rig.server.registered()).containsExactly(id.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSED", "LOST_REPLY"})
    void registrationThatFails_isAWarning(String fault) throws Exception {
        rig.server.faults().next(Step.REGISTER, Fault.valueOf(fault));

        Run run = rig.backUp(Map.of());

        complete(run);
        assertThat(run.findings())
                .anyMatch(finding -> finding.severity() == Finding.Severity.WARNING
                        && finding.text().contains("the recovery control of bank was not told of all of it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before system.register", "after system.register"})
    void managerThatDies_tellsOnceAllTheSame(String moment) throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(new Point(moment, 1), () -> rig.server.managerDied()));
        rig.settle();
        rig.backups().start(ManagerRig.SYSTEM, Map.of());
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();

        rig.restart(CrashPoints.none());
        rig.settle();

        List<Backup> backups = rig.backups().list(BackupQuery.NEWEST);
        assertThat(backups).extracting(Backup::state).containsExactly(Backup.State.COMPLETE);
        assertThat(rig.server.registered()).containsExactly(backups.get(0).id().value());
    }

    @Test
    void backupThatLosesItsGeneration_isForgottenBeforeItsCopiesGo() throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        BackupId first = complete(rig.backUp(Map.of()));

        BackupId second = complete(rig.backUp(Map.of()));

        assertThat(rig.server.registered()).containsExactly(second.value());
        assertThat(rig.backups().get(first).state()).isEqualTo(Backup.State.OVERWRITTEN);
    }

    /** Negative control of the one above: who cannot make it forget must leave the copies where they are. */
    @Test
    void backupThatTheRecoveryControlStillNames_keepsItsCopies_untilItForgets() throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        BackupId first = complete(rig.backUp(Map.of()));
        rig.server.faults().next(Step.DEREGISTER, Fault.REFUSED);

        Run refused = rig.backUp(Map.of());

        assertThat(refused.outcome()).contains(Outcome.FAILED);
        assertThat(refused.message()).contains("take backup " + first.value() + " out of the recovery control of bank");
        assertThat(rig.server.registered()).containsExactly(first.value());
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).contains(first);

        BackupId next = complete(rig.backUp(Map.of()));

        assertThat(rig.server.registered()).containsExactly(next.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"before system.deregister", "after system.deregister"})
    void managerThatDiesWhileABackupIsForgotten_leavesNoNameOfACopyThatIsGone(String moment) throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        complete(rig.backUp(Map.of()));
        rig.close();
        rig.restart(CrashPoints.at(new Point(moment, 1), () -> rig.server.managerDied()));
        rig.settle();
        rig.backups().start(ManagerRig.SYSTEM, Map.of());
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();

        rig.restart(CrashPoints.none());
        rig.settle();
        BackupId last = complete(rig.backUp(Map.of()));

        assertThat(rig.server.registered()).containsExactly(last.value());
    }

    /** Negative control of the refusal above: where nobody can make it forget, nobody has to wait for that. */
    @Test
    void adapterThatCannotMakeItForget_letsTheCopiesGo_andSaysWhatIsToBeTakenOutByHand() throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        BackupId first = complete(rig.backUp(Map.of()));
        rig.forgetful = false;
        rig.upgradeSystem();

        Run run = rig.backUp(Map.of());

        BackupId second = complete(run);
        assertThat(rig.server.registered()).containsExactly(first.value(), second.value());
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).doesNotContain(first);
        assertThat(run.findings())
                .filteredOn(finding -> finding.hint().startsWith("take them out of"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.text())
                            .matches(
                                    "its copies are gone or going, but the recovery control of bank may still name them, for the"
                                            + " adapter cannot take them out: copies of \\S+Z of data-0, data-1");
                    assertThat(finding.hint())
                            .isEqualTo(
                                    "take them out of the recovery control by hand, before anybody recovers from them");
                });
    }

    @Test
    void deletionOfABackup_isNotHeldUpByAnAdapterThatCannotMakeItForget() throws Exception {
        BackupId first = complete(rig.backUp(Map.of()));
        complete(rig.backUp(Map.of()));
        rig.forgetful = false;
        rig.upgradeSystem();

        Run run = rig.ended(rig.backups().delete(first));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.findings()).extracting(Finding::subject).containsExactly(first.value());
        assertThat(rig.backups().get(first).state()).isEqualTo(Backup.State.DELETED);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }

    private static BackupId complete(Run run) throws CopybladeException {
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    /** Somebody may recover by what it names, so it forgets before the copies go, whoever withdraws them. */
    @Test
    void reconciliation_makesItForgetWhatItWithdraws() throws Exception {
        BackupId id = complete(rig.backUp(Map.of()));
        complete(rig.backUp(Map.of()));
        rig.server.faults().next(Step.DEREGISTER, Fault.REFUSED);
        assertThat(rig.ended(rig.backups().delete(id)).outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.registered()).contains(id.value());

        rig.reconciliation().reconcile(true);

        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
        assertThat(rig.server.registered()).doesNotContain(id.value());
    }

    @Test
    void undoCopy_isNotRegistered() throws Exception {
        BackupId id = complete(rig.backUp(Map.of()));

        assertThat(rig.ended(rig.restores().start(id, true)).outcome()).contains(Outcome.COMPLETE);

        assertThat(rig.server.registered()).containsExactly(id.value());
    }

    private long timesForgotten(Run run) {
        return rig.catalog.journal(run.id()).stream()
                .filter(entry -> entry.kind() == JournalEntry.Kind.OUTCOME)
                .filter(entry -> entry.step().equals("deregister"))
                .count();
    }

    /** A copy that nobody can end yet stays for many nights, and its backup is forgotten once. */
    @Test
    void backupThatIsForgotten_isNotForgottenAgainEachNight_whileItsCopyStays() throws Exception {
        rig.options.put("generations", "9");
        BackupId id = complete(rig.backUp(Map.of()));
        complete(rig.backUp(Map.of()));
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        rig.server.faults().next(Step.DEREGISTER, Fault.REFUSED);
        Run refused = rig.ended(rig.backups().delete(id));
        assertThat(timesForgotten(refused)).as("who did not forget").isZero();
        rig.storage.faults().clear();
        rig.storage.secure(Optional.of(Instant.parse("2031-05-06T07:08:09Z")));

        Run night = rig.backUp(Map.of());
        assertThat(timesForgotten(night)).isEqualTo(1);
        assertThat(rig.server.registered()).doesNotContain(id.value());
        Run next = rig.backUp(Map.of());
        complete(next);
        assertThat(timesForgotten(next)).isZero();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).containsExactly(id);

        rig.storage.secure(Optional.empty());
        assertThat(timesForgotten(rig.backUp(Map.of()))).isZero();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }

    private static List<Finding> byHand(Run run) {
        return run.findings().stream()
                .filter(finding -> finding.hint().startsWith("take them out of"))
                .toList();
    }

    /** Its copy stays for many nights, and who is to take it out by hand is told once; the backup shows it for as long as it is so. */
    @Test
    void backupThatIsLeftToAnOperator_isToldOfOnce_untilTheAdapterCanForget() throws Exception {
        rig.options.put("generations", "9");
        BackupId id = complete(rig.backUp(Map.of()));
        complete(rig.backUp(Map.of()));
        rig.forgetful = false;
        rig.upgradeSystem();
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);

        Run deletion = rig.ended(rig.backups().delete(id));

        assertThat(byHand(deletion)).hasSize(1);
        String why = rig.backups().get(id).reason();
        assertThat(why).endsWith("; the recovery control of bank may still name it");
        rig.storage.faults().clear();
        rig.storage.secure(Optional.of(Instant.parse("2031-05-06T07:08:09Z")));
        for (int night = 0; night < 2; night++) {
            Run run = rig.backUp(Map.of());
            complete(run);
            assertThat(byHand(run)).as("night " + night).isEmpty();
            assertThat(timesForgotten(run)).isZero();
        }
        assertThat(rig.backups().get(id).reason()).isEqualTo(why);

        rig.forgetful = true;
        rig.upgradeSystem();
        assertThat(timesForgotten(rig.backUp(Map.of()))).isEqualTo(1);
        assertThat(rig.server.registered()).doesNotContain(id.value());
        assertThat(why).startsWith(rig.backups().get(id).reason() + "; ");
    }

    /** The recovery control that came back with a restore may name it again. */
    @Test
    void backupThatIsForgotten_isForgottenAgainAfterARestore() throws Exception {
        rig.options.put("generations", "9");
        BackupId id = complete(rig.backUp(Map.of()));
        BackupId younger = complete(rig.backUp(Map.of()));
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        rig.ended(rig.backups().delete(id));
        rig.storage.faults().clear();

        Run restore = rig.ended(rig.restores().start(younger, false));

        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        assertThat(timesForgotten(restore)).isEqualTo(1);
        assertThat(rig.server.registered()).doesNotContain(id.value());
    }
}
