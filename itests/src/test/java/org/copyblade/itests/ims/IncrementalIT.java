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
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.Evidence.Acknowledged;
import org.copyblade.lab.ims.ImsPlex;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Backups of IMS by storage that keeps the differences of each generation, by the shipped tree over TLS: one that gets
 * a generation again goes on from the one before, is consistent and restored, and after that there is a next one.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class IncrementalIT {

    private static final String GOES_ON = "only what has changed since copy group";

    @TempDir
    private Path directory;

    /** The undo copy is by the method of the profile, a snapshot, beside which the laboratory restores no clone. */
    @ParameterizedTest
    @CsvSource({"VSP,shadowimage,2,'',''", "POWERMAX,timefinder,2,method=clone,--no-undo"})
    void backupThatGetsAGenerationAgain_goesOnFromTheOneBefore(
            Storage storage, String blade, int generations, String method, String undo) throws Exception {
        Technology technology = Technology.named(blade).orElseThrow();
        String options = "night incremental=yes overwrite.last=true generations=" + generations + " " + method;
        try (BadInputRig rig =
                new BadInputRig(directory, Placement.on(storage), "", Map.of("night", List.of(technology)))) {
            List<List<String>> targets = targetsOf(rig, backup(rig, options));
            for (int i = 1; i < generations; i++) {
                assertThat(rig.must("slb:plan " + options)).doesNotContain(GOES_ON);
                backup(rig, options);
            }
            List<Acknowledged> acknowledged = rig.laboratory().plex().acknowledged();

            assertThat(rig.must("slb:plan " + options)).contains(GOES_ON);
            String next = backup(rig, options);

            assertThat(rig.copies(next)).extracting(Backup.Copy::targets).isEqualTo(targets);
            assertThat(check(rig, next, acknowledged).findings()).isEmpty();
            rig.must("slb:restore --yes " + undo + " " + next);
            rig.requireWork();
            String last = backup(rig, options);
            assertThat(check(rig, last, acknowledged).findings()).isEmpty();
            rig.requireNothingLeft();
        }
    }

    private static String backup(BadInputRig rig, String options) throws Exception {
        return rig.backup(options + " background.wait.s=600");
    }

    private static List<List<String>> targetsOf(BadInputRig rig, String backup) throws Exception {
        return rig.copies(backup).stream().map(Backup.Copy::targets).toList();
    }

    /** By the checker of the laboratory, which shares nothing with the product. */
    private static CheckReport check(BadInputRig rig, String backup, List<Acknowledged> acknowledged) throws Exception {
        try (ShownCopies shown = rig.laboratory().copies(rig.copies(backup))) {
            return ImsPlex.check(
                    shown.volumes(),
                    rig.laboratory().plex().seed().prefix(),
                    new Evidence(true, Map.of(), acknowledged));
        }
    }
}
