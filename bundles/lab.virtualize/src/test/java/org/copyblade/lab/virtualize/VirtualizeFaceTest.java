package org.copyblade.lab.virtualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.StorageSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualizeFaceTest {
    @TempDir
    private Path home;

    private VirtualizeFace face;
    private LabClient client;

    @BeforeEach
    void start() throws Exception {
        open("");
    }

    private void open(String keys) throws Exception {
        face = VirtualizeFace.start(LabSeed.write(home, keys), home.resolve("lab"), 0);
        client = new LabClient(home.resolve("lab"), face.url()).login();
    }

    private void reopen(String keys) throws Exception {
        face.close();
        open(keys);
    }

    @AfterEach
    void stop() throws IOException {
        face.close();
    }

    @Test
    void eachSystem_hasAnAddressOfItsOwn() throws Exception {
        assertThat(face.endpoints()).extracting(Endpoint::serial).containsExactly("78LAB01", "78LAB02");
        LabClient other =
                new LabClient(home.resolve("lab"), face.endpoints().get(1).url()).login();
        assertThat(client.run("lssystem").json().path("name").asText()).isEqualTo("cluster_78LAB01");
        assertThat(other.run("lssystem").json().path("name").asText()).isEqualTo("cluster_78LAB02");
    }

    @Test
    void whoIsNotKnown_isRefused() throws Exception {
        assertThat(client.authenticate("admin", "wrong").status()).isEqualTo(403);
        client.token("0123456789abcdef");
        assertThat(client.run("lsvdisk").status()).isEqualTo(403);
    }

    @Test
    void token_livesItsTimeWhetherUsedOrNot() throws Exception {
        reopen("token_idle_ms = 1");
        Thread.sleep(5);
        assertThat(client.run("lsvdisk").status()).isEqualTo(403);
    }

    @Test
    void volumes_areListedInBytesAndByFilter() throws Exception {
        JsonNode found = client.run("lsvdisk", "{\"bytes\":true,\"filtervalue\":\"name=prod_1001\"}")
                .json();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("capacity").asText()).isEqualTo("1048576");
        assertThat(found.get(0).path("id").asText()).isEqualTo("4097");
        assertThat(found.get(0).path("vdisk_UID").asText()).hasSize(32);
        assertThat(client.run("lsvdisk", "{\"filtervalue\":\"name=thin_*\"}").json())
                .hasSize(2);
        assertThat(client.run("lsvdisk/prod_1001").json().path("id").asText()).isEqualTo("4097");
        assertThat(client.run("lsvdisk/nobody").code()).isEqualTo("CMMVC5754E");
    }

    @Test
    void group_goesThroughItsStates() throws Exception {
        client.run("mkfcconsistgrp", "{\"name\":\"g1\"}");
        assertThat(status("g1")).isEqualTo("empty");
        assertThat(map("prod_1000", "back_1020", ",\"consistgrp\":\"g1\",\"copyrate\":0")
                        .text())
                .contains("FlashCopy Mapping, id [1], successfully created");
        assertThat(status("g1")).isEqualTo("idle_or_copied");
        assertThat(client.run("startfcconsistgrp/g1").code()).isEqualTo("CMMVC5903E");
        assertThat(client.run("prestartfcconsistgrp/g1").text()).isEmpty();
        awaitStatus("g1", "prepared");
        write("1000", 1);
        assertThat(client.run("startfcconsistgrp/g1").status()).isEqualTo(200);
        write("1000", 2);
        assertThat(status("g1")).isEqualTo("copying");
        assertThat(read("1020")).isEqualTo(1);
        assertThat(client.run("startfcconsistgrp/g1", "{\"prep\":true}").code()).isEqualTo("CMMVC5907E");
        assertThat(client.run("rmfcmap/1").code()).isEqualTo("CMMVC5903E");
        assertThat(client.run("stopfcconsistgrp/g1").status()).isEqualTo(200);
        assertThat(status("g1")).isEqualTo("stopped");
        assertThat(client.run("stopfcconsistgrp/g1").code()).isEqualTo("CMMVC5912E");
        assertThat(client.run("rmfcmap/1").code()).isEqualTo("CMMVC5903E");
        assertThat(client.run("rmfcmap/1", "{\"force\":true}").status()).isEqualTo(200);
        assertThat(client.run("rmfcconsistgrp/g1").status()).isEqualTo(200);
        assertThat(client.run("lsfcconsistgrp/g1").code()).isEqualTo("CMMVC5804E");
        assertThat(face.array().systems().get(0).relations()).isEmpty();
    }

    @Test
    void groupWithMappings_isShownAsFieldsOneByOne() throws Exception {
        client.run("mkfcconsistgrp", "{\"name\":\"g1\"}");
        map("prod_1000", "back_1020", ",\"consistgrp\":\"g1\"");
        map("prod_1001", "back_1021", ",\"consistgrp\":\"g1\"");
        JsonNode fields = client.run("lsfcconsistgrp/g1").json();
        assertThat(fields.isArray()).isTrue();
        assertThat(fields.findValuesAsText("FC_mapping_id")).containsExactly("1", "2");
        assertThat(fields).allSatisfy(field -> assertThat(field).hasSize(1));
    }

    @Test
    void mappingThatDoesNotFit_isRefusedWithItsCode() throws Exception {
        assertThat(map("prod_1000", "prod_1000", "").code()).isEqualTo("CMMVC6303E");
        assertThat(map("prod_1000", "small", "").code()).isEqualTo("CMMVC5924E");
        assertThat(map("prod_1000", "nobody", "").code()).isEqualTo("CMMVC5754E");
        assertThat(client.run("mkfcmap", "{\"source\":\"prod_1000\"}").code()).isEqualTo("CMMVC5707E");
        assertThat(map("prod_1000", "back_1020", ",\"copyrate\":151").code()).isEqualTo("CMMVC5709E");
        assertThat(map("prod_1000", "back_1020", ",\"consistgrp\":\"g9\"").code())
                .isEqualTo("CMMVC5804E");
        assertThat(map("prod_1000", "back_1020", ",\"name\":\"m1\"").status()).isEqualTo(200);
        assertThat(map("prod_1001", "back_1021", ",\"name\":\"m1\"").code()).isEqualTo("CMMVC6035E");
        assertThat(map("prod_1001", "back_1020", "").code()).isEqualTo("CMMVC6466E");
        assertThat(client.run("rmvdisk/back_1020").code()).isEqualTo("CMMVC5840E");
    }

    @Test
    void groupIsStartedAsAWhole_orNotAtAll() throws Exception {
        client.run("mkfcconsistgrp", "{\"name\":\"g1\"}");
        map("prod_1000", "back_1020", ",\"consistgrp\":\"g1\",\"copyrate\":0");
        map("prod_1001", "back_1021", ",\"consistgrp\":\"g1\",\"copyrate\":100");
        face.array()
                .faults()
                .add(Fault.once(Kind.PARTIAL_FAILURE, "startfcconsistgrp").withElement(1));
        assertThat(client.run("startfcconsistgrp/g1", "{\"prep\":true}").code()).isEqualTo("CMMVC5903E");
        assertThat(face.array().systems().get(0).relations()).isEmpty();
        assertThat(client.run("startfcconsistgrp/g1").status()).isEqualTo(200);
        assertThat(face.array().systems().get(0).relations()).hasSize(2);
    }

    @Test
    void copiedMapping_isIdleAgainAndRestores() throws Exception {
        reopen("background_tracks_per_second = 5000");
        write("1000", 1);
        map("prod_1000", "back_1020", ",\"name\":\"m1\"");
        client.run("startfcmap/m1", "{\"prep\":true}");
        awaitProgress("m1");
        write("1000", 2);
        map("back_1020", "prod_1000", ",\"name\":\"r1\"");
        assertThat(client.run("lsfcmap/r1").json().path("partner_FC_name").asText())
                .isEqualTo("m1");
        assertThat(client.run("startfcmap/r1", "{\"prep\":true,\"restore\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(read("1000")).isEqualTo(1);
        awaitProgress("r1");
        assertThat(read("1020")).as("the copy is still there").isEqualTo(1);
    }

    @Test
    void copyRate_startsTheBackgroundCopyOfASnapshot() throws Exception {
        reopen("background_tracks_per_second = 5000");
        map("prod_1000", "back_1020", ",\"name\":\"m1\",\"copyrate\":0");
        client.run("startfcmap/m1", "{\"prep\":true}");
        assertThat(client.run("lsfcmap/m1").json().path("status").asText()).isEqualTo("copying");
        assertThat(client.run("chfcmap/m1", "{\"copyrate\":100,\"autodelete\":\"on\"}")
                        .status())
                .isEqualTo(200);
        for (int look = 0; look < 2_000 && client.run("lsfcmap/m1").status() == 200; look++) {
            Thread.sleep(10);
        }
        assertThat(client.run("lsfcmap/m1").code()).as("vanishes").isEqualTo("CMMVC5754E");
    }

    @Test
    void incrementalMapping_copiesWhatHasChanged() throws Exception {
        reopen("background_tracks_per_second = 5000");
        map("prod_1000", "back_1020", ",\"name\":\"m1\",\"incremental\":true");
        client.run("startfcmap/m1", "{\"prep\":true}");
        awaitProgress("m1");
        write("1000", 2);
        system().backgroundTracksPerSecond(0);
        client.run("startfcmap/m1", "{\"prep\":true}");
        assertThat(progress("m1")).as("all but what has changed is there").isBetween(1, 99);
        assertThat(read("1020")).isEqualTo(2);
    }

    @Test
    void everything_outlivesARestart() throws Exception {
        client.run("mkfcconsistgrp", "{\"name\":\"g1\"}");
        map("prod_1000", "back_1020", ",\"consistgrp\":\"g1\",\"copyrate\":0");
        client.run("startfcconsistgrp/g1", "{\"prep\":true}");
        map("prod_1001", "back_1021", ",\"name\":\"m2\"");
        client.run("prestartfcmap/m2");
        reopen("");
        assertThat(status("g1")).isEqualTo("copying");
        assertThat(client.run("lsfcmap/m2").json().path("status").asText()).isEqualTo("prepared");
        map("prod_1002", "back_1022", ",\"name\":\"m3\"");
        assertThat(client.run("lsfcmap/m3").json().path("id").asText())
                .as("not given twice")
                .isEqualTo("3");
    }

    @Test
    void faults_showAsTheyAreDocumented() throws Exception {
        client.run("mkfcconsistgrp", "{\"name\":\"g1\"}");
        map("prod_1000", "back_1020", ",\"consistgrp\":\"g1\"");
        face.array().faults().add(Fault.once(Kind.LOST_REPLY, "startfcconsistgrp"));
        assertThatThrownBy(() -> client.run("startfcconsistgrp/g1", "{\"prep\":true}"))
                .isInstanceOf(IOException.class);
        assertThat(status("g1")).isEqualTo("copying");
        face.array().faults().add(Fault.once(Kind.UNAUTHORIZED, "lsvdisk"));
        assertThat(client.run("lsvdisk").status()).isEqualTo(403);
        assertThat(client.run("lsvdisk").status()).as("the session has ended").isEqualTo(403);
        client.login();
        face.array().faults().add(Fault.once(Kind.SERVER_ERROR, "*").withStatus(502));
        assertThat(client.run("lsvdisk").text()).startsWith("<html>");
    }

    @Test
    void faultsOfTheSeed_hitAfterEveryStart() throws Exception {
        face.close();
        Path seed = LabSeed.writeFaulty(
                home,
                """
                [[faults]]
                kind = "server_error"
                operation = "lsvdisk"
                system = "78LAB02"
                skip = 1
                status = 502
                """);
        for (int start = 1; start <= 2; start++) {
            face = VirtualizeFace.start(seed, home.resolve("lab"), 0);
            client = new LabClient(home.resolve("lab"), face.url()).login();
            LabClient other =
                    new LabClient(home.resolve("lab"), face.endpoints().get(1).url()).login();
            assertThat(List.of(
                            other.run("lsvdisk").status(),
                            other.run("lsvdisk").status(),
                            other.run("lsvdisk").status()))
                    .as("one passes, one is hit")
                    .containsExactly(200, 502, 200);
            assertThat(List.of(
                            client.run("lsvdisk").status(),
                            client.run("lsvdisk").status()))
                    .as("of that system only")
                    .containsExactly(200, 200);
            face.close();
        }
    }

    @Test
    void createdVolume_canBeMapped() throws Exception {
        assertThat(client.run(
                                "mkvdisk",
                                "{\"name\":\"extra\",\"mdiskgrp\":\"pool\",\"size\":1048576,\"unit\":\"b\",\"iogrp\":\"0\"}")
                        .text())
                .contains("Virtual Disk, id [");
        assertThat(map("prod_1000", "extra", "").status()).isEqualTo(200);
        assertThat(client.run("mkvdisk", "{\"name\":\"extra\",\"mdiskgrp\":\"pool\",\"size\":1}")
                        .code())
                .isEqualTo("CMMVC6035E");
    }

    private LabClient.Answer map(String source, String target, String more) throws Exception {
        return client.run("mkfcmap", "{\"source\":\"" + source + "\",\"target\":\"" + target + "\"" + more + "}");
    }

    private String status(String group) throws Exception {
        JsonNode answer = client.run("lsfcconsistgrp/" + group).json();
        return answer.findValue("status").asText();
    }

    private void awaitStatus(String group, String wanted) throws Exception {
        for (int look = 0; look < 2_000 && !status(group).equals(wanted); look++) {
            Thread.sleep(10);
        }
        assertThat(status(group)).isEqualTo(wanted);
    }

    private void awaitProgress(String mapping) throws Exception {
        for (int look = 0; look < 2_000 && progress(mapping) < 100; look++) {
            Thread.sleep(10);
        }
        assertThat(progress(mapping)).isEqualTo(100);
        assertThat(client.run("lsfcmap/" + mapping).json().path("status").asText())
                .isEqualTo("idle_or_copied");
    }

    private int progress(String mapping) throws Exception {
        return client.run("lsfcmap/" + mapping).json().path("progress").asInt();
    }

    private void write(String volume, int value) throws Exception {
        system().host(volume).write(1, new byte[] {(byte) value});
    }

    private int read(String volume) throws Exception {
        return system().host(volume).read(1)[0];
    }

    private StorageSystem system() {
        return face.array().systems().get(0);
    }
}
