package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random requests, most of them wrong in some way, are answered with documents of z/OSMF, and in time. */
class MalformedRequestTest {
    private static final int CASES =
            Boolean.getBoolean("copyblade.matrix") ? 10_000 / Integer.getInteger("copyblade.matrix.parts", 1) : 200;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FROB");
    private static final List<String> PATHS = List.of(
            "/info",
            "/services/authenticate",
            "/restjobs/jobs",
            "/restjobs/jobs/-JES3",
            "/restjobs/jobs/EMPTY1/JOB00001",
            "/restjobs/jobs/EMPTY1/JOB00001/files",
            "/restjobs/jobs/EMPTY1/JOB00001/files/2/records",
            "/restjobs/jobs/EMPTY1/JOB00001/files/JCL/records",
            "/restjobs/jobs/J0000001",
            "/restfiles/ds",
            "/restfiles/ds/PROD.X",
            "/restfiles/ds/PROD.X(ONE)",
            "/restfiles/ds/-(PR0100)/PROD.X",
            "/restfiles/ds/PROD.X/member",
            "/restconsoles/consoles/defcn",
            "/restconsoles/consoles/defcn/solmsgs/C1",
            "/restconsoles/consoles/defcn/detections/D1",
            "/nothing/here",
            "/..");
    private static final List<String> QUERIES = List.of(
            "owner=*",
            "prefix=%00",
            "prefix=((",
            "max-jobs=x",
            "max-jobs=99999999999",
            "jobid=JOB00001",
            "dslevel=PROD.**",
            "dslevel=...",
            "dslevel=%28",
            "dslevel=PROD&volser=NOSUCH",
            "pattern=*",
            "step-data=Y",
            "&&",
            "=1");
    private static final List<String> SEGMENTS =
            List.of("files", "2", "%3A", "%00", "%C3%A9", "*", "-1", "JCL", "999999999999", "records");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e309",
            "99999999999999999999",
            "\"\"",
            "\"hold\"",
            "\"2.0\"",
            "\"//'PROD.X'\"",
            "\"D R,L\"",
            "\"(\"",
            "\"Y\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "\"\\u0000\\ud800\"");
    private static final List<String> NAMES = List.of(
            "request",
            "version",
            "class",
            "file",
            "cmd",
            "async",
            "solKeyReg",
            "sol-key",
            "system",
            "detect-time",
            "volser",
            "dsorg",
            "primary",
            "lrecl",
            "userID",
            "oldPwd",
            "newPwd");
    private static final List<String> HEADERS = List.of(
            "X-IBM-Record-Range",
            "X-IBM-Intrdr-Mode",
            "X-IBM-Intrdr-Lrecl",
            "X-IBM-Intrdr-Class",
            "X-IBM-JCL-Symbol-A.B",
            "X-IBM-Notification-URL",
            "X-IBM-Job-Modify-Version",
            "X-IBM-Max-Items",
            "X-IBM-Data-Type",
            "If-Match",
            "X-IBM-Attributes");
    private static final List<String> HEADER_VALUES =
            List.of("", "x", "0-5", "9-1", "RECORD", "-1", "binary", "record", "99999999999", "http://", "2.0", "base");

    @TempDir
    private Path home;

    private Random random;

    @Test
    void randomRequests_areAnsweredWithDocumentedErrors() throws Exception {
        long seed = System.nanoTime();
        random = new Random(seed);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (ZosmfFace face = ZosmfFace.start(ZosSeed.write(home), home.resolve("lab"), 0, List.of())) {
            ZosmfClient client = new ZosmfClient(home.resolve("lab"), face.url());
            ZosmfClient stranger = new ZosmfClient(home.resolve("lab"), face.url());
            stranger.headers("X-CSRF-ZOSMF-HEADER", "", "Authorization", "Basic ####");
            for (int number = 0; number < CASES; number++) {
                String method = one(METHODS);
                String path = path();
                String body = body();
                String header = one(HEADERS);
                String value = one(HEADER_VALUES);
                ZosmfClient.Answer answer =
                        sent(random.nextInt(10) == 0 ? stranger : client, method, path, body, header, value);
                statuses.merge(answer.status(), 1, Integer::sum);
                assertThat(fault(answer))
                        .as(
                                "seed %d case %d: %s %s %s=%s %.200s -> %s",
                                seed, number, method, path, header, value, body, answer)
                        .isEmpty();
            }
            assertThat(client.get("/restjobs/jobs").status())
                    .as("it still works")
                    .isEqualTo(200);
        }
        System.out.println("figure: " + CASES + " malformed requests, answers by status " + statuses);
    }

    @Test
    void answerThatIsNoDocument_isFound() {
        assertThat(fault(new ZosmfClient.Answer(500, "{\"category\":6,\"rc\":4,\"reason\":0}", List.of())))
                .isEqualTo("status 500");
        assertThat(fault(new ZosmfClient.Answer(404, "<html>", List.of()))).isEqualTo("no document");
        assertThat(fault(new ZosmfClient.Answer(0, "", List.of()))).isEqualTo("status 0");
    }

    /** An answer that does not come is status 0. */
    private static ZosmfClient.Answer sent(
            ZosmfClient client, String method, String path, String body, String header, String value)
            throws InterruptedException {
        try {
            String type = body.startsWith("//") ? "text/plain" : "application/json";
            return client.send(method, path, body, header, value, "Content-Type", type);
        } catch (IOException lost) {
            return new ZosmfClient.Answer(0, lost.toString(), List.of());
        }
    }

    private static String fault(ZosmfClient.Answer answer) {
        if (answer.status() < 200 || answer.status() >= 500) {
            return "status " + answer.status();
        }
        if (answer.status() < 400) {
            return "";
        }
        try {
            JsonNode document = answer.json();
            boolean known =
                    document.path("category").isInt() && document.path("reason").isInt()
                            || document.path("return-code").isInt();
            return known ? "" : "no document";
        } catch (JsonProcessingException cause) {
            return "no document";
        } catch (IOException cause) {
            return cause.toString();
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder(one(PATHS));
        if (random.nextInt(3) == 0) {
            path.append('/').append(one(SEGMENTS));
        }
        if (random.nextInt(3) == 0) {
            path.append('?').append(one(QUERIES));
        }
        return path.toString();
    }

    private String body() {
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "{\"request\":";
            case 2 -> "[".repeat(1 + random.nextInt(5_000));
            case 3 -> "//EMPTY1 JOB (\n//X EXEC PGM=IEFBR14,COND=((\n// IF (((\n";
            case 4 ->
                "//EMPTY1   JOB 1\n//X EXEC PGM=IEFBR14\n//D DD DSN=" + one(SEGMENTS) + ",SPACE=(TRK,(" + one(SEGMENTS)
                        + "))\n";
            default -> object();
        };
    }

    private String object() {
        StringBuilder object = new StringBuilder("{");
        int count = random.nextInt(6);
        for (int index = 0; index < count; index++) {
            object.append(index == 0 ? "" : ",")
                    .append('"')
                    .append(one(NAMES))
                    .append("\":")
                    .append(one(VALUES));
        }
        return object.append('}').toString();
    }

    private String one(List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
