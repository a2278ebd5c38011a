package org.copyblade.lab.ds8000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.face.LabCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ds8000FaceTest {

    @TempDir
    private Path home;

    private Ds8000Face face;
    private LabClient client;

    @BeforeEach
    void start() throws Exception {
        face = Ds8000Face.start(LabSeed.write(home), home.resolve("lab"), 0);
        client = new LabClient(home.resolve("lab"), face.url()).login();
    }

    @AfterEach
    void stop() throws IOException {
        face.close();
    }

    @Test
    void eachSystem_hasAnAddressOfItsOwn() throws Exception {
        assertThat(face.endpoints()).extracting(Endpoint::serial).containsExactly(LabSeed.FIRST, LabSeed.SECOND);
        LabClient other =
                new LabClient(home.resolve("lab"), face.endpoints().get(1).url()).login();
        assertThat(client.get("/systems").json().at("/data/systems/0/sn").asText())
                .isEqualTo(LabSeed.FIRST);
        assertThat(other.get("/systems").json().at("/data/systems/0/sn").asText())
                .isEqualTo(LabSeed.SECOND);
        assertThat(client.get("/systems").json().at("/data/systems/0/release").asText())
                .isEqualTo("9.4");
    }

    @Test
    void fingerprint_isThatOfTheFile() throws Exception {
        assertThat(face.fingerprint())
                .matches("[0-9a-f]{64}")
                .isEqualTo(Files.readString(home.resolve("lab/lab.sha256")).strip());
    }

    @Test
    void certificateThatHasExpired_isServedAsItIs() throws Exception {
        face.close();
        LabCertificate expired = LabCertificate.create(
                home.resolve("lab"),
                Instant.now().minus(Duration.ofDays(9)),
                Instant.now().minus(Duration.ofDays(2)));
        face = Ds8000Face.start(home.resolve("lab.toml"), home.resolve("lab"), 0);
        assertThat(face.fingerprint()).isEqualTo(expired.fingerprint());
        try (InputStream pem = Files.newInputStream(home.resolve("lab/lab.pem"))) {
            X509Certificate served =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
            assertThatThrownBy(served::checkValidity).isInstanceOf(CertificateExpiredException.class);
        }
    }

    @Test
    void wrongPassword_isRefused() throws Exception {
        LabClient.Answer answer = client.post("/tokens", "{\"username\":\"admin\",\"password\":\"wrong\"}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("BE7A0029");
    }

    @Test
    void token_isNeededAndMustBeKnown() throws Exception {
        client.token("");
        assertThat(client.get("/systems").code()).isEqualTo("BE7A001A");
        client.token("0123456789abcdef");
        assertThat(client.get("/systems").code()).isEqualTo("BE7A001B");
        assertThat(client.get("/systems").status()).isEqualTo(401);
    }

    @Test
    void volume_isShownWithItsLabel() throws Exception {
        assertThat(client.get("/volumes/010a")
                        .json()
                        .at("/data/volumes/0/VOLSER")
                        .asText())
                .isEqualTo("PR010A");
        assertThat(client.get("/volumes/010A").json().at("/data/volumes/0/cap").asText())
                .isEqualTo(Integer.toString(10 * 15 * 56_664));
        assertThat(client.get("/volumes/01FF").code()).isEqualTo("BE7A0001");
        assertThat(client.get("/lss/01/volumes").json().at("/data/volumes")).hasSize(40);
        assertThat(client.get("/volumes/0100?data_fields=id,name").text()).doesNotContain("VOLSER");
    }

    @Test
    void establishedPair_isFoundUnderBothSpellings() throws Exception {
        LabClient.Answer made = client.establish(List.of("0100:020a"), "persistent", "no_background_copy");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/link/href").asText()).endsWith("/api/v1/cs/flashcopies/0100:020A");
        for (String id : List.of("0100:020A", "0100%3A020A", "0100%3a020a")) {
            LabClient.Answer answer = client.get("/cs/flashcopies/" + id);
            assertThat(answer.json()
                            .at("/data/flashcopies/0/out_of_sync_tracks")
                            .asText())
                    .as(id)
                    .isEqualTo("150");
        }
        assertThat(client.get("/volumes/0100/flashcopy")
                        .json()
                        .at("/data/flashcopy/0/backgroundcopy")
                        .asText())
                .isEqualTo("disabled");
        assertThat(client.get("/cs/flashcopies?volume_id_to=0201").json().at("/data/flashcopies"))
                .isEmpty();
        assertThat(client.delete("/cs/flashcopies/0100:020A").status()).isEqualTo(200);
        assertThat(client.get("/cs/flashcopies/0100:020A").code()).isEqualTo("BE7A0001");
    }

    @Test
    void oneBadPair_failsAlone() throws Exception {
        client.establish(List.of("0100:0200"), "persistent");
        LabClient.Answer answer = client.establish(List.of("0101:0201", "0102:0200", "0103:02FF"), "persistent");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/server/status").asText()).isEqualTo("ok");
        assertThat(answer.json().at("/responses/0/link/href").asText()).endsWith("0101:0201");
        assertThat(answer.json().at("/responses/1/server/status").asText()).isEqualTo("failed");
        assertThat(answer.json().at("/responses/1/server/code").asText()).isEqualTo("000000AE");
        assertThat(answer.json().at("/responses/2/server/code").asText()).isEqualTo("00000013");
        assertThat(client.get("/cs/flashcopies").json().at("/data/flashcopies")).hasSize(2);
    }

    @Test
    void frozenSource_isThawedByTheSubsystem() throws Exception {
        StorageSystem system = face.array().system(LabSeed.FIRST).orElseThrow();
        client.establish(List.of("0100:0200"), "persistent", "freeze_consistency");
        HostVolume volume = system.host("0100");
        Thread writer = new Thread(() -> {
            try {
                volume.write(3, new byte[] {1});
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        writer.start();
        writer.join(200);
        assertThat(writer.isAlive()).as("waits").isTrue();
        assertThat(client.post("/cs/flashcopies/unfreeze", "{\"lss_ids\":[\"01\",\"02\"]}")
                        .status())
                .isEqualTo(200);
        writer.join();
        assertThat(volume.read(3)[0]).isEqualTo((byte) 1);
        assertThat(system.host("0200").read(3)[0]).isZero();
    }

    @Test
    void createdVolume_isGrownAndDeleted() throws Exception {
        LabClient.Answer made = client.post(
                "/volumes",
                "{\"name\":\"BK\",\"cap\":\"10\",\"captype\":\"cyl\",\"stgtype\":\"ckd\",\"pool\":\"P1\",\"lss\":\"02\",\"tp\":\"ese\"}");
        assertThat(made.json().at("/link/href").asText()).endsWith("/volumes/0228");
        assertThat(client.put("/volumes/0228", "{\"cap\":\"11\",\"captype\":\"cyl\"}")
                        .status())
                .isEqualTo(200);
        assertThat(face.array()
                        .system(LabSeed.FIRST)
                        .orElseThrow()
                        .volume("0228")
                        .orElseThrow()
                        .tracks())
                .isEqualTo(11 * Emulation.TRACKS_PER_CYLINDER);
        assertThat(client.delete("/volumes?ids=0228,02FF")
                        .json()
                        .at("/responses/1/server/code")
                        .asText())
                .isEqualTo("BE7A0001");
        assertThat(client.get("/volumes/0228").status()).isEqualTo(404);
    }

    @Test
    void volumeInRelation_isNotDeleted() throws Exception {
        client.establish(List.of("0100:0200"), "persistent");
        assertThat(client.delete("/volumes/0200").code()).isEqualTo("00000013");
    }

    @Test
    void lostReply_hasDoneItsWork() throws Exception {
        face.array().faults().add(Fault.once(Kind.LOST_REPLY, "establish"));
        assertThatThrownBy(() -> client.establish(List.of("0100:0200"), "persistent"))
                .isInstanceOf(IOException.class);
        assertThat(client.get("/cs/flashcopies/0100:0200").status()).isEqualTo(200);
        face.array().faults().add(Fault.once(Kind.LOST_REQUEST, "establish"));
        assertThatThrownBy(() -> client.establish(List.of("0101:0201"), "persistent"))
                .isInstanceOf(IOException.class);
        assertThat(client.get("/cs/flashcopies/0101:0201").status()).isEqualTo(404);
    }

    @Test
    void eachFault_showsAsItIsDocumented() throws Exception {
        face.array().faults().add(Fault.once(Kind.UNAUTHORIZED, "flashcopies"));
        assertThat(client.get("/cs/flashcopies").code()).isEqualTo("BE7A001B");
        assertThat(client.get("/cs/flashcopies").status())
                .as("the session has ended")
                .isEqualTo(401);
        client.token("");
        client.login();
        face.array().faults().add(Fault.once(Kind.SERVER_ERROR, "*").withStatus(502));
        LabClient.Answer broken = client.get("/cs/flashcopies");
        assertThat(broken.status()).isEqualTo(502);
        assertThat(broken.text()).startsWith("<html>");
        face.array().faults().add(Fault.once(Kind.PARTIAL_FAILURE, "establish").withElement(1));
        assertThat(client.establish(List.of("0100:0200", "0101:0201"), "persistent")
                        .json()
                        .at("/responses/1/server/status")
                        .asText())
                .isEqualTo("failed");
        assertThat(client.get("/cs/flashcopies/0101:0201").status()).isEqualTo(404);
        face.array().faults().add(Fault.once(Kind.SLOW, "systems").withDelayMs(150));
        long before = System.nanoTime();
        client.get("/systems");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
    }

    @Test
    void faultsOfTheSeed_hitAfterEveryStart() throws Exception {
        face.close();
        Path seed = LabSeed.writeFaulty(
                home,
                """
                [[faults]]
                kind = "server_error"
                operation = "establish"
                system = "75ABC22"
                skip = 1
                status = 502
                [[faults]]
                kind = "partial_failure"
                operation = "establish"
                times = 0
                element = 1
                """);
        for (int start = 1; start <= 2; start++) {
            face = Ds8000Face.start(seed, home.resolve("lab"), 0);
            LabClient other =
                    new LabClient(home.resolve("lab"), face.endpoints().get(1).url()).login();
            client = new LabClient(home.resolve("lab"), face.url()).login();
            String first = "01%02X:02%02X".formatted(start, start);
            String second = "011%X:021%X".formatted(start, start);

            assertThat(client.establish(List.of(first, second), "persistent").status())
                    .isEqualTo(201);
            assertThat(client.get("/cs/flashcopies/" + first).status()).isEqualTo(200);
            assertThat(client.get("/cs/flashcopies/" + second).status())
                    .as("the second element fails every time")
                    .isEqualTo(404);
            assertThat(client.establish(List.of(second), "persistent").status()).isEqualTo(201);
            assertThat(List.of(
                            other.establish(List.of(first), "persistent").status(),
                            other.establish(List.of(second), "persistent").status(),
                            other.establish(List.of(second), "persistent").status()))
                    .as("one passes, one is hit, on that system only")
                    .containsExactly(201, 502, 201);
            face.close();
        }
    }

    @Test
    void expiredTimer_isRemembered() throws Exception {
        StorageSystem system = face.array().system(LabSeed.FIRST).orElseThrow();
        face.array().faults().add(Fault.once(Kind.TIMER_EXPIRY, "establish").withDelayMs(20));
        client.establish(List.of("0100:0200"), "persistent", "freeze_consistency");
        system.host("0100").write(3, new byte[] {1});
        assertThat(system.subsystem("01").orElseThrow().expirations()).isEqualTo(1);
        assertThat(client.post("/cs/flashcopies/unfreeze", "{\"lss_ids\":[\"01\"]}")
                        .status())
                .as("a thaw that comes too late")
                .isEqualTo(200);
        assertThat(client.get("/cs/flashcopies/0100:0200")
                        .json()
                        .at("/data/flashcopies/0/state")
                        .asText())
                .isEqualTo("valid");
    }
}
