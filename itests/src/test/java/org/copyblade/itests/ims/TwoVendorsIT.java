package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.ShownCopies;
import org.copyblade.demo.ims.fixture.Storage;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.Evidence.Acknowledged;
import org.copyblade.lab.ims.ImsPlex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commonest mixture: some volumes of IMS are on a Hitachi VSP, the rest is on a DS8000, and no other blade is named. The one
 * keeps its copy when that is copied back, the other one uses it up, which the plan says and wants to be told of.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class TwoVendorsIT {

    private static final Placement PARTED =
            new Placement(Storage.DS8000, Map.of("0200", Storage.VSP, "0201", Storage.VSP));

    @TempDir
    private Path directory;

    @Test
    void shadowImageCopiesTheVolumesOfTheVsp_andFlashCopyTheRest_inOneBackup() throws Exception {
        try (BadInputRig rig = new BadInputRig(
                directory, PARTED, "", Map.of("parted", List.of(Technology.SHADOWIMAGE, Technology.FLASHCOPY)))) {
            List<Acknowledged> acknowledged = rig.laboratory().plex().acknowledged();

            String backup = rig.backup("parted background.wait.s=600");
            assertThat(rig.copies(backup)).extracting(Backup.Copy::blade).containsExactly("shadowimage", "flashcopy");
            requireConsistent(rig, backup, acknowledged);
            assertThat(rig.refused("slb:restore --yes " + backup))
                    .containsPattern("copy \\d+ back onto 886000123456/512 by blade shadowimage@lab\\R")
                    .containsPattern("onto 2107-75IMS01/0100 by blade flashcopy@lab, which uses the copy up\\R")
                    .contains("LOST: backup " + backup + " itself: copied back by blade flashcopy@lab it is used up")
                    .contains(
                            "no targets are reserved for a copy of today's state (reserve a set by 'undo.target.pool'")
                    .contains("or restore with --no-undo");
            rig.requireWork();
            rig.must("slb:restore --yes --no-undo " + backup);
            rig.requireWork();
            requireConsistent(rig, rig.backup("parted background.wait.s=600"), acknowledged);
            rig.requireNothingLeft();
        }
    }

    /** By the checker of the laboratory, which shares nothing with the product. */
    private static void requireConsistent(BadInputRig rig, String backup, List<Acknowledged> acknowledged)
            throws Exception {
        try (ShownCopies shown = rig.laboratory().copies(rig.copies(backup))) {
            assertThat(ImsPlex.check(
                                    shown.volumes(),
                                    rig.laboratory().plex().seed().prefix(),
                                    new Evidence(true, Map.of(), acknowledged))
                            .findings())
                    .isEmpty();
        }
    }
}
