package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

    @Test
    void whatShadowImageCanIsFine() {
        assertThat(errors(CopyPolicy.builder())).isEmpty();
        assertThat(errors(CopyPolicy.builder()
                        .method("pair")
                        .copyPace(15)
                        .incremental(Incremental.YES)
                        .fastReplication(FastReplication.REQUIRED)))
                .isEmpty();
    }

    @Test
    void whatItCannotHonourIsAnError() {
        assertThat(errors(CopyPolicy.builder().method("bcv"))).containsExactly("there is no method 'bcv'");
        assertThat(errors(CopyPolicy.builder().fastReplication(FastReplication.NONE)))
                .hasSize(1);
        assertThat(errors(CopyPolicy.builder().backgroundCopy(BackgroundCopy.NOCOPY)))
                .hasSize(1);
        assertThat(errors(CopyPolicy.builder().spaceEfficient(true))).hasSize(1);
        assertThat(errors(CopyPolicy.builder().copyPace(16)))
                .containsExactly("the speed of a ShadowImage copy is from 1 to 15, not 16");
        assertThat(errors(CopyPolicy.builder().mirroredTarget(MirroredTarget.ALLOW)))
                .hasSize(1);
        assertThat(errors(CopyPolicy.builder().incremental(Incremental.END))).hasSize(1);
    }

    @Test
    void aSnapshotIsNeverCopiedAndNeedsAPool() {
        CopyPolicy.Builder thin = CopyPolicy.builder().method("thin-image").backgroundCopy(BackgroundCopy.NOCOPY);

        assertThat(errors(thin)).isEmpty();
        assertThat(errors(thin.spaceEfficient(true))).isEmpty();
        assertThat(Runs.errors(PolicyCheck.findings(thin.build(), -1)))
                .containsExactly("the endpoint has no pool for snapshots");
        assertThat(errors(CopyPolicy.builder().method("thin-image")))
                .containsExactly("a Thin Image snapshot is never copied as a whole");
        assertThat(errors(thin.incremental(Incremental.YES))).hasSize(1);
    }

    private static List<String> errors(CopyPolicy.Builder policy) {
        return Runs.errors(PolicyCheck.findings(policy.build(), 1));
    }
}
