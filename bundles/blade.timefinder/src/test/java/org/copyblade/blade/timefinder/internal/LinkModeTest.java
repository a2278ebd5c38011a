package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.Snapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Snapshots that are shown with and without copying: what is read back of the copy, and how its links end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkModeTest {

    private static final CopyPolicy COPYING =
            CopyPolicy.builder().method("snapvx-copy").build();
    private static final int FAST = 20_000;
    private static final Duration SHORT = Duration.ofMillis(700);

    private final CopyGroup group = Groups.of("ZLINKMOD", "00100", "00101");
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
        laboratory.system().backgroundTracksPerSecond(FAST);
        for (FoundCopy found : blade.list(Runs.POLICY, Runs.soon())) {
            Runs.withdrawn(blade, group, found.binding().orElseThrow());
        }
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void withoutCopying_theCopySharesWithItsSource() throws Exception {
        Binding binding = shown(Runs.established(blade, group, Runs.POLICY));

        assertThat(links()).hasSize(2).noneMatch(Snapshot.Link::copy);
        assertThat(established(binding).background()).isEqualTo(Background.DEPENDENT);
    }

    /** The job of the link has ended, and nothing is copied. */
    @Test
    void aFinishedJobIsNoFinishedCopy() throws Exception {
        laboratory.system().backgroundTracksPerSecond(0);
        Binding binding = Runs.established(blade, group, COPYING);
        assertThat(established(binding).background()).isEqualTo(Background.DEPENDENT);

        binding = shown(binding);

        assertThat(links()).hasSize(2).allMatch(Snapshot.Link::copy);
        assertThat(established(binding).background()).isEqualTo(Background.COPYING);
        assertThat(established(binding).percent()).isEqualTo(OptionalInt.of(0));

        laboratory.system().backgroundTracksPerSecond(10);
        awaitPercent(binding);
        laboratory.system().backgroundTracksPerSecond(FAST);
        awaitCopied(binding);
        Binding concealed = blade.conceal(group, binding, Runs.soon());
        assertThat(established(concealed).background()).isEqualTo(Background.DEPENDENT);
    }

    /** Some of it, or what somebody may have written to, is not the copy. */
    @Test
    void copiedIsWhatLiesOnOtherVolumesWholeAndUnchanged() throws Exception {
        Binding binding = Runs.established(blade, group, COPYING);
        Binding some = blade.expose(group, binding, Set.of("m00100"), ExposeMode.READ_ONLY, Runs.soon())
                .binding();
        awaitNothingToCopy();
        assertThat(established(some).background()).isEqualTo(Background.DEPENDENT);

        Binding written = blade.expose(group, some, group.memberNames(), ExposeMode.WRITABLE, Runs.soon())
                .binding();
        awaitNothingToCopy();
        assertThat(established(written).background()).isEqualTo(Background.DEPENDENT);
    }

    @Test
    void aLinkThatIsBeingCopiedIsNotEnded_andIsSaid() throws Exception {
        laboratory.system().backgroundTracksPerSecond(0);
        Binding binding = shown(Runs.established(blade, group, COPYING));

        BladeException busy =
                catchThrowableOfType(BladeException.class, () -> blade.conceal(group, binding, Call.within(SHORT)));

        assertThat(busy.code()).isEqualTo("TIMEFINDER-LINK-BUSY");
        assertThat(busy.recovery()).isEqualTo(Recovery.RETRY);
        assertThat(busy)
                .hasMessage("cannot conceal ZLINKMOD: volume 00200 has 0% of volume 00100, and a link that is being"
                        + " copied is not ended");
        assertThat(links()).hasSize(2);
        BladeException cancelled = catchThrowableOfType(
                BladeException.class,
                () -> blade.conceal(group, binding, Call.within(Duration.ofMinutes(1), () -> true, percent -> {})));
        assertThat(cancelled.code()).isIn("TIMEFINDER-LINK-BUSY", "TIMEFINDER-TOO-LATE");
    }

    @Test
    void concealWaitsForTheEndOfTheCopy() throws Exception {
        laboratory.system().backgroundTracksPerSecond(100);
        Binding binding = shown(Runs.established(blade, group, COPYING));

        blade.conceal(group, binding, Runs.soon());

        assertThat(links()).isEmpty();
        assertThat(laboratory.carriedOut("unlink")).isPositive();
    }

    /** A request that names a snapshot that is gone does nothing, neither for the volume whose snapshot is there. */
    @Test
    void aLinkThatSomebodyEndsMeanwhile_keepsNoOtherFromBeingEnded() throws Exception {
        Binding binding = shown(Runs.established(blade, group, Runs.POLICY));
        Snapshot snapshot = laboratory.system().snapshots().all().get(0);
        String target = links().stream()
                .filter(link -> link.source().equals("0101"))
                .map(Snapshot.Link::target)
                .findFirst()
                .orElseThrow();
        laboratory.fault(Fault.once(Kind.SLOW, "device-snapshot").withDelayMs(500));
        long looks = laboratory.carriedOut("device-snapshot");
        CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> {
            try {
                await(() -> laboratory.carriedOut("device-snapshot") == looks + 2);
                laboratory.system().snapshots().unlink(snapshot.id(), List.of(target));
                laboratory.system().snapshots().terminate(snapshot.id(), List.of("0101"));
            } catch (BladeException | ArrayException e) {
                throw new IllegalStateException(e);
            }
        });

        blade.conceal(group, binding, Runs.soon());

        meanwhile.join();
        assertThat(links()).isEmpty();
    }

    @Test
    void aWithdrawalWaitsStepByStep() throws Exception {
        laboratory.system().backgroundTracksPerSecond(0);
        Binding binding = shown(Runs.established(blade, group, COPYING));

        for (int step = 0; step < 3; step++) {
            assertThat(blade.withdraw(group, binding, Runs.soon())).isInstanceOf(Advance.Continues.class);
            assertThat(links()).hasSize(2);
        }
        laboratory.system().backgroundTracksPerSecond(FAST);
        Runs.withdrawn(blade, group, binding);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOST_REQUEST", "LOST_REPLY", "JOB_CANCELLED", "SERVER_ERROR", "SERVER_ERROR_AFTER"})
    void aLinkThatFailsIsMadeOnceAsItIsAskedForAgain(Kind kind) throws Exception {
        Binding binding = Runs.established(blade, group, COPYING);
        long before = laboratory.carriedOut("link");
        failing(kind, "link", () -> shown(binding));
        if (kind == Kind.LOST_REPLY || kind == Kind.SERVER_ERROR_AFTER) {
            awaitLinks(2);
        }

        shown(binding);

        assertThat(links()).hasSize(2).allMatch(Snapshot.Link::copy);
        assertThat(laboratory.carriedOut("link")).isLessThanOrEqualTo(before + (kind == Kind.JOB_CANCELLED ? 2 : 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOST_REQUEST", "LOST_REPLY", "JOB_CANCELLED", "SERVER_ERROR", "SERVER_ERROR_AFTER"})
    void anUnlinkThatFailsIsAskedForAgain(Kind kind) throws Exception {
        Binding binding = shown(Runs.established(blade, group, COPYING));
        awaitCopied(binding);
        failing(kind, "unlink", () -> blade.conceal(group, binding, Runs.soon()));

        blade.conceal(group, binding, Runs.soon());

        assertThat(links()).isEmpty();
        Binding again = shown(binding);
        awaitCopied(again);
        failing(kind, "unlink", () -> Runs.withdrawn(blade, group, again));
        Runs.withdrawn(blade, group, again);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    /** Another instance knows of the links by asking, and shows the same. */
    @Test
    void killedBetweenALinkAndItsNote_anotherInstanceGoesOn() throws Exception {
        laboratory.system().backgroundTracksPerSecond(0);
        Binding noted = Runs.established(blade, group, COPYING);
        List<?> shown = blade.expose(group, noted, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .exposures();
        TimeFinderBlade other = laboratory.blade();
        try {
            assertThat(((CopyState.Established) Runs.state(other, group, noted)).background())
                    .isEqualTo(Background.COPYING);
            assertThat(other.expose(group, noted, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                            .exposures())
                    .isEqualTo(shown);
            laboratory.system().backgroundTracksPerSecond(FAST);
            other.conceal(group, noted, Runs.soon());
            assertThat(links()).isEmpty();
        } finally {
            other.close();
        }
    }

    @Test
    void whatCannotBeIsFound() throws Exception {
        assertThat(errors(CopyPolicy.builder().method("snapvx-nocopy")))
                .containsExactly("there is no method 'snapvx-nocopy'");
        assertThat(errors(CopyPolicy.builder().method("snapvx-copy").backgroundCopy(BackgroundCopy.NOCOPY)))
                .containsExactly("the method snapvx-copy copies everything to the volumes that show the snapshot");
        assertThat(errors(CopyPolicy.builder().method("snapvx-copy").spaceEfficient(true)))
                .containsExactly("the method snapvx-copy copies everything to the volumes that show the snapshot");
        assertThat(errors(CopyPolicy.builder().method("snapvx-copy").copyPace(5)))
                .containsExactly("the speed at which a link copies cannot be set");
        assertThat(errors(CopyPolicy.builder().method("snapvx-copy"))).isEmpty();
        assertThat(errors(CopyPolicy.builder().method("snapvx").backgroundCopy(BackgroundCopy.NOCOPY)))
                .isEmpty();
    }

    private List<String> errors(CopyPolicy.Builder policy) throws BladeException {
        return Runs.errors(Runs.plan(blade, group, policy.build()).findings());
    }

    private interface Attempt {
        void run() throws BladeException;
    }

    private void failing(Kind kind, String operation, Attempt attempt) {
        laboratory.fault(Fault.once(kind, operation));
        assertThat(catchThrowableOfType(BladeException.class, attempt::run)).isNotNull();
        assertThat(laboratory.hasNoFaults()).isTrue();
    }

    private Binding shown(Binding binding) throws BladeException {
        return blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .binding();
    }

    private CopyState.Established established(Binding binding) throws BladeException {
        return (CopyState.Established) Runs.state(blade, group, binding);
    }

    private List<Snapshot.Link> links() {
        return laboratory.system().snapshots().all().stream()
                .flatMap(snapshot -> snapshot.links().stream())
                .toList();
    }

    private interface Condition {
        boolean holds() throws BladeException;
    }

    private void awaitPercent(Binding binding) throws BladeException {
        await(() -> {
            OptionalInt percent = established(binding).percent();
            return percent.isPresent() && percent.getAsInt() > 0;
        });
    }

    private void awaitCopied(Binding binding) throws BladeException {
        await(() -> established(binding).background() == Background.COPIED);
    }

    private void awaitNothingToCopy() throws BladeException {
        await(() -> links().stream().allMatch(link -> link.pendingTracks() == 0));
    }

    /** A job goes on after its caller has gone. */
    private void awaitLinks(int count) throws BladeException {
        await(() -> links().size() == count);
    }

    private static void await(Condition condition) throws BladeException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it never came").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
