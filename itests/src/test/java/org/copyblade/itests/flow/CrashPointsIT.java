package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.itests.rig.DeathCases;
import org.copyblade.itests.rig.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manager gets signal 9 before and after every call to blade and system, every write of the catalog, every start of a
 * guard and every word to one, in every kind of run and in settlements. After its next start everything is settled.
 *
 * <p>The points come from a trace of the same work done to its end; a case that dies elsewhere, or not at all, fails. All of
 * them run with {@code -Pmatrix}, otherwise a few that are other ones every time. With {@code -Dcopyblade.scenes}, a
 * pattern of their names, only some scenes are played.
 */
class CrashPointsIT {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final DeathCases CASES = new DeathCases(MATRIX);
    private static final Pattern SCENES = Pattern.compile(System.getProperty("copyblade.scenes", ".*"));
    private static final int SAMPLE = 2;
    private static final int SAMPLE_OF_SETTLEMENT = 1;
    private static final int BETWEEN_VERIFICATIONS = 20;

    @TempDir
    private Path data;

    /** All of them, or one that is another one every time. */
    static List<CrashScene> scenes() {
        List<CrashScene> all = Stream.of(CrashScene.values())
                .filter(scene -> SCENES.matcher(scene.name()).matches())
                .collect(Collectors.toCollection(ArrayList::new));
        if (MATRIX) {
            return all;
        }
        Collections.shuffle(all);
        return all.subList(0, Math.min(1, all.size()));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void killedAtAnyPoint_isSettled(CrashScene scene) throws Exception {
        try (CrashRig rig = new CrashRig(scene, data)) {
            List<Point> trace = rig.dying().trace();
            assertThat(trace).extracting(Point::name).containsAll(scene.landmarks());
            List<Point> points = CASES.pick(scene.toString(), trace, SAMPLE);
            for (int i = 0; i < points.size(); i++) {
                Point point = points.get(i);
                CASES.play(scene + " killed " + point, () -> {
                    rig.dying().dieAt(point);
                    rig.dying().settlement();
                    rig.check();
                });
                if (i % BETWEEN_VERIFICATIONS == 0) {
                    rig.verify();
                }
            }
            rig.verify();
            rig.checkLedger();
            CASES.tell(scene + " killed at " + points.size() + " of " + trace.size() + " points");
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void killedWhileSettling_isSettledNextTime(CrashScene scene) throws Exception {
        try (CrashRig rig = new CrashRig(scene, data)) {
            rig.dying().dieAt(scene.firstDeath());
            List<Point> settlement = rig.dying().settlement();
            rig.check();
            assertThat(settlement).isNotEmpty();
            List<Point> points = CASES.pick("settling " + scene, settlement, SAMPLE_OF_SETTLEMENT);
            for (Point point : points) {
                CASES.play(scene + " killed while settling " + point, () -> {
                    rig.dying().dieSettlingAt(scene.firstDeath(), point);
                    rig.dying().settlement();
                    rig.check();
                });
            }
            rig.verify();
            rig.checkLedger();
            CASES.tell(
                    scene + " killed at " + points.size() + " of " + settlement.size() + " points of its settlement");
        }
    }

    /** Shows that what the tests above look at is not in order by itself. */
    @Test
    void withoutSettlement_theCheckFails() throws Exception {
        CrashScene scene = CrashScene.BACKUP_UNDER_LOG_SUSPEND;
        try (CrashRig rig = new CrashRig(scene, data)) {
            rig.dying().dieAt(scene.firstDeath());
            rig.dying().startWithoutSettlement();
            assertThatThrownBy(rig::check).isInstanceOf(AssertionError.class).hasMessageContaining("open runs");
        }
    }
}
