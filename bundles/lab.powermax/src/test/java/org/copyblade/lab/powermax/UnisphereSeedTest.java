package org.copyblade.lab.powermax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.Snapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a seed says of the Unisphere itself: its versions, and how it hands out long lists. */
class UnisphereSeedTest {
    private static final String ARRAY = "/symmetrix/" + LabSeed.FIRST;

    @TempDir
    private Path directory;

    @Test
    void onlyTheVersionsOfTheSeedAreAlive() throws Exception {
        try (PowerMaxFace face = start("versions = [92, 100]")) {
            LabClient client = client(face);
            JsonNode version = client.get("/version").json();

            assertThat(version.path("version").asText()).isEqualTo("V10.0.0.0");
            assertThat(version.path("api_version").asText()).isEqualTo("100");
            assertThat(version.path("supported_api_versions").toString()).isEqualTo("[\"100\",\"92\"]");
            assertThat(client.get("/92/system" + ARRAY).status()).isEqualTo(200);
            assertThat(client.get("/103/system" + ARRAY).status()).isEqualTo(404);
            assertThat(client.get("/private/103/replication" + ARRAY + "/volume")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void longListIsReadPageByPage_untilItIsFreed() throws Exception {
        try (PowerMaxFace face = start("page_size = 6")) {
            LabClient client = client(face);
            JsonNode first =
                    client.get("/103/sloprovisioning" + ARRAY + "/volume").json();
            assertThat(first.path("count").asInt()).isEqualTo(16);
            assertThat(first.path("maxPageSize").asInt()).isEqualTo(6);
            String iterator = "/common/Iterator/" + first.path("id").asText();

            List<String> volumes = new ArrayList<>(volumes(first.path("resultList")));
            volumes.addAll(volumes(client.get(iterator + "/page?from=7&to=12").json()));
            volumes.addAll(volumes(client.get(iterator + "/page?from=13&to=16").json()));
            assertThat(volumes)
                    .hasSize(16)
                    .doesNotHaveDuplicates()
                    .startsWith("00100")
                    .endsWith("01003");
            assertThat(client.get(iterator + "/page?from=7&to=13").status()).isEqualTo(400);
            assertThat(client.delete(iterator).status()).isEqualTo(204);
            assertThat(client.delete(iterator).status()).isEqualTo(404);
            assertThat(client.get(iterator + "/page?from=7&to=12").status()).isEqualTo(404);
        }
    }

    @Test
    void listThatExpires_isNotThere() throws Exception {
        try (PowerMaxFace face = start("page_size = 6\niterator_life_ms = 0")) {
            LabClient client = client(face);
            JsonNode first =
                    client.get("/103/sloprovisioning" + ARRAY + "/volume").json();

            String iterator = "/common/Iterator/" + first.path("id").asText();
            assertThat(client.get(iterator + "/page?from=7&to=12").status()).isEqualTo(404);
            assertThat(client.delete(iterator).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'versions = [99]', 'versions must be some of [104, 103, 102, 101, 100, 92, 91, 90], each once'",
        "'versions = []', 'versions must be some of [104, 103, 102, 101, 100, 92, 91, 90], each once'",
        "'versions = [103, 103]', 'versions must be some of [104, 103, 102, 101, 100, 92, 91, 90], each once'",
        "'page_size = 0', 'page_size must be 1 at least'",
        "'iterator_life_ms = -1', 'iterator_life_ms cannot be negative'"
    })
    void keyThatCannotBe_isRefused(String key, String objection) {
        assertThatThrownBy(() -> start(key))
                .isInstanceOf(IOException.class)
                .hasMessage("seed, for face powermax: " + objection);
    }

    @Test
    void sampleSeed_isServed() throws Exception {
        Path sample = Path.of("../../config/lab.powermax.seed.toml");
        try (PowerMaxFace face = PowerMaxFace.start(sample, directory.resolve("lab"), 0)) {
            LabClient client = new LabClient(directory.resolve("lab"), face.url(), "admin:laboratory");
            String volumes = "/103/sloprovisioning" + ARRAY + "/volume";
            assertThat(client.get("/103/system" + ARRAY)
                            .json()
                            .path("microcode")
                            .asText())
                    .isEqualTo("6079.175.0");
            assertThat(client.get(volumes).json().path("count").asInt()).isEqualTo(48);
            assertThat(client.get(volumes + "?volume_identifier=TARGET_0201")
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(client.get(volumes + "?volume_identifier=%3Clike%3ETARGET_")
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(32);
            assertThat(client.get(volumes + "?storageGroupId=IMS_SG")
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(16);
        }
    }

    /** Of one volume by themselves, because that is quicker. */
    @Test
    void aSourceHas1024Snapshots_asTheSampleSays() throws Exception {
        Path sample = Path.of("../../config/lab.powermax.seed.toml");
        try (PowerMaxFace face = PowerMaxFace.start(sample, directory.resolve("lab"), 0)) {
            Snapshots snapshots = face.array().systems().get(0).snapshots();
            for (int number = 0; number < 1_024; number++) {
                snapshots.take("many", List.of("0103"), Snapshot.Term.UNLIMITED);
            }
            LabClient client = new LabClient(directory.resolve("lab"), face.url(), "admin:laboratory");

            LabClient.Answer refused = client.post(
                    "/103/replication" + ARRAY + "/storagegroup/IMS_SG/snapshot", "{\"snapshotName\":\"one\"}");
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.message())
                    .contains("maximum number of sessions has been exceeded for the specified Source device");
            assertThat(snapshots.all()).hasSize(1_024);
        }
    }

    @Test
    void unknownKey_isRefused() {
        assertThatThrownBy(() -> start("pages = 6"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pages");
    }

    private static List<String> volumes(JsonNode page) {
        List<String> volumes = new ArrayList<>();
        page.path("result").forEach(it -> volumes.add(it.path("volumeId").asText()));
        return volumes;
    }

    private PowerMaxFace start(String keys) throws Exception {
        Path seed = LabSeed.write(directory);
        Files.writeString(seed, "[hosts.powermax]\n" + keys + "\n", StandardOpenOption.APPEND);
        return PowerMaxFace.start(seed, directory.resolve("lab"), 0);
    }

    private LabClient client(PowerMaxFace face) throws Exception {
        return new LabClient(directory.resolve("lab"), face.url(), "admin:secret");
    }
}
