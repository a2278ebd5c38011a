package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.RestoreChoice;
import org.copyblade.lab.array.Relation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is waited for, what is kept and what is used up. */
class ShadowRestoreTest {

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZRESTOR1", 256, 257);
    private Laboratory laboratory;

    @AfterEach
    void stop() throws Exception {
        laboratory.close();
    }

    @Test
    void restoreAndWithdrawalWaitForTheBackgroundCopy() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 0", "");
        ShadowImageBlade blade = laboratory.blade();
        Binding prepared = preparedAtFullSpeed(blade, Runs.POLICY);
        laboratory.system().backgroundTracksPerSecond(0);
        laboratory.slots(256).write("content", "last".getBytes(StandardCharsets.UTF_8));
        laboratory.stranger().split(BindingForm.read(prepared).name(), Runs.soon());

        assertThat(Runs.state(blade, group, prepared))
                .isInstanceOfSatisfying(CopyState.Established.class, state -> assertThat(state.background())
                        .isEqualTo(CopyState.Background.COPYING));
        assertThat(blade.restore(group, prepared, group.memberNames(), Runs.soon()))
                .isInstanceOf(Advance.Continues.class);
        assertThat(blade.withdraw(group, prepared, Runs.soon())).isInstanceOf(Advance.Continues.class);
        assertThat(blade.planRestore(group, prepared, group.memberNames(), Runs.soon()))
                .extracting(BladeFinding::text)
                .contains("the background copy of pair 256:512 is not complete; the restore waits for it");
        assertThat(laboratory.carriedOut("restore") + laboratory.carriedOut("delete-group"))
                .isZero();
        laboratory.system().backgroundTracksPerSecond(20_000);
        Runs.withdrawn(blade, group, prepared);
        assertThat(laboratory.system().relations()).isEmpty();
        blade.close();
    }

    /** Each order sets the speed back to that of the seed, which is none here. */
    private Binding preparedAtFullSpeed(ShadowImageBlade blade, CopyPolicy policy) throws Exception {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread pusher = new Thread(() -> {
            while (!ready.isDone()) {
                laboratory.system().backgroundTracksPerSecond(20_000);
                LockSupport.parkNanos(1_000_000);
            }
        });
        pusher.start();
        try {
            return Runs.prepared(blade, group, policy).binding();
        } finally {
            ready.complete(null);
            pusher.join();
        }
    }

    /** First everything, then what has changed; nothing is copied meanwhile, so that it is seen. */
    @Test
    void aCopyThatGoesOnFromAnOlderOne_copiesOnlyWhatHasChanged() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 0", "");
        ShadowImageBlade blade = laboratory.blade();
        CopyPolicy first =
                CopyPolicy.builder().incremental(CopyPolicy.Incremental.YES).build();
        Binding prepared = preparedAtFullSpeed(blade, first);
        laboratory.system().backgroundTracksPerSecond(0);
        Binding older = blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();
        laboratory.system().host("0100").write(3, new byte[] {7});
        CopyGroup next = Groups.of("ZRESTOR4", 256, 257);
        CopyPolicy second = CopyPolicy.builder()
                .incremental(CopyPolicy.Incremental.YES)
                .predecessor(group.id(), older)
                .build();

        Binding begun = Runs.plan(blade, next, second).binding();
        while (laboratory.carriedOut("resync") == 0) {
            begun = blade.prepare(next, begun, Runs.soon()).binding();
        }
        assertThat(laboratory.system().relations().stream()
                        .mapToInt(Relation::outOfSyncTracks)
                        .sum())
                .isEqualTo(1);
        assertThat(Runs.state(blade, next, begun))
                .isInstanceOfSatisfying(CopyState.Preparing.class, state -> assertThat(state.percent())
                        .isBetween(90, 99));
        assertThat(Runs.state(blade, group, older)).isInstanceOf(CopyState.Absent.class);
        blade.close();
    }

    /** Thirty tracks, of which the storage copies ten in a second at the slowest pace, and all at once at that of the endpoint. */
    @Test
    void thePaceOfTheProfile_isThatOfTheStorage() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 150", "");
        ShadowImageBlade blade = laboratory.blade();
        long begun = System.nanoTime();
        Binding slow = Runs.prepared(
                        blade, group, CopyPolicy.builder().copyPace(1).build())
                .binding();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(BindingForm.read(slow).pace()).isEqualTo(1);
        Runs.withdrawn(blade, group, slow);
        assertThat(BindingForm.read(Runs.plan(blade, group, Runs.POLICY).binding())
                        .pace())
                .isEqualTo(15);
        blade.close();
    }

    @Test
    void aQuickRestoreUsesTheCopyUp() throws Exception {
        laboratory = Laboratory.start(directory);
        ShadowSettings settings = laboratory.settings();
        ShadowImageBlade quick =
                Laboratory.blade(Laboratory.settings(settings.access(), settings.trust(), "512-551", true));
        assertThat(quick.info().restoreEffect()).isEqualTo(BladeInfo.RestoreEffect.CONSUMES_COPY);
        laboratory.slots(256).write("content", "before".getBytes(StandardCharsets.UTF_8));
        Binding binding = Runs.established(quick, group, Runs.POLICY);
        laboratory.slots(256).write("content", "after".getBytes(StandardCharsets.UTF_8));

        Binding restored = Runs.restored(quick, group, binding);

        assertThat(laboratory.slots(256).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("before".getBytes(StandardCharsets.UTF_8)));
        assertThat(Runs.state(quick, group, restored))
                .isEqualTo(new CopyState.Failed("the copy was used up by its restore"));
        // Whoever died before it could note that asks for it again.
        assertThat(quick.restore(group, restored, group.memberNames(), Runs.soon()))
                .isEqualTo(new Advance.Done(restored));
        assertThat(Runs.errors(quick.planRestore(group, restored, group.memberNames(), Runs.soon())))
                .hasSize(1);
        assertThat(laboratory.carriedOut("restore")).isEqualTo(1);
        // What somebody does to the pair afterwards is not known.
        laboratory.stranger().split(BindingForm.read(restored).name(), Runs.soon());
        assertThatThrownBy(() -> Runs.restored(quick, group, restored))
                .isInstanceOfSatisfying(
                        BladeException.class, e -> assertThat(e.code()).isEqualTo("SHADOWIMAGE-STATE"));
        Runs.withdrawn(quick, group, restored);
        assertThat(laboratory.system().relations()).isEmpty();
        quick.close();
    }

    @Test
    void aGenerationThatIsBeingPreparedForbidsARestoreAndIsNamed() throws Exception {
        laboratory = Laboratory.start(directory);
        ShadowImageBlade blade = laboratory.blade();
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        CopyGroup next = Groups.of("ZRESTOR2", 256, 257);
        Binding prepared = Runs.prepared(blade, next, Runs.POLICY).binding();

        assertThat(Runs.errors(blade.planRestore(group, binding, group.memberNames(), Runs.soon())))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("pair 256:514 of copy group ZRESTOR2 is in status PAIR/PAIR");
        Runs.withdrawn(blade, next, prepared);
        assertThat(Runs.errors(blade.planRestore(group, binding, group.memberNames(), Runs.soon())))
                .isEmpty();
        blade.close();
    }

    /** Until the pairs are split again the targets are no copy; going on with the restore makes them one. */
    @Test
    void aRestoreThatIsBrokenOffBeforeItsSplit_leavesNoCopy_untilItGoesOn() throws Exception {
        laboratory = Laboratory.start(directory);
        ShadowImageBlade blade = laboratory.blade();
        laboratory.slots(256).write("content", "before".getBytes(StandardCharsets.UTF_8));
        Binding before = Runs.established(blade, group, Runs.POLICY);
        CopyGroup other = Groups.of("ZRESTOR3", 256, 257);
        laboratory.slots(256).write("content", "after".getBytes(StandardCharsets.UTF_8));
        Binding undo = Runs.established(blade, other, Runs.POLICY);
        Runs.settled(blade, other, undo);

        Binding newest = before;
        while (!BindingForm.read(newest)
                .restore()
                .filter(ShadowBinding.RestoreNote::splitting)
                .isPresent()) {
            newest = blade.restore(group, newest, group.memberNames(), Runs.soon())
                    .binding();
            if (BindingForm.read(newest).restore().isEmpty()) {
                assertThat(Runs.state(blade, group, before)).isInstanceOf(CopyState.Established.class);
            }
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(Runs.state(blade, group, before)).isInstanceOf(CopyState.Failed.class);
        assertThat(Runs.state(blade, group, newest)).isInstanceOf(CopyState.Restoring.class);
        assertThat(Runs.errors(blade.planRestore(other, undo, other.memberNames(), Runs.soon())))
                .hasSize(2)
                .allMatch(text -> text.contains("is to be split before its source is copied back"));

        Binding restored = Runs.restored(blade, group, newest);
        assertThat(Runs.state(blade, group, restored)).isInstanceOf(CopyState.Established.class);
        assertThat(Runs.errors(blade.planRestore(other, undo, other.memberNames(), Runs.soon())))
                .isEmpty();
        Runs.restored(blade, other, undo);
        assertThat(laboratory.slots(256).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("after".getBytes(StandardCharsets.UTF_8)));
        Runs.restored(blade, group, restored);
        assertThat(laboratory.slots(256).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("before".getBytes(StandardCharsets.UTF_8)));
        blade.close();
    }

    /** The manager may die, and its next start find another configuration. */
    @Test
    void aRestoreEndsAsItWasChosen_whateverIsConfiguredMeanwhile() throws Exception {
        laboratory = Laboratory.start(directory);
        ShadowSettings settings = laboratory.settings();
        ShadowImageBlade reverse = laboratory.blade();
        ShadowImageBlade quick =
                Laboratory.blade(Laboratory.settings(settings.access(), settings.trust(), "512-551", true));
        Binding binding = Runs.established(reverse, group, Runs.POLICY);

        RestoreChoice.Chosen kept = reverse.chooseRestore(binding);
        Binding restored = Runs.restored(quick, group, kept.binding());
        assertThat(kept.effect()).isEqualTo(BladeInfo.RestoreEffect.KEEPS_COPY);
        assertThat(Runs.state(quick, group, restored)).isInstanceOf(CopyState.Established.class);

        RestoreChoice.Chosen used = quick.chooseRestore(restored);
        Binding gone = Runs.restored(reverse, group, used.binding());
        assertThat(used.effect()).isEqualTo(BladeInfo.RestoreEffect.CONSUMES_COPY);
        assertThat(Runs.state(reverse, group, gone)).isInstanceOf(CopyState.Failed.class);
        Runs.withdrawn(quick, group, gone);
        reverse.close();
        quick.close();
    }
}
