package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.zos.ConsoleCommand;
import org.copyblade.lab.zos.ConsoleSubsystem;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.RunningSubsystem;
import org.copyblade.lab.zos.ZosImage;
import org.copyblade.lab.zos.ZosSubsystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands with their responses and messages, a subsystem with its program, data sets by name. */
class ConsoleAndDataSetsTest {

    /**
     * Answers commands that begin with ECHO, asks for a reply, and has a program that says hello. What it has to say to ECHO
     * LATER comes when the test says so.
     */
    private static final class EchoSubsystem implements ZosSubsystem {
        private final CountDownLatch late = new CountDownLatch(1);

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public RunningSubsystem start(ZosImage image) {
            image.console().ask("ECHO1 READY", (text, reply) -> image.console().message("ECHO2 GOT " + text));
            return new RunningSubsystem() {
                @Override
                public List<JobProgram> programs() {
                    return List.of(new JobProgram() {
                        @Override
                        public Set<String> names() {
                            return Set.of("HELLO");
                        }

                        @Override
                        public int run(JobStep step) throws org.copyblade.lab.zos.AbendException, InterruptedException {
                            for (String line : step.lines("SYSIN")) {
                                step.print("SYSPRINT", "HELLO " + line);
                            }
                            return 4;
                        }
                    });
                }

                @Override
                public List<ConsoleSubsystem> consoles() {
                    return List.of(new ConsoleSubsystem() {
                        @Override
                        public boolean takes(String system, String command) {
                            return command.startsWith("ECHO");
                        }

                        @Override
                        public void command(ConsoleCommand command) throws InterruptedException {
                            command.respond("ECHO0 " + command.text(), "LSN = 7");
                            if (command.text().endsWith("LATER")) {
                                late.await();
                                command.respond("ECHO7 MORE");
                                image.console().message("ECHO8 LATE");
                            }
                            image.console().message("ECHO9 DONE");
                        }
                    });
                }

                @Override
                public void close() {}
            };
        }
    }

    @TempDir
    private Path home;

    private final EchoSubsystem echo = new EchoSubsystem();
    private ZosmfFace face;
    private ZosmfClient client;

    @BeforeEach
    void start() throws Exception {
        face = ZosmfFace.start(ZosSeed.write(home), home.resolve("lab"), 0, List.of(echo));
        client = new ZosmfClient(home.resolve("lab"), face.url());
    }

    @AfterEach
    void stop() throws Exception {
        echo.late.countDown();
        face.close();
    }

    @Test
    void command_isAnsweredAndItsMessageDetected() throws Exception {
        JsonNode answer = client.put(
                        "/restconsoles/consoles/defcn",
                        "{\"cmd\":\"route sy2,echo"
                                + " hi.\",\"sol-key\":\"LSN\",\"unsol-key\":\"ECHO9\",\"unsol-detect-sync\":\"Y\"}")
                .json();
        assertThat(answer.path("cmd-response").asText()).isEqualTo("ECHO0 ECHO HI.\rLSN = 7\r");
        assertThat(answer.path("sol-key-detected").asBoolean()).isTrue();
        assertThat(answer.path("status").asText()).isEqualTo("detected");
        String more = "/restconsoles/consoles/defcn/solmsgs/"
                + answer.path("cmd-response-key").asText();
        assertThat(client.get(more).json().path("cmd-response").asText()).isEmpty();
        assertThat(client.get("/restconsoles/consoles/defcn/solmsgs/C0")
                        .json()
                        .path("return-code")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatComesLater_isAskedForByTheKeysOfTheAnswer() throws Exception {
        String consoles = "/restconsoles/consoles/defcn";
        JsonNode never = client.put(consoles, "{\"cmd\":\"echo\",\"unsol-key\":\"NEVER\",\"detect-time\":\"1\"}")
                .json();
        JsonNode answer = client.put(
                        consoles, "{\"cmd\":\"echo later\",\"unsol-key\":\"ECHO[8] L.*\",\"unsolKeyReg\":\"Y\"}")
                .json();
        assertThat(answer.path("cmd-response").asText()).isEqualTo("ECHO0 ECHO LATER\rLSN = 7\r");
        String more = consoles + "/solmsgs/" + answer.path("cmd-response-key").asText();
        String detection =
                consoles + "/detections/" + answer.path("detection-key").asText();
        assertThat(answer.path("detection-url").asText()).endsWith(detection);
        assertThat(answer.path("cmd-response-url").asText()).endsWith(more);
        assertThat(client.get(more).json().path("cmd-response").asText()).isEmpty();
        assertThat(client.get(detection).json().path("status").asText()).isEqualTo("waiting");

        echo.late.countDown();

        assertThat(settled(detection).path("status").asText()).isEqualTo("detected");
        assertThat(settled(detection).path("msg").asText()).isEqualTo("ECHO8 LATE");
        assertThat(client.get(more).json().path("cmd-response").asText()).isEqualTo("ECHO7 MORE\r");
        assertThat(settled(consoles + "/detections/"
                                + never.path("detection-key").asText())
                        .path("status")
                        .asText())
                .isEqualTo("expired");
        assertThat(client.get(consoles + "/detections/D0").json().path("reason").asText())
                .isEqualTo("there is no key D0");
    }

    private JsonNode settled(String detection) throws Exception {
        JsonNode now = client.get(detection).json();
        for (int look = 0; look < 2_000 && now.path("status").asText().equals("waiting"); look++) {
            Thread.sleep(10);
            now = client.get(detection).json();
        }
        return now;
    }

    @Test
    void asynchronousCommand_isAnsweredByItsKeyOnly() throws Exception {
        String consoles = "/restconsoles/consoles/mycons";
        JsonNode answer = client.put(consoles, "{\"cmd\":\"echo\",\"async\":\"Y\",\"sol-key\":\"LSN\"}")
                .json();
        assertThat(answer.has("cmd-response")).isFalse();
        assertThat(answer.has("sol-key-detected")).isFalse();
        String more = consoles + "/solmsgs/" + answer.path("cmd-response-key").asText();
        String response = "";
        for (int look = 0; look < 2_000 && response.isEmpty(); look++) {
            Thread.sleep(5);
            response = client.get(more).json().path("cmd-response").asText();
        }
        assertThat(response).startsWith("ECHO0 ECHO");
        assertThat(client.put("/restconsoles/consoles/1", "{\"cmd\":\"echo\"}").status())
                .as("no name of a console")
                .isEqualTo(400);
    }

    @Test
    void outstandingRequest_isRepliedTo() throws Exception {
        assertThat(command("D R,L")).contains("01 R ECHO1 READY");
        assertThat(command("R 1,'go'")).startsWith("IEE600I REPLY TO 01 IS;");
        assertThat(command("R 1,AGAIN")).contains("REPLY NOT OUTSTANDING");
        assertThat(command("NOSUCH")).isEqualTo("IEE305I NOSUCH COMMAND INVALID\r");
    }

    @Test
    void devices_areVaried() throws Exception {
        String unit = face.sysplex().devices().online("PR0101").orElseThrow().unit();
        assertThat(command("V " + unit + ",OFFLINE")).contains("OFFLINE");
        assertThat(face.sysplex().devices().online("PR0101")).isEmpty();
        assertThat(command("V " + unit + ",ONLINE")).contains("ONLINE");
        assertThat(command("D U,,," + unit + ",1")).contains("PR0101");
    }

    @Test
    void programOfASubsystem_runs() throws Exception {
        JsonNode job = client.run("//HELLO1   JOB 1\n//S EXEC PGM=HELLO\n//SYSPRINT DD SYSOUT=*\nWORLD\n");
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0004");
        assertThat(client.spool(job, "SYSPRINT")).isEqualTo("HELLO WORLD\n");
    }

    @Test
    void dataSet_isMadeWrittenListedReadAndDeleted() throws Exception {
        String path = "/restfiles/ds/PROD.TEXT";
        assertThat(client.send(
                                "POST",
                                path,
                                "{\"volser\":\"PR0101\",\"dsorg\":\"PS\",\"primary\":2,\"recfm\":\"FB\",\"lrecl\":80,\"blksize\":8000}")
                        .status())
                .isEqualTo(201);
        assertThat(client.send("PUT", path, "one\ntwo\n").status()).isEqualTo(204);
        assertThat(client.get(path).text()).isEqualTo("one\ntwo\n");
        JsonNode list = client.get("/restfiles/ds?dslevel=PROD.**", "X-IBM-Attributes", "base")
                .json();
        assertThat(list.path("items").get(0).path("vol").asText()).isEqualTo("PR0101");
        assertThat(list.path("items").get(0).path("lrecl").asText()).isEqualTo("80");
        assertThat(client.send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.get(path).json().path("category").asInt()).isEqualTo(1);
    }

    @Test
    void lists_areCut_andWritesRefusedThatMeetAnotherVersion() throws Exception {
        String made =
                "{\"volser\":\"PR0101\",\"dsorg\":\"PS\",\"primary\":1,\"recfm\":\"FB\",\"lrecl\":80,\"blksize\":8000}";
        for (String name : List.of("PROD.L1", "PROD.L2", "PROD.L3")) {
            assertThat(client.send("POST", "/restfiles/ds/" + name, made).status())
                    .isEqualTo(201);
        }
        ZosmfClient.Answer twice = client.send("POST", "/restfiles/ds/PROD.L1", made);
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.json().path("reason").asInt()).as("it is there").isEqualTo(11);
        JsonNode two = client.get("/restfiles/ds?dslevel=PROD.L*", "X-IBM-Max-Items", "2")
                .json();
        assertThat(two.path("items")).hasSize(2);
        assertThat(two.path("totalRows").asInt()).isEqualTo(3);
        assertThat(two.path("moreRows").asBoolean()).isTrue();
        assertThat(client.get("/restfiles/ds?dslevel=PROD.L*&start=PROD.L3")
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(client.get("/restfiles/ds").status()).as("of nothing").isEqualTo(400);

        assertThat(client.send("PUT", "/restfiles/ds/PROD.L1", "one\n").status())
                .isEqualTo(204);
        assertThat(client.send("PUT", "/restfiles/ds/PROD.L1", "two\n", "If-Match", "0123")
                        .status())
                .isEqualTo(412);
        assertThat(client.get("/restfiles/ds/-(PR0101)/PROD.L1").text()).isEqualTo("one\n");
        assertThat(client.get("/restfiles/ds/-(PR0201)/PROD.L1").status()).isEqualTo(404);
    }

    @Test
    void jobInALibrary_isSubmitted() throws Exception {
        client.send(
                "POST",
                "/restfiles/ds/PROD.JCL",
                "{\"volser\":\"PR0101\",\"dsorg\":\"PO\",\"primary\":5,\"recfm\":\"FB\",\"lrecl\":80,\"blksize\":8000}");
        assertThat(client.send("PUT", "/restfiles/ds/PROD.JCL(ONE)", "//LIB1     JOB 1\n//S EXEC PGM=IEFBR14\n")
                        .status())
                .isEqualTo(201);
        assertThat(client.get("/restfiles/ds/PROD.JCL/member")
                        .json()
                        .path("items")
                        .get(0)
                        .path("member")
                        .asText())
                .isEqualTo("ONE");
        ZosmfClient.Answer submitted = client.put("/restjobs/jobs", "{\"file\":\"//'PROD.JCL(ONE)'\"}");
        assertThat(submitted.status()).isEqualTo(201);
        assertThat(client.ended(submitted.json()).path("retcode").asText()).isEqualTo("CC 0000");
    }

    @Test
    void lostReply_leavesTheJobToBeFound() throws Exception {
        face.array().faults().add(Fault.once(Kind.LOST_REPLY, "submit"));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> client.submit("//LOST1    JOB 1\n//S EXEC PGM=IEFBR14\n"))
                .isInstanceOf(java.io.IOException.class);
        assertThat(client.get("/restjobs/jobs?prefix=LOST1&owner=*").json()).hasSize(1);
    }

    private String command(String text) throws Exception {
        return client.put("/restconsoles/consoles/defcn", "{\"cmd\":\"" + text + "\"}")
                .json()
                .path("cmd-response")
                .asText();
    }
}
