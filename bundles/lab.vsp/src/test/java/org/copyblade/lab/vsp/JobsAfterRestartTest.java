package org.copyblade.lab.vsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs are found again by whoever has asked for them, also when the server has ended in between. */
class JobsAfterRestartTest {

    @TempDir
    private Path home;

    private Path seed;
    private VspFace face;
    private LabClient client;

    @BeforeEach
    void start() throws Exception {
        seed = LabSeed.write(home);
        begin();
    }

    private void begin() throws Exception {
        face = VspFace.start(seed, home.resolve("lab"), 0);
        client = new LabClient(home.resolve("lab"), face.url()).login();
    }

    private void restart() throws Exception {
        face.close();
        begin();
    }

    @AfterEach
    void stop() throws Exception {
        face.close();
    }

    @Test
    void finishedJob_isAsItWas_andNumbersGoOn() throws Exception {
        JsonNode made = client.job("POST", "/local-clone-copypairs", LabClient.create("G", 256, 512, true, true));
        JsonNode failed = client.job("POST", "/local-clone-copypairs", LabClient.create("G", 257, 512, false, true));
        assertThat(failed.path("state").asText()).isEqualTo("Failed");
        restart();

        assertThat(get(made)).isEqualTo(made);
        assertThat(get(failed)).isEqualTo(failed);
        assertThat(client.ids("/jobs", "jobId"))
                .containsExactly(
                        failed.path("jobId").asText(), made.path("jobId").asText());
        assertThat(client.job("PUT", "/ldevs/512", "{\"label\":\"one\"}")
                        .path("jobId")
                        .asLong())
                .isGreaterThan(failed.path("jobId").asLong());
    }

    @Test
    void jobWhoseEndWasNotSeen_isUnknown() throws Exception {
        JsonNode waits = client.send(
                        "POST",
                        "/v1/objects/local-clone-copypairs",
                        LabClient.create("G", 256, 512, true, true),
                        Map.of())
                .json();
        restart();

        JsonNode found = get(waits);
        assertThat(found.path("status").asText()).isEqualTo("Completed");
        assertThat(found.path("state").asText()).isEqualTo("Unknown");
        assertThat(found.path("affectedResources")).isEmpty();
        assertThat(found.path("request")).isEqualTo(waits.path("request"));
        assertThat(client.statuses("G")).as("the pair tells").containsEntry(256, "COPY/COPY");
    }

    /** A request that the server refuses was no job, and is none after a restart. */
    @Test
    void refusedRequest_isNoJob_butHasUsedItsNumber() throws Exception {
        JsonNode first = client.job("POST", "/local-clone-copypairs", LabClient.create("G", 256, 512, true, true));
        assertThat(client.pair("G", 257, 513, true)).isEqualTo("Copy group G exists already.");
        restart();

        assertThat(client.ids("/jobs", "jobId"))
                .containsExactly(first.path("jobId").asText());
        assertThat(client.job("PUT", "/ldevs/512", "{\"label\":\"one\"}")
                        .path("jobId")
                        .asLong())
                .isEqualTo(first.path("jobId").asLong() + 2);
    }

    @Test
    void lineThatIsNotWhole_isLeftOut_andWrittenOver() throws Exception {
        JsonNode first = client.job("PUT", "/ldevs/512", "{\"label\":\"one\"}");
        face.close();
        Path file = home.resolve("lab/vsp-jobs-123456.jsonl");
        Files.writeString(file, "{\"id\":9", StandardOpenOption.APPEND);
        begin();
        JsonNode second = client.job("PUT", "/ldevs/512", "{\"label\":\"two\"}");
        restart();

        assertThat(List.of(get(first), get(second))).isEqualTo(List.of(first, second));
    }

    private JsonNode get(JsonNode job) throws Exception {
        return client.get("/jobs/" + job.path("jobId").asText()).json();
    }
}
