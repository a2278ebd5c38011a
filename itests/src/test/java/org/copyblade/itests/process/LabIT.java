package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The laboratory as a process of its own, driven by the command line. */
class LabIT {
    private Tree tree;
    private Path home;
    private Path seed;

    @BeforeEach
    void unpack() throws Exception {
        tree = Tree.copy();
        home = tree.data().resolveSibling("laboratory");
        seed = tree.home().resolve("config/samples/lab.seed.toml");
    }

    @AfterEach
    void remove() throws Exception {
        tree.run("lab", "stop", "--home", home.toString());
        tree.close();
    }

    @Test
    void sampleSeed_isServedUntilItIsStopped() throws Exception {
        Tree.Result started = lab("start", "--face", "ds8000", "--seed", seed.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("75ABC11 at https://localhost:")
                .contains("SHA-256 "
                        + Files.readString(home.resolve("array/lab.sha256")).strip())
                .contains("system 75ABC11: 52 volumes, 0 relations, frozen 0, freezes ended by their timer 0");
        assertThat(lab("fault", "lost-reply", "--operation", "establish").out())
                .isEqualToIgnoringNewLines("lost-reply for operation establish of system *, after 0, 1 times");
        assertThat(lab("fault", "no-such").err())
                .startsWith("DCM-8003 there is no fault 'no-such'; there are lost-reply");
        assertThat(lab("fault", "slow", "--system", "75ABC12").err())
                .startsWith("DCM-8003 there is no system '75ABC12' that a fault can hit; there are 75ABC11");
        assertThat(lab("status").out()).contains("faults to come: 1");
        assertThat(lab("stop").status()).isZero();
        assertThat(lab("status").err()).startsWith("DCM-8007 no instance runs on ");
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void sampleSeed_isServedAsZos() throws Exception {
        Tree.Result started = lab("start", "--face", "zosmf", "--seed", seed.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("LABPLEX at https://localhost:")
                .contains("system 75ABC11: 52 volumes, 0 relations, frozen 0, freezes ended by their timer 0");
        assertThat(lab("fault", "spool-purged", "--operation", "release").out())
                .isEqualToIgnoringNewLines("spool-purged for operation release of system *, after 0, 1 times");
        assertThat(lab("stop").status()).isZero();
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void allFaces_runTogetherOverOneArray_andKeepEverythingOverAKill() throws Exception {
        String[] start = {
            "start",
            "--face",
            "ims",
            "--face",
            "ds8000,zosmf",
            "--port",
            "0",
            "--seed",
            tree.home().resolve("config/samples/lab.ims.seed.toml").toString()
        };
        Tree.Result started = lab(start);
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("75IMS01 at https://localhost:")
                .contains("LABPLEX at https://localhost:")
                .contains("IMS group PLEX1, members [IMS1, IMS2], in the z/OS of z/OSMF");
        Map<String, String> addresses = addresses();
        assertThat(addresses)
                .containsOnlyKeys(
                        "LAB_SHA256",
                        "DS8000_75IMS01_URL",
                        "DS8000_75IMS01_PORT",
                        "ZOSMF_LABPLEX_URL",
                        "ZOSMF_LABPLEX_PORT");
        assertThat(answers(addresses.get("DS8000_75IMS01_PORT"))).isTrue();
        assertThat(answers(addresses.get("ZOSMF_LABPLEX_PORT"))).isTrue();
        assertThat(lab("ims").out()).contains("IMS1 up, works").contains("IMS2 up, works");

        commandedFaults_hitEachFaceByItsName(addresses);
        kill();
        assertThat(answers(addresses.get("ZOSMF_LABPLEX_PORT"))).isFalse();
        Tree.Result again = lab(start);
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(addresses().get("LAB_SHA256")).isEqualTo(addresses.get("LAB_SHA256"));
        assertThat(lab("ims", "work", "off").out()).contains("IMS1 up, idle").contains("IMS2 up, idle");
        assertThat(lab("ims", "check").out()).contains("nothing is wrong");
        assertThat(lab("stop").status()).isZero();
        assertThat(home.resolve("array/lab.env")).doesNotExist();
    }

    private void commandedFaults_hitEachFaceByItsName(Map<String, String> addresses) throws Exception {
        String login = addresses.get("DS8000_75IMS01_URL") + "/tokens";
        String credentials = "{\"request\":{\"params\":{\"username\":\"admin\",\"password\":\"laboratory\"}}}";
        String info = addresses.get("ZOSMF_LABPLEX_URL") + "/info";
        String console = addresses.get("ZOSMF_LABPLEX_URL") + "/restconsoles/consoles/defcn";
        String display = "{\"cmd\":\"IMS1DIS OLDS.\"}";
        for (String[] fault : new String[][] {
            {"server-error", "--system", "75IMS01", "--operation", "login", "--status", "502"},
            {"server-error", "--system", "zosmf", "--operation", "info", "--status", "503"},
            {"lost-request", "--system", "IMS1", "--operation", "display"}
        }) {
            String[] command =
                    Stream.concat(Stream.of("fault"), Stream.of(fault)).toArray(String[]::new);
            assertThat(lab(command).status()).isZero();
        }
        assertThat(ask("POST", login, credentials).statusCode()).isEqualTo(502);
        assertThat(ask("POST", login, credentials).statusCode()).isEqualTo(200);
        assertThat(ask("GET", info, "").statusCode()).isEqualTo(503);
        assertThat(ask("GET", info, "").statusCode()).isEqualTo(200);
        assertThat(ask("PUT", console, display).body()).contains("\"cmd-response\":\"\"");
        assertThat(ask("PUT", console, display).body()).contains("DFS4444I DISPLAY FROM ID=IMS1");
        assertThat(lab("fault", "list").out()).isEqualToIgnoringNewLines("nothing is to go wrong");
    }

    /** As somebody who trusts the certificate that the laboratory has written down. */
    private HttpResponse<String> ask(String method, String url, String body) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(home.resolve("array/lab.pem"))) {
            trusted.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
        String user = Base64.getEncoder().encodeToString("STGADM:laboratory".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("X-CSRF-ZOSMF-HEADER", "")
                .header("Authorization", "Basic " + user)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void faceAlone_isServedAtThePortThatIsGiven() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path powermax = seed.resolveSibling("lab.powermax.seed.toml");
        Tree.Result started =
                lab("start", "--face", "powermax", "--seed", powermax.toString(), "--port", Integer.toString(port));
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(addresses()).containsEntry("POWERMAX_UNISPHERE_PORT", Integer.toString(port));
        String version = addresses().get("POWERMAX_UNISPHERE_URL") + "/version";
        assertThat(ask("GET", version, "").statusCode())
                .as("there is somebody who asks who that is")
                .isEqualTo(401);
        assertThat(lab("fault", "server-error", "--system", "unisphere").status())
                .isZero();
    }

    @Test
    void imsAlone_hasAZosOfItsOwn() throws Exception {
        Path ims = seed.resolveSibling("lab.ims.seed.toml");
        Tree.Result started = lab("start", "--face", "ims", "--seed", ims.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out()).contains("IMS group PLEX1, members [IMS1, IMS2], in a z/OS of its own");
        assertThat(addresses()).containsOnlyKeys("LAB_SHA256");
        assertThat(lab("fault", "slow", "--system", "IMS2", "--operation", "display")
                        .status())
                .isZero();
        assertThat(lab("fault", "slow", "--system", "zosmf").err())
                .startsWith("DCM-8003 there is no system 'zosmf' that a fault can hit; there are 75IMS01, IMS1, IMS2");
        assertThat(lab("ims").out()).contains("IMS1 up, works").contains("IMS2 up, works");
        assertThat(lab("ims", "work", "off").out()).contains("IMS1 up, idle").contains("IMS2 up, idle");
        assertThat(lab("ims", "check").out()).contains("nothing is wrong");
    }

    @Test
    void unknownFace_isRefused() throws Exception {
        Tree.Result refused = lab("start", "--face", "ds8000,tape", "--seed", seed.toString(), "--port", "0");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).startsWith("DCM-8003 there is no face 'tape'; there are ds8000, ims");
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void sampleSeed_isServedAsStorageVirtualize() throws Exception {
        Path blocks = seed.resolveSibling("lab.virtualize.seed.toml");
        Tree.Result started = lab("start", "--face", "virtualize", "--seed", blocks.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("78ABC33 at https://localhost:")
                .contains("/rest")
                .contains("system 78ABC33: 44 volumes, 0 relations, frozen 0, freezes ended by their timer 0");
        assertThat(lab("fault", "lost-reply", "--operation", "startfcconsistgrp")
                        .out())
                .isEqualToIgnoringNewLines("lost-reply for operation startfcconsistgrp of system *, after 0, 1 times");
        assertThat(lab("stop").status()).isZero();
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void sampleSeed_isServedAsVsp() throws Exception {
        Path vsp = seed.resolveSibling("lab.vsp.seed.toml");
        Tree.Result started = lab("start", "--face", "vsp", "--seed", vsp.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("886000123456 at https://localhost:")
                .contains("/ConfigurationManager")
                .contains("system 123456: 64 volumes, 0 relations, frozen 0, freezes ended by their timer 0");
        assertThat(answers(addresses().get("VSP_123456_PORT"))).isTrue();
        assertThat(lab("fault", "lost-reply", "--operation", "split").out())
                .isEqualToIgnoringNewLines("lost-reply for operation split of system *, after 0, 1 times");
        assertThat(lab("stop").status()).isZero();
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void sampleSeed_isServedAsPowerMax() throws Exception {
        Path powermax = seed.resolveSibling("lab.powermax.seed.toml");
        Tree.Result started = lab("start", "--face", "powermax", "--seed", powermax.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("Unisphere for PowerMax REST API at https://localhost:")
                .contains("/univmax/restapi")
                .contains("system 000197900001: 48 volumes, 0 relations, frozen 0, freezes ended by their timer 0");
        assertThat(lab("fault", "lost-reply", "--operation", "establish").out())
                .isEqualToIgnoringNewLines("lost-reply for operation establish of system *, after 0, 1 times");
        assertThat(lab("stop").status()).isZero();
    }

    /** A face in front of storage that is none of its vendor's would speak for it all the same. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void faceWithoutStorageOfItsVendor_isRefusedAndLeavesNothingRunning() throws Exception {
        Path vsp = seed.resolveSibling("lab.vsp.seed.toml");
        Tree.Result refused = lab("start", "--face", "vsp,powermax", "--seed", vsp.toString(), "--port", "0");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("for face powermax: no system has a serial of 12 digits");
        assertThat(lab("status").err()).startsWith("DCM-8007 ");
    }

    @Test
    void badSeed_isRefusedAndLeavesNothingRunning() throws Exception {
        Path bad = tree.home().resolve("bad.toml");
        Files.writeString(bad, Files.readString(seed).replace("count = 16", "count = 300"));
        Tree.Result refused = lab("start", "--seed", bad.toString(), "--port", "0");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("DCM-8003 seed " + bad
                        + ": system 75ABC11 volumes 0100: count 300 does not fit into one subsystem");
        assertThat(lab("status").err()).startsWith("DCM-8007 ");
    }

    private Map<String, String> addresses() throws IOException {
        Map<String, String> addresses = new HashMap<>();
        for (String line : Files.readAllLines(home.resolve("array/lab.env"))) {
            addresses.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return addresses;
    }

    private static boolean answers(String port) {
        try (Socket socket = new Socket("localhost", Integer.parseInt(port))) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private void kill() throws Exception {
        long pid = Files.readAllLines(home.resolve("data/instance.properties")).stream()
                .filter(line -> line.startsWith("pid="))
                .map(line -> Long.parseLong(line.substring("pid=".length())))
                .findFirst()
                .orElseThrow();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    private Tree.Result lab(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "lab";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[arguments.length + 1] = "--home";
        command[arguments.length + 2] = home.toString();
        return tree.run(command);
    }
}
