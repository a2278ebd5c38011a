package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.InMemoryZos.ReleaseFault;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.zosmf.Job;
import org.junit.jupiter.api.Test;

/** What goes wrong has a code, a cause and a cure, and leaves no target in doubt. */
class DssFailuresTest {

    private static final Hold HOLD = Hold.atMost(Duration.ofSeconds(30));

    private final InMemoryZos zos = InMemoryFixture.zos();
    private final DfsmsdssBlade blade = InMemoryFixture.blade(zos);
    private final CopyGroup group = Groups.of("ZFAIL001", "PR0100", "PR0101");

    @Test
    void aTargetLeftInPiecesFailsTheGroupAndIsNotTakenAgain() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.secondTargetSpoiled = true;

        BladeException failure = failure(prepared, Hold.NONE);

        assertThat(failure.code()).isEqualTo("DFSMSDSS-TARGET");
        assertThat(failure.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
        CopyState state = Runs.state(blade, group, prepared);
        assertThat(state).isInstanceOf(CopyState.Failed.class);
        Runs.withdrawn(blade, group, prepared);
        assertThat(zos.catalog()).contains("SYS2.COPYBLD.SPOILED.VTG0001");
        assertThat(blade.list(Runs.POLICY, Runs.soon())).singleElement().satisfies(found -> assertThat(found.where())
                .isEqualTo("SYS2.COPYBLD.SPOILED.VTG0001"));
        CopyPlan next = blade.plan(group, Runs.POLICY, Runs.soon());
        assertThat(next.copies()).extracting(copy -> copy.target()).containsExactly("TG0000", "TG0002");
        CopyPolicy fixed =
                CopyPolicy.builder().targets(List.of("PR0100:TG0001")).build();
        assertThat(Runs.errors(blade.plan(Groups.of("ZFAIL002", "PR0100"), fixed, Runs.soon())))
                .containsExactly("target TG0001 was left in pieces, as data set SYS2.COPYBLD.SPOILED.VTG0001 says");
    }

    @Test
    void aSourceThatARestoreLeftInPiecesIsRestoredAgain() throws Exception {
        Binding established = Runs.established(blade, group, Runs.POLICY);
        zos.secondTargetSpoiled = true;

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> Runs.restored(blade, group, established));

        assertThat(failure).hasMessageContaining("has left sources in pieces, PR0101,");
        assertThat(failure.hint()).contains("keep the copy").contains("restore again");
        Runs.restored(blade, group, established);
        assertThat(Runs.state(blade, group, established)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aJobThatAnOperatorCancelledHasCopiedNothing() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.releaseFault = ReleaseFault.CANCELLED_BY_OPERATOR;

        BladeException failure = failure(prepared, Hold.NONE);

        assertThat(failure.code()).isEqualTo("DFSMSDSS-CANCELLED");
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(failure.hint()).contains("ask the operator");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Failed.class);
        Runs.withdrawn(blade, group, prepared);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Absent.class);
    }

    @Test
    void aReportThatWasPurgedLeavesNobodyToTell() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.releaseFault = ReleaseFault.SPOOL_PURGED;

        BladeException failure = failure(prepared, Hold.NONE);

        assertThat(failure.code()).isEqualTo("DFSMSDSS-REPORT");
        assertThat(failure).hasMessageContaining("its report was purged before it was read");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Failed.class);
        Runs.withdrawn(blade, group, prepared);
        assertThat(zos.catalog()).noneMatch(name -> name.startsWith("SYS2."));
    }

    @Test
    void aReportThatWasPurgedAfterItWasReadDoesNoHarm() throws Exception {
        Binding established = Runs.established(blade, group, Runs.POLICY);
        for (Job job : zos.allJobs()) {
            zos.purge(job.ref(), null);
        }

        assertThat(Runs.state(blade, group, established)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void cardsThatAreRefusedShowThemselvesBeforeTheWindow() throws Exception {
        zos.cardsRefused = true;

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> Runs.prepared(blade, group, Runs.POLICY));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-JCL");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(failure).hasMessageContaining("JCL ERROR").hasMessageContaining("IEF212I");
        assertThat(failure.hint()).contains("'job.card'");
        Binding planned = blade.plan(group, Runs.POLICY, Runs.soon()).binding();
        Runs.withdrawn(blade, group, planned);
        assertThat(zos.allJobs()).isEmpty();
    }

    /** The first volume of each subsystem is copied first, whatever the order of the members. */
    @Test
    void aCopyThatFailedIsThatOfItsOwnTask() throws Exception {
        CopyGroup three = Groups.of("ZFAIL006", "PR0100", "PR0101", "PR0300");
        Binding prepared = Runs.prepared(blade, three, Runs.POLICY).binding();
        zos.secondCopyFails = true;

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.establish(three, prepared, HOLD, Runs.soon()));

        assertThat(failure).hasMessageContaining("1 of 3 members not copied, first PR0300: ADR306E");
        assertThat(zos.cards("HELD_COPY"))
                .filteredOn(card -> card.contains("CGCREATED"))
                .extracting(String::strip)
                .containsExactly(
                        "CGCREATED FCCGVERIFY(PR0100) ACCESSVOLUME(PR0100)",
                        "CGCREATED FCCGVERIFY(PR0300) ACCESSVOLUME(PR0300)");
    }

    @Test
    void writesThatAnAbendLeavesHeldAreLetGo() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.releaseFault = ReleaseFault.ABEND;
        zos.volume("PR0100").freeze();

        BladeException failure = failure(prepared, HOLD);
        assertThat(failure.code()).isEqualTo("DFSMSDSS-ABEND");

        assertThat(blade.release(group, prepared, Runs.soon())).isEqualTo(Release.LOST);
        assertThat(zos.volume("PR0100").isFrozen()).isFalse();
        Runs.withdrawn(blade, group, prepared);
        assertThat(zos.allJobs()).isEmpty();
    }

    /** JES starts no two jobs of one name together, so a thaw under the name of the copy would come too late. */
    @Test
    void writesAreLetGoWhileTheCopyStillRuns() throws Exception {
        Binding prepared = heldByAJobThatNeverEnds();

        assertThat(blade.release(group, prepared, Runs.soon())).isEqualTo(Release.LOST);

        assertThat(zos.volume("PR0100").isFrozen()).isFalse();
        assertThat(zos.cards("THAW").get(0)).startsWith("//$FAIL001 JOB ");
        Job copy = zos.allJobs().stream()
                .filter(job -> job.status() == Job.Status.ACTIVE)
                .findFirst()
                .orElseThrow();
        zos.cancelByOperator(copy.id());
        Runs.withdrawn(blade, group, prepared);
        assertThat(zos.allJobs()).isEmpty();
    }

    /** Later it would let the writes of somebody else's hold go. */
    @Test
    void aThawThatDoesNotStartInTimeIsPurged() throws Exception {
        Binding prepared = heldByAJobThatNeverEnds();
        zos.noInitiator = true;

        BladeException failure = catchThrowableOfType(
                BladeException.class, () -> blade.release(group, prepared, Call.within(Duration.ofMillis(800))));

        assertThat(failure).hasMessage("cannot let writes go for ZFAIL001: job $FAIL001(JOB00003) did not end in time");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
        assertThat(zos.allJobs()).noneMatch(job -> job.name().equals("$FAIL001"));
        zos.noInitiator = false;
        assertThat(blade.release(group, prepared, Runs.soon())).isEqualTo(Release.LOST);
        assertThat(zos.volume("PR0100").isFrozen()).isFalse();
    }

    @Test
    void aThawWhoseSubmissionIsNotAnsweredIsFoundAgain() throws Exception {
        Binding prepared = heldByAJobThatNeverEnds();
        zos.submitAnswerLost = true;

        assertThat(blade.release(group, prepared, Runs.soon())).isEqualTo(Release.LOST);
        assertThat(zos.volume("PR0100").isFrozen()).isFalse();

        zos.submitAnswerLost = true;
        zos.noInitiator = true;
        assertThat(catchThrowableOfType(
                        BladeException.class,
                        () -> blade.release(group, prepared, Call.within(Duration.ofMillis(800)))))
                .hasMessageContaining("job $FAIL001(JOB00004) did not end in time");
        assertThat(zos.allJobs())
                .noneMatch(job -> job.status() == Job.Status.INPUT && job.name().equals("$FAIL001"));
    }

    private Binding heldByAJobThatNeverEnds() throws BladeException {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.releaseFault = ReleaseFault.NEVER_ENDS;
        zos.volume("PR0100").freeze();
        BladeException failure = catchThrowableOfType(
                BladeException.class,
                () -> blade.establish(group, prepared, HOLD, Call.within(Duration.ofMillis(200))));
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        return prepared;
    }

    @Test
    void aHoldWhoseAnswerWasLostIsVerifiedFromTheReport() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.releaseFault = ReleaseFault.ANSWER_LOST;

        assertThat(failure(prepared, HOLD).recovery()).isEqualTo(Recovery.LOOK_FIRST);

        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Established.class);
        assertThat(blade.release(group, prepared, Runs.soon())).isEqualTo(Release.VERIFIED_BY_STORAGE);
    }

    /** The report of the job is the only proof then, and a site keeps it for some hours. */
    @Test
    void aCopyWhoseAnswerWasLostOutlivesItsReportOnceItIsHardened() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.releaseFault = ReleaseFault.ANSWER_LOST;
        assertThat(failure(prepared, HOLD).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Established.class);

        Binding hardened = Runs.toTheEnd(prepared, newest -> blade.harden(group, newest, Runs.soon()));

        for (Job job : zos.allJobs()) {
            zos.purge(job.ref(), null);
        }
        assertThat(Runs.state(blade, group, prepared)).as("the control").isInstanceOf(CopyState.Failed.class);
        assertThat(Runs.state(blade, group, hardened)).isInstanceOf(CopyState.Established.class);
        assertThat(blade.release(group, hardened, Runs.soon())).isEqualTo(Release.VERIFIED_BY_STORAGE);
        assertThat(blade.planRestore(group, hardened, group.memberNames(), Runs.soon()))
                .extracting(finding -> finding.text())
                .contains("PR0100 was copied to TG0000 by fast replication");
    }

    @Test
    void questionsAreAskedAgainInTheWindowTheReleaseIsNot() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        var requests = new java.util.ArrayList<String>();
        zos.beforeRequest = request -> requests.add(request);
        DownForAWhile flaky = new DownForAWhile(zos, 5);
        DfsmsdssBlade unlucky = new DfsmsdssBlade(new Endpoint(InMemoryFixture.settings(), zos, flaky), () -> {});

        unlucky.establish(group, prepared, Hold.NONE, Runs.soon());

        assertThat(requests.stream().filter("release"::equals)).hasSize(1);
        assertThat(flaky.refused()).isEqualTo(5);
    }

    @Test
    void zosmfThatStaysDownIsUnknownAtTheDeadline() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        DownForAWhile down = new DownForAWhile(zos, Integer.MAX_VALUE);
        DfsmsdssBlade unlucky = new DfsmsdssBlade(new Endpoint(InMemoryFixture.settings(), zos, down), () -> {});

        BladeException failure = catchThrowableOfType(
                BladeException.class,
                () -> unlucky.establish(group, prepared, Hold.NONE, Call.within(Duration.ofSeconds(2))));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-UNKNOWN");
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aCopyThatFallsBackInsideTheWindowIsNoCopy() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.fallsBack = true;

        assertThat(failure(prepared, Hold.NONE).code()).isEqualTo("DFSMSDSS-COPY");
    }

    @Test
    void volumesOfTwoSystemsAreRefusedOrGoThroughTheHost() throws Exception {
        CopyGroup one = Groups.of("ZFAIL003", "PR0100");
        CopyPolicy.Builder across = CopyPolicy.builder().targets(List.of("PR0100:XX0001"));

        CopyPlan preferred = blade.plan(one, across.build(), Runs.soon());
        assertThat(preferred.isPossible()).isTrue();
        assertThat(preferred.copies())
                .extracting(copy -> copy.method())
                .containsExactly(org.copyblade.blade.spi.CopyMethod.HOST);
        CopyPlan required =
                blade.plan(one, across.fastReplication(FastReplication.REQUIRED).build(), Runs.soon());
        assertThat(Runs.errors(required))
                .singleElement()
                .asString()
                .contains("volumes PR0100 on 2107-75ABC11 and XX0001 on 2107-75XYZ99 are not on one storage system");
    }

    @Test
    void whatCannotBePlannedSaysWhy() throws Exception {
        assertThat(errors("NOSUCH"))
                .containsExactly("volume NOSUCH is not online in the subsystems that 'units' names");
        assertThat(errors("2107-75ABC11/0100")).containsExactly("'2107-75ABC11/0100' is no volume serial");
        assertThat(errors("PR0320")).containsExactly("there is no free target for volume PR0320 of 20 cylinders");
        CopyPolicy smaller =
                CopyPolicy.builder().targets(List.of("PR0320:TG0001")).build();
        assertThat(Runs.errors(blade.plan(Groups.of("ZFAIL004", "PR0320"), smaller, Runs.soon())))
                .containsExactly("target TG0001 has 10 cylinders, fewer than the 20 of PR0320");
        CopyPolicy strange =
                CopyPolicy.builder().targets(List.of("PR0100:PR0101")).build();
        assertThat(Runs.errors(blade.plan(Groups.of("ZFAIL004", "PR0100"), strange, Runs.soon())))
                .containsExactly("target PR0101 is not among the target volumes of the endpoint");
    }

    /** Whoever writes a pool wrong would have a volume overwritten that is somebody else's. */
    @Test
    void aPoolBeyondTheTargetVolumesOfTheEndpoint_givesNoTargets() throws Exception {
        CopyGroup one = Groups.of("ZFAIL004", "PR0100");
        CopyPolicy beyond = CopyPolicy.builder().targetPool("PR0101-PR0103").build();
        CopyPolicy both = CopyPolicy.builder().targetPool("PR0101,TG0002").build();

        assertThat(Runs.errors(blade.plan(one, beyond, Runs.soon())))
                .containsExactly("there is no free target for volume PR0100 of 10 cylinders");
        assertThat(blade.plan(one, both, Runs.soon()).copies())
                .extracting(copy -> copy.target())
                .containsExactly("TG0002");
    }

    @Test
    void volumesOfTheUndoPool_areNoTargets_alsoWhereThePoolsOverlap() throws Exception {
        CopyGroup one = Groups.of("ZFAIL004", "PR0100");
        CopyPolicy overlapping = CopyPolicy.builder()
                .targetPool("TG0000-TG0003")
                .reservedPool("TG0000-TG0001,TG0003")
                .build();
        CopyPolicy whole = CopyPolicy.builder()
                .targetPool("TG0000-TG0003")
                .reservedPool("TG0000-TG0008")
                .build();
        CopyPolicy pair = CopyPolicy.builder()
                .targets(List.of("PR0100:TG0001"))
                .reservedPool("TG0001")
                .build();

        assertThat(blade.plan(one, overlapping, Runs.soon()).copies())
                .extracting(copy -> copy.target())
                .containsExactly("TG0002");
        assertThat(Runs.errors(blade.plan(one, whole, Runs.soon())))
                .containsExactly("there is no free target for volume PR0100 of 10 cylinders");
        assertThat(Runs.errors(blade.plan(one, pair, Runs.soon())))
                .containsExactly("target TG0001 is reserved for undo copies");
    }

    @Test
    void fixedPairsOfSeveralGenerations_areSets_ofWhichEachGenerationTakesOne() throws Exception {
        List<String> pairs = List.of("PR0100:TG0001", "PR0101:TG0002", "PR0100:TG0003", "PR0101:TG0004");
        CopyPolicy two = CopyPolicy.builder().generations(2).targets(pairs).build();
        CopyGroup first = Groups.of("ZGENER01", "PR0100", "PR0101");
        CopyGroup second = Groups.of("ZGENER02", "PR0100", "PR0101");
        CopyGroup third = Groups.of("ZGENER03", "PR0100", "PR0101");

        assertThat(blade.plan(first, two, Runs.soon()).headroom().freeCopies()).hasValue(2);
        assertThat(targets(first, two)).containsExactly("TG0001", "TG0002");
        Runs.established(blade, first, two);
        assertThat(blade.plan(second, two, Runs.soon()).headroom().freeCopies()).hasValue(1);
        assertThat(targets(second, two)).containsExactly("TG0003", "TG0004");
        Runs.established(blade, second, two);
        assertThat(blade.plan(third, two, Runs.soon()).headroom().freeCopies()).hasValue(0);
        assertThat(Runs.errors(blade.plan(third, two, Runs.soon())))
                .containsExactly(
                        "target TG0001 holds the copy of group ZGENER01",
                        "target TG0002 holds the copy of group ZGENER01");
        CopyPolicy freeing = CopyPolicy.builder()
                .generations(2)
                .targets(pairs)
                .freed(Set.of(second.id()))
                .build();
        assertThat(targets(third, freeing)).containsExactly("TG0003", "TG0004");
        CopyPolicy twice = CopyPolicy.builder()
                .targets(List.of("PR0100:TG0001", "PR0101:TG0001"))
                .build();
        assertThat(Runs.errors(blade.plan(third, twice, Runs.soon())))
                .contains("the target of 'PR0101:TG0001' is named twice");
    }

    private List<String> targets(CopyGroup copied, CopyPolicy policy) throws BladeException {
        CopyPlan plan = blade.plan(copied, policy, Runs.soon());
        assertThat(Runs.errors(plan)).isEmpty();
        return plan.copies().stream().map(copy -> copy.target()).toList();
    }

    /** A volume is not copied onto a smaller one, so a copy on a larger one would be a backup without a restore. */
    @Test
    void aTargetThatIsLargerIsRefusedBecauseItCannotBeCopiedBack() throws Exception {
        zos.volume("TG0000", new InMemoryVolume(0x8200, 20, "75-ABC11"));
        CopyGroup one = Groups.of("ZFAIL004", "PR0100");
        CopyPolicy fixed =
                CopyPolicy.builder().targets(List.of("PR0100:TG0000")).build();
        CopyPolicy onlyLarger = CopyPolicy.builder().targetPool("TG0000").build();

        assertThat(Runs.errors(blade.plan(one, fixed, Runs.soon())))
                .containsExactly(
                        "target TG0000 has 20 cylinders, more than the 10 of PR0100: it could not be copied back");
        assertThat(Runs.errors(blade.plan(one, onlyLarger, Runs.soon())))
                .containsExactly("there is no free target for volume PR0100 of 10 cylinders");
        assertThat(blade.plan(one, Runs.POLICY, Runs.soon()).copies())
                .extracting(copy -> copy.target())
                .containsExactly("TG0001");
    }

    @Test
    void aTargetThatSomebodyElseTookAfterThePlanIsNotOverwritten() throws Exception {
        Binding planned = blade.plan(group, Runs.POLICY, Runs.soon()).binding();
        Runs.prepared(blade, Groups.of("ZFAIL005", "PR0300"), Runs.POLICY);

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, planned, Runs.soon()));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-TAKEN");
        assertThat(failure).hasMessageContaining("target TG0000 holds the copy of group ZFAIL005");
    }

    @Test
    void howEachMemberWasCopiedIsReported() throws Exception {
        Binding established = Runs.established(blade, group, Runs.POLICY);

        assertThat(blade.planRestore(group, established, group.memberNames(), Runs.soon()))
                .extracting(finding -> finding.text())
                .contains("PR0100 was copied to TG0000 by fast replication");
    }

    private List<String> errors(String source) throws BladeException {
        CopyGroup one = new CopyGroup(
                new org.copyblade.blade.spi.CopyGroupId("ZFAIL009"),
                List.of(org.copyblade.blade.spi.CopyMember.whole("one", source)));
        return Runs.errors(blade.plan(one, Runs.POLICY, Runs.soon()));
    }

    private BladeException failure(Binding prepared, Hold hold) {
        return catchThrowableOfType(BladeException.class, () -> blade.establish(group, prepared, hold, Runs.soon()));
    }
}
