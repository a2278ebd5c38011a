package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.RestoreNote;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.endpoint.Moment;
import org.junit.jupiter.api.Test;

class BindingFormTest {

    private static final VolumeId FIRST = new VolumeId("00100");
    private static final VolumeId SECOND = new VolumeId("0010F");

    @Test
    void whatIsWrittenIsRead() throws Exception {
        TimeFinderBinding planned = TimeFinderBinding.of("000197900001", Stage.PLANNED, List.of(SECOND, FIRST));
        Instant at = Instant.parse("2026-11-25T22:00:00.123456Z");
        TimeFinderBinding full = planned.prepared(103)
                .established(205_117_440_257L, at)
                .inDoubtSince(new Moment("boot", 42, at))
                .restoring(Optional.of(new RestoreNote(true, Set.of(FIRST))))
                .shownWritable(true)
                .linking(new LinkPlan(true, "00200-00203,00210", "00220"));

        assertThat(BindingForm.read(BindingForm.write(planned))).isEqualTo(planned);
        assertThat(BindingForm.read(BindingForm.write(full))).isEqualTo(full);
    }

    /** As the first release has written it. */
    @Test
    void firstFormIsReadForEver_andUnknownFieldsArePassedOver() throws Exception {
        Binding first = new Binding(
                1,
                "{\"method\":\"snapvx\",\"array\":\"000197900001\",\"stage\":\"ESTABLISHED\",\"sources\":[\"00100\"],"
                        + "\"version\":103,\"snapid\":205117440257,\"at\":\"2026-11-25T22:00:00Z\",\"later\":1}");

        TimeFinderBinding binding = BindingForm.read(first);

        assertThat(binding.snapid()).hasValue(205_117_440_257L);
        assertThat(binding.sources()).containsExactly(FIRST);
        assertThat(binding.restore()).isEmpty();
        assertThat(binding.linking()).isEqualTo(LinkPlan.NOCOPY);
    }

    @Test
    void aBindingOfClonesIsReadAgain_andIsNoneOfSnapshots() throws Exception {
        CloneBinding clone = CloneBinding.of(
                        Method.BCV,
                        "000197900001",
                        CloneBinding.Stage.PLANNED,
                        List.of(new BoundPair(FIRST, SECOND)),
                        Optional.of(new CopyGroupId("ZOLDER01")))
                .creating(CloneBinding.Making.MAYBE)
                .inDoubtSince(new Moment("boot", 7, Instant.EPOCH))
                .inStepWith(500)
                .restoring(Optional.of(new CloneBinding.RestoreNote(true, Set.of(FIRST))));
        Binding written = CloneBindingForm.write(clone);
        CloneBinding refused =
                clone.refused(new CloneBinding.Refusal("CODE", "text", "hint", BladeException.Recovery.RETRY));

        assertThat(CloneBindingForm.read(written)).isEqualTo(clone);
        assertThat(CloneBindingForm.read(CloneBindingForm.write(refused))).isEqualTo(refused);
        assertThat(BindingForm.method(written)).isEqualTo(Method.BCV);
        assertThatThrownBy(() -> BindingForm.read(written)).isInstanceOf(BladeException.class);
        assertThatThrownBy(() -> CloneBindingForm.read(new Binding(1, "{\"method\":\"snapvx\"}")))
                .isInstanceOf(BladeException.class);
    }

    /** It may have sent a request that nobody has answered. */
    @Test
    void whatAnOlderReleaseHasBegunIsInDoubt() throws Exception {
        for (CloneBinding.Stage stage : CloneBinding.Stage.values()) {
            Binding older = new Binding(
                    1,
                    "{\"method\":\"clone\",\"array\":\"1\",\"stage\":\"" + stage + "\",\"pairs\":[\"00100:00200\"]}");

            assertThat(CloneBindingForm.read(older).making())
                    .isEqualTo(
                            stage == CloneBinding.Stage.CREATING
                                    ? CloneBinding.Making.LOST
                                    : CloneBinding.Making.NOTHING);
        }
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (Binding bad : List.of(
                new Binding(2, "{}"),
                new Binding(1, "no json"),
                new Binding(1, "{}"),
                new Binding(1, "{\"method\":\"clone\"}"),
                new Binding(1, "{\"method\":\"snapvx\",\"array\":\"1\",\"stage\":\"NEVER\",\"sources\":[]}"))) {
            assertThatThrownBy(() -> BindingForm.read(bad))
                    .isInstanceOfSatisfying(
                            BladeException.class, e -> assertThat(e.code()).isEqualTo("TIMEFINDER-BINDING"));
        }
    }

    @Test
    void manyVolumesFitIntoABinding() {
        List<VolumeId> sources = new ArrayList<>();
        for (int number = 0; number < 4096; number++) {
            sources.add(new VolumeId(String.format("%05X", number)));
        }
        TimeFinderBinding binding = TimeFinderBinding.of("000197900001", Stage.PLANNED, sources)
                .restoring(Optional.of(new RestoreNote(false, Set.copyOf(sources))));

        assertThat(BindingForm.write(binding).data().length()).isLessThan(Binding.MAX_BYTES);
    }
}
