package org.copyblade.lab.powermax;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.StorageSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the face answers of clone sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloneFaceTest {
    private static final String ARRAY = "/symmetrix/" + LabSeed.FIRST;
    private static final String CLONE = "/103/replication" + ARRAY + "/storagegroup/APP_SG/clone";
    private static final String PAIR = CLONE + "/storagegroup/TGT_SG";
    private static final String CREATE = "/private/103/replication" + ARRAY + "/clone/volume";
    private static final String PRECOPY = "{\"action\":\"SetMode\",\"set_mode\":{\"pre_copy\":true}}";
    private static final String ACTIVATE = "{\"action\":\"Establish\",\"establish\":{\"consistent\":true}}";
    private static final String RESTORE = "{\"action\":\"Restore\",\"restore\":{}}";
    private static final String SPLIT = "{\"action\":\"Split\",\"split\":{}}";

    private Path directory;

    private PowerMaxFace face;
    private LabClient client;

    @BeforeAll
    void first(@TempDir Path temporary) throws Exception {
        directory = temporary;
        start();
    }

    private void start() throws Exception {
        face = PowerMaxFace.start(LabSeed.write(directory), directory.resolve("lab"), 0);
        client = new LabClient(directory.resolve("lab"), face.url(), "admin:secret");
    }

    @AfterAll
    void stop() throws Exception {
        face.close();
    }

    @AfterEach
    void terminate() throws Exception {
        face.array().faults().clear();
        system().backgroundTracksPerSecond(20_000);
        long end = System.nanoTime() + 30_000_000_000L;
        while (client.get(PAIR).status() != 404 && System.nanoTime() - end < 0) {
            client.delete(CLONE + "/storagegroup?target_storage_group=TGT_SG&restored=true");
            client.delete(CLONE + "/storagegroup?target_storage_group=TGT_SG&symforce=true");
        }
        assertThat(system().relations()).isEmpty();
    }

    @Test
    void createAndActivateInOneRequest_makesIndependentTargets() throws Exception {
        write("0100", 1);
        JsonNode made = client.post(
                        CLONE + "/storagegroup", "{\"target_storage_group_name\":\"TGT_SG\",\"consistent\":true}")
                .json();
        assertThat(made.path("volume_pair_count").asInt()).isEqualTo(3);
        assertThat(made.path("differential").asBoolean()).isTrue();
        write("0100", 2);
        assertThat(read("0200")).isEqualTo(1);
        await("Copied");
        assertThat(client.get(CLONE + "/storagegroup")
                        .json()
                        .path("clone_target_sg_names")
                        .get(0)
                        .asText())
                .isEqualTo("TGT_SG");
        assertThat(client.get("/103/replication" + ARRAY + "/storagegroup?has_clones=true")
                        .json()
                        .path("name"))
                .hasSize(1);
        String filtered = CLONE + "/storagegroup?target_storage_group_volume_count=3&modified_tracks=0"
                + "&src_protected_tracks=0&src_modified_tracks=0&vse=False&state=Copied&volume_pair_count=";
        assertThat(client.get(filtered + "3").json().path("clone_target_sg_names"))
                .hasSize(1);
        assertThat(client.get(filtered + "2").json().path("clone_target_sg_names"))
                .isEmpty();
        assertThat(client.delete(CLONE + "/storagegroup?target_storage_group=TGT_SG")
                        .status())
                .isEqualTo(204);
        assertThat(client.get(PAIR).status()).isEqualTo(404);
        assertThat(read("0200")).isEqualTo(1);
    }

    @Test
    void precopiedPairs_followUntilTheyAreActivated() throws Exception {
        write("0100", 1);
        write("0200", 9);
        created();
        assertThat(read("0200")).as("nothing is copied yet").isEqualTo(9);
        assertThat(client.put(PAIR, PRECOPY).json().path("state").get(0).asText())
                .isEqualTo("Precopy");
        write("0100", 2);
        assertThat(client.put(PAIR, ACTIVATE).json().path("volume_pair_count").asInt())
                .isEqualTo(3);
        write("0100", 3);
        assertThat(read("0200")).isEqualTo(2);
        await("Copied");
    }

    @Test
    void recreatedPairs_copyDifferencesOnly_andKeepTheirImageUntilThen() throws Exception {
        write("0100", 1);
        created();
        client.put(PAIR, PRECOPY);
        client.put(PAIR, ACTIVATE);
        await("Copied");
        write("0100", 2);
        created();
        assertThat(states()).containsOnly("Recreated");
        assertThat(read("0200")).isEqualTo(1);
        client.put(PAIR, PRECOPY);
        client.put(PAIR, ACTIVATE);
        assertThat(read("0200")).isEqualTo(2);
    }

    @Test
    void restoredPairs_areSplitAndKeepTheirImage() throws Exception {
        write("0100", 1);
        created();
        client.put(PAIR, ACTIVATE);
        await("Copied");
        write("0100", 2);
        assertThat(client.put(PAIR, RESTORE).status()).isEqualTo(200);
        assertThat(read("0100")).isEqualTo(1);
        await("Restored");
        assertThat(client.put(PAIR, RESTORE).message()).contains("already in the desired state");
        write("0100", 3);
        assertThat(client.put(PAIR, SPLIT).status()).isEqualTo(200);
        assertThat(states()).containsOnly("Split");
        assertThat(read("0200")).isEqualTo(1);
        assertThat(client.put(PAIR, RESTORE).status()).isEqualTo(200);
        assertThat(read("0100")).isEqualTo(1);
    }

    @Test
    void restoredPairs_areTerminatedInTwoSteps() throws Exception {
        write("0100", 1);
        created();
        client.put(PAIR, ACTIVATE);
        await("Copied");
        client.put(PAIR, RESTORE);
        await("Restored");
        String terminate = CLONE + "/storagegroup?target_storage_group=TGT_SG";
        assertThat(client.delete(terminate + "&symforce=true").message())
                .contains("cannot be terminated in state Restored");
        assertThat(client.delete(terminate + "&restored=true").status()).isEqualTo(204);
        assertThat(states()).as("the session stays").containsOnly("Split");
        assertThat(client.delete(terminate).status()).isEqualTo(204);
        assertThat(client.get(PAIR).status()).isEqualTo(404);
    }

    @Test
    void whatIsNotInItsState_isRefusedWithTheReason() throws Exception {
        created();
        assertThat(client.post(CREATE, pair("00103", "00200")).message())
                .contains("already a Copy session Target device");
        assertThat(client.put(PAIR, RESTORE).message()).contains("cannot be restored in state Created");
        assertThat(client.post(CREATE, pair("00103", "01000")).message()).contains("do not fit");
        system().backgroundTracksPerSecond(0);
        assertThat(client.put(PAIR, ACTIVATE).status()).isEqualTo(200);
        assertThat(client.delete(CLONE + "/storagegroup?target_storage_group=TGT_SG")
                        .message())
                .contains("symforce is needed");
        assertThat(client.delete(CLONE + "/storagegroup?target_storage_group=TGT_SG&symforce=True")
                        .status())
                .isEqualTo(204);
        assertThat(client.get("/92/replication" + ARRAY + "/storagegroup/APP_SG/clone/storagegroup")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void partialFailure_leavesOnePairAsItWas() throws Exception {
        created();
        client.put(PAIR, PRECOPY);
        face.array()
                .faults()
                .add(Fault.once(Fault.Kind.PARTIAL_FAILURE, "establish").withElement(1));
        assertThat(client.put(PAIR, ACTIVATE).message()).contains("refused on demand");
        assertThat(states()).contains("Precopy").hasSize(3);
        assertThat(states().stream().filter("Precopy"::equals)).hasSize(1);
    }

    @Test
    void sessionsOutliveTheProcess() throws Exception {
        write("0100", 1);
        created();
        client.put(PAIR, PRECOPY);
        client.put(PAIR, ACTIVATE);
        await("Copied");
        face.close();
        start();
        assertThat(states()).containsOnly("Copied");
        write("0100", 2);
        client.put(PAIR, RESTORE);
        assertThat(read("0100")).isEqualTo(1);
    }

    private void created() throws Exception {
        String pairs = "{\"establish\":false,\"replication_pair\":["
                + "{\"source_volume_name\":\"00100\",\"target_volume_name\":\"00200\"},"
                + "{\"source_volume_name\":\"00101\",\"target_volume_name\":\"00201\"},"
                + "{\"source_volume_name\":\"00102\",\"target_volume_name\":\"00202\"}]}";
        assertThat(client.post(CREATE, pairs).status()).isEqualTo(201);
    }

    private static String pair(String source, String target) {
        return "{\"replication_pair\":[{\"source_volume_name\":\"" + source + "\",\"target_volume_name\":\"" + target
                + "\"}]}";
    }

    private List<String> states() throws Exception {
        List<String> states = new ArrayList<>();
        client.get(CLONE + "/volume")
                .json()
                .path("clones")
                .forEach(it -> states.add(it.path("state").asText()));
        return states;
    }

    private void await(String state) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!states().stream().allMatch(state::equals)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("not " + state + " but " + states());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private StorageSystem system() {
        return face.array().systems().get(0);
    }

    private void write(String volume, int number) throws Exception {
        system().host(volume)
                .write(3, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private int read(String volume) throws Exception {
        return ByteBuffer.wrap(system().host(volume).read(3)).getInt();
    }
}
