package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A z/OS that is killed with jobs in it: what was acknowledged is there after the restart, and states of jobs are told as they are. */
class KilledZosTest {
    private static final int KILLS =
            Boolean.getBoolean("copyblade.matrix") ? 20 / Integer.getInteger("copyblade.matrix.parts", 1) : 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private Path seed;
    private Path lab;

    @BeforeEach
    void seed() throws Exception {
        seed = ZosSeed.write(home);
        lab = home.resolve("lab");
    }

    private static String empty(String name, String more) {
        return "//" + name + " JOB 1,CLASS=A" + more + "\n//S EXEC PGM=IEFBR14\n";
    }

    private static String copy(String name) {
        return "//" + name + " JOB 1,CLASS=A\n//S EXEC PGM=ADRDSSU\n//SYSPRINT DD SYSOUT=*\n//SYSIN DD *\n"
                + " COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) ADMIN FASTREP(REQ)\n/*\n";
    }

    private static JsonNode status(ZosmfClient client, JsonNode job) throws Exception {
        return client.get(ZosmfClient.path(job)).json();
    }

    private static void awaitStatus(ZosmfClient client, JsonNode job, String status) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!status(client, job).path("status").asText().equals(status)) {
            assertThat(System.nanoTime() - end).as("not " + status + ": " + job).isNegative();
            Thread.sleep(5);
        }
    }

    /** Submits one job after the other until nobody answers; those that were acknowledged, and of them those seen to end well. */
    private static final class Storm extends Thread {
        private final ZosmfClient client;
        private final CountDownLatch begun = new CountDownLatch(20);
        final List<JsonNode> acknowledged = new ArrayList<>();
        final List<JsonNode> ended = new ArrayList<>();

        Storm(ZosmfClient client) {
            this.client = client;
        }

        @Override
        public void run() {
            try {
                for (int number = 0; ; number++) {
                    ZosmfClient.Answer answer = client.submit(empty(String.format("STORM%03d", number % 1000), ""));
                    if (answer.status() == 201) {
                        acknowledged.add(answer.json());
                        begun.countDown();
                    }
                    JsonNode some = acknowledged.get(acknowledged.size() / 2);
                    if (status(client, some).path("retcode").asText().equals("CC 0000")) {
                        ended.add(some);
                    }
                }
            } catch (IOException killed) {
                // The process is dead, and nobody answers any more.
                return;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void killedWithJobs_losesNothingAcknowledged_andTellsWhatBecameOfThem() throws Exception {
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            JsonNode done;
            JsonNode purged;
            JsonNode held;
            JsonNode running;
            JsonNode waiting;
            Storm storm;
            String name = "PROD.TEXT" + kill;
            try (FaceProcess face = FaceProcess.start(seed, lab)) {
                ZosmfClient client = new ZosmfClient(lab, face.url());
                done = client.run(empty("DONE", ""));
                purged = client.run(empty("GONE", ""));
                assertThat(client.send("DELETE", ZosmfClient.path(purged), "", "X-IBM-Job-Modify-Version", "2.0")
                                .status())
                        .isEqualTo(200);
                held = client.submit(empty("HELD", ",TYPRUN=HOLD")).json();
                running = client.submit(copy("COPIER")).json();
                awaitStatus(client, running, "ACTIVE");
                waiting = client.submit(empty("COPIER", "")).json();
                assertThat(status(client, waiting).path("status").asText())
                        .as("jobs of one name come one after the other")
                        .isEqualTo("INPUT");
                assertThat(client.send(
                                        "POST",
                                        "/restfiles/ds/" + name,
                                        "{\"dsorg\":\"PS\",\"alcunit\":\"TRK\",\"primary\":1,\"recfm\":\"FB\",\"lrecl\":80}",
                                        "Content-Type",
                                        "application/json")
                                .status())
                        .isEqualTo(201);
                assertThat(client.send(
                                        "PUT",
                                        "/restfiles/ds/" + name,
                                        "kept " + kill + "\n",
                                        "Content-Type",
                                        "text/plain")
                                .status())
                        .isBetween(200, 204);
                storm = new Storm(client);
                storm.start();
                assertThat(storm.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                Thread.sleep(random.nextInt(100));
            }
            storm.join();

            try (FaceProcess face = FaceProcess.start(seed, lab)) {
                ZosmfClient client = new ZosmfClient(lab, face.url());
                assertThat(lost(client, storm.acknowledged)).as("kill " + kill).isEmpty();
                assertThat(lost(client, List.of(done, held, running, waiting))).isEmpty();
                assertThat(lost(client, List.of(purged))).as("stays purged").hasSize(1);
                assertThat(status(client, done).path("retcode").asText()).isEqualTo("CC 0000");
                assertThat(client.spool(done, "JESMSGLG")).contains("$HASP395 DONE     ENDED - RC=0000");
                assertThat(status(client, running).path("retcode").asText())
                        .as("it ran when the system died, and nobody may take it for done")
                        .isEqualTo("SYS FAIL");
                assertThat(status(client, held).path("status").asText()).isEqualTo("INPUT");
                client.put(ZosmfClient.path(held), "{\"request\":\"release\",\"version\":\"2.0\"}");
                assertThat(client.ended(held).path("retcode").asText()).isEqualTo("CC 0000");
                assertThat(client.ended(waiting).path("retcode").asText()).isEqualTo("CC 0000");
                for (JsonNode job : storm.acknowledged) {
                    assertThat(client.ended(job).path("retcode").asText()).isIn("CC 0000", "SYS FAIL");
                }
                for (JsonNode job : storm.ended) {
                    assertThat(status(client, job).path("retcode").asText())
                            .as("who was seen to end well has ended well")
                            .isEqualTo("CC 0000");
                }
                assertThat(client.get("/restfiles/ds/" + name).text()).isEqualTo("kept " + kill + "\n");
                assertThat(client.run(empty("FRESH", "")).path("retcode").asText())
                        .isEqualTo("CC 0000");
            }
        }
    }

    /** Negative control: a job whose record the death had taken would be found missing. */
    @Test
    void aJobThatIsReallyLost_isFound() throws Exception {
        List<JsonNode> acknowledged = new ArrayList<>();
        try (FaceProcess face = FaceProcess.start(seed, lab)) {
            ZosmfClient client = new ZosmfClient(lab, face.url());
            acknowledged.add(client.run(empty("ONE", "")));
            acknowledged.add(client.run(empty("TWO", "")));
        }
        String id = acknowledged.get(1).path("jobid").asText();
        Files.delete(lab.resolve("spool").resolve(id + ".json"));

        try (FaceProcess face = FaceProcess.start(seed, lab)) {
            assertThat(lost(new ZosmfClient(lab, face.url()), acknowledged)).containsExactly(id);
        }
    }

    /** Ids of those that nobody knows. */
    private static List<String> lost(ZosmfClient client, List<JsonNode> jobs) throws Exception {
        List<String> lost = new ArrayList<>();
        for (JsonNode job : jobs) {
            ZosmfClient.Answer answer = client.get(ZosmfClient.path(job));
            if (answer.status() != 200
                    || !answer.json()
                            .path("jobid")
                            .asText()
                            .equals(job.path("jobid").asText())) {
                lost.add(job.path("jobid").asText());
            }
        }
        return lost;
    }
}
