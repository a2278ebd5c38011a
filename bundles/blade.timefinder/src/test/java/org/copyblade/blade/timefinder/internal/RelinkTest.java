package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.Snapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two generations of two volumes, and a pool of a profile that can show one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelinkTest {

    private static final String POOL = "00200-00201";
    private static final int FAST = 20_000;

    private final CopyGroup older = Groups.of("ZRELINK1", "00100", "00101");
    private final CopyGroup younger = Groups.of("ZRELINK2", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;
    private long links;
    private long relinks;
    private long unlinks;

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

    @BeforeEach
    void write() throws Exception {
        laboratory.system().backgroundTracksPerSecond(FAST);
        fill("0100", "old");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        laboratory.face().array().faults().clear();
        laboratory.system().backgroundTracksPerSecond(FAST);
        for (FoundCopy found : blade.list(Runs.POLICY, Runs.soon())) {
            CopyGroup group = found.group().orElseThrow().equals(older.id()) ? older : younger;
            Runs.withdrawn(blade, group, found.binding().orElseThrow());
        }
        assertThat(laboratory.leftovers()).isEmpty();
    }

    /** An older generation that is shown, and a younger one that is not. */
    private record Generations(Binding shown, Binding young) {}

    private Generations generations(CopyPolicy policy) throws Exception {
        Binding old = Runs.established(blade, older, policy);
        Binding shown = show(older, old).binding();
        fill("0100", "young");
        Binding young = Runs.established(blade, younger, policy);
        links = laboratory.carriedOut("link");
        relinks = laboratory.carriedOut("relink");
        unlinks = laboratory.carriedOut("unlink");
        return new Generations(shown, young);
    }

    private static CopyPolicy pool(String pool) {
        return CopyPolicy.builder().targetPool(pool).build();
    }

    @Test
    void anotherGenerationTakesTheTargetsOver_byOneRequest() throws Exception {
        Generations generations = generations(pool(POOL));
        assertThat(content("0200")).isEqualTo("old");

        Exposed exposed = show(younger, generations.young());

        assertThat(exposed.exposures())
                .extracting(Exposed.Exposure::location)
                .containsExactly("PR0100@8200", "PR0101@8201");
        assertThat(content("0200")).isEqualTo("young");
        assertThat(laboratory.carriedOut("relink")).isEqualTo(relinks + 1);
        assertThat(laboratory.carriedOut("link")).isEqualTo(links);
        assertThat(laboratory.carriedOut("unlink")).isEqualTo(unlinks);
        blade.conceal(older, generations.shown(), Runs.soon());
        assertThat(linked(younger)).hasSize(2);

        show(older, generations.shown());
        assertThat(content("0200")).isEqualTo("old");
        assertThat(linked(younger)).isEmpty();
    }

    @Test
    void theModeIsThatOfTheGenerationThatIsShown_andReadBack() throws Exception {
        Generations generations = generations(pool(POOL));
        Runs.withdrawn(blade, younger, generations.young());
        Binding copying = Runs.established(
                blade,
                younger,
                CopyPolicy.builder().method("snapvx-copy").targetPool(POOL).build());
        laboratory.system().backgroundTracksPerSecond(0);

        show(younger, copying);

        assertThat(linked(younger)).hasSize(2).allMatch(Snapshot.Link::copy);
        assertThat(background(younger, copying)).isEqualTo(Background.COPYING);
        laboratory.system().backgroundTracksPerSecond(FAST);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (background(younger, copying) != Background.COPIED) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
        blade.conceal(younger, copying, Runs.soon());
        assertThat(linked(younger)).isEmpty();
    }

    @Test
    void whatIsStillBeingCopiedIsNotTakenOver() throws Exception {
        CopyPolicy policy =
                CopyPolicy.builder().method("snapvx-copy").targetPool(POOL).build();
        laboratory.system().backgroundTracksPerSecond(0);
        Generations generations = generations(policy);

        BladeException busy = catchThrowableOfType(
                BladeException.class,
                () -> blade.expose(
                        younger,
                        generations.young(),
                        younger.memberNames(),
                        ExposeMode.READ_ONLY,
                        Call.within(Duration.ofMillis(900))));

        assertThat(busy.code()).isEqualTo("TIMEFINDER-LINK-BUSY");
        assertThat(busy).hasMessageStartingWith("cannot expose ZRELINK2: volume 0020");
        assertThat(linked(older)).hasSize(2);
        laboratory.system().backgroundTracksPerSecond(FAST);
        show(younger, generations.young());
        assertThat(linked(younger)).hasSize(2);
    }

    @Test
    void freeVolumesOfThePoolGoFirst() throws Exception {
        Generations generations = generations(pool("00200-00203"));

        show(younger, generations.young());

        assertThat(linked(older)).hasSize(2);
        assertThat(linked(younger)).extracting(Snapshot.Link::target).containsExactlyInAnyOrder("0202", "0203");
        assertThat(laboratory.carriedOut("relink")).isEqualTo(relinks);
    }

    /** Nobody has said which volumes may be taken away from whom. */
    @Test
    void withoutAPoolOfTheProfileNothingIsTakenOver() throws Exception {
        Generations generations = generations(Runs.POLICY);

        show(younger, generations.young());

        assertThat(linked(older)).hasSize(2);
        assertThat(laboratory.carriedOut("relink")).isEqualTo(relinks);
    }

    @Test
    void whatOthersHaveLinkedIsNotTakenOver() throws Exception {
        Snapshot others = laboratory.system().snapshots().take("OTHERS", List.of("0100"), Snapshot.Term.UNLIMITED);
        laboratory.system().snapshots().link(others.id(), List.of(PairRequest.ofVolumes("0100", "0200")), false);
        try {
            Binding young = Runs.established(blade, younger, pool(POOL));

            BladeException refused = catchThrowableOfType(BladeException.class, () -> show(younger, young));

            assertThat(refused.code()).isEqualTo("TIMEFINDER-TARGETS");
            assertThat(refused).hasMessageStartingWith("cannot expose ZRELINK2: no free volume of 'target.pool'");
            assertThat(linked(younger)).isEmpty();
        } finally {
            laboratory.system().snapshots().unlink(others.id(), List.of("0200"));
            laboratory.system().snapshots().terminate(others.id(), List.of("0100"));
        }
    }

    @Test
    void aTargetOfAnotherSourceIsNotTakenOver() throws Exception {
        CopyGroup beside = Groups.of("ZRELINK1", "00102", "00103");
        Binding other = Runs.established(blade, beside, pool(POOL));
        blade.expose(beside, other, beside.memberNames(), ExposeMode.READ_ONLY, Runs.soon());
        Binding young = Runs.established(blade, younger, pool(POOL));

        assertThat(catchThrowableOfType(BladeException.class, () -> show(younger, young))
                        .code())
                .isEqualTo("TIMEFINDER-TARGETS");
        assertThat(linked(older)).hasSize(2);
        Runs.withdrawn(blade, beside, other);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOST_REQUEST", "LOST_REPLY", "JOB_CANCELLED", "SERVER_ERROR", "SERVER_ERROR_AFTER"})
    void aRelinkThatFailsIsSettledByAsking(Kind kind) throws Exception {
        Generations generations = generations(pool(POOL));
        laboratory.fault(Fault.once(kind, "relink"));
        BladeException failed = catchThrowableOfType(BladeException.class, () -> show(younger, generations.young()));
        assertThat(failed.recovery()).isIn(Recovery.RETRY, Recovery.ASK_OPERATOR);
        boolean carriedOut = kind == Kind.LOST_REPLY || kind == Kind.SERVER_ERROR_AFTER;
        if (carriedOut) {
            awaitLinked(younger, 2);
        } else {
            assertThat(linked(older)).hasSize(2);
        }
        long sent = laboratory.carriedOut("relink");

        show(younger, generations.young());

        assertThat(linked(younger)).hasSize(2);
        assertThat(content("0200")).isEqualTo("young");
        assertThat(laboratory.carriedOut("relink")).isEqualTo(carriedOut ? sent : sent + 1);
        assertThat(laboratory.carriedOut("link")).isEqualTo(links);
    }

    /** Another instance finds the links by asking, and ends them. */
    @Test
    void killedBetweenARelinkAndItsNote_theLinksAreFoundAndEnded() throws Exception {
        Generations generations = generations(pool(POOL));
        List<Exposed.Exposure> shown = show(younger, generations.young()).exposures();
        TimeFinderBlade other = laboratory.blade();
        try {
            assertThat(other.expose(
                                    younger,
                                    generations.young(),
                                    younger.memberNames(),
                                    ExposeMode.READ_ONLY,
                                    Runs.soon())
                            .exposures())
                    .isEqualTo(shown);
            assertThat(laboratory.carriedOut("relink")).isEqualTo(relinks + 1);
            other.conceal(older, generations.shown(), Runs.soon());
            assertThat(linked(younger)).hasSize(2);
            Runs.withdrawn(other, younger, generations.young());
            assertThat(linked(younger)).isEmpty();
            assertThat(Runs.state(other, older, generations.shown())).isInstanceOf(CopyState.Established.class);
        } finally {
            other.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SLOW", "LOST_REQUEST", "LOST_REPLY", "JOB_CANCELLED"})
    void afterWritingTheLinksAreRenewedInPlace(Kind kind) throws Exception {
        Binding old = Runs.established(blade, older, Runs.POLICY);
        Exposed writable = blade.expose(older, old, older.memberNames(), ExposeMode.WRITABLE, Runs.soon());
        fill("0200", "changed");
        unlinks = laboratory.carriedOut("unlink");
        laboratory.fault(Fault.once(kind, "relink"));
        if (kind != Kind.SLOW) {
            assertThat(catchThrowableOfType(BladeException.class, () -> show(older, writable.binding())))
                    .isNotNull();
        }

        Exposed again = show(older, writable.binding());

        assertThat(again.exposures()).isEqualTo(writable.exposures());
        assertThat(content("0200")).isEqualTo("old");
        assertThat(laboratory.carriedOut("unlink")).isEqualTo(unlinks);
        assertThat(BindingForm.read(again.binding()).writable()).isFalse();
    }

    @Test
    void poolsThatCannotBeAreFound() throws Exception {
        assertThat(findings(CopyPolicy.builder().targetPool("0110-0113")))
                .containsExactly("ERROR '0110-0113' is no volume id and no range of them");
        assertThat(findings(CopyPolicy.builder().targetPool("00300-0030F")))
                .containsExactly(
                        "ERROR no volume of '00300-0030F' may show a copy: none is among 'target.volumes' of the"
                                + " endpoint, or all are reserved for undo copies");
        assertThat(findings(CopyPolicy.builder().targetPool(POOL).reservedPool(POOL)))
                .hasSize(1);
        assertThat(findings(CopyPolicy.builder().targetPool(POOL).reservedTargets(List.of("00100:00201"))))
                .containsExactly("WARNING it has 1 volumes for 2: the copy cannot be shown as a whole");
        assertThat(findings(CopyPolicy.builder().targetPool(POOL))).isEmpty();
    }

    /** A profile that names no pool of its own leaves what is reserved all the same. */
    @Test
    void whatIsReservedForUndoCopiesShowsNothing_alsoWithoutAPool() throws Exception {
        CopyPolicy policy = CopyPolicy.builder()
                .reservedPool("00200-00201")
                .reservedTargets(List.of("00100:00202"))
                .build();

        show(older, Runs.established(blade, older, policy));

        assertThat(linked(older)).hasSize(2).extracting(Snapshot.Link::target).doesNotContain("0200", "0201", "0202");
    }

    /** Nor is a backup refused for what another profile has mistyped. */
    @Test
    void reservedPoolThatCannotBeRead_isWarnedOf() throws Exception {
        for (String pool : List.of("", POOL)) {
            assertThat(findings(CopyPolicy.builder().targetPool(pool).reservedPool("0110-0113")))
                    .containsExactly(
                            "WARNING '0110-0113' is no volume id and no range of them: a copy may be shown on what"
                                    + " is to be reserved for undo copies");
        }
    }

    /** Another profile's slip takes nothing from what others have reserved. */
    @Test
    void reservedPoolOfWhichAPartCannotBeRead_countsAsFarAsItCan() throws Exception {
        CopyPolicy.Builder policy = CopyPolicy.builder().targetPool(POOL).reservedPool("0110-0113," + POOL);

        assertThat(findings(policy))
                .anyMatch(finding -> finding.startsWith("ERROR no volume of '" + POOL + "' may show"));
    }

    private List<String> findings(CopyPolicy.Builder policy) throws BladeException {
        return Runs.plan(blade, older, policy.build()).findings().stream()
                .filter(finding -> finding.severity() != BladeFinding.Severity.NOTE)
                .map(finding -> finding.severity() + " " + finding.text())
                .toList();
    }

    private Exposed show(CopyGroup group, Binding binding) throws BladeException {
        return blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon());
    }

    private Background background(CopyGroup group, Binding binding) throws BladeException {
        return ((CopyState.Established) Runs.state(blade, group, binding)).background();
    }

    private List<Snapshot.Link> linked(CopyGroup group) {
        return laboratory.system().snapshots().all().stream()
                .filter(snapshot -> snapshot.name().equals(Mark.of(group.id())))
                .flatMap(snapshot -> snapshot.links().stream())
                .toList();
    }

    /** A job goes on after its caller has gone. */
    private void awaitLinked(CopyGroup group, int count) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (linked(group).size() < count) {
            assertThat(System.nanoTime()).as("no links were made").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void fill(String volume, String text) throws Exception {
        LabSlots.on(laboratory.system().host(volume)).write("content", text.getBytes(StandardCharsets.UTF_8));
    }

    private String content(String volume) throws Exception {
        byte[] bytes =
                LabSlots.on(laboratory.system().host(volume)).read("content").orElseThrow();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
