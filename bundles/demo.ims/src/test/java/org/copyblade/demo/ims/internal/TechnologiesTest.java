package org.copyblade.demo.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.junit.jupiter.api.Test;

class TechnologiesTest {

    @Test
    void withoutABlade_flashCopyIsShownFromBackupToRestore_andTheOthersBesideIt() throws Exception {
        assertThat(ImsDemoCommand.technologies(""))
                .extracting(Technology::blade)
                .startsWith("flashcopy", "dfsmsdss");
        assertThat(ImsDemoCommand.technologies("dfsmsdss")).containsExactly(Technology.DFSMSDSS);
    }

    @Test
    void anUnknownBlade_isRefusedByName() {
        assertThatThrownBy(() -> ImsDemoCommand.technologies("tape"))
                .isInstanceOf(CopybladeException.class)
                .hasMessageContaining("the demo has no blade 'tape'; it has flashcopy, dfsmsdss");
    }

    @Test
    void aRestoreByFlashCopy_doesNotWaitForTheBackgroundCopy() {
        ImsLabConfiguration laboratory = new ImsLabConfiguration(1, 2, "00", Path.of("password"));
        assertThat(Technology.FLASHCOPY.endpoint().apply(laboratory))
                .containsEntry("restore.mode", "fast")
                .containsEntry("port", "2");
        assertThat(Technology.FLASHCOPY.pid()).isEqualTo("org.copyblade.blade.flashcopy");
    }
}
