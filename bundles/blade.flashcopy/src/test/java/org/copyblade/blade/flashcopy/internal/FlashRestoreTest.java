package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.RestoreChoice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore does beyond the contract: waiting, reversing fast, the direction of the pair, other relations. */
class FlashRestoreTest {

    private static final FlashSettings.StorageRules RULES = new FlashSettings.StorageRules(false, false);

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZRESTOR1", "0100");
    private Laboratory laboratory;

    @AfterEach
    void stop() throws Exception {
        laboratory.close();
    }

    @Test
    void aRestoreWaitsForTheBackgroundCopyAndAWithdrawalForTheReverseCopy() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 0");
        FlashCopyBlade blade = laboratory.blade();
        Binding binding = Runs.established(blade, group, Runs.POLICY);

        Advance waiting = blade.restore(group, binding, group.memberNames(), Runs.soon());
        assertThat(waiting).isInstanceOf(Advance.Continues.class);
        assertThat(blade.planRestore(group, binding, group.memberNames(), Runs.soon()))
                .extracting(BladeFinding::text)
                .containsExactly("the background copy of 0100:0200 is not complete; the restore waits for it");
        assertThat(laboratory.carriedOut("establish")).isEqualTo(1);

        FlashCopyBlade fast = Laboratory.blade(laboratory.settings(RULES, new FlashSettings.RestoreStyle(true, false)));
        LabSlots.on(laboratory.system().host("0100")).write("content", "after".getBytes(StandardCharsets.UTF_8));
        Binding restored = Runs.restored(fast, group, binding);
        assertThat(Runs.state(fast, group, restored)).isInstanceOf(CopyState.Restoring.class);
        assertThat(fast.withdraw(group, restored, Runs.soon())).isInstanceOf(Advance.Continues.class);
        assertThat(laboratory.system().relations()).hasSize(1);

        laboratory.system().backgroundTracksPerSecond(10_000);
        Runs.withdrawn(fast, group, restored);
        assertThat(laboratory.system().relations()).isEmpty();
        blade.close();
        fast.close();
    }

    /** As the copy is that is made to undo a restore: the storage refuses to write to a source that it still reads. */
    @Test
    void aRestoreWaitsUntilNoOtherCopyIsFilledFromTheSource() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000\ncascading = true");
        FlashCopyBlade blade = Laboratory.blade(laboratory.settings(
                new FlashSettings.StorageRules(true, false), new FlashSettings.RestoreStyle(false, false)));
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        while (laboratory.system().relations().get(0).outOfSyncTracks() > 0) {
            Thread.onSpinWait();
        }
        laboratory.system().backgroundTracksPerSecond(0);
        Runs.established(blade, Groups.of("ZRESTOR2", "0100"), Runs.POLICY);

        Advance first = blade.restore(group, binding, group.memberNames(), Runs.soon());
        Advance second = blade.restore(group, first.binding(), group.memberNames(), Runs.soon());
        assertThat(second).isInstanceOf(Advance.Continues.class);
        assertThat(laboratory.carriedOut("establish")).isEqualTo(2);
        assertThat(blade.planRestore(group, binding, group.memberNames(), Runs.soon()))
                .extracting(BladeFinding::text)
                .containsExactly("the background copy of 0100:0201 is not complete; the restore waits for it");

        laboratory.system().backgroundTracksPerSecond(10_000);
        Runs.restored(blade, group, second.binding());
        assertThat(laboratory.carriedOut("establish")).isEqualTo(3);
        blade.close();
    }

    @Test
    void aSourceThatIsThePrimaryOfAMirror_isRestoredOnlyWhereThePolicyAllowsMirrors() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000\nmirror_primaries = [\"0100\"]");
        FlashCopyBlade blade = laboratory.blade();
        LabSlots source = LabSlots.on(laboratory.system().host("0100"));
        source.write("content", new byte[] {1});
        Binding strict = Runs.established(blade, group, Runs.POLICY);

        assertThatThrownBy(() -> Runs.restored(blade, group, strict))
                .isInstanceOfSatisfying(
                        BladeException.class, e -> assertThat(e.code()).isEqualTo("FLASHCOPY-REFUSED"))
                .hasMessageContaining("volume 0100 is the primary of a remote mirror");
        Runs.withdrawn(blade, group, strict);

        CopyPolicy allowing = CopyPolicy.builder()
                .mirroredTarget(CopyPolicy.MirroredTarget.ALLOW)
                .build();
        Binding allowed = Runs.established(blade, group, allowing);
        source.write("content", new byte[] {2});
        Binding restored = Runs.restored(blade, group, allowed);
        assertThat(source.read("content")).contains(new byte[] {1});
        Runs.withdrawn(blade, group, restored);
        blade.close();
    }

    @Test
    void aFastRestoreUsesTheCopyUp() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000");
        FlashCopyBlade fast = Laboratory.blade(laboratory.settings(RULES, new FlashSettings.RestoreStyle(true, false)));
        Binding restored = Runs.restored(fast, group, Runs.established(fast, group, Runs.POLICY));
        CopyState state = Runs.state(fast, group, restored);
        while (state instanceof CopyState.Restoring) {
            state = Runs.state(fast, group, restored);
        }

        assertThat(state).isEqualTo(new CopyState.Failed("the copy was used up by its restore"));
        assertThat(Runs.errors(fast.planRestore(group, restored, group.memberNames(), Runs.soon())))
                .hasSize(1);
        Runs.withdrawn(fast, group, restored);
        fast.close();
    }

    /** Whoever died before it could note that the copy is used up asks for it again. */
    @Test
    void aFastRestoreThatIsDone_isDoneAgain_untilAnotherGenerationIsRestored() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000");
        FlashCopyBlade fast = Laboratory.blade(laboratory.settings(RULES, new FlashSettings.RestoreStyle(true, false)));
        LabSlots source = LabSlots.on(laboratory.system().host("0100"));
        CopyGroup younger = Groups.of("ZRESTOR2", "0100");
        write(source, "old");
        Binding first = Runs.established(fast, group, Runs.POLICY);
        write(source, "young");
        Binding second = Runs.established(fast, younger, Runs.POLICY);
        awaitCopied();
        write(source, "broken");
        laboratory.system().backgroundTracksPerSecond(0);
        Binding restored = Runs.restored(fast, group, first);

        assertThat(fast.restore(group, restored, group.memberNames(), Runs.soon()))
                .isEqualTo(new Advance.Done(restored));
        laboratory.system().backgroundTracksPerSecond(10_000);
        awaitCopied();
        assertThat(fast.restore(group, restored, group.memberNames(), Runs.soon()))
                .isEqualTo(new Advance.Done(restored));
        assertHolds(source, "old");
        assertThat(laboratory.carriedOut("establish")).isEqualTo(3);

        Runs.restored(fast, younger, second);
        awaitCopied();
        assertThatThrownBy(() -> Runs.restored(fast, group, restored))
                .isInstanceOf(BladeException.class)
                .hasMessage("cannot restore ZRESTOR1: the copy of volume 0100 was used up by a restore");
        assertHolds(source, "young");
        fast.close();
    }

    @Test
    void theDirectionOfThePairIsASetting() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000\nreverse_pair = \"reversed\"");
        LabSlots source = LabSlots.on(laboratory.system().host("0100"));
        source.write("content", "before".getBytes(StandardCharsets.UTF_8));
        FlashCopyBlade wrong = laboratory.blade();
        FlashCopyBlade right =
                Laboratory.blade(laboratory.settings(RULES, new FlashSettings.RestoreStyle(false, true)));
        Binding binding = Runs.established(right, group, Runs.POLICY);
        source.write("content", "after".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Runs.restored(wrong, group, binding)).isInstanceOf(BladeException.class);
        Runs.restored(right, group, binding);

        assertThat(source.read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("before".getBytes(StandardCharsets.UTF_8)));
        wrong.close();
        right.close();
    }

    /** Without cascading a source of another relation cannot be restored; with background copy that needs it no more. */
    @Test
    void anotherGenerationOfTheSourceGivesItsRelationUp_andCanBeRestoredLater() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000");
        LabSlots source = LabSlots.on(laboratory.system().host("0100"));
        FlashCopyBlade blade = laboratory.blade();
        CopyGroup younger = Groups.of("ZRESTOR2", "0100");
        write(source, "old");
        Binding first = Runs.established(blade, group, Runs.POLICY);
        write(source, "young");
        Binding second = Runs.established(blade, younger, Runs.POLICY);
        awaitCopied();
        write(source, "broken");

        assertThat(blade.planRestore(group, first, group.memberNames(), Runs.soon()))
                .extracting(BladeFinding::text)
                .containsExactly("relation 0100:0201 of copy group ZRESTOR2 is ended; its copy needs it no more");
        Binding firstRestored = Runs.restored(blade, group, first);
        assertHolds(source, "old");
        assertThat(Runs.state(blade, younger, second)).isInstanceOf(CopyState.Established.class);
        awaitCopied();

        assertThat(blade.planRestore(younger, second, younger.memberNames(), Runs.soon()))
                .extracting(BladeFinding::text)
                .containsExactly("relation 0200:0100 of copy group ZRESTOR1 is ended; its copy needs it no more");
        Binding secondRestored = Runs.restored(blade, younger, second);
        assertHolds(source, "young");
        awaitCopied();
        assertThat(Runs.state(blade, group, firstRestored)).isInstanceOf(CopyState.Established.class);

        Runs.restored(blade, group, firstRestored);
        assertHolds(source, "old");
        awaitCopied();
        Runs.withdrawn(blade, younger, secondRestored);
        assertThat(laboratory.system().relations()).hasSize(1);
        Runs.withdrawn(blade, group, firstRestored);
        assertThat(laboratory.system().relations()).isEmpty();
        blade.close();
    }

    @Test
    void aRestoreThatIsStillCopiedBack_isWaitedForByThatOfAnotherGeneration() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000");
        FlashCopyBlade blade = laboratory.blade();
        CopyGroup younger = Groups.of("ZRESTOR2", "0100");
        Binding first = Runs.established(blade, group, Runs.POLICY);
        Binding second = Runs.established(blade, younger, Runs.POLICY);
        awaitCopied();
        write(LabSlots.on(laboratory.system().host("0100")), "broken");
        laboratory.system().backgroundTracksPerSecond(0);
        Runs.restored(blade, group, first);

        assertThat(blade.planRestore(younger, second, younger.memberNames(), Runs.soon()))
                .extracting(BladeFinding::text)
                .containsExactly("the copy back by relation 0200:0100 is not complete; the restore waits for it");
        Binding chosen = blade.chooseRestore(second).binding();
        Advance waiting = blade.restore(younger, chosen, younger.memberNames(), Runs.soon());
        assertThat(waiting).isInstanceOf(Advance.Continues.class);
        assertThat(waiting.binding()).isEqualTo(chosen);

        laboratory.system().backgroundTracksPerSecond(10_000);
        Runs.restored(blade, younger, second);
        blade.close();
    }

    /** A copy that reads from its source for ever would be gone with its relation. */
    @Test
    void anotherGenerationWithoutBackgroundCopyForbidsARestoreAndIsNamed() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000");
        FlashCopyBlade blade = laboratory.blade();
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        Runs.established(
                blade,
                Groups.of("ZRESTOR2", "0100"),
                CopyPolicy.builder().backgroundCopy(BackgroundCopy.NOCOPY).build());

        assertThat(Runs.errors(blade.planRestore(group, binding, group.memberNames(), Runs.soon())))
                .containsExactly("volume 0100 is also the source of relation 0100:0201 of copy group ZRESTOR2");
        blade.close();
    }

    private void awaitCopied() {
        while (laboratory.system().relations().stream().anyMatch(relation -> relation.outOfSyncTracks() > 0)) {
            Thread.onSpinWait();
        }
    }

    private static void write(LabSlots slots, String text) throws Exception {
        slots.write("content", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertHolds(LabSlots slots, String text) throws Exception {
        assertThat(slots.read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The manager may die, and its next start find another configuration. */
    @Test
    void aRestoreEndsAsItWasChosen_whateverIsConfiguredMeanwhile() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 10000");
        FlashCopyBlade reverse = laboratory.blade();
        FlashCopyBlade fast = Laboratory.blade(laboratory.settings(RULES, new FlashSettings.RestoreStyle(true, false)));
        Binding binding = Runs.established(reverse, group, Runs.POLICY);
        awaitCopied();

        RestoreChoice.Chosen kept = reverse.chooseRestore(binding);
        Binding restored = Runs.restored(fast, group, kept.binding());
        awaitCopied();
        assertThat(kept.effect()).isEqualTo(BladeInfo.RestoreEffect.KEEPS_COPY);
        assertThat(BindingForm.read(restored).usedUp()).isEmpty();

        RestoreChoice.Chosen used = fast.chooseRestore(restored);
        Binding gone = Runs.restored(reverse, group, used.binding());
        assertThat(used.effect()).isEqualTo(BladeInfo.RestoreEffect.CONSUMES_COPY);
        assertThat(BindingForm.read(gone).usedUp()).isNotEmpty();
        reverse.close();
        fast.close();
    }
}
