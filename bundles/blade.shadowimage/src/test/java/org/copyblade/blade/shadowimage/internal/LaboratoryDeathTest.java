package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The storage's server gets signal 9 around the split and starts again: the image that was made is proven all the same. */
class LaboratoryDeathTest {

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZDEATHS1", 256, 257);

    /**
     * A way to copy.
     *
     * @param split what the laboratory calls its instant
     */
    record Way(CopyPolicy policy, String split) {}

    /** Both, or one that is another one every time. */
    static List<Way> ways() {
        List<Way> all = List.of(
                new Way(Runs.POLICY, "split"),
                new Way(
                        CopyPolicy.builder()
                                .method("thin-image")
                                .backgroundCopy(BackgroundCopy.NOCOPY)
                                .build(),
                        "split-snapshots"));
        return Boolean.getBoolean("copyblade.matrix") ? all : List.of(all.get(new Random().nextInt(all.size())));
    }

    /** What a blade does with the laboratory between two of its deaths. */
    private interface Life {
        Binding with(ShadowImageBlade blade) throws BladeException;
    }

    private static Binding lived(MortalLaboratory laboratory, Life life) throws Exception {
        ShadowImageBlade blade = laboratory.blade();
        try {
            return life.with(blade);
        } finally {
            laboratory.kill();
            blade.close();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void killedBeforeAndAfterTheSplit_theImageIsProven(Way way) throws Exception {
        try (MortalLaboratory laboratory = MortalLaboratory.start(directory)) {
            Binding prepared = lived(laboratory, blade -> looked(blade, way.policy()));
            laboratory.begin();
            Binding split = lived(laboratory, blade -> {
                blade.look(group, prepared, Runs.soon());
                return blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();
            });
            laboratory.begin();

            assertThat(hardened(laboratory, split)).isInstanceOf(CopyState.Established.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void killedWhenTheSplitWasNotAnswered_theImageIsProven(Way way) throws Exception {
        try (MortalLaboratory laboratory = MortalLaboratory.start(directory, way.split())) {
            Binding prepared = lived(laboratory, blade -> lost(blade, looked(blade, way.policy())));
            laboratory.begin();

            assertThat(hardened(laboratory, prepared)).isInstanceOf(CopyState.Established.class);
        }
    }

    /** The server had not written down what came of the split when it died: the pairs tell. */
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    @ParameterizedTest
    @MethodSource("ways")
    void killedBeforeTheEndOfTheJobWasKept_theImageIsProven(Way way) throws Exception {
        try (MortalLaboratory laboratory = MortalLaboratory.start(directory, way.split())) {
            Binding prepared = lived(laboratory, blade -> lost(blade, looked(blade, way.policy())));
            kept(lines -> lines.subList(0, lines.size() - 1));
            laboratory.begin();

            assertThat(hardened(laboratory, prepared)).isInstanceOf(CopyState.Established.class);
        }
    }

    /** The control: the pairs look the same, and nothing says whose split it was. */
    @Test
    void serverThatForgetsItsJobs_leavesTheImageWithoutProof() throws Exception {
        try (MortalLaboratory laboratory = MortalLaboratory.start(directory)) {
            Binding split = lived(
                    laboratory, blade -> blade.establish(group, looked(blade, Runs.POLICY), Hold.NONE, Runs.soon())
                            .binding());
            kept(lines -> List.of());
            laboratory.begin();

            assertThat(hardened(laboratory, split))
                    .isInstanceOfSatisfying(CopyState.Failed.class, state -> assertThat(state.why())
                            .startsWith("the storage knows 0 splits of it"));
        }
    }

    private Binding looked(ShadowImageBlade blade, CopyPolicy policy) throws BladeException {
        Binding prepared = Runs.prepared(blade, group, policy).binding();
        blade.look(group, prepared, Runs.soon());
        return prepared;
    }

    private Binding lost(ShadowImageBlade blade, Binding prepared) {
        BladeException lost = catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
        assertThat(lost.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        return prepared;
    }

    private CopyState hardened(MortalLaboratory laboratory, Binding split) throws BladeException {
        ShadowImageBlade blade = laboratory.blade();
        try {
            assertThat(Runs.state(blade, group, split)).isInstanceOf(CopyState.Established.class);
            Binding newest = Runs.toTheEnd(split, step -> blade.harden(group, step, Runs.soon()));
            return Runs.state(blade, group, newest);
        } finally {
            blade.close();
        }
    }

    private void kept(UnaryOperator<List<String>> change) throws Exception {
        Path file = directory.resolve("lab/vsp-jobs-123456.jsonl");
        Files.write(file, change.apply(Files.readAllLines(file)));
    }
}
