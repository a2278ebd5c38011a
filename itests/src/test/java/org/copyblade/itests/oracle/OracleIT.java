package org.copyblade.itests.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.demo.fixture.DependentWriteOracle;
import org.copyblade.demo.fixture.DependentWrites;
import org.copyblade.guard.GuardPair;
import org.copyblade.guard.Guards;
import org.copyblade.guard.HoldRequest;
import org.copyblade.guard.Leader;
import org.copyblade.guard.Resumption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No copy ever shows a write without those it depends on; what breaks that is caught. */
class OracleIT {

    private static final int COPIES = Boolean.getBoolean("copyblade.matrix") ? 200 : 2;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Guards guards = new Guards();
    private final String key = "oracle-" + UUID.randomUUID();

    @AfterEach
    void endGuards() {
        guards.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyCopy_isOfOneInstant(Manner manner) throws Exception {
        int violations = 0;
        try (Scene scene = Scene.of(manner)) {
            for (int i = 1; i <= COPIES; i++) {
                OneCopy copy = OneCopy.prepared(manner, i, scene.members());
                assertThat(copy.method()).isEqualTo(manner == Manner.HOST_COPY ? CopyMethod.HOST : CopyMethod.FAST);
                if (manner.suspended()) {
                    makeUnderSuspension(copy, i, scene.writer());
                } else {
                    scene.writer().awaitRounds(1);
                    copy.make(OneCopy::call);
                }
                violations += contentOf(copy, scene.writer()).areOfOneInstant() ? 0 : 1;
                copy.withdraw();
            }
            // The last copy was of a writer that is alive, too.
            scene.writer().awaitRounds(1);
        }
        System.out.println("figure: " + COPIES + " copies " + manner + ", " + violations + " violations");
        assertThat(violations).isZero();
    }

    private void makeUnderSuspension(OneCopy copy, int epoch, DependentWriteOracle writer) throws Exception {
        try (GuardPair pair = guards.arm(new HoldRequest(key, epoch, Leader.of(writer.pid()), LIMIT))) {
            writer.awaitRounds(1);
            pair.suspend();
            copy.make(OneCopy::call);
            Resumption resumption = pair.resume();
            assertThat(resumption.inForce()).as(resumption.reason()).isTrue();
        }
    }

    private static DependentWrites contentOf(OneCopy copy, DependentWriteOracle writer) throws Exception {
        return DependentWrites.in(copy.of(writer.files()));
    }

    /** Negative control: whenever a blade looks at the time, so between any two members, the writer does two more rounds. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ONE_SUBVOLUME")
    void whileTheWriterRuns_aBrokenCopyIsCaught(Manner manner) throws Exception {
        try (Scene scene = Scene.of(manner)) {
            DependentWriteOracle writer = scene.writer();
            LongSupplier clock = () -> {
                try {
                    writer.awaitRounds(2);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return System.nanoTime();
            };
            OneCopy copy = OneCopy.prepared(manner, 1, scene.members());
            copy.make(() -> Call.on(clock, Duration.ofMinutes(2), () -> false, percent -> {}));
            assertThat(contentOf(copy, writer).areOfOneInstant()).isFalse();
        }
    }

    /** Negative control of the instant: one file as of one snapshot, the others as of the next. */
    @Test
    void twoInstantsOfOneSubvolume_areCaught() throws Exception {
        try (Scene scene = Scene.of(Manner.ONE_SUBVOLUME)) {
            OneCopy first = OneCopy.prepared(Manner.ONE_SUBVOLUME, 1, scene.members());
            OneCopy second = OneCopy.prepared(Manner.ONE_SUBVOLUME, 2, scene.members());
            first.make(OneCopy::call);
            scene.writer().awaitRounds(2);
            second.make(OneCopy::call);
            List<Path> files = new ArrayList<>(second.of(scene.writer().files()));
            files.set(0, first.of(scene.writer().files()).get(0));
            assertThat(DependentWrites.in(files).areOfOneInstant()).isFalse();
        }
    }
}
