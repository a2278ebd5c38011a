package org.copyblade.lab.vsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.StorageSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of the API rely on. The background copy runs only where a test lets it. */
class VspFaceTest {
    private static final int FAST = 100_000;
    private static final String QUICK = "{\"quickMode\":true}";

    @TempDir
    private Path home;

    private VspFace face;
    private LabClient client;

    @BeforeEach
    void start() throws Exception {
        start("background_tracks_per_second = 0", "");
    }

    private void start(String system, String more) throws Exception {
        face = VspFace.start(LabSeed.write(home, system, more), home.resolve("lab"), 0);
        client = client().login();
    }

    @AfterEach
    void stop() throws Exception {
        face.close();
    }

    @Test
    void bothFormsOfAddresses_areOneObject() throws Exception {
        String inside = client.get("/ldevs/256").text();
        String separate =
                client.get("/storages/" + LabSeed.STORAGE + "/ldevs/256").text();

        assertThat(separate).isEqualTo(inside).contains("\"blockCapacity\"", "\"CL1-A\"", "3390-A");
        assertThat(client.get("/storages/886000999999/ldevs/256").status()).isEqualTo(404);
        assertThat(client.get("/storages/instance")
                        .json()
                        .path("storageDeviceId")
                        .asText())
                .isEqualTo(LabSeed.STORAGE);
        assertThat(client.send("GET", "/configuration/version", "", Map.of()).text())
                .contains("apiVersion");
    }

    @Test
    void ldevWithoutVolume_isNotDefined() throws Exception {
        assertThat(client.get("/ldevs/4711").json().path("emulationType").asText())
                .isEqualTo("NOT DEFINED");
        assertThat(client.ids("/ldevs?headLdevId=256&count=3", "ldevId")).containsExactly("256", "257", "258");
        assertThat(client.ids("/ldevs?headLdevId=262&count=3&ldevOption=defined", "ldevId"))
                .containsExactly("262", "263", "512");
    }

    @Test
    void hostGroupsAndLuns_areThoseOfTheSeed() throws Exception {
        JsonNode groups = client.get("/host-groups?portId=CL1-A").json().path("data");
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).path("hostGroupId").asText()).isEqualTo("CL1-A,3");
        assertThat(groups.get(0).path("hostGroupName").asText()).isEqualTo("db");
        assertThat(client.ids("/host-groups?portId=CL2-A", "hostGroupId")).isEmpty();

        String luns = "/luns?portId=CL1-A&hostGroupNumber=3";
        assertThat(client.ids(luns, "lunId")).containsExactly("CL1-A,3,0", "CL1-A,3,1", "CL1-A,3,2", "CL1-A,3,3");
        assertThat(client.ids(luns, "ldevId")).containsExactly("256", "257", "258", "259");
        assertThat(client.ids("/luns?portId=CL1-A&hostGroupNumber=4", "lunId")).isEmpty();
        assertThat(client.get("/luns?portId=CL1-A").status()).isEqualTo(400);
    }

    @Test
    void pools_areThoseOfTheSeed() throws Exception {
        assertThat(client.ids("/pools", "poolId")).containsExactly("1");
        JsonNode pool = client.get("/pools/1").json();
        assertThat(pool.path("poolName").asText()).isEqualTo("ckd_pool");
        assertThat(pool.path("poolStatus").asText()).isEqualTo("POLN");
        assertThat(pool.path("totalPoolCapacity").asInt()).isEqualTo(4096);
        assertThat(client.get("/ldevs/256").json().path("poolId").asInt()).isEqualTo(1);
        assertThat(client.get("/pools/9").status()).isEqualTo(404);
    }

    @Test
    void label_isChangedByPutAndPatch() throws Exception {
        assertThat(client.order("PUT", "/ldevs/512", "{\"label\":\"one\"}")).isEqualTo("Succeeded");
        assertThat(client.order("PATCH", "/ldevs/512", "{\"label\":\"two\"}")).isEqualTo("Succeeded");
        assertThat(client.get("/ldevs/512").json().path("label").asText()).isEqualTo("two");
    }

    @Test
    void deadToken_isRefusedInTheWordsThatClientsLookFor() throws Exception {
        client.token("deadbeef");
        LabClient.Answer answer = client.get("/pools");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("message").asText()).contains("The specified token is invalid");
        assertThat(client.login().get("/pools").status()).isEqualTo(200);
        assertThat(client.get("/sessions/" + client.session())
                        .json()
                        .path("userId")
                        .asText())
                .isEqualTo("admin");
    }

    @Test
    void sessionThatIsEnded_leavesRoomForAnother() throws Exception {
        stop();
        start("token_idle_ms = 60000", "sessions = 2");
        LabClient second = client().login();
        LabClient.Answer third = client.login("other", "secret");
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.json().path("solutionType").asText()).isEqualTo("RETRY");
        second.send("DELETE", "/v1/objects/sessions/" + second.session(), "", Map.of());
        assertThat(client.login("other", "secret").status()).isEqualTo(200);
        assertThat(client.login("other", "wrong").status()).isEqualTo(401);
    }

    @Test
    void lock_keepsOtherSessionsFromChangesOfTheConfigurationOnly() throws Exception {
        client.pair("G", 256, 512, true);
        synchronise();
        LabClient other = client().login();
        assertThat(lock(other, "lock")).isEqualTo("Succeeded");

        JsonNode refused = client.job("POST", "/local-clone-copypairs", LabClient.create("G", 257, 513, false, true));
        assertThat(refused.path("messageId").asText()).isEqualTo("KART40050-E");
        assertThat(refused.path("solutionType").asText()).isEqualTo("RETRY");
        assertThat(client.get("/local-clone-copygroups").status()).isEqualTo(200);
        assertThat(client.act("G", "split", QUICK)).isEqualTo("Succeeded");
        assertThat(lock(client, "lock")).startsWith("Failed The resource group is locked");
        assertThat(client.send("POST", "/v1/services/resource-group-service/actions/unlock/invoke", "", Map.of())
                        .status())
                .isEqualTo(409);

        other.send("DELETE", "/v1/objects/sessions/" + other.session(), "", Map.of());
        assertThat(lock(client, "lock")).isEqualTo("Succeeded");
        assertThat(lock(client, "unlock")).isEqualTo("Succeeded");
    }

    private static String lock(LabClient who, String verb) throws Exception {
        String path = "/v1/" + LabSeed.STORAGE + "/services/resource-group-service/actions/" + verb + "/invoke";
        JsonNode job = who.send("PUT", path, "", LabClient.HELD).json();
        return (job.path("state").asText() + " " + job.at("/error/message").asText()).strip();
    }

    @Test
    void job_runsUntilTheCopyIsDoneUnlessToldNotTo() throws Exception {
        String body = LabClient.create("G", 256, 512, true, true);
        JsonNode accepted = client.send("POST", "/v1/objects/local-clone-copypairs", body, Map.of())
                .json();
        assertThat(accepted.path("status").asText()).isEqualTo("Initializing");
        String self = "/jobs/" + accepted.path("jobId").asText();
        assertThat(client.get(self).json().path("status").asText()).isEqualTo("Running");
        assertThat(client.get(self).json().path("affectedResources")).isEmpty();
        synchronise();
        JsonNode done = client.get(self).json();
        assertThat(done.path("state").asText()).isEqualTo("Succeeded");
        assertThat(done.path("affectedResources").get(0).asText())
                .isEqualTo("/ConfigurationManager/v1/objects/local-clone-copypairs/G,GP_,GS_,v256");
        assertThat(done.has("completedTime")).isTrue();

        system().backgroundTracksPerSecond(0);
        JsonNode second = client.send(
                        "POST",
                        "/v1/objects/local-clone-copypairs",
                        LabClient.create("G", 257, 513, false, true),
                        LabClient.NO_WAIT)
                .json();
        assertThat(client.get("/jobs/" + second.path("jobId").asText())
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("Succeeded");
        assertThat(client.statuses("G")).containsEntry(257, "COPY/COPY");
    }

    @Test
    void answerThatIsHeldTooShort_isAnUnfinishedJob() throws Exception {
        JsonNode job = client.send(
                        "POST",
                        "/v1/objects/local-clone-copypairs",
                        LabClient.create("G", 256, 512, true, true),
                        Map.of("Response-Job-Status", "Completed", "Response-Max-Wait", "0"))
                .json();

        assertThat(job.path("status").asText()).isEqualTo("Running");
    }

    @Test
    void quickSplit_keepsTheImageWhateverIsWrittenBeforeItIsCopied() throws Exception {
        write(256, 1);
        client.pair("G", 256, 512, true);
        assertThat(client.statuses("G")).containsEntry(256, "COPY/COPY");
        synchronise();
        assertThat(client.statuses("G")).containsEntry(256, "PAIR/PAIR");
        assertThat(client.get("/ldevs/512").json().path("attributes").toString())
                .contains("MRCF");
        system().backgroundTracksPerSecond(0);
        write(256, 2);
        assertThat(client.statuses("G"))
                .as("a write does not end being in step")
                .containsEntry(256, "PAIR/PAIR");
        assertThat(client.act("G", "split", QUICK)).isEqualTo("Succeeded");
        assertThat(client.statuses("G")).containsEntry(256, "PSUS/COPY");
        write(256, 3);
        assertThat(read(512)).isEqualTo(2);
    }

    @Test
    void split_withoutQuickModeShowsItsEndWhenAllIsCopied() throws Exception {
        client.pair("G", 256, 512, true);
        assertThat(client.act("G", "split", ""))
                .as("also during the first copy")
                .isEqualTo("Succeeded");
        assertThat(client.statuses("G")).containsEntry(256, "COPY/COPY");
        assertThat(client.order("DELETE", "/local-clone-copygroups/G,GP_,GS_", ""))
                .as("not while the image is being copied")
                .startsWith("Failed EX_CMDRJE: pair G,GP_,GS_,v256 cannot be told to delete");
        synchronise();
        assertThat(client.statuses("G")).containsEntry(256, "PSUS/SSUS");
        assertThat(client.act("G", "split", QUICK))
                .as("a second split does nothing")
                .isEqualTo("Succeeded");
    }

    @Test
    void oneMemberInAWrongState_refusesTheSplitOfAll() throws Exception {
        client.pair("G", 256, 512, true);
        client.pair("G", 257, 513, false);
        synchronise();
        suspend("v257");
        assertThat(client.statuses("G")).containsEntry(257, "PSUE/PSUE");
        assertThat(client.act("G", "split", QUICK)).startsWith("Failed EX_CMDRJE: pair G,GP_,GS_,v257");
        assertThat(client.statuses("G")).containsEntry(256, "PAIR/PAIR");

        assertThat(client.act("G", "resync", "")).isEqualTo("Succeeded");
        synchronise();
        assertThat(client.act("G", "split", QUICK)).isEqualTo("Succeeded");
    }

    private void suspend(String pair) throws Exception {
        client.order(
                "POST",
                "/local-clone-copypairs/G,GP_,GS_," + pair + "/actions/split/invoke",
                "{\"parameters\":{\"forceSuspend\":true}}");
    }

    @Test
    void pairThatFailsInTheSplit_isSuspendedAndTheOthersAreSplit() throws Exception {
        client.pair("G", 256, 512, true);
        client.pair("G", 257, 513, false);
        synchronise();
        face.array()
                .faults()
                .add(Fault.once(Fault.Kind.PARTIAL_FAILURE, "split").withElement(1));
        assertThat(client.act("G", "split", QUICK)).startsWith("Failed EX_EWSUSE");
        assertThat(client.statuses("G").get(256)).startsWith("PSUS");
        assertThat(client.statuses("G")).containsEntry(257, "PSUE/PSUE");
    }

    @Test
    void resyncAndRestore_copyTheDifferencesAndEndInAPair() throws Exception {
        client.pair("G", 256, 512, true);
        synchronise();
        write(256, 1);
        client.act("G", "split", QUICK);
        synchronise();
        write(256, 2);
        assertThat(client.act("G", "restore", "")).isEqualTo("Succeeded");
        await("PAIR/PAIR");
        assertThat(read(256)).isEqualTo(1);
        client.act("G", "split", QUICK);
        synchronise();
        write(256, 3);
        system().backgroundTracksPerSecond(0);
        client.act("G", "resync", "{\"quickMode\":true}");
        assertThat(client.statuses("G")).containsEntry(256, "PAIR/PAIR");
        client.act("G", "split", QUICK);
        assertThat(read(512)).isEqualTo(3);
    }

    @Test
    void thirdPairOfAVolume_isTheLastAndCascadesTakeTwoMore() throws Exception {
        for (int unit = 0; unit < 3; unit++) {
            assertThat(client.pair("G" + unit, 256, 512 + unit, true)).isEqualTo("Succeeded");
        }
        assertThat(client.pair("G3", 256, 515, true)).contains("no free mirror unit");
        assertThat(client.pair("H", 512, 516, true))
                .as("before the first layer is split")
                .startsWith("Failed");
        synchronise();
        client.act("G0", "split", QUICK);
        synchronise();
        assertThat(client.pair("H1", 512, 516, true)).isEqualTo("Succeeded");
        assertThat(client.pair("H2", 512, 517, true)).isEqualTo("Succeeded");
        assertThat(client.pair("H3", 512, 518, true)).contains("no free mirror unit");
        assertThat(client.pair("I", 516, 519, true)).contains("second layer");
        assertThat(client.statuses("G1")).hasSize(1);
    }

    @Test
    void pairsThatCannotBe_areRefused() throws Exception {
        assertThat(client.pair("G", 256, 544, true)).contains("differ in size");
        assertThat(client.pair("G", 256, 527, true)).contains("capacity saving");
        assertThat(client.pair("G", 263, 512, true)).contains("command device");
        assertThat(client.pair("G", 256, 700, true)).contains("not installed");
        assertThat(client.pair("G", 256, 512, false)).contains("does not exist");
        assertThat(client.pair("G", 256, 512, true)).isEqualTo("Succeeded");
        assertThat(client.pair("G", 257, 513, true)).contains("exists already");
        assertThat(client.pair("G", 256, 513, false)).contains("exists already");
        assertThat(client.pair("H", 257, 512, true)).contains("in a pair already");
        assertThat(client.job("POST", "/local-clone-copypairs", "{\"copyGroupName\":\"X\"}")
                        .path("messageId")
                        .asText())
                .isEqualTo("KART20008-E");
        assertThat(client.get("/local-clone-copypairs").status()).isEqualTo(400);
        assertThat(client.get("/local-clone-copypairs?localCloneCopyGroupId=G,GP_,GS_&refresh=true")
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/local-clone-copygroups/X,XP_,XS_").status()).isEqualTo(404);
    }

    @Test
    void consistencyGroups_areNumberedAndHaveAnEnd() throws Exception {
        stop();
        start("background_tracks_per_second = 0", "consistency_groups = 1");
        client.pair("G", 256, 512, true);
        assertThat(client.get("/local-clone-copypairs/G,GP_,GS_,v256").json().path("consistencyGroupId"))
                .hasToString("0");
        assertThat(client.pair("H", 257, 513, true)).contains("no free consistency group");
        assertThat(client.order("POST", "/local-clone-copypairs", LabClient.create("H", 257, 513, true, false)))
                .isEqualTo("Succeeded");
    }

    @Test
    void lastPair_takesItsGroupAlong() throws Exception {
        client.pair("G", 256, 512, true);
        client.pair("G", 257, 513, false);
        assertThat(client.ids("/local-clone-copygroups", "copyGroupName")).containsExactly("G");
        client.order("DELETE", "/local-clone-copypairs/G,GP_,GS_,v256", "");
        assertThat(client.statuses("G")).hasSize(1);
        client.order("DELETE", "/local-clone-copygroups/G,GP_,GS_", "");
        assertThat(client.ids("/local-clone-copygroups", "copyGroupName")).isEmpty();
        assertThat(system().relations()).isEmpty();
    }

    @Test
    void snapshots_keepTheImageOfTheSplitAndGiveItBack() throws Exception {
        for (int pvol : new int[] {256, 257}) {
            assertThat(client.order("POST", "/snapshots", snapshot("T", pvol, pvol + 256)))
                    .isEqualTo("Succeeded");
        }
        assertThat(client.ids("/snapshots?snapshotGroupName=T", "status")).containsExactly("PAIR", "PAIR");
        write(256, 1);
        assertThat(client.order("POST", "/snapshot-groups/T/actions/split/invoke", ""))
                .isEqualTo("Succeeded");
        write(256, 2);
        assertThat(read(512)).isEqualTo(1);
        assertThat(client.ids("/snapshot-replications", "status")).containsExactly("PSUS", "PSUS");
        assertThat(client.get("/ldevs/512").json().path("attributes").toString())
                .contains("HTI");
        assertThat(client.get("/snapshots/256,0").json().path("splitTime").asText())
                .isNotEmpty();
        assertThat(client.pair("G", 258, 512, true)).contains("LDEV 512 is in a snapshot pair already");

        assertThat(client.order("PUT", "/snapshots/256,0/actions/restore/invoke", ""))
                .isEqualTo("Succeeded");
        awaitRestored();
        assertThat(read(256)).isEqualTo(1);
        Path seed = home.resolve("seed.toml");
        stop();
        face = VspFace.start(seed, home.resolve("lab"), 0);
        client = client().login();
        assertThat(client.ids("/snapshot-replications", "status")).containsExactly("PAIR", "PSUS");

        assertThat(client.order("DELETE", "/snapshots/256,0", "")).isEqualTo("Succeeded");
        assertThat(client.order("DELETE", "/snapshots/257%2C0", "")).isEqualTo("Succeeded");
        assertThat(client.ids("/snapshot-groups", "snapshotGroupName")).isEmpty();
        assertThat(system().relations()).isEmpty();
    }

    private void awaitRestored() throws Exception {
        system().backgroundTracksPerSecond(FAST);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!client.ids("/snapshots?pvolLdevId=256&muNumber=0", "status").contains("PAIR")) {
            assertThat(System.nanoTime() - end).as("restored in time").isNegative();
            Thread.sleep(1);
        }
    }

    @Test
    void snapshotsThatCannotBe_areRefused() throws Exception {
        assertThat(client.order("POST", "/snapshots", snapshot("T", 256, 544))).contains("differ in size");
        assertThat(client.order("POST", "/snapshots", snapshot("T", 256, 700))).contains("not installed");
        assertThat(client.order("POST", "/snapshots", snapshot("T", 256, 512).replace("Id\":1,", "Id\":9,")))
                .contains("pool cannot be used");
        client.pair("G", 257, 513, true);
        assertThat(client.order("POST", "/snapshots", snapshot("T", 256, 513))).contains("in a pair already");
        assertThat(client.get("/snapshots").status()).isEqualTo(400);
        assertThat(client.get("/snapshots/256,7").status()).isEqualTo(404);
    }

    private static String snapshot(String group, int pvol, int svol) {
        return """
                {"snapshotGroupName":"%s","snapshotPoolId":1,"pvolLdevId":%d,"svolLdevId":%d,"isConsistencyGroup":true}"""
                .formatted(group, pvol, svol);
    }

    @Test
    void pairs_outliveTheProcess() throws Exception {
        client.pair("G", 256, 512, true);
        synchronise();
        client.act("G", "split", QUICK);
        client.pair("H", 257, 513, true);
        suspend("v256");
        Map<Integer, String> before = client.statuses("G");
        Path seed = home.resolve("seed.toml");
        stop();
        face = VspFace.start(seed, home.resolve("lab"), 0);
        client = client().login();

        assertThat(client.statuses("G")).isEqualTo(before).containsEntry(256, "PSUE/PSUE");
        assertThat(client.statuses("H")).containsKey(257);
    }

    @Test
    void pace_isKeptAndHasBounds() throws Exception {
        String slow = LabClient.create("G", 256, 512, true, true).replace("\"copyPace\":15", "\"copyPace\":1");
        client.order("POST", "/local-clone-copypairs", slow);
        assertThat(client.get("/local-clone-copypairs/G,GP_,GS_,v256").json().path("copyPace"))
                .hasToString("1");
        assertThat(client.act("G", "resync", "{\"copyPace\":16}")).contains("is not from 1 to 15");
    }

    /** At the pace 15 it would be there after a tenth of a second. */
    @Test
    void pace_isTheSpeedOfTheCopy() throws Exception {
        stop();
        start("background_tracks_per_second = 150", "");
        write(256, 1);
        String slow = LabClient.create("G", 256, 512, true, true).replace("\"copyPace\":15", "\"copyPace\":1");
        long begun = System.nanoTime();
        client.order("POST", "/local-clone-copypairs", slow);
        while (!client.statuses("G").containsValue("PAIR/PAIR")) {
            assertThat(System.nanoTime() - begun)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
            Thread.sleep(5);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void sampleSeed_isServed() throws Exception {
        try (VspFace sample = VspFace.start(Path.of("../../config/lab.vsp.seed.toml"), home.resolve("sample"), 0)) {
            assertThat(sample.endpoints()).singleElement().satisfies(it -> assertThat(it.storageId())
                    .isEqualTo(LabSeed.STORAGE));
            LabClient there = new LabClient(
                    home.resolve("sample"), sample.endpoints().get(0).url());
            LabClient.Answer session = there.login("admin", "laboratory");
            assertThat(session.status()).isEqualTo(200);
            there.token(session.json().path("token").asText());
            assertThat(there.ids("/pools", "poolId")).isNotEmpty();
            assertThat(there.ids("/ldevs?ldevOption=defined", "ldevId")).hasSize(64);
        }
    }

    @Test
    void seedThatDoesNotSuitThisFace_isRefused() throws Exception {
        Path other = home.resolve("other");
        Files.createDirectories(other);
        Path seed = LabSeed.write(other, "", "");
        String text = Files.readString(seed).replace("cascading = true", "cascading = false");
        Files.writeString(seed, text);
        assertThatThrownBy(() -> VspFace.start(seed, other.resolve("lab"), 0))
                .isInstanceOf(IOException.class)
                .hasMessage("seed, for face vsp: system 123456: cascading must be true");
    }

    private LabClient client() throws Exception {
        return new LabClient(home.resolve("lab"), face.endpoints().get(0).url());
    }

    private StorageSystem system() {
        return face.array().systems().get(0);
    }

    private void synchronise() throws Exception {
        system().backgroundTracksPerSecond(FAST);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (system().relations().stream().anyMatch(it -> it.outOfSyncTracks() > 0)) {
            assertThat(System.nanoTime() - end).as("copied in time").isNegative();
            Thread.sleep(1);
        }
    }

    private void await(String status) throws Exception {
        system().backgroundTracksPerSecond(FAST);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!client.statuses("G").containsValue(status)) {
            assertThat(System.nanoTime() - end).as("status in time").isNegative();
            Thread.sleep(1);
        }
    }

    private void write(int ldev, int value) throws Exception {
        volume(ldev).write(5, new byte[] {(byte) value});
    }

    private int read(int ldev) throws Exception {
        return volume(ldev).read(5)[0];
    }

    private HostVolume volume(int ldev) throws Exception {
        return system().host(String.format("%04X", ldev));
    }
}
