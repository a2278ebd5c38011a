package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.RestoreNote;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.endpoint.Moment;
import org.junit.jupiter.api.Test;

class BindingFormTest {

    /** As version 1 has always written it: later releases must go on reading this. */
    private static final String KEPT = "{\"storage\":\"886000123456\",\"method\":\"pair\",\"stage\":\"ESTABLISHED\","
            + "\"group\":[\"ZGROUP01\",\"ZGROUP01P_\",\"ZGROUP01S_\"],\"pairs\":[[256,512],[257,513]],"
            + "\"mirrorUnit\":1,\"pace\":10,\"dataReduction\":true,\"predecessor\":\"ZOLDER01\","
            + "\"labelBefore\":\"BACK_0200\",\"at\":\"2026-01-01T12:00:00Z\","
            + "\"doubtSince\":{\"boot\":\"b\",\"nanos\":6,\"wall\":\"2026-01-01T12:00:01Z\"},"
            + "\"restore\":{\"splitting\":true,\"sources\":[256]},\"usedUp\":[257]}";

    private final ShadowBinding full = new ShadowBinding(
            "886000123456",
            Method.PAIR,
            Stage.ESTABLISHED,
            GroupName.of("ZGROUP01"),
            List.of(new BoundPair(256, 512), new BoundPair(257, 513)),
            1,
            10,
            true,
            Optional.of(new CopyGroupId("ZOLDER01")),
            "BACK_0200",
            Making.NOTHING,
            SplitEvidence.NONE,
            Optional.of(Instant.parse("2026-01-01T12:00:00Z")),
            Optional.of(new Moment("b", 6, Instant.parse("2026-01-01T12:00:01Z"))),
            Optional.of(new RestoreNote(true, Set.of(256))),
            Set.of(257),
            Optional.empty());

    @Test
    void writesWhatItHasAlwaysWrittenAndReadsItBack() throws Exception {
        assertThat(BindingForm.write(full)).isEqualTo(new Binding(1, KEPT));
        assertThat(BindingForm.read(new Binding(1, KEPT))).isEqualTo(full);
    }

    @Test
    void keepsWhatASplitIsToldBy() throws Exception {
        ShadowBinding told = full.with(SplitEvidence.since(41).ordered(42).doubted("why"));

        Binding written = BindingForm.write(told);
        assertThat(written.data()).contains("\"split\":{\"before\":41,\"order\":42,\"doubt\":\"why\"}");
        assertThat(BindingForm.read(written)).isEqualTo(told);
    }

    @Test
    void keepsWhetherARequestMayComeYet() throws Exception {
        BladeException taken = ShadowFault.TAKEN.error("why", "what to do");
        for (Making making : List.of(Making.NOTHING, Making.MAYBE, Making.LOST, Making.refused(taken))) {
            ShadowBinding creating = full.creating(making);
            assertThat(BindingForm.read(BindingForm.write(creating))).isEqualTo(creating);
            ShadowBinding prepared = creating.prepared(41);
            assertThat(BindingForm.read(BindingForm.write(prepared))).isEqualTo(prepared);
        }
        String older = KEPT.replace("ESTABLISHED", "CREATING");
        assertThat(BindingForm.read(new Binding(1, older)).making())
                .as("an older release did not say")
                .isEqualTo(Making.LOST);
    }

    @Test
    void passesOverFieldsOfALaterReleaseAndDoesWithoutOptionalOnes() throws Exception {
        Binding binding = new Binding(
                1,
                "{\"storage\":\"s\",\"stage\":\"PLANNED\",\"group\":[\"G\",\"GP_\",\"GS_\"],\"pairs\":[],\"later\":1}");

        assertThat(BindingForm.read(binding))
                .isEqualTo(ShadowBinding.of("s", Method.PAIR, Stage.PLANNED, GroupName.of("G"), List.of(), 0));
    }

    @Test
    void refusesWhatItCannotRead() {
        for (Binding bad :
                List.of(new Binding(2, KEPT), new Binding(1, ""), new Binding(1, "{}"), new Binding(1, "[1"))) {
            assertThatThrownBy(() -> BindingForm.read(bad))
                    .isInstanceOfSatisfying(
                            BladeException.class, e -> assertThat(e.code()).isEqualTo("SHADOWIMAGE-BINDING"));
        }
    }

    @Test
    void theLargestGroupIsSmallEnough() {
        List<BoundPair> pairs = IntStream.range(0, 8_192)
                .mapToObj(i -> new BoundPair(10_000 + i, 30_000 + i))
                .toList();

        assertThat(BindingForm.write(ShadowBinding.of(
                                "886000123456", Method.PAIR, Stage.PLANNED, GroupName.of("G"), pairs, 0))
                        .data()
                        .length())
                .isLessThan(Binding.MAX_BYTES);
    }

    @Test
    void theModeOfARestoreIsReadBack() throws Exception {
        ShadowBinding chosen = full.with(ShadowBinding.RestoreMode.QUICK);

        assertThat(BindingForm.read(BindingForm.write(chosen))).isEqualTo(chosen);
    }
}
