package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.Outcome;
import org.copyblade.api.Reconciliation;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Dead;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.manager.internal.rig.MemoryCopier;
import org.copyblade.manager.internal.rig.RestingDead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Single data sets out of a backup: what comes out, what is refused, and what every death of the manager leaves. */
@ExtendWith(RestingDead.class)
class ExtractFlowTest {

    private static final String LOG = "bank-log";

    /** More calls than any other step of a run is repeated. */
    private static final int SILENCE = 20;

    private ManagerRig rig;
    private BackupId id;

    /** What the data set held when the backup was taken. */
    private Map<String, String> then;

    @AfterEach
    void close() {
        if (rig != null) {
            rig.storage.faults().clear();
            rig.close();
        }
    }

    private void ready() throws Exception {
        rig = new ManagerRig(Behaviour.snapshots("array"));
        rig.close();
        rig.copies = true;
        rig.restart(CrashPoints.none());
        commit(10);
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        id = run.backup().orElseThrow();
        then = MemoryCopier.content(rig.storage, rig.storage.path(LOG));
        commit(7);
        assertThat(MemoryCopier.content(rig.storage, rig.storage.path(LOG)))
                .as("the control: today's content is another")
                .isNotEqualTo(then);
    }

    private void commit(int records) {
        for (int i = 0; i < records; i++) {
            rig.server.commit();
        }
    }

    private ExtractOrder order(String as, String... dataSets) {
        return new ExtractOrder(id, List.of(dataSets), as, List.of("WORK01"), "");
    }

    private Run extract() throws Exception {
        return rig.ended(rig.restores().extract(order("old", "log")));
    }

    private void assertHidden() {
        assertThat(rig.copier.left()).as("orders of which something is left").isEmpty();
        assertThat(rig.copier.isExposed()).as("something is still exposed").isFalse();
    }

    @Test
    void dataSet_comesOutAsItWas_whileTheSystemWorks() throws Exception {
        ready();
        rig.points().when("before copier.copy", () -> {
            assertThat(rig.server.isHeld()).isFalse();
            rig.server.commit();
        });

        Run run = extract();

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.kind()).isEqualTo(Run.Kind.EXTRACT);
        assertThat(run.message()).contains("log as old");
        assertThat(rig.copier.made()).isEqualTo(Map.of("old", then));
        assertHidden();
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void meanwhile_theBackupCanNeitherBeDeletedNorGiveWay() throws Exception {
        ready();
        rig.backUp(Map.of());
        List<Object> refused = new ArrayList<>();
        rig.points().when("before copier.copy", () -> {
            refused.add(catchThrowableOfType(
                            CopybladeException.class, () -> rig.backups().delete(id))
                    .code());
            refused.add(catchThrowableOfType(
                            CopybladeException.class, () -> rig.backups().start(ManagerRig.SYSTEM, Map.of()))
                    .code());
        });
        assertThat(extract().outcome()).contains(Outcome.COMPLETE);
        assertThat(refused).isNotEmpty().containsOnly(ErrorCode.SYSTEM_BUSY);
    }

    @Test
    void plan_changesNothing() throws Exception {
        ready();
        List<Faults.Step> before = rig.storage.faults().calls();
        ExtractPlan plan = rig.restores().planExtract(order("old", "LOG"));
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.copies()).containsExactly(new ExtractPlan.Copy("log", "old", List.of(rig.storage.path(LOG))));
        assertThat(plan.blade()).isEqualTo("copier@host");
        assertThat(rig.storage.faults().calls().subList(before.size(), before.size() + 1))
                .containsExactly(Faults.Step.QUERY);
        assertThat(rig.storage.faults().calls()).hasSize(before.size() + 1);
        assertThat(rig.copier.begun()).isZero();
    }

    @Test
    void copiesThatCannotBeHidden_areWarnedOf_andTheExtractionIsDone() throws Exception {
        ready();
        rig.storage.faults().always(Faults.Step.CONCEAL, Faults.Fault.REFUSED);
        Run run = extract();
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.copier.made()).isEqualTo(Map.of("old", then));
        assertThat(run.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(id.value());
            assertThat(finding.text()).contains("may still be shown", "MEMORY-BUSY");
        });
    }

    @Test
    void lostAnswerToHiding_isAskedForAgain() throws Exception {
        ready();
        rig.storage.faults().next(Faults.Step.CONCEAL, Faults.Fault.LOST_REPLY);
        Run run = extract();
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.findings()).isEmpty();
        assertHidden();
    }

    @Test
    void nameThatIsTaken_failsAndKeepsWhatItHolds() throws Exception {
        ready();
        rig.copier.make("old");
        Run run = extract();
        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.message()).startsWith("DCM-6012").contains("old is there already");
        assertThat(rig.copier.made().get("old")).isEqualTo(Map.of("by", "somebody else"));
        assertHidden();
    }

    @Test
    void bladeThatCannotExpose_failsBeforeAnythingIsCopied() throws Exception {
        ready();
        rig.storage.faults().always(Faults.Step.EXPOSE, Faults.Fault.REFUSED);
        Run run = extract();
        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.message()).startsWith("DCM-4002").contains("EXPOSE");
        assertThat(rig.copier.begun()).isZero();
    }

    @Test
    void ordersThatMakeNoSense_areRefusedByCode() throws Exception {
        ready();
        refused(ErrorCode.OBJECT_UNKNOWN, order("old", "ledger"));
        refused(ErrorCode.OBJECT_UNKNOWN, order("old"));
        refused(ErrorCode.OBJECT_IN_PLACE, order("", "log"));
        refused(ErrorCode.OBJECT_IN_PLACE, order("data-1", "log"));
        refused(ErrorCode.OBJECT_NAME_INVALID, order("old", "log", "data-0"));
        refused(ErrorCode.OBJECT_PLACE_INVALID, new ExtractOrder(id, List.of("log"), "old", List.of(), ""));
        refused(ErrorCode.BLADE_ABSENT, new ExtractOrder(id, List.of("log"), "old", List.of("WORK01"), "memory"));
        refused(
                ErrorCode.BACKUP_UNKNOWN,
                new ExtractOrder(BackupId.of(99), List.of("log"), "old", List.of("WORK01"), ""));
        BackupId newer = rig.backUp(Map.of()).backup().orElseThrow();
        rig.ended(rig.backups().delete(id));
        refused(ErrorCode.BACKUP_NOT_USABLE, order("old", "log"));
        id = newer;
        rig.blades().removeBlade(rig.copierReference());
        refused(ErrorCode.BLADE_ABSENT, order("old", "log"));
    }

    private void refused(ErrorCode code, ExtractOrder order) {
        assertThatThrownBy(() -> rig.restores().extract(order))
                .isInstanceOfSatisfying(
                        CopybladeException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    @Test
    void copyThatIsGoneFromTheStorage_isFoundByThePlanAndRefusedByTheRun() throws Exception {
        ready();
        var group = rig.backups().get(id).copies().get(0).group();
        withdrawBehindOurBack(group);
        assertThat(rig.restores().planExtract(order("old", "log")).isPossible()).isFalse();
        Run run = extract();
        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(rig.copier.begun()).isZero();
    }

    private void withdrawBehindOurBack(String group) throws Exception {
        MemoryBlade blade = new MemoryBlade(rig.storage);
        var policy = CopyPolicy.builder().build();
        var call = Call.within(Duration.ofSeconds(10));
        for (var copy : blade.list(policy, call)) {
            if (copy.group().filter(found -> found.value().equals(group)).isPresent()) {
                blade.withdraw(
                        new CopyGroup(
                                copy.group().orElseThrow(), List.of(CopyMember.whole("log", rig.storage.path(LOG)))),
                        copy.binding().orElseThrow(),
                        call);
            }
        }
    }

    @Test
    void cancelledBeforeTheCopierIsCalled_nothingIsCopied() throws Exception {
        ready();
        rig.points().when("before blade.expose", () -> cancelNewest());
        Run run = extract();
        assertThat(run.outcome()).contains(Outcome.CANCELLED);
        assertThat(rig.copier.begun()).isZero();
        assertHidden();
    }

    @Test
    void cancelledOnceTheCopierWasCalled_waitsForItsEnd() throws Exception {
        ready();
        rig.copier.patience(3);
        rig.points().when("after copier.copy", () -> cancelNewest());
        Run run = extract();
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.copier.made()).isEqualTo(Map.of("old", then));
        assertHidden();
    }

    private void cancelNewest() {
        try {
            rig.runs().cancel(rig.runs().list(1).get(0).id());
        } catch (CopybladeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void hostThatIsAwayWhileItsJobRuns_isAskedUntilItAnswers() throws Exception {
        ready();
        rig.copier.patience(2);
        rig.copier.unreachable(SILENCE, true);
        Run run = extract();
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.copier.begun()).isEqualTo(1);
        assertThat(rig.copier.made()).isEqualTo(Map.of("old", then));
        assertHidden();
    }

    /** The control: where nothing was begun nobody waits for long. */
    @Test
    void hostThatIsAwayFromTheStart_failsTheRun() throws Exception {
        ready();
        rig.copier.unreachable(SILENCE, false);
        Run run = extract();
        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.message()).contains("nobody answers");
        assertThat(rig.copier.begun()).isZero();
        assertHidden();
    }

    @Test
    void reconciliationWhileItIsCopied_findsNoStranger_andTakesNothingAway() throws Exception {
        ready();
        rig.options.put("blade", "memory,copier");
        List<Reconciliation.Item> items = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        rig.points().when("before copier.copy", () -> {
            left.add(rig.copier.left().size());
            items.addAll(reconciled(true));
        });

        Run run = extract();

        assertThat(left).as("the control: there was something to be found").contains(1);
        assertThat(items).isEmpty();
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.copier.made()).isEqualTo(Map.of("old", then));
        assertHidden();
        assertThat(reconciled(false)).isEmpty();
    }

    private List<Reconciliation.Item> reconciled(boolean repair) {
        try {
            return rig.reconciliation().reconcile(repair).items();
        } catch (CopybladeException e) {
            throw new IllegalStateException(e);
        }
    }

    private Run extractUnanswered() throws Exception {
        ready();
        rig.copier.deaf(true);
        Run run = extract();
        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.message())
                .contains("nobody knows what became of the request")
                .contains("a job may be left, which the next start or slb:reconcile --repair ends");
        assertThat(rig.copier.left()).hasSize(1);
        return run;
    }

    @Test
    void orderWhoseSubmissionIsNeverAnswered_isEndedByTheNextStart() throws Exception {
        extractUnanswered();
        rig.close();
        rig.copier.deaf(false);
        rig.restart(CrashPoints.none());
        rig.settle();
        assertHidden();
        assertThat(rig.catalog.ordersThatRemain()).isEmpty();
    }

    @Test
    void orderWhoseSubmissionIsNeverAnswered_isShownAndEndedByReconciliation() throws Exception {
        Run run = extractUnanswered();
        assertThat(reconciled(true))
                .singleElement()
                .matches(item -> item.action().isEmpty() && item.what().contains("nobody knows"));
        rig.copier.deaf(false);
        rig.options.put("blade", "memory,copier");
        List<Reconciliation.Item> shown = List.of(new Reconciliation.Item(
                "fence of " + rig.copier.left().iterator().next(),
                "a leftover of run " + run.id() + ", which copied data sets",
                "withdraw it"));
        assertThat(reconciled(false)).isEqualTo(shown);
        assertThat(rig.copier.left()).hasSize(1);
        assertThat(reconciled(true)).isEqualTo(shown);
        assertHidden();
        assertThat(reconciled(false)).isEmpty();
    }

    @Test
    void managerThatStopsWhileTheCopierIsGone_leavesTheCopyToTheNext() throws Exception {
        ready();
        rig.copier.patience(Integer.MAX_VALUE);
        rig.restores().extract(order("old", "log"));
        await().atMost(Duration.ofMinutes(1)).until(() -> rig.copier.begun() > 0);
        rig.blades().removeBlade(rig.copierReference());
        rig.close();
        assertThat(rig.catalog.openRuns()).hasSize(1);
        rig.copier.patience(1);
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(rig.runs().list(1).get(0).outcome()).contains(Outcome.COMPLETE);
        assertHidden();
    }

    @Test
    void managerThatStops_leavesTheCopyToTheNext() throws Exception {
        ready();
        rig.copier.patience(Integer.MAX_VALUE);
        rig.restores().extract(order("old", "log"));
        await().atMost(Duration.ofMinutes(1)).until(() -> rig.copier.begun() > 0);
        rig.close();
        assertThat(rig.catalog.openRuns()).hasSize(1);
        rig.copier.patience(1);
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(rig.runs().list(1).get(0).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.copier.made()).isEqualTo(Map.of("old", then));
        assertHidden();
    }

    /** At each point: whoever comes after goes on or gives up, nothing stays exposed, and no second job is ever begun. */
    @Test
    void deathAtEveryPoint_isSettled() throws Exception {
        List<Point> points = points();
        assertThat(points).extracting(Point::name).contains("before copier.copy", "after blade.conceal");
        int completed = 0;
        for (Point point : points) {
            if (settles(point) == Outcome.COMPLETE) {
                completed++;
            }
        }
        assertThat(completed).as("deaths after which the copy was made").isBetween(1, points.size() - 1);
    }

    private List<Point> points() throws Exception {
        ready();
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        int before = rig.points().trace().size();
        rig.restores().extract(order("old", "log"));
        rig.settle();
        List<Point> trace = rig.points().trace();
        rig.close();
        // Reading what there is changes nothing, so that a death there is none of the run.
        return trace.subList(before, trace.size()).stream()
                .filter(point -> !point.name()
                        .matches(".*catalog[.](run|runs|openRuns|backup|journal|next|order|ordersThatRemain)"))
                .toList();
    }

    private Outcome settles(Point point) throws Exception {
        ready();
        rig.close();
        rig.restart(CrashPoints.at(point, rig.server::managerDied));
        rig.settle();
        try {
            rig.restores().extract(order("old", "log"));
            rig.settle();
        } catch (Dead | CopybladeException e) {
            // In the thread of the command.
            assertThat(rig.points().isDead()).as(e.toString()).isTrue();
        }
        assertThat(rig.points().diedAt()).contains(point);
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(rig.catalog.openRuns()).isEmpty();
        assertHidden();
        assertThat(rig.copier.begun()).as("jobs after %s", point).isLessThanOrEqualTo(1);
        Run run = rig.runs().list(1).get(0);
        boolean ours = run.kind() == Run.Kind.EXTRACT;
        boolean complete =
                ours && run.outcome().filter(Outcome.COMPLETE::equals).isPresent();
        if (complete) {
            assertThat(rig.copier.made()).isEqualTo(Map.of("old", then));
        } else {
            assertThat(rig.copier.made())
                    .as("after %s, %s", point, run.message())
                    .isEmpty();
        }
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
        rig.close();
        return complete ? Outcome.COMPLETE : Outcome.FAILED;
    }
}
