package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.NewVolume;
import org.copyblade.lab.array.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that are not there yet: made where the endpoint says in which pool, and nowhere else. */
class NewTargetsTest {
    private static final CopyPolicy POLICY =
            CopyPolicy.builder().targetPool("0240-024F").build();
    private static final long CYLINDER = 849_960;

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZMADE001", "0100", "0101");
    private Laboratory laboratory;
    private FlashCopyBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory);
        blade = Laboratory.blade(making(Optional.of("P1")));
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void missingTargets_areMadeOnceAndKeptForTheNextCopy() throws Exception {
        CopyPlan plan = Runs.plan(blade, group, POLICY);
        assertThat(plan.copies()).extracting(PlannedCopy::target).containsExactly("0240", "0241");
        assertThat(laboratory.system().volume("0240")).as("only planned").isEmpty();
        laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "create-volume"));
        BladeException lost =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, plan.binding(), Runs.soon()));
        assertThat(lost.recovery()).isEqualTo(Recovery.RETRY);

        Preparation answer = blade.prepare(group, plan.binding(), Runs.soon());
        while (!(answer instanceof Preparation.Prepared)) {
            answer = blade.prepare(group, answer.binding(), Runs.soon());
        }
        assertThat(laboratory.carriedOut("create-volume")).isEqualTo(2);
        Establishment established = blade.establish(group, answer.binding(), Hold.NONE, Runs.soon());
        Binding binding = established.binding();

        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
        assertThat(laboratory.system().volume("0240").orElseThrow().capacityBytes())
                .isEqualTo(laboratory.system().volume("0100").orElseThrow().capacityBytes());
        Runs.withdrawn(blade, group, binding);
        assertThat(laboratory.system().volume("0240").orElseThrow().name()).isEqualTo("CBFREE_0240");
        assertThat(Runs.plan(blade, group, POLICY).findings()).isEmpty();
    }

    @Test
    void withoutAPool_nothingIsMade() throws Exception {
        FlashCopyBlade careful = laboratory.blade();
        CopyPlan plan = careful.plan(group, POLICY, Runs.soon());
        careful.close();
        assertThat(Runs.errors(plan.findings())).hasSize(2).allSatisfy(error -> assertThat(error)
                .startsWith("there is no free target for volume 010"));
    }

    @Test
    void poolWithoutSpace_isSaidWithItsCure() throws Exception {
        Pool pool = laboratory.system().pool("P1").orElseThrow();
        laboratory
                .system()
                .create(new NewVolume(
                        Optional.empty(),
                        "03",
                        "FILL",
                        Emulation.CKD,
                        pool.availableBytes() / CYLINDER * CYLINDER,
                        "P1",
                        false));
        CopyPlan plan = Runs.plan(blade, group, POLICY);
        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, plan.binding(), Runs.soon()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-REFUSED");
        assertThat(failure.hint()).isEqualTo("free extents in the pool, or withdraw other copies");
        Runs.withdrawn(blade, group, plan.binding());
        assertThat(blade.list(POLICY, Runs.soon())).isEmpty();
    }

    private FlashSettings making(Optional<String> pool) {
        FlashSettings usual = laboratory.settings();
        return new FlashSettings(
                usual.endpoint(),
                usual.access(),
                usual.trust(),
                usual.targets(),
                pool,
                usual.units(),
                usual.pairsPerRequest(),
                usual.freezeMargin(),
                usual.lateRequestLimit(),
                usual.rules(),
                usual.restore());
    }
}
