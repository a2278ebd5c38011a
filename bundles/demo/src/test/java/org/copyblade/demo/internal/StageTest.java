package org.copyblade.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.demo.operator.Place;
import org.junit.jupiter.api.Test;

class StageTest {

    @Test
    void bothFilesystems_areShownWithTheirBlades() {
        Stage stage = Stage.choose(kind -> Optional.empty());

        assertThat(stage.opening())
                .isEqualTo("System Level Backups of two live PostgreSQL servers, on XFS and on btrfs.");
        assertThat(stage.places()).extracting(Place::blade).containsExactly("reflink", "btrfs");
    }

    @Test
    void withoutRoot_theFirstLineSaysWhatIsMissing_andHostCopyIsShown() {
        Stage stage = Stage.choose(kind -> Optional.of("mounting needs root"));

        assertThat(stage.opening())
                .isEqualTo("Cannot show here: backups within milliseconds and both copy blades, because mounting needs"
                        + " root. Shown instead: host copy in backup mode.");
        assertThat(stage.places()).singleElement().satisfies(place -> assertThat(place.options())
                .containsEntry("consistency", "backup-mode")
                .containsEntry("fast.replication", "none"));
    }

    @Test
    void oneFilesystemMissing_isSaidAndTheOtherShown() {
        Stage stage = Stage.choose(
                kind -> kind == Kind.BTRFS ? Optional.of("the program mkfs.btrfs is not installed") : Optional.empty());

        assertThat(stage.opening())
                .isEqualTo("Cannot show here: BTRFS, because the program mkfs.btrfs is not installed.");
        assertThat(stage.places()).extracting(Place::name).containsExactly("shop");
    }
}
