package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.copyblade.itests.rig.DeathCases;
import org.copyblade.itests.rig.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manager gets signal 9 before and after every call to the shipped blades and to the adapter of IMS, every write of the
 * catalog, every start of a guard and every word to one, while it backs up the group of the laboratory over TLS; or the
 * laboratory gets it, or both. Whoever held the members lets them go on; after the next start everything is settled, and
 * nothing is left over in the laboratory but what belongs to backups that there are.
 *
 * <p>Only with {@code -Pmatrix}; every build kills a manager in ImsCrashIT. With
 * {@code -Dcopyblade.scenes}, a pattern of their names, only some scenes are played, with {@code -Dcopyblade.points} about so
 * many points of each, and with {@code -Dcopyblade.at}, a pattern of their names, only some points.
 */
class ImsCrashPointsIT {
    private static final int SAMPLE = Integer.getInteger("copyblade.points", 0);
    private static final DeathCases CASES = new DeathCases(SAMPLE == 0);
    private static final Pattern SCENES = Pattern.compile(System.getProperty("copyblade.scenes", ".*"));
    private static final Pattern AT = Pattern.compile(System.getProperty("copyblade.at", ".*"));
    /** Scenes that are played without settlement, too: of one blade, and of all with a method that is said of one. */
    private static final List<ImsCrashScene> CONTROLS = List.of(
            ImsCrashScene.FLASHCOPY_BACKUP,
            ImsCrashScene.DFSMSDSS_BACKUP,
            ImsCrashScene.DFSMSDSS_EXTRACTION,
            ImsCrashScene.MIXED_CLONE_BACKUP,
            ImsCrashScene.MIXED_BCV_BACKUP,
            ImsCrashScene.MIXED_THIN_IMAGE_BACKUP);

    /** Of all backups again, and of what a restore has brought back; a new backup is looked at after each death. */
    private static final int BETWEEN_VERIFICATIONS = 10;
    /** What one death has left over may be found after every later one, too. */
    private static final int MOST_FAILURES = 5;

    @TempDir
    private Path directory;

    static List<ImsCrashScene> scenes() {
        return Stream.of(ImsCrashScene.values())
                .filter(scene -> SCENES.matcher(scene.name()).matches())
                .toList();
    }

    /** Only those that change the laboratory and end with a group at work. */
    static List<ImsCrashScene> scenesThatGoOn() {
        return scenes().stream()
                .filter(scene -> scene.backsUp() || scene.restores())
                .toList();
    }

    private interface Death {
        void at(ImsCrashRig rig, Point point) throws Exception;
    }

    @ParameterizedTest
    @MethodSource("scenes")
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void managerKilledAtAnyPoint_isSettled(ImsCrashScene scene) throws Exception {
        killAtAll(scene, "the manager", (rig, point) -> {
            rig.dying().dieAt(point);
            rig.dying().settlement();
        });
    }

    @ParameterizedTest
    @MethodSource("scenesThatGoOn")
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void managerAndLaboratoryKilledAtAnyPoint_isSettled(ImsCrashScene scene) throws Exception {
        killAtAll(scene, "manager and laboratory", (rig, point) -> {
            rig.dying().dieAt(point, rig::killLaboratory);
            rig.dying().settlement();
        });
    }

    /** What could not be withdrawn while there was no laboratory is listed, and withdrawn when that is asked for. */
    @ParameterizedTest
    @MethodSource("scenesThatGoOn")
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void laboratoryKilledAtAnyPoint_isSettled(ImsCrashScene scene) throws Exception {
        killAtAll(scene, "the laboratory", (rig, point) -> {
            String answer = rig.dying().outlive(point, rig::killLaboratory, rig::startLaboratory);
            rig.dying().settlement();
            rig.repair();
            if (scene.restores()) {
                rig.finishRestore(answer);
            }
        });
    }

    private void killAtAll(ImsCrashScene scene, String victims, Death death) throws Exception {
        try (ImsCrashRig rig = new ImsCrashRig(scene, directory)) {
            List<Point> trace = rig.dying().trace(scene::points);
            assertThat(trace).extracting(Point::name).containsAll(scene.landmarks());
            List<Point> points = CASES.pick(
                    scene + ", " + victims,
                    trace.stream()
                            .filter(point -> AT.matcher(point.name()).matches())
                            .toList(),
                    SAMPLE);
            List<Throwable> failures = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                Point point = points.get(i);
                boolean everything = i % BETWEEN_VERIFICATIONS == 0;
                try {
                    CASES.play(scene + ", " + victims + " killed " + point, () -> {
                        death.at(rig, point);
                        rig.check();
                        if (everything) {
                            rig.verify();
                        } else {
                            rig.verifyNew();
                        }
                    });
                } catch (AssertionError | Exception e) {
                    failures.add(e);
                    assertThat(failures).hasSizeLessThan(MOST_FAILURES);
                    rig.dying().manager().close();
                    rig.dying().settlement();
                }
            }
            assertThat(failures).isEmpty();
            rig.verify();
            CASES.tell(scene + ", " + victims + " killed at " + points.size() + " of " + trace.size() + " points");
        }
    }

    /** Shows also that what the tests above look at is not in order by itself. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void onlyAfterSettlement_theCheckIsContent() throws Exception {
        ImsCrashScene scene = CONTROLS.get(new Random().nextInt(CONTROLS.size()));
        try (ImsCrashRig rig = new ImsCrashRig(scene, directory)) {
            CASES.play(scene + " killed " + scene.firstDeath(), () -> {
                rig.dying().dieAt(scene.firstDeath());
                rig.dying().startWithoutSettlement();
                assertThatThrownBy(rig::check)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("open runs");
                rig.dying().manager().close();
                rig.dying().settlement();
                rig.check();
                rig.verify();
            });
        }
    }
}
