package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.drive.VolumeGroups;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.endpoint.Secret;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.VolumeGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others do to the array, and what profiles ask for in vain: coded errors, and nothing left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TimeFinderBadInputTest {

    private static final String NAME = "CB_ZBADIN01";

    private final CopyGroup group = Groups.of("ZBADIN01", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        laboratory = Laboratory.start(directory, "maximum_snapshots = 3");
        blade = laboratory.blade();
    }

    @AfterAll
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        Runs.withdrawn(blade, group, Runs.plan(blade, group, Runs.POLICY).binding());
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void volumeThatLeftTheStorageGroup_failsTheCopy_whichIsWithdrawn() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.system().put(new VolumeGroup(NAME, List.of("0100")));

        BladeException failure = failure(prepared);
        assertThat(failure.code()).isEqualTo("TIMEFINDER-GROUP");
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(failure).hasMessage("cannot establish ZBADIN01: its storage group CB_ZBADIN01 was without 00101");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Failed.class);
        Runs.withdrawn(blade, group, prepared);
    }

    @Test
    void volumeThatJoinedTheStorageGroup_failsTheCopy_whichIsWithdrawn() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.system().put(new VolumeGroup(NAME, List.of("0100", "0101", "0105")));

        assertThat(failure(prepared))
                .hasMessage(
                        "cannot establish ZBADIN01: its storage group CB_ZBADIN01 was with 00105, which is no member");
        BladeException again =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, prepared, Runs.soon()));
        assertThat(again.code()).isEqualTo("TIMEFINDER-GROUP");
        Runs.withdrawn(blade, group, prepared);
    }

    /** The one that is shown has another generation by then. */
    @Test
    void secondSnapshotOfTheSameName_isNoCopy_andGoesWithTheFirst_alsoWhereThatIsShown() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        Binding shown = blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .binding();
        laboratory.system().snapshots().take(NAME, List.of("0100", "0101"), Snapshot.Term.UNLIMITED);

        assertThat(Runs.state(blade, group, shown))
                .isEqualTo(new CopyState.Failed("there are several points in time under its name"));
        assertThat(catchThrowableOfType(BladeException.class, () -> Runs.restored(blade, group, shown))
                        .code())
                .isEqualTo("TIMEFINDER-STATE");
        Runs.withdrawn(blade, group, shown);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void conceal_endsTheLinksOfEachGeneration() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        Binding shown = blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .binding();
        laboratory.system().snapshots().take(NAME, List.of("0100", "0101"), Snapshot.Term.UNLIMITED);

        Binding concealed = blade.conceal(group, shown, Runs.soon());
        assertThat(laboratory.system().snapshots().all()).hasSize(2).allMatch(snapshot -> snapshot.links()
                .isEmpty());
        Runs.withdrawn(blade, group, concealed);
    }

    @Test
    void storageGroupThatIsGone_refusesTheCopy() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.system().deleteGroup(NAME);

        assertThat(failure(prepared).code()).isEqualTo("TIMEFINDER-REFUSED");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Absent.class);
    }

    @Test
    void storageGroupThatIsGoneAfterwards_doesNotHideTheCopy() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        laboratory.system().deleteGroup(NAME);

        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
        assertThat(blade.list(Runs.POLICY, Runs.soon())).hasSize(1);
        Runs.restored(blade, group, binding);
        Runs.withdrawn(blade, group, binding);
    }

    @Test
    void limitOfTheArray_isACodeOfItsOwn_andLeavesNothing() throws Exception {
        List<Snapshot> others = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            others.add(laboratory.system().snapshots().take("other", List.of("0101"), Snapshot.Term.UNLIMITED));
        }
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();

        BladeException failure = failure(prepared);
        assertThat(failure.code()).isEqualTo("TIMEFINDER-LIMIT");
        assertThat(failure.hint()).isEqualTo("withdraw older copies, or other snapshots of the volume");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
        Runs.withdrawn(blade, group, prepared);
        assertThat(laboratory.system().snapshots().all()).hasSize(3);
        for (Snapshot other : others) {
            laboratory.system().snapshots().terminate(other.id(), other.sources());
        }
    }

    @Test
    void copyWithATerm_saysSoInItsPlan_andBearsIt() throws Exception {
        TimeFinderBlade timed = Laboratory.blade(laboratory.settings(new Term(3, false), Duration.ofMillis(20)));
        CopyPlan plan = Runs.plan(timed, group, Runs.POLICY);
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.findings()).anyMatch(it -> it.text().startsWith("the copy ends by itself after 3 hours"));
        Binding binding = Runs.established(timed, group, Runs.POLICY);
        Snapshot snapshot = laboratory.system().snapshots().all().get(0);
        assertThat(snapshot.term().secure()).isFalse();
        assertThat(snapshot.term().expires().orElseThrow())
                .isBetween(
                        snapshot.taken().plus(Duration.ofMinutes(179)),
                        Instant.now().plus(Duration.ofHours(3)));
        laboratory
                .system()
                .snapshots()
                .keep(snapshot.id(), new Snapshot.Term(Optional.of(Instant.now().minusSeconds(1)), false));
        assertThat(Runs.state(timed, group, binding)).isEqualTo(new CopyState.Failed("its snapshot is gone"));
        Runs.withdrawn(timed, group, binding);
        timed.close();
    }

    @Test
    void whatCannotBeHonoured_isAFindingOfThePlan() throws Exception {
        assertThat(errors(CopyPolicy.builder().method("mirror").build()))
                .containsExactly("there is no method 'mirror'");
        assertThat(errors(CopyPolicy.builder()
                        .fastReplication(CopyPolicy.FastReplication.NONE)
                        .build()))
                .containsExactly("TimeFinder copies by the storage only");
        assertThat(errors(CopyPolicy.builder().copyPace(3).build()))
                .containsExactly("a snapshot copies nothing in the background");
        assertThat(errors(CopyPolicy.builder()
                        .incremental(CopyPolicy.Incremental.YES)
                        .build()))
                .containsExactly("every snapshot keeps changed tracks only, and goes on from none before");
        assertThat(Runs.errors(Runs.plan(blade, Groups.of("ZBADIN02", "0FFFF"), Runs.POLICY)
                        .findings()))
                .containsExactly("there is no volume 0FFFF");
        assertThat(Runs.errors(Runs.plan(blade, Groups.of("ZBADIN02", "00100", "01000"), Runs.POLICY)
                        .findings()))
                .containsExactly("volumes of CKD-3390 and FBA do not go into one storage group");
        assertThat(Runs.errors(Runs.plan(blade, Groups.of("ZBADIN02", "00201"), Runs.POLICY)
                        .findings()))
                .containsExactly("volume 00201 is one of 'target.volumes', which are overwritten");
        CopyGroup elsewhere = VolumeGroups.of("ZBADIN02", "000197900009", List.of("00100"));
        assertThat(Runs.errors(Runs.plan(blade, elsewhere, Runs.POLICY).findings()))
                .containsExactly("volume 000197900009/00100 is not on array 000197900001, which this endpoint drives");
    }

    @Test
    void bindingOfAnotherArray_isNeverActedOn() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        TimeFinderBlade other = Laboratory.blade(
                laboratory.settings("000197900002", () -> new Secret("secret"), Term.UNLIMITED, Duration.ofMillis(20)));
        for (String what : List.of("query", "withdraw", "restore")) {
            BladeException refused = catchThrowableOfType(BladeException.class, () -> {
                switch (what) {
                    case "query" -> other.query(group, binding, Runs.soon());
                    case "withdraw" -> other.withdraw(group, binding, Runs.soon());
                    default -> other.restore(group, binding, group.memberNames(), Runs.soon());
                }
            });
            assertThat(refused.code()).isEqualTo("TIMEFINDER-SYSTEM");
        }
        other.close();
        Runs.withdrawn(blade, group, binding);
    }

    @Test
    void targetsThatAreAllTaken_refuseTheExposure() throws Exception {
        CopyGroup wide = Groups.of(
                "ZBADIN03",
                "00100",
                "00101",
                "00102",
                "00103",
                "00104",
                "00105",
                "00106",
                "00107",
                "00108",
                "00109",
                "0010A");
        CopyGroup next = Groups.of(
                "ZBADIN04",
                wide.members().stream()
                        .map(member -> member.source().substring(LabSeed.ARRAY.length() + 1))
                        .toArray(String[]::new));
        Binding first = Runs.established(blade, wide, Runs.POLICY);
        Binding second = Runs.established(blade, next, Runs.POLICY);
        blade.expose(wide, first, wide.memberNames(), ExposeMode.READ_ONLY, Runs.soon());
        BladeException refused = catchThrowableOfType(
                BladeException.class,
                () -> blade.expose(next, second, next.memberNames(), ExposeMode.READ_ONLY, Runs.soon()));
        assertThat(refused.code()).isEqualTo("TIMEFINDER-TARGETS");
        assertThat(laboratory.system().snapshots().all().get(1).links()).isEmpty();
        Runs.withdrawn(blade, wide, first);
        Runs.withdrawn(blade, next, second);
    }

    @Test
    void targetsInSessionsOfSomebodyElse_areNotChosenForAnExposure() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        laboratory.pair("00102", "00200");
        try {
            blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon());

            assertThat(laboratory.system().snapshots().all().get(0).links())
                    .extracting(Snapshot.Link::target)
                    .containsExactlyInAnyOrder("0201", "0202");
        } finally {
            laboratory.unpair("00102", "00200");
        }
        Runs.withdrawn(blade, group, binding);
    }

    /** The array shows its sessions, and then somebody makes one. */
    @Test
    void targetsThatAreTakenAfterTheLook_areNotChosenAgain() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        laboratory.fault(Fault.once(Fault.Kind.SLOW, "sessions").withDelayMs(500));
        long looks = laboratory.carriedOut("sessions");
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> {
            while (laboratory.carriedOut("sessions") == looks && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(1_000_000);
            }
            laboratory.pairNow("00102", "00200");
        });
        try {
            blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon());

            meanwhile.join();
            assertThat(laboratory.system().snapshots().all().get(0).links())
                    .extracting(Snapshot.Link::target)
                    .hasSize(2)
                    .doesNotContain("0200");
        } finally {
            laboratory.unpair("00102", "00200");
        }
        Runs.withdrawn(blade, group, binding);
    }

    @Test
    void volumesThatTheConfigurationDoesNotName_areNotLocated() throws Exception {
        assertThat(blade.locate(
                        List.of(
                                HostVolume.volser("PR0100"),
                                HostVolume.volser("GONE01"),
                                HostVolume.path("/data"),
                                HostVolume.volser("NONE01")),
                        Runs.soon()))
                .singleElement()
                .satisfies(located -> {
                    assertThat(located.storageId()).isEqualTo("000197900001/00100");
                    assertThat(located.emulation()).isEqualTo("CKD-3390");
                    assertThat(located.sizeBytes()).isEqualTo(15L * 56_664);
                });
    }

    private List<String> errors(CopyPolicy policy) throws BladeException {
        return Runs.errors(Runs.plan(blade, group, policy).findings());
    }

    private BladeException failure(Binding prepared) {
        return catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
    }
}
