package org.copyblade.lab.ims.internal.zos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.copyblade.lab.ims.ImsSubsystem;
import org.copyblade.lab.zosmf.ZosmfFace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DSPURX00 as a job step, and commands at the console, through z/OSMF over TLS as a client sees them. */
class DbrcOverZosmfTest {
    private static final Path SAMPLE = Path.of("..", "..", "config", "lab.ims.seed.toml");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path home;

    private static ZosmfFace face;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        face = ZosmfFace.start(SAMPLE, home, 0, List.of(new ImsSubsystem()));
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(home.resolve("lab.pem"))) {
            trusted.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        face.close();
    }

    private static HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(face.url() + path))
                .timeout(PATIENCE)
                .header("X-CSRF-ZOSMF-HEADER", "")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("STGADM:laboratory".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", type)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    private record Ended(String code, String printed) {}

    private static Ended run(String jcl) throws Exception {
        JsonNode job = json(send("PUT", "/restjobs/jobs", "text/plain", jcl));
        String path = "/restjobs/jobs/" + job.path("jobname").asText() + "/"
                + job.path("jobid").asText();
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode now = json(send("GET", path, "text/plain", ""));
        while (!now.path("status").asText().equals("OUTPUT")
                || now.path("retcode").isNull()) {
            assertThat(System.nanoTime() - end).as("job does not end: " + now).isNegative();
            Thread.sleep(10);
            now = json(send("GET", path, "text/plain", ""));
        }
        StringBuilder printed = new StringBuilder();
        for (JsonNode file : json(send("GET", path + "/files", "text/plain", ""))) {
            if (file.path("ddname").asText().equals("SYSPRINT")) {
                printed.append(send("GET", path + "/files/" + file.path("id").asInt() + "/records", "text/plain", "")
                        .body());
            }
        }
        return new Ended(now.path("retcode").asText(), printed.toString());
    }

    private static Ended dbrc(String dds, String... commands) throws Exception {
        return run("//DBRC1    JOB 1\n//S        EXEC PGM=DSPURX00\n//SYSPRINT DD SYSOUT=*\n" + dds
                + "//SYSIN    DD *\n " + String.join("\n ", commands) + "\n/*\n");
    }

    private static String read(String dataSet) throws Exception {
        HttpResponse<String> answer = send("GET", "/restfiles/ds/" + dataSet, "text/plain", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void listingsAreThoseOfTheReferences_andCodesAreTheHighestOfTheCommands() throws Exception {
        Ended listed = dbrc("", "LIST.RECON STATUS", "LIST.DBDS DBD(ACCT0001) -", "  DDN(ACCTDD1)");
        assertThat(listed.code()).isEqualTo("CC 0000");
        assertThat(listed.printed())
                .contains(
                        "RECON1        COPY1          BANKPRD.RECON1",
                        "DSN=BANKPRD.DB.ACCT0001",
                        "HIGHEST CONDITION CODE = 00");
        assertThat(dbrc("", "LIST.DBDS DBD(NONE)", "LIST.RECON STATUS").code()).isEqualTo("CC 0008");
        assertThat(dbrc("", "LIST.NONSENSE").code()).isEqualTo("CC 0012");
        assertThat(run("//DBRC1    JOB 1\n//S        EXEC PGM=DSPURX00\n//SYSPRINT DD SYSOUT=*\n")
                        .code())
                .as("without SYSIN")
                .startsWith("ABEND");
    }

    @Test
    void backupOfBothCopies_isTwoEqualTextsOfTheSameRecon() throws Exception {
        String space = ",\n//            UNIT=SYSALLDA,SPACE=(TRK,(15,5)),RECFM=FB,LRECL=80\n";
        String dds = "//BACKUP1  DD DISP=(NEW,CATLG),DSN=SYS2.BACKUP1" + space
                + "//BACKUP2  DD DISP=(NEW,CATLG),DSN=SYS2.BACKUP2" + space;
        Ended backedUp = dbrc(dds, "BACKUP.RECON BOTH");
        assertThat(backedUp.code()).as(backedUp.printed()).isEqualTo("CC 0000");
        assertThat(backedUp.printed()).contains("BANKPRD.RECON2 WAS COPIED TO BACKUP2");

        String text = read("SYS2.BACKUP1").lines().collect(Collectors.joining());
        assertThat(read("SYS2.BACKUP2").lines().collect(Collectors.joining())).isEqualTo(text);
        JsonNode state = JSON.readTree(text);
        assertThat(dbrc("", "LIST.RECON STATUS").printed())
                .contains("INIT TOKEN=" + state.path("token").asText());
        assertThat(state.path("databases")).hasSize(6);
        assertThat(dbrc("", "BACKUP.RECON BOTH").code()).as("without its DDs").isEqualTo("CC 0012");
        assertThat(dbrc("", "BACKUP.RECON").code()).as("of nothing").isEqualTo("CC 0012");
    }

    @Test
    void skeletonOfTheSite_isFilledWithWhatReconKnows() throws Exception {
        assertThat(run("//LIB1     JOB 1\n//S        EXEC PGM=IEFBR14\n"
                                + "//LIB      DD DISP=(NEW,CATLG),DSN=SYS2.SKELS,\n"
                                + "//            UNIT=SYSALLDA,SPACE=(TRK,(5,1,5)),\n"
                                + "//            RECFM=FB,LRECL=80,DSORG=PO\n")
                        .code())
                .isEqualTo("CC 0000");
        skeleton(
                "SELDBDS",
                "* %USWHO",
                "%SELECT DBDS(%USDBD,ALL)",
                "%DBNAME/%DBDDN IS %DBDSN",
                "%ENDSEL",
                "%SELECT OLDS(%USSID)",
                "%OLDSDDN %OLDSDSN",
                "%ENDSEL");
        skeleton("BAD", "%SELECT DBDS(ACCT0001,ALL)", "%NOSUCH", "%ENDSEL");
        String library = "//JCLPDS   DD DISP=SHR,DSN=SYS2.SKELS\n";
        String keys = "USERKEYS((%USWHO,'ME'),(%USDBD,'TLRA0001'),(%USSID,'IMS1'))";

        Ended filled = dbrc(library, "GENJCL.USER MEMBER(SELDBDS) NOJOB JCLOUT(SYSPRINT) -", keys);

        assertThat(filled.code()).as(filled.printed()).isEqualTo("CC 0000");
        assertThat(filled.printed())
                .contains("* ME", "TLRA0001/TLRAREA1 IS BANKPRD.DB.TLRA0001", "DFSOLP00 BANKPRD.IMS1.OLDSP00")
                .doesNotContain("ACCT0001/");
        assertThat(dbrc(library, "GENJCL.USER MEMBER(BAD) NOJOB JCLOUT(SYSPRINT)")
                        .printed())
                .contains("DSP0295I  SYMBOLIC KEYWORD %NOSUCH HAS NO VALUE");
        assertThat(dbrc(library, "GENJCL.USER MEMBER(NONE) NOJOB JCLOUT(SYSPRINT)")
                        .code())
                .isEqualTo("CC 0012");
        assertThat(dbrc(library, "GENJCL.USER MEMBER(SELDBDS) NOJOB -", keys).code())
                .as("without JCLOUT")
                .isEqualTo("CC 0012");
    }

    private static void skeleton(String member, String... lines) throws Exception {
        HttpResponse<String> written =
                send("PUT", "/restfiles/ds/SYS2.SKELS(" + member + ")", "text/plain", String.join("\n", lines) + "\n");
        assertThat(written.statusCode()).as(written.body()).isBetween(200, 299);
    }

    @Test
    void consoleTakesCommandsOfImsAndDbrc_andAnswersByTheKey() throws Exception {
        JsonNode answer = json(send(
                "PUT",
                "/restconsoles/consoles/defcn",
                "application/json",
                "{\"cmd\":\"IMS1DIS OLDS.\",\"sol-key\":\"CURRENT BSN\"}"));
        assertThat(answer.path("sol-key-detected").asBoolean()).isTrue();
        assertThat(answer.path("cmd-response").asText()).contains("DFS4444I DISPLAY FROM ID=IMS1", "LSN = ");

        answer = json(send(
                "PUT",
                "/restconsoles/consoles/defcn",
                "application/json",
                "{\"cmd\":\"IMS2RML DBRC='DB DBD(CTRL0001)'\",\"sol-key\":\"COMMAND COMPLETED\"}"));
        assertThat(answer.path("cmd-response").asText()).contains("DBD=CTRL0001", "DSP0211I");

        answer = json(send("PUT", "/restconsoles/consoles/defcn", "application/json", "{\"cmd\":\"IMS9DIS OLDS.\"}"));
        assertThat(answer.path("cmd-response").asText()).contains("IEE305I");
    }
}
