package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.PlannedCopy.Technique;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.VolumeGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of the laboratory, and what others do, in the middle of clones of two volumes; those at the instant are with {@link
 * TimeFinderFaultsTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CloneFaultsTest {

    private static final CopyPolicy CLONE = CopyPolicy.builder().method("clone").build();
    private static final List<String> TWO_SETS = List.of("00100:00200", "00101:00201", "00100:00202", "00101:00203");

    private final CopyGroup group = Groups.of("ZCLONES1", "00100", "00101");
    private final CopyGroup other = Groups.of("ZCLONES2", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = laboratory.blade();
    }

    @AfterAll
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        laboratory.face().array().faults().clear();
        laboratory.system().backgroundTracksPerSecond(20_000);
        for (FoundCopy found : blade.list(CLONE, Runs.soon())) {
            CopyGroup owner = new CopyGroup(found.group().orElseThrow(), group.members());
            Runs.withdrawn(blade, owner, found.binding().orElseThrow());
        }
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void aStorageGroupThatSomebodyHasChangedIsFoundOutByTheAnswer() throws Exception {
        Binding prepared = Runs.prepared(blade, group, CLONE).binding();
        laboratory.system().put(new VolumeGroup("CB_ZCLONES1", List.of("0100")));

        BladeException failure = failure(prepared);
        assertThat(failure.code()).isEqualTo("TIMEFINDER-GROUP");
        assertThat(failure).hasMessageContaining("1 sessions were activated instead of 2");
        laboratory.system().put(new VolumeGroup("CB_ZCLONES1", List.of("0100", "0101")));
    }

    @Test
    void aStorageGroupOfSourcesThatIsGoneIsMadeAgainToEndTheSessions() throws Exception {
        Binding binding = Runs.established(blade, group, CLONE);
        laboratory.system().deleteGroup("CB_ZCLONES1");

        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Failed.class);
        Runs.withdrawn(blade, group, binding);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void stepsWhoseAnswerIsLostMayBeRepeated() throws Exception {
        for (String step : List.of("create-group", "edit-group", "setmode")) {
            laboratory.fault(Fault.once(Kind.LOST_REPLY, step));
            CopyPlan plan = Runs.plan(blade, group, CLONE);
            assertThatThrownBy(() -> Runs.prepared(blade, group, plan)).isInstanceOf(BladeException.class);
            Runs.prepared(blade, group, plan);
            Runs.withdrawn(blade, group, Runs.prepared(blade, group, plan).binding());
        }
        Binding binding = Runs.established(blade, group, CLONE);
        for (String step : List.of("restore", "split")) {
            laboratory.fault(Fault.once(Kind.LOST_REPLY, step));
            assertThatThrownBy(() -> Runs.restored(blade, group, binding)).isInstanceOf(BladeException.class);
            Runs.restored(blade, group, binding);
        }
        for (String step : List.of("terminate-clone", "delete-group")) {
            laboratory.fault(Fault.once(Kind.LOST_REPLY, step));
            assertThatThrownBy(() -> Runs.withdrawn(blade, group, binding)).isInstanceOf(BladeException.class);
        }
        Runs.withdrawn(blade, group, binding);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void sessionsWhoseAnswerWasLostAreEnded() throws Exception {
        CopyPlan plan = Runs.plan(blade, group, CLONE);
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "create-pairs"));
        Runs.prepared(blade, group, plan);
        Binding creating = blade.prepare(group, plan.binding(), Runs.soon()).binding();

        Runs.withdrawn(blade, group, creating);

        assertThat(laboratory.leftovers()).isEmpty();
        assertThat(Runs.plan(blade, other, CLONE).isPossible()).isTrue();
    }

    @Test
    void targetsOfAnotherCopyAreRefusedWithTheirKind_andTakenOnceThatIsFreed() throws Exception {
        Runs.established(blade, group, CLONE);
        CopyPolicy fixed = CopyPolicy.builder()
                .method("clone")
                .targets(List.of("00100:00200", "00101:00201"))
                .build();

        List<BladeFinding> findings = Runs.plan(blade, other, fixed).findings();
        assertThat(findings).extracting(BladeFinding::topic).containsOnly(Topic.OTHERS_DATA);
        assertThat(Runs.errors(findings))
                .containsExactlyInAnyOrder(
                        "target 00200 is one of copy group ZCLONES1", "target 00201 is one of copy group ZCLONES1");
        CopyPolicy freeing = CopyPolicy.builder()
                .method("clone")
                .targets(List.of("00100:00200", "00101:00201"))
                .freed(Set.of(group.id()))
                .build();
        CopyPlan plan = Runs.plan(blade, other, freeing);
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.copies()).allMatch(copy -> copy.technique().orElseThrow() == Technique.SNAPSHOT);
    }

    @Test
    void aSessionOfSomebodyElseIsInTheWay() throws Exception {
        Runs.established(blade, group, CLONE);
        laboratory.system().deleteGroup("CB_ZCLONES1_T");
        CopyPolicy fixed = CopyPolicy.builder()
                .method("clone")
                .targets(List.of("00100:00200", "00101:00201"))
                .build();

        assertThat(Runs.plan(blade, other, fixed).findings())
                .extracting(BladeFinding::topic)
                .contains(Topic.EARLIER_COPY);
        laboratory.system().put(new VolumeGroup("CB_ZCLONES1_T", List.of("0200", "0201")));
    }

    @Test
    void mirrorsTakeTheFirstFreeSet_andSayWhenThereIsNone() throws Exception {
        CopyPolicy bcv = CopyPolicy.builder().method("bcv").targets(TWO_SETS).build();
        Binding first = Runs.established(blade, group, bcv);
        CopyPlan second = Runs.plan(blade, other, bcv);
        assertThat(second.copies()).extracting(copy -> copy.target()).containsExactly("00202", "00203");
        assertThat(second.copies()).allMatch(copy -> copy.technique().orElseThrow() == Technique.SPLIT_MIRROR);
        assertThat(second.headroom().freeCopies()).hasValue(1);
        Runs.established(blade, other, bcv);

        CopyGroup third = Groups.of("ZCLONES3", "00100", "00101");
        assertThat(Runs.plan(blade, third, bcv).isPossible()).isFalse();
        CopyPolicy again = CopyPolicy.builder()
                .method("bcv")
                .targets(TWO_SETS)
                .incremental(CopyPolicy.Incremental.YES)
                .predecessor(group.id(), first)
                .build();
        Binding youngest = Runs.established(blade, third, again);
        assertThat(Runs.state(blade, third, youngest)).isInstanceOf(CopyState.Established.class);
        assertThat(Runs.state(blade, group, first)).isEqualTo(new CopyState.Absent());
    }

    /** N sets hold N-1 backups while the next one is synchronised, and one set none. */
    @Test
    void whileASetIsSynchronised_theOthersHoldTheirBackups() throws Exception {
        CopyPolicy bcv = CopyPolicy.builder().method("bcv").targets(TWO_SETS).build();
        Binding first = Runs.established(blade, group, bcv);
        Binding second = Runs.established(blade, other, bcv);
        CopyPolicy again = CopyPolicy.builder()
                .method("bcv")
                .targets(TWO_SETS)
                .incremental(CopyPolicy.Incremental.YES)
                .predecessor(group.id(), first)
                .build();
        CopyGroup third = Groups.of("ZCLONES3", "00100", "00101");
        CopyPlan plan = Runs.plan(blade, third, again);
        assertThat(plan.findings()).extracting(BladeFinding::text).noneMatch(text -> text.startsWith("with one set"));
        Binding begun = plan.binding();
        do {
            begun = blade.prepare(third, begun, Runs.soon()).binding();
        } while (!(Runs.state(blade, group, first) instanceof CopyState.Absent));

        assertThat(Runs.state(blade, third, begun)).isInstanceOf(CopyState.Preparing.class);
        assertThat(Runs.state(blade, other, second)).isInstanceOf(CopyState.Established.class);
        Runs.toPrepared(blade, third, begun);
    }

    @Test
    void oneSetAlone_isWarnedOf() throws Exception {
        CopyPolicy one = CopyPolicy.builder()
                .method("bcv")
                .targets(List.of("00100:00200", "00101:00201"))
                .build();
        CopyPlan plan = Runs.plan(blade, group, one);

        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.findings())
                .contains(BladeFinding.warning(
                                "targets",
                                "with one set there is no backup while the next one is synchronised",
                                "name a further target for each source: N sets give N-1 usable backups")
                        .about(Topic.TARGET));
    }

    /** Such a session cannot be ended as it is. */
    @Test
    void aCopyWhoseRestoreWasBrokenOffBeforeItsSplit_isWithdrawn() throws Exception {
        Binding all = backButNotSplit(Runs.established(blade, group, CLONE), group.memberNames());
        Runs.withdrawn(blade, group, all);
        assertThat(laboratory.leftovers()).isEmpty();

        Binding some = backButNotSplit(Runs.established(blade, group, CLONE), Set.of("m00100"));
        Runs.withdrawn(blade, group, some);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void aRestoreOfSomeMembersThatWasBrokenOff_isInTheWayOfNone() throws Exception {
        Binding binding = Runs.established(blade, group, CLONE);
        backButNotSplit(binding, Set.of("m00100"));
        Runs.toTheEnd(binding, newest -> blade.restore(group, newest, Set.of("m00101"), Runs.soon()));
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);

        backButNotSplit(binding, Set.of("m00100"));
        Runs.restored(blade, group, binding);
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);

        backButNotSplit(binding, Set.of("m00101"));
        CopyPolicy incremental = CopyPolicy.builder()
                .method("clone")
                .incremental(CopyPolicy.Incremental.YES)
                .predecessor(group.id(), binding)
                .build();
        Binding younger = Runs.established(blade, other, incremental);
        assertThat(Runs.state(blade, other, younger)).isInstanceOf(CopyState.Established.class);
    }

    /** Restores members as far as whoever dies before their sessions are split. */
    private Binding backButNotSplit(Binding binding, Set<String> members) throws Exception {
        Binding newest = binding;
        while (!CloneBindingForm.read(newest)
                .restore()
                .filter(CloneBinding.RestoreNote::splitting)
                .isPresent()) {
            newest = blade.restore(group, newest, members, Runs.soon()).binding();
            LockSupport.parkNanos(1_000_000);
        }
        return newest;
    }

    /** Nothing is copied meanwhile, so that what is to be copied is seen. */
    @Test
    void aCopyThatGoesOnFromAnOlderOne_copiesOnlyWhatHasChanged() throws Exception {
        Binding first = Runs.established(blade, group, CLONE);
        while (outOfSync() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        laboratory.system().backgroundTracksPerSecond(0);
        laboratory.system().host("0100").write(3, new byte[] {7});
        CopyPolicy incremental = CopyPolicy.builder()
                .method("clone")
                .incremental(CopyPolicy.Incremental.YES)
                .predecessor(group.id(), first)
                .build();

        Binding next = Runs.prepared(blade, other, incremental).binding();
        assertThat(outOfSync()).isEqualTo(1);
        blade.establish(other, next, Hold.NONE, Runs.soon());
        assertThat(laboratory.system().host("0200").read(3)).startsWith(7);

        // The control: a full copy of the same volumes.
        Runs.prepared(blade, Groups.of("ZCLONES3", "00100", "00101"), CLONE);
        assertThat(outOfSync()).isGreaterThan(25);
    }

    private int outOfSync() {
        return laboratory.system().relations().stream()
                .mapToInt(Relation::outOfSyncTracks)
                .sum();
    }

    @Test
    void aMirrorIsPreparedOnlyWhenItIsInStep() throws Exception {
        laboratory.system().backgroundTracksPerSecond(0);
        CopyPolicy bcv = CopyPolicy.builder().method("bcv").targets(TWO_SETS).build();
        Binding binding = Runs.plan(blade, group, bcv).binding();
        for (int step = 0; step < 12; step++) {
            binding = blade.prepare(group, binding, Runs.soon()).binding();
        }

        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Preparing.class);
        laboratory.system().backgroundTracksPerSecond(20_000);
        Runs.toPrepared(blade, group, binding);
    }

    @Test
    void whatClonesCannotHonourIsFound() throws Exception {
        assertThat(errors(CopyPolicy.builder().method("bcv")))
                .containsExactly("the BCV mode works on sets of targets that are known before");
        assertThat(errors(CopyPolicy.builder().method("clone").copyPace(3).spaceEfficient(true)))
                .containsExactly(
                        "the speed of a clone cannot be set by the API",
                        "the target of a clone holds all data of its source");
        assertThat(errors(CopyPolicy.builder().method("clone").targets(List.of("00100:0020", "00100:01000"))))
                .contains("'00100:0020' is no pair", "target 01000 is not among 'target.volumes' of the endpoint");
        assertThat(errors(CopyPolicy.builder().method("clone").targetPool("00200")))
                .containsExactly("there is no free target for volume 00101");
    }

    private List<String> errors(CopyPolicy.Builder policy) throws BladeException {
        return Runs.errors(Runs.plan(blade, group, policy.build()).findings());
    }

    private BladeException failure(Binding prepared) {
        return catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
    }
}
