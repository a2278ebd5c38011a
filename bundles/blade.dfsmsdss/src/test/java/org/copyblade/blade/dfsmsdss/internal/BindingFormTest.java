package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.RestoreNote;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;
import org.copyblade.blade.dfsmsdss.internal.jcl.MirrorChoice;
import org.copyblade.blade.dfsmsdss.internal.report.Report;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Release;
import org.copyblade.zosmf.Completion;
import org.junit.jupiter.api.Test;

class BindingFormTest {

    private static final CopyStyle STYLE =
            new CopyStyle(FastReplication.REQUIRED, true, true, MirrorChoice.PRESERVE_PREFERRED, true);

    private static final CopyVerdict VERDICT = CopyVerdict.of(
            List.of(new BoundCopy("PR0100", "TG0001")),
            new Expectation(Purpose.COPY, Grain.VOLUME, true, 1),
            Completion.of("CC 0004"),
            Optional.of(
                    Report.of(
                            """
                    ADR101I (R/I)-RI01 (01), TASKID 001 HAS BEEN ASSIGNED TO COMMAND 'COPY '
                    ADR806I (001)-T0MI (02), VOLUME COPIED USING A FAST REPLICATION FUNCTION.
                    ADR745W (001)-T0MI (03), A MEMBER IS NOT VALID
                    ADR013I (001)-CLTSK(01), TASK COMPLETED WITH RETURN CODE 0004
                    """)));

    private static final DssBinding FULL = DssBinding.planned(
                    Grain.VOLUME,
                    STYLE,
                    List.of(new BoundCopy("PR0100", "TG0001"), new BoundCopy("PR0300", "TG0002")),
                    List.of("PR0100", "PR0300"))
            .on(Map.of("PR0100", "8100", "TG0001", "8200"))
            .prepared(
                    Optional.of(new JobId("ZGROUP01", "JOB00042", "J0000042SY1.....E0A1B2C3.......:")),
                    Optional.of(new JobId("ZGROUP01", "JOB00043", "")))
            .established(
                    Optional.of(Instant.parse("2026-11-22T10:00:00.123Z")),
                    Optional.of(Release.VERIFIED_BY_STORAGE),
                    VERDICT)
            .restoring(new RestoreNote(3, Set.of("PR0300")));

    @Test
    void everythingComesBack() throws Exception {
        assertThat(BindingForm.read(BindingForm.write(FULL))).isEqualTo(FULL);
        assertThat(FULL.used()).containsExactly("PR0100");
        assertThat(FULL.warnings()).containsExactly("PR0100: ADR745W A MEMBER IS NOT VALID");
        DssBinding planned = DssBinding.planned(Grain.DATA_SET, STYLE, List.of(), List.of());
        assertThat(BindingForm.read(BindingForm.write(planned))).isEqualTo(planned);
    }

    /** What the first release wrote must be read for ever. */
    @Test
    void theFirstFormIsRead() throws Exception {
        String data = "{\"grain\":\"VOLUME\",\"stage\":\"PREPARED\",\"style\":{\"fast\":\"REQUIRED\","
                + "\"withoutBackgroundCopy\":false,\"spaceEfficient\":false,\"mirror\":\"REFUSED\",\"parallel\":true},"
                + "\"copies\":[[\"PR0100\",\"TG0001\"]],\"representatives\":[\"PR0100\"],"
                + "\"job\":{\"name\":\"ZGROUP01\",\"id\":\"JOB00042\",\"correlator\":\"J1:\"},\"later\":1}";

        DssBinding binding = BindingForm.read(new Binding(1, data));

        assertThat(binding.copies()).containsExactly(new BoundCopy("PR0100", "TG0001"));
        assertThat(binding.job()).hasValue(new JobId("ZGROUP01", "JOB00042", "J1:"));
        assertThat(binding.heldJob()).isEmpty();
        assertThat(binding.units()).isEmpty();
        assertThat(binding.restores()).isZero();
        assertThat(binding.warnings()).isEmpty();
    }

    @Test
    void whatIsNotItsFormIsRefused() {
        for (Binding binding : List.of(
                new Binding(2, "{}"),
                new Binding(1, "{}"),
                new Binding(1, "no json"),
                new Binding(1, "{\"grain\":1}"))) {
            BladeException failure = catchThrowableOfType(BladeException.class, () -> BindingForm.read(binding));
            assertThat(failure.code()).isEqualTo("DFSMSDSS-BINDING");
        }
    }

    @Test
    void aThousandVolumesFitIntoABinding() {
        List<BoundCopy> copies = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            copies.add(new BoundCopy(String.format("P%05d", i), String.format("T%05d", i)));
        }

        assertThat(BindingForm.write(DssBinding.planned(Grain.VOLUME, STYLE, copies, List.of()))
                        .data())
                .hasSizeLessThan(Binding.MAX_BYTES / 8);
    }

    @Test
    void aMapOfZosSaysWhatTheBindingSays() {
        GroupMap map = GroupMap.of(FULL);

        assertThat(GroupMap.parse(map.text())).hasValue(map);
        assertThat(map.text())
                .isEqualTo(
                        """
                COPYBLADE MAP 1
                GRAIN VOLUME REQUIRED NOCOPY
                HOLD PR0100
                HOLD PR0300
                FROM PR0100
                TO TG0001
                FROM PR0300
                TO TG0002
                END 2
                """);
        assertThat(map.binding().copies()).isEqualTo(FULL.copies());
        assertThat(map.binding().style().withoutBackgroundCopy()).isTrue();
    }

    @Test
    void aMapThatIsNotCompleteIsNone() {
        String whole = GroupMap.of(FULL).text();

        List<String> lines = whole.lines().toList();
        for (int kept = 0; kept < lines.size(); kept++) {
            assertThat(GroupMap.parse(String.join("\n", lines.subList(0, kept))))
                    .isEmpty();
        }
        assertThat(GroupMap.parse(whole.replace("END 2", "END 3"))).isEmpty();
        assertThat(GroupMap.parse(whole.replace("VOLUME", "PLANET"))).isEmpty();
        assertThat(GroupMap.parse(whole.replace("\n", "   \n"))).isPresent();
    }
}
