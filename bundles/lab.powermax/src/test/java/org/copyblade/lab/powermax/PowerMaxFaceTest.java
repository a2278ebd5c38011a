package org.copyblade.lab.powermax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the face answers to what clients of the vendor send. */
class PowerMaxFaceTest {
    private static final String ARRAY = "/symmetrix/" + LabSeed.FIRST;
    private static final String SNAPSHOTS = "/103/replication" + ARRAY + "/storagegroup/APP_SG/snapshot";
    private static final String DEVICES = "/private/103/replication" + ARRAY;

    @TempDir
    private Path directory;

    private PowerMaxFace face;
    private LabClient client;

    @BeforeEach
    void start() throws Exception {
        face = PowerMaxFace.start(LabSeed.write(directory), directory.resolve("lab"), 0);
        client = client("admin:secret");
    }

    @AfterEach
    void stop() throws Exception {
        face.close();
    }

    @Test
    void everyPathAsksForCredentials_andAnArrayForARole() throws Exception {
        assertThat(client("").get("/version").status()).isEqualTo(401);
        assertThat(client("admin:wrong").get("/version").status()).isEqualTo(401);
        assertThat(client.get("/103/system/symmetrix/" + LabSeed.SECOND).status())
                .isEqualTo(403);
        assertThat(client.get("/103/system/symmetrix/000197900009").status()).isEqualTo(404);
    }

    @Test
    void severalPrefixesAreAlive_eachWithItsOwnWords() throws Exception {
        JsonNode version = client.get("/version").json();
        assertThat(version.path("api_version").asText()).isEqualTo("103");
        assertThat(texts(version.path("supported_api_versions"))).contains("92", "100", "103");
        assertThat(client.get("/92/system" + ARRAY).json().path("ucode").asText())
                .isEqualTo("6079.175.0");
        assertThat(client.get("/100/system" + ARRAY).json().path("microcode").asText())
                .isEqualTo("6079.175.0");
        assertThat(client.get("/84/system" + ARRAY).status()).isEqualTo(404);
        assertThat(client.get("/92/replication" + ARRAY + "/storagegroup/APP_SG/snapshot")
                        .message())
                .isEqualTo("No snapshot named found");
        assertThat(client.get(SNAPSHOTS).json().path("name")).isEmpty();
    }

    @Test
    void establish_makesGenerationsWithTheirOwnSnapids() throws Exception {
        LabClient.Answer first = client.post(SNAPSHOTS, "{\"snapshotName\":\"nightly\",\"unknownKey\":1}");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("numSourceVolumes").asInt()).isEqualTo(3);
        long older = first.json().path("snap_id").asLong();
        LabClient.Answer second =
                client.post(SNAPSHOTS, "{\"snapshotName\":\"nightly\",\"timeToLive\":\"2\",\"timeInHours\":\"True\"}");
        long newer = second.json().path("snap_id").asLong();

        assertThat(client.get(SNAPSHOTS + "/nightly")
                        .json()
                        .path("generationCount")
                        .asInt())
                .isEqualTo(2);
        JsonNode snapids = client.get(SNAPSHOTS + "/nightly/snapid").json().path("snapids");
        assertThat(snapids.get(0).asLong()).isEqualTo(newer);
        assertThat(snapids.get(1).asLong()).isEqualTo(older);
        JsonNode bySnapid = client.get(SNAPSHOTS + "/nightly/snapid/" + older).json();
        assertThat(bySnapid.path("generation").asInt()).isEqualTo(1);
        assertThat(bySnapid.path("time_to_live_expiry_date").asText()).isEqualTo("N/A");
        assertThat(bySnapid.path("source_volume").get(0).path("name").asText()).isEqualTo("00100");
        assertThat(bySnapid.has("linked_storage_group")).isFalse();
        JsonNode byGeneration = client.get(SNAPSHOTS + "/nightly/generation/0").json();
        assertThat(byGeneration.path("snap_id").asLong()).isEqualTo(newer);
        assertThat(byGeneration.path("timeToLiveExpiryDate").asText()).isNotEqualTo("N/A");
        JsonNode mapping = client.get(SNAPSHOTS + "/nightly/mapping").json();
        assertThat(mapping.path("snapshot_name").asText()).isEqualTo("nightly");
        assertThat(mapping.path("mappings").findValuesAsText("snapid"))
                .containsExactly(Long.toString(newer), Long.toString(older));
        assertThat(mapping.path("mappings").findValuesAsText("generation")).containsExactly("0", "1");
        assertThat(mapping.path("mappings")
                        .get(0)
                        .path("snapshot_timestamp_utc")
                        .asLong())
                .isEqualTo(bySnapid(newer).path("timestamp_utc").asLong());
        assertThat(client.delete(SNAPSHOTS + "/nightly/generation/0?force=True").status())
                .isEqualTo(204);
        assertThat(client.get(SNAPSHOTS + "/nightly/snapid/" + older)
                        .json()
                        .path("generation")
                        .asInt())
                .isZero();
        assertThat(client.get(SNAPSHOTS + "/nightly/snapid/" + newer).status()).isEqualTo(404);
    }

    @Test
    void linkedTarget_showsThePointInTime_untilItIsUnlinked() throws Exception {
        write("0100", 7);
        long snapid = establish("{\"snapshotName\":\"one\"}");
        write("0100", 8);
        String point = SNAPSHOTS + "/one/snapid/" + snapid;
        String link = "{\"action\":\"Link\",\"link\":{\"storage_group_name\":\"TGT_SG\",\"copy\":true,\"exact\":true}}";
        LabClient.Answer linked = client.put(point, link);
        assertThat(linked.status()).isEqualTo(200);
        assertThat(linked.json().path("isLinked").asBoolean()).isTrue();
        assertThat(read("0200")).isEqualTo(7);
        assertThat(client.put(point, link).message()).contains("already in the desired state or mode");
        assertThat(client.delete(point).status()).isEqualTo(500);
        JsonNode volume =
                client.get("/103/sloprovisioning" + ARRAY + "/volume/00200").json();
        assertThat(volume.path("snapvx_target").asBoolean()).isTrue();
        assertThat(volume.path("cap_cyl").asInt()).isEqualTo(2);
        awaitCopied(point);

        String unlink = "{\"action\":\"Unlink\",\"unlink\":{\"storage_group_name\":\"TGT_SG\"}}";
        assertThat(client.put(point, unlink).status()).isEqualTo(200);
        assertThat(client.put(point, unlink).message()).contains("No link target was found");
        assertThat(client.delete(point).status()).isEqualTo(204);
        assertThat(read("0200")).isEqualTo(7);
    }

    @Test
    void restoredSnapshot_isDeletedInTwoSteps() throws Exception {
        write("0101", 1);
        long snapid = establish("{\"snapshotName\":\"one\"}");
        write("0101", 2);
        String point = SNAPSHOTS + "/one/snapid/" + snapid;
        JsonNode restored = client.put(point, "{\"action\":\"Restore\"}").json();
        assertThat(texts(restored.path("state"))).containsExactly("Established", "Restored");
        assertThat(read("0101")).isEqualTo(1);
        assertThat(client.put(point, "{\"action\":\"Restore\"}").message()).contains("already in the desired state");

        assertThat(client.delete(point).status()).isEqualTo(204);
        assertThat(client.get(point).json().path("restored").asBoolean()).isFalse();
        assertThat(client.delete(point).status()).isEqualTo(204);
        assertThat(client.get(point).status()).isEqualTo(404);
    }

    @Test
    void relinkFollowsTheYoungerSnapshot_andTheGenerationSpellingWorksToo() throws Exception {
        write("0102", 1);
        establish("{\"snapshotName\":\"old\"}");
        String old = SNAPSHOTS + "/old/generation/0";
        assertThat(client.put(
                                old,
                                "{\"action\":\"Link\",\"link\":{\"linkStorageGroupName\":\"TGT_SG\",\"exact\":true}}")
                        .status())
                .isEqualTo(200);
        write("0102", 2);
        establish("{\"snapshotName\":\"young\"}");
        String young = SNAPSHOTS + "/young/generation/0";
        String relink = "{\"action\":\"Relink\",\"relink\":{\"relinkStorageGroupName\":\"TGT_SG\"}}";
        assertThat(client.put(young, relink).status()).isEqualTo(200);
        assertThat(read("0202")).isEqualTo(2);
        String mode = "{\"action\":\"SetMode\",\"setMode\":{\"linkedStorageGroupName\":\"TGT_SG\",\"copy\":true}}";
        assertThat(client.put(young, mode).status()).isEqualTo(200);
        assertThat(client.put(young, "{\"action\":\"Rename\",\"rename\":{\"newSnapshotName\":\"new-name\"}}")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("new-name");
        assertThat(client.delete(old).status()).isEqualTo(204);
    }

    @Test
    void linkThatIsBeingCopied_isNeitherUnlinkedNorRelinked_withoutForce() throws Exception {
        system().backgroundTracksPerSecond(0);
        String old = SNAPSHOTS + "/old/snapid/" + establish("{\"snapshotName\":\"old\"}");
        String young = SNAPSHOTS + "/young/snapid/" + establish("{\"snapshotName\":\"young\"}");
        String link = "{\"action\":\"Link\",\"link\":{\"storage_group_name\":\"TGT_SG\",\"copy\":true,\"exact\":true}}";
        assertThat(client.put(old, link).status()).isEqualTo(200);

        String unlink = "{\"action\":\"Unlink\",\"unlink\":{\"storage_group_name\":\"TGT_SG\"}}";
        String relink = "{\"action\":\"Relink\",\"relink\":{\"storage_group_name\":\"TGT_SG\"}}";
        String mode = "{\"action\":\"SetMode\",\"set_mode\":{\"storage_group_name\":\"TGT_SG\",\"copy\":false}}";
        String pair =
                "{\"deviceNameListSource\":[{\"name\":\"00100\"}],\"deviceNameListTarget\":[{\"name\":\"00200\"}],";
        assertThat(client.put(old, unlink).message()).contains("is being copied");
        assertThat(client.put(young, relink).message()).contains("is being copied");
        assertThat(client.get(old).json().path("linked_storage_group")).hasSize(3);
        assertThat(client.put(DEVICES + "/snapshot/old", pair + "\"action\":\"Unlink\"}")
                        .message())
                .contains("is being copied");
        assertThat(client.put(DEVICES + "/snapshot/old", pair + "\"action\":\"Unlink\",\"symforce\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(client.put(old, mode).status()).isEqualTo(200);
        assertThat(client.put(old, unlink).status()).isEqualTo(200);
    }

    @Test
    void secureSnapshot_staysUntilItsTermIsOver() throws Exception {
        long snapid = establish("{\"snapshotName\":\"safe\",\"secure\":5,\"timeInHours\":true}");
        String point = SNAPSHOTS + "/safe/snapid/" + snapid;
        assertThat(client.get(point).json().has("secure_expiry_date")).isTrue();
        assertThat(client.delete(point).message()).contains("secure snapshot has not expired");
        assertThat(client.put(point, "{\"action\":\"SetSecure\",\"secure\":{\"secure\":1,\"time_in_hours\":true}}")
                        .status())
                .isEqualTo(500);
        assertThat(client.post(SNAPSHOTS, "{\"snapshotName\":\"both\",\"secure\":1,\"timeToLive\":1}")
                        .status())
                .isEqualTo(400);
        long timed = establish("{\"snapshotName\":\"short\",\"timeToLive\":1}");
        system().snapshots()
                .keep(timed, new Snapshot.Term(Optional.of(Instant.now().minusSeconds(1)), false));
        assertThat(client.get(SNAPSHOTS + "/short").status()).isEqualTo(404);
    }

    @Test
    void termIsChanged_inTheWordsOfEitherResource() throws Exception {
        String bySnapid = SNAPSHOTS + "/one/snapid/" + establish("{\"snapshotName\":\"one\"}");
        String byGeneration = SNAPSHOTS + "/one/generation/0";
        assertThat(client.put(
                                bySnapid,
                                "{\"action\":\"SetTimeToLive\",\"time_to_live\":{\"time_to_live\":5,\"time_in_hours\":true}}")
                        .status())
                .isEqualTo(200);
        assertThat(hoursLeft()).isBetween(4L, 5L);
        assertThat(client.put(
                                byGeneration,
                                "{\"action\":\"SetTimeToLive\",\"expire\":{\"timeToLive\":2,\"timeInHours\":false}}")
                        .json()
                        .path("timeToLiveExpiryDate")
                        .asText())
                .isNotEqualTo("N/A");
        assertThat(hoursLeft()).isBetween(47L, 48L);
        assertThat(client.put(bySnapid, "{\"action\":\"Persist\",\"persist\":{\"persist\":true}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.put(
                                byGeneration,
                                "{\"action\":\"SetSecure\",\"expire\":{\"secure\":\"3\",\"timeInHours\":\"True\"}}")
                        .json()
                        .path("secureExpiryDate")
                        .asText())
                .isNotEmpty();
        assertThat(client.delete(bySnapid).message()).contains("secure snapshot has not expired");
    }

    private long hoursLeft() {
        Instant expires = system().snapshots().all().get(0).term().expires().orElseThrow();
        return Duration.between(Instant.now(), expires).plusSeconds(30).toHours();
    }

    @Test
    void manySnapshots_areTerminatedAtOnce() throws Exception {
        long oldest = establish("{\"snapshotName\":\"many\"}");
        long older = establish("{\"snapshotName\":\"many\"}");
        long newest = establish("{\"snapshotName\":\"many\"}");
        establish("{\"snapshotName\":\"other\"}");
        assertThat(oldest).isLessThan(older);

        assertThat(client.delete(SNAPSHOTS).status()).isEqualTo(400);
        assertThat(client.delete(SNAPSHOTS + "?snapshot_name=many&snapset_id_and_older=" + older)
                        .status())
                .isEqualTo(204);
        assertThat(client.get(SNAPSHOTS + "/many/snapid").json().path("snapids"))
                .hasSize(1);
        assertThat(client.get(SNAPSHOTS + "/many/snapid/" + newest).status()).isEqualTo(200);
        assertThat(client.delete(SNAPSHOTS + "?terminate_all_snapshots=True").status())
                .isEqualTo(204);
        assertThat(system().snapshots().all()).isEmpty();
    }

    @Test
    void linkToAGroupThatIsNotThere_makesItWithNewVolumes() throws Exception {
        write("0100", 7);
        String point = SNAPSHOTS + "/one/snapid/" + establish("{\"snapshotName\":\"one\"}");
        write("0100", 8);
        assertThat(client.put(
                                point,
                                "{\"action\":\"Link\",\"link\":{\"storage_group_name\":\"NEW_SG\",\"exact\":\"True\"}}")
                        .status())
                .isEqualTo(200);

        List<String> made = system().group("NEW_SG").orElseThrow().volumes();
        assertThat(made).hasSize(3);
        assertThat(read(made.get(0))).isEqualTo(7);
        assertThat(texts(client.get("/103/replication" + ARRAY + "/storagegroup?is_link_target=true&hasSrdf=False")
                        .json()
                        .path("name")))
                .containsExactly("NEW_SG");
        JsonNode linked = client.get(point).json().path("linked_storage_group").get(0);
        assertThat(linked.path("name").asText()).isEqualTo("NEW_SG");
        assertThat(linked.path("source_volume_name").asText()).isEqualTo("00100");
    }

    @Test
    void volumes_areTakenOutOfAGroup() throws Exception {
        String group = "/103/sloprovisioning" + ARRAY + "/storagegroup/APP_SG";
        String remove = "{\"editStorageGroupActionParam\":{\"removeVolumeParam\":{\"volumeId\":[\"00101\"]}}}";
        assertThat(client.put(group, remove).json().path("num_of_vols").asInt()).isEqualTo(2);
        assertThat(client.put(group, remove).message()).contains("already in the desired state or mode");
        assertThat(client.get("/103/sloprovisioning" + ARRAY + "/volume/00101")
                        .json()
                        .path("storageGroupId"))
                .isEmpty();
    }

    @Test
    void limitOfTheSource_isRefusedWithTheKnownWords() throws Exception {
        for (int number = 0; number < 4; number++) {
            establish("{\"snapshotName\":\"many\"}");
        }
        LabClient.Answer refused = client.post(SNAPSHOTS, "{\"snapshotName\":\"many\"}");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message())
                .contains("maximum number of sessions has been exceeded for the specified Source device");
        assertThat(client.delete(SNAPSHOTS + "?snapshot_name=many&keep_count=1").status())
                .isEqualTo(204);
        assertThat(system().snapshots().all()).hasSize(1);
    }

    @Test
    void groupThatChanged_noLongerFitsTheSnapshot() throws Exception {
        long snapid = establish("{\"snapshotName\":\"one\"}");
        String group = "/103/sloprovisioning" + ARRAY + "/storagegroup";
        String add = "{\"editStorageGroupActionParam\":{\"expandStorageGroupParam\":"
                + "{\"addSpecificVolumeParam\":{\"volumeId\":[\"00103\"]}}}}";
        assertThat(client.put(group + "/APP_SG", add).json().path("num_of_vols").asInt())
                .isEqualTo(4);
        String point = SNAPSHOTS + "/one/snapid/" + snapid;
        assertThat(client.delete(point).message()).contains("No snapshot was found");
        assertThat(client.delete(point + "?force=true").status()).isEqualTo(204);
        assertThat(client.post(group, "{\"storageGroupId\":\"T\",\"srpId\":\"none\",\"emulation\":\"FBA\"}")
                        .status())
                .isEqualTo(201);
        assertThat(client.post(group, "{\"storageGroupId\":\"T\"}").status()).isEqualTo(409);
        assertThat(texts(client.get(group + "?storageGroupId=%3Clike%3EAPP")
                        .json()
                        .path("storageGroupId")))
                .containsExactly("APP_SG");
        assertThat(client.delete(group + "/T").status()).isEqualTo(204);
        assertThat(client.delete(group + "/T").status()).isEqualTo(404);
    }

    @Test
    void privateApi_snapsAndLinksAnyVolumes() throws Exception {
        write("0104", 5);
        String taken = "{\"deviceNameListSource\":[{\"name\":\"00104\"},{\"name\":\"01000\"}],\"timeToLive\":24,"
                + "\"timeInHours\":true,\"executionOption\":\"SYNCHRONOUS\"}";
        assertThat(client.post(DEVICES + "/snapshot/two", taken).status()).isEqualTo(201);
        write("0104", 6);
        JsonNode source = client.get(DEVICES + "/volume/00104/snapshot/two/generation/0")
                .json()
                .path("snapshotSrc");
        long snapid = source.path("snap_id").asLong();
        String pair = "\"deviceNameListSource\":[{\"name\":\"00104\"}],\"deviceNameListTarget\":[{\"name\":\"00205\"}]";
        String link = "{\"action\":\"Link\"," + pair + ",\"snap_id\":" + snapid + ",\"exact\":true}";
        assertThat(client.put(DEVICES + "/snapshot/two", link).status()).isEqualTo(200);
        assertThat(read("0205")).isEqualTo(5);
        JsonNode seen = client.get(DEVICES + "/volume/00205/snapshot").json();
        assertThat(seen.path("snapshotLnks").get(0).path("linkSourceName").asText())
                .isEqualTo("00104");
        assertThat(seen.path("snapshotLnks").get(0).path("state").asText()).isEqualTo("Linked");
        assertThat(client.put(
                                DEVICES + "/snapshot/two",
                                link.replace("00205", "00202").replace("00104", "00100"))
                        .message())
                .contains("Snapshot two not found for 00100");
        JsonNode all = client.get(DEVICES + "/volume?includeDetails=true&snapshotName=two")
                .json();
        assertThat(texts(all.path("name"))).containsExactly("00104", "01000");
        assertThat(all.path("device")
                        .get(0)
                        .path("snapshot")
                        .get(0)
                        .path("linked")
                        .asBoolean())
                .isTrue();

        String restore = "{\"action\":\"Restore\",\"deviceNameListSource\":[{\"name\":\"00104\"}],"
                + "\"deviceNameListTarget\":[{\"name\":\"00104\"}]}";
        assertThat(client.put(DEVICES + "/snapshot/two", restore).status()).isEqualTo(200);
        assertThat(read("0104")).isEqualTo(5);
        String ended = "{\"deviceNameListSource\":[{\"name\":\"00104\"}],\"restore\":true}";
        assertThat(client.send("DELETE", DEVICES + "/snapshot/two", ended).status())
                .isEqualTo(204);
        assertThat(client.put(DEVICES + "/snapshot/two", "{\"action\":\"Unlink\"," + pair + "}")
                        .status())
                .isEqualTo(200);
        String both = "{\"deviceNameListSource\":[{\"name\":\"00104\"},{\"name\":\"01000\"}],\"generation\":\"0\"}";
        assertThat(client.send("DELETE", DEVICES + "/snapshot/two", both).status())
                .isEqualTo(204);
        assertThat(system().snapshots().all()).isEmpty();
    }

    @Test
    void job_isSeenRunningBeforeItIsSeenEnded_andItsRefusalIsInTheResult() throws Exception {
        LabClient.Answer accepted =
                client.post(SNAPSHOTS, "{\"snapshotName\":\"later\",\"executionOption\":\"ASYNCHRONOUS\"}");
        assertThat(accepted.status()).isEqualTo(202);
        String job =
                "/103/system" + ARRAY + "/job/" + accepted.json().path("jobId").asText();
        assertThat(accepted.json().path("status").asText()).isEqualTo("RUNNING");
        assertThat(ended(job).path("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(texts(client.get("/103/system/job").json().path("jobId")))
                .containsExactly(accepted.json().path("jobId").asText());
        assertThat(system().snapshots().all()).hasSize(1);

        String unknown = SNAPSHOTS.replace("APP_SG", "NO_SG");
        LabClient.Answer refused =
                client.post(unknown, "{\"snapshotName\":\"later\",\"executionOption\":\"ASYNCHRONOUS\"}");
        JsonNode failed =
                ended("/103/system/job/" + refused.json().path("jobId").asText());
        assertThat(failed.path("status").asText()).isEqualTo("FAILED");
        assertThat(failed.path("result").asText()).isEqualTo("Storage Group NO_SG cannot be found");

        face.array().faults().add(Fault.once(Fault.Kind.JOB_CANCELLED, "establish"));
        LabClient.Answer aborted =
                client.post(SNAPSHOTS, "{\"snapshotName\":\"never\",\"executionOption\":\"ASYNCHRONOUS\"}");
        assertThat(ended("/103/system/job/" + aborted.json().path("jobId").asText())
                        .path("status")
                        .asText())
                .isEqualTo("ABORTED");
        assertThat(system().snapshots().all()).hasSize(1);
    }

    @Test
    void faults_loseAnswersDelayAndRefuse() throws Exception {
        face.array().faults().add(Fault.once(Fault.Kind.LOST_REPLY, "establish"));
        assertThatThrownBy(() -> establish("{\"snapshotName\":\"lost\"}")).isInstanceOf(IOException.class);
        assertThat(system().snapshots().all()).hasSize(1);
        face.array().faults().add(Fault.once(Fault.Kind.UNAUTHORIZED, "establish"));
        assertThat(client.post(SNAPSHOTS, "{\"snapshotName\":\"x\"}").status()).isEqualTo(401);
        face.array()
                .faults()
                .add(Fault.once(Fault.Kind.PARTIAL_FAILURE, "establish").withElement(1));
        assertThat(client.post(SNAPSHOTS, "{\"snapshotName\":\"part\"}").message())
                .contains("refused on demand");
        assertThat(client.get(SNAPSHOTS + "/part/generation/0")
                        .json()
                        .path("numSourceVolumes")
                        .asInt())
                .isEqualTo(2);
        face.array().faults().add(Fault.once(Fault.Kind.SERVER_ERROR, "link"));
        assertThat(client.put(SNAPSHOTS + "/part/generation/0", "{\"action\":\"Link\"}")
                        .status())
                .isEqualTo(503);
    }

    @Test
    void discovery_answersWhatClientsReadFirst() throws Exception {
        assertThat(texts(client.get("/103/system/symmetrix").json().path("symmetrixId")))
                .containsExactly(LabSeed.FIRST);
        JsonNode capability = client.get("/103/replication/capabilities/symmetrix")
                .json()
                .path("symmetrixCapability")
                .get(0);
        assertThat(capability.path("snapVxCapable").asBoolean()).isTrue();
        JsonNode volumes = client.get("/103/sloprovisioning" + ARRAY + "/volume?storageGroupId=FBA_SG")
                .json();
        assertThat(volumes.path("count").asInt()).isEqualTo(2);
        String first = volumes.path("resultList")
                .path("result")
                .get(0)
                .path("volumeId")
                .asText();
        assertThat(first).isEqualTo("01000");
        JsonNode volume =
                client.get("/103/sloprovisioning" + ARRAY + "/volume/01000").json();
        assertThat(volume.path("emulation").asText()).isEqualTo("FBA");
        assertThat(volume.path("cap_cyl").asInt()).isEqualTo(8);
        JsonNode byWwn = client.get("/private/103/sloprovisioning" + ARRAY + "/volume?wwn="
                        + volume.path("wwn").asText())
                .json();
        assertThat(byWwn.path("resultList").path("result")).hasSize(1);
        establish("{\"snapshotName\":\"one\"}");
        assertThat(texts(client.get("/103/replication" + ARRAY + "/storagegroup?hasSnapshots=true")
                        .json()
                        .path("name")))
                .containsExactly("APP_SG");
        assertThat(client.get("/103/replication" + ARRAY + "/storagegroup?hasCloudSnapshots=True")
                        .json()
                        .path("name"))
                .isEmpty();
        assertThat(client.get("/103/replication" + ARRAY)
                        .json()
                        .path("storageGroupCount")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void replicatedGroup_countsItsSnapshots() throws Exception {
        establish("{\"snapshotName\":\"one\"}");
        establish("{\"snapshotName\":\"two\"}");

        JsonNode group =
                client.get("/103/replication" + ARRAY + "/storagegroup/APP_SG").json();
        assertThat(group.path("name").asText()).isEqualTo("APP_SG");
        assertThat(group.path("numDevicesNonGk").asInt()).isEqualTo(3);
        assertThat(group.path("numSnapVXSnapshots").asInt()).isEqualTo(2);
        assertThat(texts(group.path("snapVXSnapshots"))).containsExactlyInAnyOrder("one", "two");
        assertThat(group.path("isLinkTarget").asBoolean()).isFalse();
        assertThat(client.get("/103/replication" + ARRAY + "/storagegroup/NO_SG")
                        .status())
                .isEqualTo(404);
    }

    private JsonNode bySnapid(long snapid) throws IOException, InterruptedException {
        return client.get(SNAPSHOTS + "/nightly/snapid/" + snapid).json();
    }

    private JsonNode ended(String job) throws IOException, InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() - end < 0) {
            JsonNode document = client.get(job).json();
            if (!document.path("status").asText().equals("RUNNING")) {
                return document;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IOException("job " + job + " has not ended");
    }

    private void awaitCopied(String point) throws IOException, InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        int percent = 0;
        while (percent < 100 && System.nanoTime() - end < 0) {
            percent = 100;
            for (JsonNode link : client.get(point).json().path("linked_storage_group")) {
                percent = Math.min(percent, link.path("percentageCopied").asInt());
            }
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(percent).isEqualTo(100);
    }

    private long establish(String body) throws IOException, InterruptedException {
        LabClient.Answer answer = client.post(SNAPSHOTS, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("snap_id").asLong();
    }

    private LabClient client(String credentials) throws Exception {
        return new LabClient(directory.resolve("lab"), face.url(), credentials);
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

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(it -> texts.add(it.asText()));
        return texts;
    }
}
