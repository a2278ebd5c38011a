package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.lab.array.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unispheres and arrays of other releases than the newest. */
class VersionsTest {

    private static final CopyPolicy CLONE = CopyPolicy.builder().method("clone").build();
    private static final String OLDER = "5978.711.711";

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZVERSION", "00100", "00101");

    @ParameterizedTest
    @CsvSource({"'92', 92", "'91, 92', 92", "'92, 100', 100", "'100, 101', 101", "'92, 102, 103, 104', 103"})
    void theNewestPrefixThatBothSidesKnowIsUsed(String served, int used) throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, LabSeed.MICROCODE, versions(served));
                Endpoint endpoint = new Endpoint(laboratory.settings(Term.UNLIMITED, Duration.ofMillis(20)))) {
            assertThat(endpoint.array().version(Runs.soon())).isEqualTo(used);
        }
    }

    @ParameterizedTest
    @CsvSource({"92, 5978.711.711", "92, 6079.175.0", "100, 5978.711.711", "100, 6079.175.0", "103, 6079.175.0"})
    void snapshotsAreTakenShownRestoredAndEnded(String served, String microcode) throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, microcode, versions(served))) {
            TimeFinderBlade blade = laboratory.blade();
            Binding binding = Runs.established(blade, group, Runs.POLICY);
            assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
            assertThat(blade.list(Runs.POLICY, Runs.soon())).hasSize(1);
            blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon());
            blade.conceal(group, binding, Runs.soon());
            Runs.withdrawn(blade, group, Runs.restored(blade, group, binding));
            blade.close();
            assertThat(laboratory.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "103"})
    void clonesAreMadeRestoredAndEnded(String served) throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, LabSeed.MICROCODE, versions(served))) {
            TimeFinderBlade blade = laboratory.blade();
            Binding binding = Runs.established(blade, group, CLONE);
            assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
            Runs.withdrawn(blade, group, Runs.restored(blade, group, binding));
            blade.close();
            assertThat(laboratory.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clone", "bcv"})
    void clonesAreRefusedWhereTheApiHasNone(String method) throws Exception {
        CopyPolicy policy = CopyPolicy.builder()
                .method(method)
                .targets(List.of("00100:00200", "00101:00201"))
                .build();
        try (Laboratory laboratory = Laboratory.start(directory, LabSeed.MICROCODE, versions("92"))) {
            TimeFinderBlade blade = laboratory.blade();
            assertThat(Runs.plan(blade, group, policy).findings())
                    .contains(BladeFinding.error(
                                    "method",
                                    "Unisphere speaks version 92 of the API, clones need 100",
                                    "update Unisphere, or set the method to snapvx")
                            .about(Topic.CAPABILITY));
            blade.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SYMM_TF_CLONE, snapvx, 'array 000197900001 takes no snapshots'",
        "SYMM_TF_CLONE, clone, ''",
        "SYMM_TF_SNAP, clone, 'array 000197900001 makes no clones'",
        "SYMM_TF_SNAP, snapvx, ''"
    })
    void whatTheArrayHasNoLicenceFor_isRefusedByThePlan(String licence, String method, String refusal)
            throws Exception {
        CopyPolicy policy = CopyPolicy.builder().method(method).build();
        try (Laboratory laboratory =
                Laboratory.start(directory, LabSeed.MICROCODE, "licences = [\"" + licence + "\"]")) {
            TimeFinderBlade blade = laboratory.blade();
            assertThat(Runs.errors(Runs.plan(blade, group, policy).findings()))
                    .isEqualTo(refusal.isEmpty() ? List.of() : List.of(refusal));
            blade.close();
        }
    }

    @Test
    void aUnisphereThatServesNoKnownPrefixIsRefusedWithTheCure() throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, LabSeed.MICROCODE, versions("90, 91, 104"))) {
            TimeFinderBlade blade = laboratory.blade();
            BladeException refused =
                    catchThrowableOfType(BladeException.class, () -> Runs.plan(blade, group, Runs.POLICY));

            assertThat(refused.code()).isEqualTo("TIMEFINDER-VERSION");
            assertThat(refused)
                    .hasMessage("cannot plan ZVERSION: Unisphere speaks versions [104, 91, 90] of the API,"
                            + " this blade [103, 102, 101, 100, 92]");
            assertThat(refused.hint()).isEqualTo("update Unisphere or Copyblade, so that both know one version");
            assertThat(refused.recovery()).isEqualTo(Recovery.FIX_REQUEST);
            blade.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"92, 5978.711.711, 256", "103, 5978.711.711, 256", "92, 6079.175.0, 1024", "103, 6079.175.0, 1024"})
    void theMicrocodeSaysHowManySnapshotsAVolumeMayHave(String served, String microcode, long limit) throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, microcode, versions(served))) {
            TimeFinderBlade blade = laboratory.blade();
            assertThat(Runs.plan(blade, group, Runs.POLICY).headroom().freeCopies())
                    .hasValue(limit);
            blade.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"92, 5977.1131.1131", "92, 5978.479.479", "100, 5978.668.668"})
    void microcodeWithoutSnapids_isRefusedByThePlan(String served, String microcode) throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, microcode, versions(served))) {
            TimeFinderBlade blade = laboratory.blade();
            assertThat(blade.plan(group, Runs.POLICY, Runs.soon()).findings())
                    .contains(BladeFinding.error(
                                    "array",
                                    "array " + LabSeed.ARRAY + " has microcode " + microcode
                                            + ", whose snapshots have no numbers to restore them by",
                                    "bring it to 5978.669 or newer, or copy by clones")
                            .about(Topic.CAPABILITY));
            blade.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"92, 5978.669.669", "103, 5978.669.669"})
    void theFirstMicrocodeWithSnapids_isEnough(String served, String microcode) throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, microcode, versions(served))) {
            TimeFinderBlade blade = laboratory.blade();
            assertThat(blade.plan(group, Runs.POLICY, Runs.soon()).findings())
                    .noneMatch(finding -> finding.severity() != BladeFinding.Severity.NOTE);
            blade.close();
        }
    }

    @Test
    void aVolumeWithTheSnapshotsOfTheOlderMicrocodeHasNoRoomForAnother() throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory, OLDER, versions("92"))) {
            TimeFinderBlade blade = laboratory.blade();
            for (int number = 0; number < 255; number++) {
                laboratory.system().snapshots().take("other", List.of("0101"), Snapshot.Term.UNLIMITED);
            }
            assertThat(Runs.plan(blade, group, Runs.POLICY).headroom().freeCopies())
                    .hasValue(1);
            laboratory.system().snapshots().take("other", List.of("0101"), Snapshot.Term.UNLIMITED);

            assertThat(Runs.plan(blade, group, Runs.POLICY).findings())
                    .contains(BladeFinding.error(
                                    "m00101",
                                    "volume 00101 has 256 snapshots, which is the limit of microcode 5978.711.711",
                                    "withdraw older copies, or other snapshots of the volume")
                            .about(Topic.LIMIT));
            blade.close();
        }
    }

    private static String versions(String served) {
        return "versions = [" + served + "]\n";
    }
}
