package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.OpenDataSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs are submitted, watched, held, released, cancelled, purged and read as z/OSMF documents it. */
class JobsTest {
    private static final String EMPTY =
            """
            //EMPTY1   JOB (ACCT),'NOTHING',CLASS=A,MSGCLASS=X
            //ONLY     EXEC PGM=IEFBR14
            """;

    @TempDir
    private Path home;

    private ZosmfFace face;
    private ZosmfClient client;

    @BeforeEach
    void start() throws Exception {
        face = ZosmfFace.start(ZosSeed.write(home), home.resolve("lab"), 0, List.of());
        client = new ZosmfClient(home.resolve("lab"), face.url());
    }

    @AfterEach
    void stop() throws Exception {
        face.close();
    }

    @Test
    void job_runsAndIsDocumented() throws Exception {
        JsonNode job = client.run(EMPTY);
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(job.path("owner").asText()).isEqualTo("STGADM");
        assertThat(job.path("jobid").asText()).isEqualTo("JOB00001");
        assertThat(job.path("job-correlator").asText())
                .hasSize(32)
                .startsWith("J0000001SY1.....")
                .endsWith(":");
        assertThat(job.path("step-data").get(0).path("completion").asText()).isEqualTo("CC 0000");
        String url = job.path("url").asText().replaceFirst(".*/zosmf", "");
        assertThat(client.get(url).json().path("jobid").asText()).isEqualTo("JOB00001");
        assertThat(client.spool(job, "JESMSGLG")).contains("$HASP395 EMPTY1   ENDED - RC=0000");
        assertThat(client.get(ZosmfClient.path(job) + "/files/JCL/records").text())
                .isEqualTo(EMPTY);
        assertThat(client.get(ZosmfClient.path(job) + "/files/3/records", "X-IBM-Record-Range", "1,1")
                        .text())
                .isEqualTo("//ONLY     EXEC PGM=IEFBR14\n");
    }

    @Test
    void unknownJob_isBadRequestWithReasonTen() throws Exception {
        ZosmfClient.Answer answer = client.get("/restjobs/jobs/NOSUCH/JOB00042");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("category").asInt()).isEqualTo(6);
        assertThat(answer.json().path("reason").asInt()).isEqualTo(10);
        assertThat(answer.json().path("message").asText()).isEqualTo("No job found for reference: 'NOSUCH(JOB00042)'");
    }

    @Test
    void heldJob_runsWhenItIsReleased() throws Exception {
        String jcl = EMPTY.replace("CLASS=A", "CLASS=A,TYPRUN=HOLD");
        JsonNode job = client.submit(jcl).json();
        assertThat(job.path("status").asText()).isEqualTo("INPUT");
        assertThat(job.path("retcode").isNull()).isTrue();
        ZosmfClient.Answer released =
                client.put(ZosmfClient.path(job), "{\"request\":\"release\",\"version\":\"2.0\"}");
        assertThat(released.status()).isEqualTo(200);
        assertThat(released.json().path("status").asText()).isEqualTo("0");
        assertThat(client.ended(job).path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(client.put(ZosmfClient.path(job), "{\"request\":\"hold\"}").status())
                .as("asynchronous, without verdict")
                .isEqualTo(202);
        ZosmfClient.Answer late = client.put(ZosmfClient.path(job), "{\"request\":\"hold\",\"version\":\"2.0\"}");
        assertThat(late.json().path("status").asText()).isNotEqualTo("0");
    }

    @Test
    void heldJob_outlivesARestart() throws Exception {
        JsonNode job =
                client.submit(EMPTY.replace("CLASS=A", "CLASS=A,TYPRUN=HOLD")).json();
        face.close();
        face = ZosmfFace.start(home.resolve("lab.toml"), home.resolve("lab"), 0, List.of());
        client = new ZosmfClient(home.resolve("lab"), face.url());
        assertThat(client.get(ZosmfClient.path(job)).json().path("status").asText())
                .isEqualTo("INPUT");
        client.put(ZosmfClient.path(job), "{\"request\":\"release\",\"version\":\"2.0\"}");
        assertThat(client.ended(job).path("retcode").asText()).isEqualTo("CC 0000");
    }

    @Test
    void cancelledAndPurged() throws Exception {
        JsonNode job =
                client.submit(EMPTY.replace("CLASS=A", "CLASS=A,TYPRUN=HOLD")).json();
        client.put(ZosmfClient.path(job), "{\"request\":\"cancel\",\"version\":\"2.0\"}");
        assertThat(client.ended(job).path("retcode").asText()).isEqualTo("CANCELED");
        assertThat(client.send("DELETE", ZosmfClient.path(job), "", "X-IBM-Job-Modify-Version", "2.0")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(ZosmfClient.path(job)).status()).isEqualTo(400);
    }

    /** Two jobs of one name never run at once: the second one waits while the first one waits for its data set. */
    @Test
    void waitingJob_isHeldAndReleased() throws Exception {
        DataSets dataSets = face.sysplex().dataSets();
        dataSets.allocate(NewDataSet.on("PR0101", "PROD.USED", DataSetAttributes.cards(), 1));
        JsonNode first;
        JsonNode second;
        try (OpenDataSet used = dataSets.open("PROD.USED", Enqueue.Mode.EXCLUSIVE, "somebody")) {
            assertThat(used.entry().name()).isEqualTo("PROD.USED");
            first = client.submit(EMPTY + "//D DD DSN=PROD.USED,DISP=OLD\n").json();
            await(first, "ACTIVE");
            second = client.submit(EMPTY).json();
            assertThat(feedback(second, "hold")).isEqualTo("0");
            assertThat(feedback(first, "hold")).as("it runs").isNotEqualTo("0");
        }
        assertThat(client.ended(first).path("retcode").asText()).isEqualTo("CC 0000");
        Thread.sleep(100);
        JsonNode held = client.get(ZosmfClient.path(second)).json();
        assertThat(held.path("status").asText()).isEqualTo("INPUT");
        assertThat(held.path("retcode").isNull()).isTrue();
        assertThat(client.put(ZosmfClient.path(second), "{\"class\":\"B\",\"version\":\"2.0\"}")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("0");
        assertThat(feedback(second, "release")).isEqualTo("0");
        JsonNode ended = client.ended(second);
        assertThat(ended.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(ended.path("class").asText()).isEqualTo("B");
    }

    @Test
    void runningJob_isCancelledAndPurged() throws Exception {
        DataSets dataSets = face.sysplex().dataSets();
        dataSets.allocate(NewDataSet.on("PR0101", "PROD.USED", DataSetAttributes.cards(), 1));
        try (OpenDataSet used = dataSets.open("PROD.USED", Enqueue.Mode.EXCLUSIVE, "somebody")) {
            assertThat(used.entry().name()).isEqualTo("PROD.USED");
            String waits = EMPTY + "//D DD DSN=PROD.USED,DISP=OLD\n";
            JsonNode cancelled = client.submit(waits).json();
            await(cancelled, "ACTIVE");
            assertThat(feedback(cancelled, "cancel")).isEqualTo("0");
            assertThat(client.ended(cancelled).path("retcode").asText()).isEqualTo("CANCELED");
            JsonNode purged = client.submit(waits).json();
            await(purged, "ACTIVE");
            assertThat(client.send("DELETE", ZosmfClient.path(purged), "", "X-IBM-Job-Modify-Version", "1.0")
                            .status())
                    .as("asynchronous, without verdict")
                    .isEqualTo(202);
            assertThat(client.get(ZosmfClient.path(purged)).status()).isEqualTo(400);
        }
    }

    private String feedback(JsonNode job, String request) throws Exception {
        return client.put(ZosmfClient.path(job), "{\"request\":\"" + request + "\",\"version\":\"2.0\"}")
                .json()
                .path("status")
                .asText();
    }

    private void await(JsonNode job, String status) throws Exception {
        String now = "";
        for (int look = 0; look < 4_000 && !now.equals(status); look++) {
            Thread.sleep(5);
            now = client.get(ZosmfClient.path(job)).json().path("status").asText();
        }
        assertThat(now).isEqualTo(status);
    }

    @Test
    void badJcl_isJclError() throws Exception {
        assertThat(client.run(EMPTY.replace("PGM=IEFBR14", "NOPROC"))
                        .path("retcode")
                        .asText())
                .isEqualTo("JCL ERROR");
        assertThat(client.run(EMPTY + "//X DD DSN=PROD.NOT.THERE,DISP=SHR\n")
                        .path("retcode")
                        .asText())
                .isEqualTo("JCL ERROR");
        assertThat(client.run(EMPTY.replace("CLASS=A", "CLASS=(A"))
                        .path("retcode")
                        .asText())
                .isEqualTo("JCL ERROR");
        JsonNode absent = client.run(EMPTY.replace("IEFBR14", "NOSUCH"));
        assertThat(absent.path("retcode").asText()).isEqualTo("ABEND S806");
        assertThat(client.spool(absent, "JESYSMSG")).contains("CSV003I REQUESTED MODULE NOSUCH NOT FOUND");
        assertThat(client.submit("no job").status()).isEqualTo(400);
    }

    @Test
    void dataSets_comeAndGoWithTheirDisposition() throws Exception {
        String made = EMPTY
                + "//NEW      DD DSN=PROD.FENCE,DISP=(NEW,CATLG,DELETE),\n"
                + "//            UNIT=SYSDA,VOL=SER=PR0101,SPACE=(TRK,(1,1))\n";
        assertThat(client.run(made).path("retcode").asText()).isEqualTo("CC 0000");
        DataSets dataSets = face.sysplex().dataSets();
        assertThat(dataSets.find("PROD.FENCE").orElseThrow().volsers()).containsExactly("PR0101");
        assertThat(client.run(made).path("retcode").asText())
                .as("it is there already")
                .isEqualTo("JCL ERROR");
        assertThat(client.run(EMPTY + "//OLD DD DSN=PROD.FENCE,DISP=(OLD,DELETE)\n")
                        .path("retcode")
                        .asText())
                .isEqualTo("CC 0000");
        assertThat(dataSets.find("PROD.FENCE")).isEmpty();
        assertThat(dataSets.inconsistencies()).isEmpty();
    }

    @Test
    void conditions_decideWhichStepsRun() throws Exception {
        JsonNode job = client.run(
                """
                //COND1    JOB (ACCT)
                // SET PROG=IEFBR14
                //A        EXEC PGM=&PROG
                //B        EXEC PGM=NOSUCH,COND=(0,EQ,A)
                // IF (A.RC = 0 & NOT ABEND) THEN
                //C        EXEC PGM=IEFBR14
                // ELSE
                //D        EXEC PGM=NOSUCH
                // ENDIF
                """);
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(job.path("step-data"))
                .extracting(it -> it.path("completion").asText())
                .containsExactly("CC 0000", "FLUSHED", "CC 0000", "FLUSHED");
    }

    @Test
    void operator_cancelsAndPurgesOnDemand() throws Exception {
        String held = EMPTY.replace("CLASS=A", "CLASS=A,TYPRUN=HOLD");
        face.array().faults().add(Fault.once(Kind.JOB_CANCELLED, "submit"));
        assertThat(client.run(held).path("retcode").asText()).isEqualTo("CANCELED");
        JsonNode job = client.submit(held).json();
        face.array().faults().add(Fault.once(Kind.SPOOL_PURGED, "release"));
        client.put(ZosmfClient.path(job), "{\"request\":\"release\",\"version\":\"2.0\"}");
        long end = System.nanoTime() + 10_000_000_000L;
        while (client.get(ZosmfClient.path(job)).status() != 400 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(client.get(ZosmfClient.path(job) + "/files")
                        .json()
                        .path("reason")
                        .asInt())
                .isEqualTo(10);
    }

    @Test
    void faultsOfTheSeed_hitZosmfAndItsJobs() throws Exception {
        face.close();
        Path seed = ZosSeed.write(home);
        Files.writeString(
                seed,
                Files.readString(seed)
                        + """
                        [[faults]]
                        kind = "server_error"
                        operation = "info"
                        system = "zosmf"
                        status = 502
                        [[faults]]
                        kind = "job_cancelled"
                        operation = "submit"
                        system = "zosmf"
                        skip = 1
                        """);
        face = ZosmfFace.start(seed, home.resolve("lab"), 0, List.of());
        client = new ZosmfClient(home.resolve("lab"), face.url());
        String held = EMPTY.replace("CLASS=A", "CLASS=A,TYPRUN=HOLD");

        assertThat(client.get("/info").status()).isEqualTo(502);
        assertThat(client.get("/info").status()).isEqualTo(200);
        JsonNode passes = client.submit(held).json();
        assertThat(client.run(held).path("retcode").asText()).isEqualTo("CANCELED");
        assertThat(client.get(ZosmfClient.path(passes)).json().path("status").asText())
                .isEqualTo("INPUT");
    }

    @Test
    void authentication_isByPasswordOrToken() throws Exception {
        ZosmfClient.Answer login = client.send("POST", "/services/authenticate", "");
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.cookies()).anySatisfy(it -> assertThat(it).startsWith("jwtToken="));
        String cookie = login.cookies().get(0).split(";")[0];
        client.headers("X-CSRF-ZOSMF-HEADER", "x", "Cookie", cookie);
        assertThat(client.get("/restjobs/jobs").status()).isEqualTo(200);
        face.array().faults().add(Fault.once(Kind.UNAUTHORIZED, "jobs"));
        assertThat(client.get("/restjobs/jobs").status()).isEqualTo(401);
        assertThat(client.get("/restjobs/jobs").status())
                .as("the token is dead")
                .isEqualTo(401);
        client.headers("Authorization", "Basic AAAA", "X-CSRF-ZOSMF-HEADER", "");
        assertThat(client.send("POST", "/services/authenticate", "").status()).isEqualTo(401);
        client.headers("Cookie", cookie);
        assertThat(client.get("/restjobs/jobs").status()).as("no CSRF header").isEqualTo(403);
    }
}
