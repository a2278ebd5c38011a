package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.FlashBinding.RestoreNote;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.endpoint.Moment;
import org.junit.jupiter.api.Test;

class BindingFormTest {

    /** As version 1 has always written it: later releases must go on reading this. */
    private static final String KEPT = "{\"system\":\"2107-75ABC11\",\"stage\":\"ESTABLISHED\","
            + "\"pairs\":[[\"0100\",\"0200\",\"BACK_0200\"],[\"\",\"0201\",\"\"]],"
            + "\"options\":[\"record_changes\",\"persistent\"],\"predecessor\":\"ZOLDER01\","
            + "\"freezeTimerSeconds\":120,"
            + "\"heldSince\":{\"boot\":\"b\",\"nanos\":5,\"wall\":\"2026-01-01T12:00:00Z\"},"
            + "\"at\":\"2026-01-01T12:00:00Z\","
            + "\"doubtSince\":{\"boot\":\"b\",\"nanos\":6,\"wall\":\"2026-01-01T12:00:01Z\"},"
            + "\"restore\":{\"reversing\":true,\"sources\":[\"0100\"]},"
            + "\"restored\":[\"0100\"],\"usedUp\":[\"0101\"]}";

    private final FlashBinding full = new FlashBinding(
            "2107-75ABC11",
            Stage.ESTABLISHED,
            List.of(
                    new BoundPair(Optional.of(new VolumeId("0100")), new VolumeId("0200"), "BACK_0200"),
                    new BoundPair(Optional.empty(), new VolumeId("0201"), "")),
            Set.of(CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES),
            Optional.of(new CopyGroupId("ZOLDER01")),
            Duration.ofSeconds(120),
            Optional.of(new Moment("b", 5, Instant.parse("2026-01-01T12:00:00Z"))),
            Optional.of(Instant.parse("2026-01-01T12:00:00Z")),
            Optional.of(new Moment("b", 6, Instant.parse("2026-01-01T12:00:01Z"))),
            Optional.of(new RestoreNote(true, Set.of(new VolumeId("0100")))),
            Set.of(new VolumeId("0100")),
            Set.of(new VolumeId("0101")),
            Optional.empty());

    @Test
    void writesWhatItHasAlwaysWrittenAndReadsItBack() throws Exception {
        assertThat(BindingForm.write(full)).isEqualTo(new Binding(1, KEPT));
        assertThat(BindingForm.read(new Binding(1, KEPT))).isEqualTo(full);
    }

    @Test
    void passesOverFieldsOfALaterReleaseAndDoesWithoutOptionalOnes() throws Exception {
        Binding binding = new Binding(1, "{\"system\":\"s\",\"stage\":\"PLANNED\",\"pairs\":[],\"later\":{\"x\":1}}");

        assertThat(BindingForm.read(binding))
                .isEqualTo(FlashBinding.planned("s", List.of(), Set.of(), Optional.empty()));
    }

    @Test
    void refusesWhatItCannotRead() {
        for (Binding bad :
                List.of(new Binding(2, KEPT), new Binding(1, ""), new Binding(1, "{}"), new Binding(1, "[1"))) {
            assertThatThrownBy(() -> BindingForm.read(bad))
                    .isInstanceOfSatisfying(
                            BladeException.class, e -> assertThat(e.code()).isEqualTo("FLASHCOPY-BINDING"));
        }
    }

    @Test
    void aLargeGroupIsSmallEnough() {
        List<BoundPair> pairs = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            pairs.add(new BoundPair(
                    Optional.of(new VolumeId(String.format("%04X", i))),
                    new VolumeId(String.format("%04X", 0x8000 + i)),
                    "SIXTEEN_LETTERS_"));
        }

        assertThat(BindingForm.write(FlashBinding.planned("s", pairs, Set.of(), Optional.empty()))
                        .data()
                        .length())
                .isLessThan(Binding.MAX_BYTES);
    }

    @Test
    void theModeOfARestoreIsReadBack() throws Exception {
        FlashBinding chosen = full.with(FlashBinding.RestoreMode.FAST);

        assertThat(BindingForm.read(BindingForm.write(chosen))).isEqualTo(chosen);
    }
}
