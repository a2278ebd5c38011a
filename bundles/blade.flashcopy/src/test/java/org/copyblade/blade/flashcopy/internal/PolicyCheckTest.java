package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.flashcopy.internal.FlashSettings.StorageRules;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

    private static final StorageRules ONE_RECORDING = new StorageRules(false, false);
    private static final StorageRules MANY_RECORDING = new StorageRules(false, true);

    @Test
    void theDefaultsAreFine() {
        assertThat(errors(CopyPolicy.builder())).isEmpty();
    }

    @Test
    void incrementalGenerations_areAsManyAsTheStorageRecordsFor() {
        CopyPolicy.Builder two =
                CopyPolicy.builder().incremental(Incremental.YES).generations(2);

        assertThat(errors(two))
                .containsExactly("the storage records changes for one relation of a source only, and the profile keeps"
                        + " 2 generations");
        assertThat(PolicyCheck.findings(two.build(), MANY_RECORDING)).isEmpty();
        assertThat(errors(two.generations(1))).isEmpty();
    }

    @Test
    void whatCannotBeHonouredIsAnError() {
        assertThat(errors(CopyPolicy.builder().method("bcv"))).containsExactly("there is no method 'bcv'");
        assertThat(errors(CopyPolicy.builder().fastReplication(FastReplication.NONE)))
                .hasSize(1);
        assertThat(errors(CopyPolicy.builder().copyPace(3))).hasSize(1);
        assertThat(errors(CopyPolicy.builder().spaceEfficient(true)))
                .containsExactly("a background copy would fill the space-efficient targets");
        assertThat(errors(CopyPolicy.builder().incremental(Incremental.YES).backgroundCopy(BackgroundCopy.NOCOPY)))
                .hasSize(1);
        assertThat(errors(CopyPolicy.builder().incremental(Incremental.END))).hasSize(1);
        assertThat(errors(CopyPolicy.builder().mirroredTarget(MirroredTarget.PRESERVE_REQUIRED)))
                .containsExactly("the RESTful API has no option that preserves a mirror");
    }

    @Test
    void aPreferredMirrorIsAWarning() {
        CopyPolicy.Builder policy = CopyPolicy.builder().mirroredTarget(MirroredTarget.PRESERVE_PREFERRED);

        assertThat(errors(policy)).isEmpty();
        assertThat(PolicyCheck.findings(policy.build(), ONE_RECORDING)).hasSize(1);
        assertThat(PolicyOptions.of(policy.build())).contains(CopyOption.ALLOW_PPRC_TARGET_PRIMARY);
    }

    @Test
    void optionsOfTheRequestFollowThePolicy() {
        assertThat(PolicyOptions.of(CopyPolicy.builder().build())).containsExactly(CopyOption.PERSISTENT);
        assertThat(PolicyOptions.of(
                        CopyPolicy.builder().incremental(Incremental.YES).build()))
                .containsExactlyInAnyOrder(CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES);
        assertThat(PolicyOptions.of(CopyPolicy.builder()
                        .backgroundCopy(BackgroundCopy.NOCOPY)
                        .spaceEfficient(true)
                        .build()))
                .containsExactlyInAnyOrder(
                        CopyOption.PERSISTENT,
                        CopyOption.NO_BACKGROUND_COPY,
                        CopyOption.PERMIT_SPACE_EFFICIENT_TARGET,
                        CopyOption.FAIL_SPACE_EFFICIENT_TARGET_OUT_OF_SPACE);
    }

    private static List<String> errors(CopyPolicy.Builder policy) {
        return Runs.errors(PolicyCheck.findings(policy.build(), ONE_RECORDING));
    }
}
