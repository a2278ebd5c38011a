package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.api.SystemStatus;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.RefusedEdit;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.manager.internal.rig.TestReference;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.manager.internal.schedule.MissedRun;
import org.copyblade.system.memory.MemorySystem;
import org.copyblade.system.memory.SystemFaults;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.Suspendable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a system red, and what ends that. */
class StatusFlowTest {

    private static final Map<String, String> REFUSED = Map.of("mirrored.target", "allow");

    private static final String UNKNOWN_KEY = "X-CONFIG unknown key 'hosst'\nHINT: known keys are host, port";
    private static final String LAST_GOOD =
            "a change of its configuration is refused, and the last good one stays in force until the next start: ";

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private SystemStatus status() throws Exception {
        return rig.systems().list().get(0);
    }

    private BackupId backUp() throws Exception {
        return CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
    }

    private Run restore(BackupId id, boolean undo) throws Exception {
        return rig.ended(rig.restores().start(id, undo));
    }

    private Run restoreHalf(BackupId id, boolean undo) throws Exception {
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = restore(id, undo);
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        return failed;
    }

    @Test
    void whetherThereIsASystem_isKnownWithoutAskingHowAllOfThemAre() {
        int before = rig.catalog.goodAsked();

        assertThatThrownBy(() -> rig.systems().analyze("shop"))
                .isInstanceOf(CopybladeException.class)
                .hasMessageContaining("there is no system 'shop'; there are bank");
        assertThat(rig.catalog.goodAsked()).isEqualTo(before);
    }

    @Test
    void restoreThatCopiedBackAndFailed_isRed_untilItsUndoIsThrough() throws Exception {
        BackupId id = backUp();
        assertThat(status().isRed()).as("control").isFalse();

        Run failed = restoreHalf(id, true);

        assertThat(status().isRed()).isTrue();
        assertThat(status().problem())
                .startsWith("restore " + failed.id() + " of backup " + id + " did not come to its end: DCM-")
                .endsWith("; run slb:restore " + id + " --yes again, or slb:undo " + failed.id() + " --yes");

        CrashScene.complete(rig.ended(rig.restores().undo(failed.id())));
        assertThat(status().isRed()).isFalse();
    }

    @Test
    void restoreThatFailed_isRed_alsoBehindOneThatWasRefused_andWhenItsProfileIsGone() throws Exception {
        BackupId id = backUp();
        BackupId gone = backUp();
        Run failed = restoreHalf(id, false);
        mark(gone);
        assertThat(restore(gone, false).outcome()).contains(Outcome.REFUSED);

        assertThat(status().problem())
                .startsWith("restore " + failed.id())
                .endsWith("; run slb:restore " + id + " --yes again");

        rig.options.clear();
        assertThat(status().problem()).startsWith("restore " + failed.id());
    }

    @Test
    void restoreThatCannotBeRepeated_pointsToOthers() throws Exception {
        BackupId id = backUp();
        restoreHalf(id, false);
        mark(id);

        assertThat(status().problem()).endsWith("; run slb:restore with another backup of slb:list --usable");
    }

    @Test
    void undoThatFailed_isRed_untilItIsRepeated() throws Exception {
        BackupId id = backUp();
        Run restore = CrashScene.complete(restore(id, true));
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = rig.ended(rig.restores().undo(restore.id()));

        assertThat(status().problem())
                .startsWith("undo " + failed.id() + " of backup ")
                .endsWith("; run slb:undo " + restore.id() + " --yes again");

        CrashScene.complete(rig.ended(rig.restores().undo(restore.id())));
        assertThat(status().isRed()).isFalse();
    }

    @Test
    void restoreThatFailedBeforeItCopiedBack_isRed_untilTheSystemIsBackedUp() throws Exception {
        BackupId id = backUp();
        rig.server.faults().next(SystemFaults.Step.BAR, SystemFaults.Fault.REFUSED);
        Run failed = restore(id, false);
        assertThat(failed.outcome()).contains(Outcome.FAILED);

        assertThat(status().isRed()).isTrue();
        assertThat(status().problem())
                .startsWith("restore " + failed.id() + " of backup " + id + " failed before anything was copied back: ")
                .endsWith(
                        "; run system:analyze bank to see whether it runs, then restore again, or take a backup if none"
                                + " is wanted");

        backUp();
        assertThat(status().isRed()).isFalse();
    }

    @Test
    void backupRefusedWithOptionsOfItsOwn_saysNothingOfTheProfile() throws Exception {
        backUp();
        Run refused = rig.backUp(REFUSED);
        assertThat(refused.outcome()).as(refused.message()).contains(Outcome.REFUSED);

        assertThat(status().isRed()).as(status().problem()).isFalse();
    }

    /** The control: the profile itself is refused, as its schedule starts it. */
    @Test
    void backupRefusedWithTheOptionsOfItsProfile_isRed() throws Exception {
        backUp();
        rig.options.putAll(REFUSED);
        Run refused = rig.backUp(Map.of());
        assertThat(refused.outcome()).as(refused.message()).contains(Outcome.REFUSED);

        assertThat(status().problem())
                .startsWith("the newest run " + refused.id() + " of profile 'bank' ended REFUSED: ");
    }

    @Test
    void failureOfTheProfile_staysRed_behindARefusalOfOptions() throws Exception {
        backUp();
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.REFUSED);
        Run failed = rig.backUp(Map.of());
        rig.backUp(REFUSED);

        assertThat(status().problem())
                .startsWith("the newest run " + failed.id() + " of profile 'bank' ended FAILED: ");
    }

    @Test
    void editThatTheAdapterRefuses_isRed_untilItIsPutRight() throws Exception {
        backUp();
        AtomicReference<Optional<String>> refused = new AtomicReference<>(Optional.of(UNKNOWN_KEY));
        rig.cover(saying(ProtectedSystem.class, org.copyblade.system.spi.RefusedEdit.class, refused::get));

        assertThat(status().problem()).isEqualTo(LAST_GOOD + UNKNOWN_KEY.replace("\nHINT:", ";"));

        refused.set(Optional.empty());
        assertThat(status().isRed()).as(status().problem()).isFalse();
    }

    @Test
    void editThatTheAdapterRefuses_hidesNothing() throws Exception {
        Run failed = restoreHalf(backUp(), false);
        rig.cover(saying(
                ProtectedSystem.class, org.copyblade.system.spi.RefusedEdit.class, () -> Optional.of(UNKNOWN_KEY)));

        assertThat(status().problem()).startsWith("restore " + failed.id()).contains(" again; " + LAST_GOOD);
    }

    @Test
    void editThatABladeRefuses_isTold_untilItIsPutRight_andABladeThatThrowsHidesNoOther() throws Exception {
        assertThat(rig.systems().configurationTroubles()).isEmpty();
        AtomicReference<Optional<String>> refused = new AtomicReference<>(Optional.of(UNKNOWN_KEY));
        rig.blades().addBlade(reference("broken"), saying(CopyBlade.class, RefusedEdit.class, () -> {
            throw new IllegalStateException("broken by the test");
        }));
        rig.blades().addBlade(reference("ds8k1"), saying(CopyBlade.class, RefusedEdit.class, refused::get));

        assertThat(rig.systems().configurationTroubles())
                .containsExactly(new ConfigurationTrouble(
                        "flashcopy@ds8k1", "blade", LAST_GOOD + UNKNOWN_KEY.replace("\nHINT:", ";")));

        refused.set(Optional.empty());
        assertThat(rig.systems().configurationTroubles()).isEmpty();
    }

    @Test
    void profileThatIsRefused_isRed_alsoWithoutALastGoodText() throws Exception {
        backUp();
        rig.refusedProfiles.add(new RefusedProfile("bank", "bank", true, "DCM-1002 'generations' is 'x'"));
        assertThat(status().problem())
                .isEqualTo("profile 'bank' is refused, and its last good text stays in force: DCM-1002 'generations' is"
                        + " 'x'");

        rig.options.clear();
        rig.refusedProfiles.set(0, new RefusedProfile("night", "shop", false, "DCM-1001 nobody reads 'x'"));
        SystemStatus shop = rig.systems().list().get(1);
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.isRed()).isTrue();
        assertThat(shop.problem())
                .endsWith("; profile 'night' is refused, and no backup is taken with it: DCM-1001 nobody reads 'x'");
        assertThat(rig.systems().configurationTroubles()).isEmpty();

        rig.refusedProfiles.set(0, new RefusedProfile("night", "", false, "DCM-1001 nobody reads 'x'"));
        assertThat(rig.systems().configurationTroubles())
                .extracting(ConfigurationTrouble::name, ConfigurationTrouble::kind)
                .containsExactly(tuple("night", "profile"));
    }

    @Test
    void newestGoodBackupThatIsTooOld_isOverdue_untilThereIsANewerOne() throws Exception {
        BackupId id = backUp();
        shows(id, Instant.now().minus(Duration.ofHours(5)));
        assertThat(status().overdue()).as("nothing is promised").isZero();

        rig.options.put("overdue.after.hours", "6");
        assertThat(status().overdue()).isZero();
        assertThat(status().isRed()).isFalse();

        rig.otherProfiles.put("hourly", Map.of("system", "bank", "blade", "memory", "overdue.after.hours", "2"));
        assertThat(status().overdue()).isCloseTo(Duration.ofHours(3), Duration.ofMinutes(1));
        assertThat(status().isRed()).isTrue();

        BackupId newer = backUp();
        assertThat(status().overdue()).isZero();
        assertThat(status().lastGood()).isEqualTo(rig.backups().get(newer).pointInTime());
        assertThat(status().isRed()).isFalse();
    }

    @Test
    void systemThatWasNeverBackedUp_isOverdueFromTheFirstMoment() throws Exception {
        rig.options.put("overdue.after.hours", "26");

        assertThat(status().lastGood()).isEmpty();
        assertThat(status().isRed()).isTrue();
    }

    @Test
    void scheduledStartThatWasMissed_isRed_untilThereIsANewerGoodBackup() throws Exception {
        backUp();
        Instant due = Instant.now();
        rig.missedRuns.add(new MissedRun("gone", due, "the platform was not running"));
        assertThat(status().isRed()).as("of a profile that is gone").isFalse();

        rig.missedRuns.add(new MissedRun("bank", due, "the platform was not running"));
        assertThat(status().problem())
                .isEqualTo(
                        "profile 'bank' was not started at " + Moments.shown(due) + ": the platform was not running");

        backUp();
        assertThat(status().isRed()).as(status().problem()).isFalse();
    }

    @Test
    void nextRun_isTheEarliestOfAllProfiles() throws Exception {
        assertThat(status().nextRun()).isEmpty();

        rig.options.putAll(Map.of("schedule", "0 0 1 1 *", "schedule.zone", "UTC"));
        Map<String, String> hourly = Map.of("system", "bank", "blade", "memory", "schedule", "0 * * * *");
        rig.otherProfiles.put("hourly", hourly);
        Instant next = status().nextRun().orElseThrow();
        assertThat(next).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));

        rig.otherProfiles.clear();
        assertThat(status().nextRun().orElseThrow().atZone(ZoneOffset.UTC).getDayOfYear())
                .isOne();
    }

    /** By its own processes, or by the storage that holds its writes. */
    @ParameterizedTest
    @ValueSource(strings = {"log-suspend", "storage"})
    void systemThatIsHeldNow_isShown_andAsLongOnly(String consistency) throws Exception {
        rig.close();
        ManagerRig pairs = new ManagerRig(Behaviour.pairs("array").withHoldTimer(Duration.ofSeconds(15)));
        try {
            List<SystemStatus> inside = new ArrayList<>();
            pairs.points().when("before blade.establish", () -> inside.add(statusOf(pairs)));
            Run run = CrashScene.complete(pairs.backUp(Map.of("consistency", consistency)));

            assertThat(inside).singleElement().satisfies(held -> {
                assertThat(held.suspended()).isTrue();
                assertThat(held.running()).contains(run.id());
                assertThat(held.isRed()).as("a run will end it").isFalse();
            });
            assertThat(statusOf(pairs).suspended()).isFalse();
        } finally {
            pairs.close();
        }
    }

    /** The control: nobody is held where the storage has one instant for all. */
    @Test
    void systemThatNothingHolds_isNotShownAsSuspended() throws Exception {
        List<SystemStatus> inside = new ArrayList<>();
        rig.points().when("before blade.establish", () -> inside.add(statusOf(rig)));
        CrashScene.complete(rig.backUp(Map.of("consistency", "storage")));

        assertThat(inside).extracting(SystemStatus::suspended).containsExactly(false);
    }

    private static SystemStatus statusOf(ManagerRig rig) {
        try {
            return rig.systems().list().get(0);
        } catch (CopybladeException e) {
            throw new IllegalStateException(e);
        }
    }

    private void shows(BackupId id, Instant instant) throws Exception {
        StoredBackup stored = rig.catalog.backup(id).orElseThrow();
        Backup older = stored.backup().withWindow(Optional.of(instant), OptionalLong.empty());
        rig.catalog.commit(List.of(new Change.SaveBackup(new StoredBackup(older, stored.body(), true))));
    }

    @Test
    void analysis_saysOfABladeThatDoesNotAnswer_thatItIsUnknownWhatItCouldCopy() throws Exception {
        assertThat(rig.systems().analyze("bank").dataSets())
                .allSatisfy(dataSet -> assertThat(dataSet.blades()).containsExactly("memory@array"));

        rig.storage.faults().always(Faults.Step.LOCATE, Faults.Fault.REFUSED);
        SystemAnalysis analysis = rig.systems().analyze("bank");

        assertThat(analysis.dataSets()).isNotEmpty().allSatisfy(dataSet -> assertThat(dataSet.blades())
                .containsExactly("memory@array (unknown)"));
        assertThat(analysis.findings()).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.subject()).isEqualTo("memory@array");
            assertThat(finding.text()).startsWith("does not say what it could copy: ");
        });
    }

    private static TestReference<CopyBlade> reference(String endpoint) {
        return new TestReference<>(
                2_000 + endpoint.length(), Map.of("blade", "flashcopy", "endpoint", endpoint, "version", "1"));
    }

    /** A service that can do nothing but say which edit it has refused; the rest goes to nobody. */
    private <T> T saying(Class<T> service, Class<?> ability, Supplier<Optional<String>> refused) {
        MemorySystem behind = new MemorySystem(rig.server);
        return service.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {service, ability, Suspendable.class, Restorable.class, BackupMode.class},
                (proxy, method, arguments) ->
                        method.getName().equals("refusedEdit") ? refused.get() : method.invoke(behind, arguments)));
    }

    /** Nothing can restore this backup any more. */
    private void mark(BackupId id) throws Exception {
        StoredBackup stored = rig.catalog.backup(id).orElseThrow();
        rig.catalog.commit(List.of(new Change.SaveBackup(new StoredBackup(
                stored.backup().withState(Backup.State.UNUSABLE, "marked by the test"), stored.body(), true))));
    }
}
