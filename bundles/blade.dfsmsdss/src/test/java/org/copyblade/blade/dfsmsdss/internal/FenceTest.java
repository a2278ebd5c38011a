package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.zosmf.Job;
import org.junit.jupiter.api.Test;

/** A job that is released late or run twice overwrites nothing, because its fence is gone. */
class FenceTest {

    private final InMemoryZos zos = InMemoryFixture.zos();
    private final DfsmsdssBlade blade = InMemoryFixture.blade(zos);
    private final CopyGroup group = Groups.of("ZFENCE01", "PR0100");

    @Test
    void aJobThatRunsTwiceLeavesTheGenerationAlone() throws Exception {
        SlotText.write(zos.volume("PR0100"), "first");
        Runs.established(blade, group, Runs.POLICY);
        SlotText.write(zos.volume("PR0100"), "second");

        Job again = zos.submitAgain(job(Purpose.COPY).id());
        zos.releaseByOperator(again.id());

        assertThat(SlotText.read(zos.volume("TG0000"))).isEqualTo("first");
        assertThat(job(again.id()).completion().orElseThrow().text()).isEqualTo("JCL ERROR");
    }

    @Test
    void theOtherJobOfTheSameGroupDoesNotRunEither() throws Exception {
        SlotText.write(zos.volume("PR0100"), "first");
        Binding established = Runs.established(blade, group, Runs.POLICY);
        SlotText.write(zos.volume("PR0100"), "second");

        zos.releaseByOperator(job(Purpose.HELD_COPY).id());

        assertThat(SlotText.read(zos.volume("TG0000"))).isEqualTo("first");
        assertThat(Runs.state(blade, group, established)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aJobThatIsReleasedAfterTheWithdrawalOfItsGroupCopiesNothing() throws Exception {
        SlotText.write(zos.volume("TG0000"), "of the next generation");
        SlotText.write(zos.volume("PR0100"), "late");
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        Advance first = blade.withdraw(group, prepared, Runs.soon());
        assertThat(first).isInstanceOf(Advance.Continues.class);

        zos.releaseByOperator(job(Purpose.COPY).id());

        assertThat(SlotText.read(zos.volume("TG0000"))).isEqualTo("of the next generation");
        Runs.withdrawn(blade, group, first.binding());
        assertThat(zos.allJobs()).isEmpty();
    }

    /** The same cards without their fence do overwrite: it is the fence that keeps them from it. */
    @Test
    void withoutFenceTheSameJobOverwrites() throws Exception {
        Runs.established(blade, group, Runs.POLICY);
        SlotText.write(zos.volume("PR0100"), "second");
        List<String> cards = zos.cards("COPY").stream()
                .filter(card -> !card.startsWith("//FENCE"))
                .toList();

        Job unfenced = zos.submit(new JobDeck(cards), null);
        zos.releaseByOperator(unfenced.id());

        assertThat(SlotText.read(zos.volume("TG0000"))).isEqualTo("second");
    }

    @Test
    void aRestoreThatComesLateLeavesTheSourceAlone() throws Exception {
        SlotText.write(zos.volume("PR0100"), "old");
        Binding established = Runs.established(blade, group, Runs.POLICY);
        Binding restored = Runs.restored(blade, group, established);
        SlotText.write(zos.volume("PR0100"), "work after the restore");

        Job again = zos.submitAgain(job(Purpose.RESTORE).id());

        assertThat(job(again.id()).completion().orElseThrow().text()).isEqualTo("JCL ERROR");
        assertThat(SlotText.read(zos.volume("PR0100"))).isEqualTo("work after the restore");
        Runs.withdrawn(blade, group, restored);
    }

    @Test
    void aSecondRestoreIsNotTakenForTheFirst() throws Exception {
        SlotText.write(zos.volume("PR0100"), "old");
        Binding established = Runs.established(blade, group, Runs.POLICY);
        Runs.restored(blade, group, established);
        SlotText.write(zos.volume("PR0100"), "young");

        // With the binding of before: whoever lost the newer one restores all the same.
        Runs.restored(blade, group, established);

        assertThat(SlotText.read(zos.volume("PR0100"))).isEqualTo("old");
    }

    /** Of two submissions one finds no fence and is refused; z/OSMF may list it first. */
    @Test
    void aRestoreThatWasSubmittedTwiceIsJudgedByTheJobThatRan() throws Exception {
        zos.newestFirst = true;
        SlotText.write(zos.volume("PR0100"), "old");
        Binding submitted = restoreSubmittedTwice();

        Advance ended = blade.restore(group, submitted, group.memberNames(), Runs.soon());

        assertThat(ended).isInstanceOf(Advance.Done.class);
        assertThat(SlotText.read(zos.volume("PR0100"))).isEqualTo("old");
    }

    @Test
    void aRestoreThatWasSubmittedTwiceAndFailedBeginsAnew() throws Exception {
        zos.newestFirst = true;
        SlotText.write(zos.volume("PR0100"), "old");
        Binding submitted = restoreSubmittedTwice();
        Job ran = zos.allJobs().stream()
                .filter(job -> mark(job).equals(Optional.of(Purpose.RESTORE)))
                .filter(job -> job.completion().orElseThrow().text().equals("CC 0000"))
                .findFirst()
                .orElseThrow();
        zos.losesReport(ran.id());

        assertThat(catchThrowableOfType(
                                BladeException.class,
                                () -> blade.restore(group, submitted, group.memberNames(), Runs.soon()))
                        .code())
                .isEqualTo("DFSMSDSS-REPORT");

        Runs.restored(blade, group, submitted);
    }

    private Binding restoreSubmittedTwice() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        SlotText.write(zos.volume("PR0100"), "young");
        for (int steps = 0; steps < 2; steps++) {
            binding = blade.restore(group, binding, group.memberNames(), Runs.soon())
                    .binding();
        }
        Job again = zos.submitAgain(job(Purpose.RESTORE).id());
        assertThat(job(again.id()).completion().orElseThrow().text()).isEqualTo("JCL ERROR");
        return binding;
    }

    @Test
    void aCopyThroughTheHostThatWasSubmittedTwiceIsJudgedByTheJobThatRan() throws Exception {
        zos.newestFirst = true;
        CopyPolicy slow = CopyPolicy.builder()
                .fastReplication(CopyPolicy.FastReplication.NONE)
                .build();
        Binding prepared = Runs.prepared(blade, group, slow).binding();
        Binding released = blade.copy(group, prepared, Runs.soon()).binding();
        Job again = zos.submitAgain(job(Purpose.COPY).id());
        zos.releaseByOperator(again.id());

        assertThat(blade.copy(group, released, Runs.soon())).isInstanceOf(Advance.Done.class);
    }

    @Test
    void aRestoreWhoseJobDiedWithItsSystemIsDoneAgain() throws Exception {
        SlotText.write(zos.volume("PR0100"), "old");
        Binding established = Runs.established(blade, group, Runs.POLICY);
        SlotText.write(zos.volume("PR0100"), "young");
        zos.systemFails = true;

        Binding restored = Runs.restored(blade, group, established);

        assertThat(zos.systemFails).as("one died").isFalse();
        assertThat(SlotText.read(zos.volume("PR0100"))).isEqualTo("old");
        Runs.withdrawn(blade, group, restored);
        assertThat(zos.allJobs()).isEmpty();
    }

    @Test
    void aSubmitWhoseAnswerIsLostIsFoundAgain() throws Exception {
        zos.submitAnswerLost = true;
        Binding binding = blade.plan(group, Runs.POLICY, Runs.soon()).binding();
        binding = blade.prepare(group, binding, Runs.soon()).binding();
        Binding planned = binding;
        assertThat(catchThrowableOfType(BladeException.class, () -> blade.prepare(group, planned, Runs.soon()))
                        .recovery())
                .isEqualTo(BladeException.Recovery.RETRY);

        Runs.prepared(blade, group, Runs.POLICY);

        assertThat(zos.allJobs()).hasSize(2);
    }

    private Job job(Purpose purpose) {
        return zos.allJobs().stream()
                .filter(job -> mark(job).equals(Optional.of(purpose)))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Purpose> mark(Job job) {
        return zos.mark(job.ref(), null).map(JobMark::purpose);
    }

    private Job job(String id) {
        return zos.allJobs().stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
