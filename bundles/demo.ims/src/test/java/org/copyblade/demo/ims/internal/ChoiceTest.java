package org.copyblade.demo.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyblade.api.CopybladeException;
import org.copyblade.demo.ims.fixture.Technology;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    @Test
    void withoutABlade_flashCopyIsShownFromBackupToRestore_andDfsmsdssBesideIt() throws Exception {
        assertThat(Choice.of("").ways()).extracting(Way::name).containsExactly("flashcopy", "dfsmsdss");
        assertThat(Choice.of("dfsmsdss").ways()).extracting(Way::name).containsExactly("dfsmsdss");
    }

    @Test
    void everyTechnology_canBeShownByItself() throws Exception {
        for (Technology technology : Technology.ALL) {
            assertThat(Choice.of(technology.blade()).ways())
                    .singleElement()
                    .satisfies(way -> assertThat(way.technologies()).containsExactly(technology));
        }
    }

    @Test
    void mixed_hasAllOfThemInOneProfile_whatOnlyZosReachesGoesLast() throws Exception {
        Way mixed = Choice.of("mixed").ways().get(0);
        assertThat(mixed.technologies()).hasSameElementsAs(Technology.ALL).endsWith(Technology.DFSMSDSS);
        assertThat(mixed.profile())
                .containsEntry("blade", "shadowimage,timefinder,flashcopy,dfsmsdss")
                .containsEntry("fast.replication", "required")
                .containsEntry("system", "bank");
    }

    @Test
    void anUnknownBlade_isRefusedByName() {
        assertThatThrownBy(() -> Choice.of("tape"))
                .isInstanceOf(CopybladeException.class)
                .hasMessageContaining("the demo has no blade 'tape'; it has flashcopy, dfsmsdss, timefinder,"
                        + " shadowimage, mixed");
    }
}
