package org.copyblade.demo.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.Storage;
import org.copyblade.demo.ims.fixture.Technology;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final LabEndpoints LABORATORY = new LabEndpoints(
            new ImsLabConfiguration(1, 2, "00", Path.of("password")),
            Placement.on(Storage.POWERMAX),
            Map.of(Storage.POWERMAX, 4),
            Map.of("IMSLG1", "0100", "IMSDB1", "0200"));

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
    void eachMethodOfTimeFinder_canBeShownByItself() throws Exception {
        assertThat(Choice.of("timefinder").ways().get(0).profile(LABORATORY)).doesNotContainKeys("method", "targets");
        assertThat(Choice.of("clone").ways()).singleElement().satisfies(way -> assertThat(way.profile(LABORATORY))
                .containsEntry("blade", "timefinder")
                .containsEntry("method", "clone")
                .doesNotContainKeys("targets", "background.copy"));
        assertThat(Choice.of("bcv").ways()).singleElement().satisfies(way -> assertThat(way.profile(LABORATORY))
                .containsEntry("blade", "timefinder")
                .containsEntry("method", "bcv")
                .containsEntry("targets", "00200:00210,00200:00220,00200:00230,00100:00110,00100:00120,00100:00130"));
    }

    @Test
    void mixed_hasAllOfThemInOneProfile_whatOnlyZosReachesGoesLast() throws Exception {
        Way mixed = Choice.of("mixed").ways().get(0);
        assertThat(mixed.technologies()).hasSameElementsAs(Technology.ALL).endsWith(Technology.DFSMSDSS);
        assertThat(mixed.profile(LABORATORY))
                .containsEntry("blade", "shadowimage,timefinder,flashcopy,dfsmsdss")
                .containsEntry("fast.replication", "required")
                .containsEntry("system", "bank");
    }

    @Test
    void mixed_canCopyByClonesAndBcvSets_whichTheOtherBladesAreNotTold() throws Exception {
        Way clones = Choice.of("mixed-clone").ways().get(0);
        assertThat(clones.technologies())
                .isEqualTo(Choice.of("mixed").ways().get(0).technologies());
        assertThat(clones.profile(LABORATORY))
                .containsEntry("method.of.blade", "timefinder=clone")
                .doesNotContainKeys("method", "targets");
        assertThat(Choice.of("mixed-bcv").ways().get(0).profile(LABORATORY))
                .containsEntry("method.of.blade", "timefinder=bcv")
                .containsEntry("targets", "00200:00210,00200:00220,00200:00230,00100:00110,00100:00120,00100:00130")
                .doesNotContainKey("method");
    }

    @Test
    void anUnknownBlade_isRefusedByName() {
        assertThatThrownBy(() -> Choice.of("tape"))
                .isInstanceOf(CopybladeException.class)
                .hasMessageContaining("the demo has no blade 'tape'; it has flashcopy, dfsmsdss, timefinder, clone,"
                        + " bcv, shadowimage, mixed, mixed-clone, mixed-bcv");
    }
}
