package org.copyblade.lab.vsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random requests, most of them wrong in some way, are answered with documents and codes of the API, and in time. */
class MalformedRequestTest {
    private static final int CASES =
            Boolean.getBoolean("copyblade.matrix") ? 10_000 / Integer.getInteger("copyblade.matrix.parts", 1) : 200;
    private static final Set<Integer> STATUSES = Set.of(200, 202, 400, 401, 404, 405, 409);
    private static final List<String> METHODS = List.of(
            "GET", "GET", "GET", "POST", "POST", "POST", "POST", "PUT", "PUT", "DELETE", "PATCH", "OPTIONS", "FROB");
    private static final String OBJECTS = "/v1/objects";
    private static final String GROUP = "/local-clone-copygroups/G,GP_,GS_";
    private static final String PAIR = "/local-clone-copypairs/G,GP_,GS_,v256";
    private static final List<String> PATHS = List.of(
            OBJECTS + "/sessions",
            OBJECTS + "/sessions/999",
            OBJECTS + "/storages",
            OBJECTS + "/storages/instance/ldevs",
            OBJECTS + "/pools/1",
            OBJECTS + "/ldevs",
            OBJECTS + "/ldevs/512",
            OBJECTS + "/luns",
            OBJECTS + "/host-groups",
            OBJECTS + "/jobs",
            OBJECTS + "/jobs/1",
            OBJECTS + "/local-clone-copygroups",
            OBJECTS + GROUP,
            OBJECTS + GROUP + "/actions/split/invoke",
            OBJECTS + GROUP + "/actions/restore/invoke",
            OBJECTS + PAIR,
            OBJECTS + PAIR + "/actions/resync",
            OBJECTS + PAIR + "/actions/resync/invoke",
            OBJECTS + "/local-clone-copypairs",
            OBJECTS + "/local-replications",
            "/v1/services/resource-group-service/actions/lock/invoke",
            "/configuration/version",
            "/v1/886000123456/services",
            "/v2",
            "/..",
            "/");
    private static final List<String> QUERIES = List.of(
            "headLdevId=256",
            "headLdevId=-1",
            "count=99999999999999",
            "count=3&ldevOption=defined",
            "ldevOption=",
            "localCloneCopyGroupId=G,GP_,GS_",
            "localCloneCopyGroupId=%00",
            "refresh=true",
            "portId=CL1-A&hostGroupNumber=3",
            "%41=%42",
            "&&",
            "=1");
    private static final List<String> SEGMENTS =
            List.of("256", "zzzz", "%2C", "G%2CGP_%2CGS_", "%C3%A9", "%00", "*", ",,", ",,,", "-1", "invoke");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "-1",
            "256",
            "512",
            "1e309",
            "99999999999999999999999999",
            "\"\"",
            "\"G\"",
            "\"SI\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "{}",
            "{\"quickMode\":true}",
            "\"\\u0000\\ud800\"");
    private static final List<String> NAMES = List.of(
            "parameters",
            "copyGroupName",
            "copyPairName",
            "replicationType",
            "pvolLdevId",
            "svolLdevId",
            "isNewGroupCreation",
            "isConsistencyGroup",
            "copyPace",
            "pvolMuNumber",
            "autoSplit",
            "quickMode",
            "label",
            "forceDelete",
            "aliveTime",
            "waitTime");

    @TempDir
    private Path home;

    private Random random;

    @Test
    void randomRequests_areAnsweredWithDocumentedErrors() throws Exception {
        long seed = System.nanoTime();
        random = new Random(seed);
        String before = "";
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (VspFace face = VspFace.start(
                LabSeed.write(home, "background_tracks_per_second = 100000", ""), home.resolve("lab"), 0)) {
            String url = face.endpoints().get(0).url();
            LabClient client = new LabClient(home.resolve("lab"), url).login();
            LabClient stranger = new LabClient(home.resolve("lab"), url);
            stranger.token("deadbeef");
            client.pair("G", 256, 512, true);
            for (int number = 0; number < CASES; number++) {
                String method = one(METHODS);
                String path = path();
                String body = body();
                LabClient.Answer answer = sent(random.nextInt(10) == 0 ? stranger : client, method, path, body);
                statuses.merge(answer.status(), 1, Integer::sum);
                assertThat(fault(answer))
                        .as(
                                "seed %d case %d: %s %s %.200s -> %s, after %s",
                                seed, number, method, path, body, answer, before)
                        .isEmpty();
                before = "%s %s with %d characters".formatted(method, path, body.length());
            }
            assertThat(client.login().get("/pools").status())
                    .as("it still works")
                    .isEqualTo(200);
        }
        System.out.println("figure: " + CASES + " malformed requests, answers by status " + statuses);
    }

    @Test
    void answerThatIsNoDocument_isFound() throws Exception {
        assertThat(fault(new LabClient.Answer(404, "{\"messageId\":\"KART1-E\",\"message\":\"no\"}")))
                .isEqualTo("no message id");
        assertThat(fault(new LabClient.Answer(503, "{}"))).isEqualTo("undocumented status");
        assertThat(fault(new LabClient.Answer(202, "{}"))).isEqualTo("no job");
    }

    /** An answer that does not come is status 0. */
    private static LabClient.Answer sent(LabClient client, String method, String path, String body)
            throws InterruptedException {
        try {
            return client.send(method, path, body, LabClient.NO_WAIT);
        } catch (IOException lost) {
            return new LabClient.Answer(0, lost.toString());
        }
    }

    private static String fault(LabClient.Answer answer) throws Exception {
        if (!STATUSES.contains(answer.status())) {
            return "undocumented status";
        }
        JsonNode document = answer.json();
        if (answer.status() == 202) {
            return document.path("jobId").isIntegralNumber() ? "" : "no job";
        }
        if (answer.status() == 200) {
            return document.isObject() ? "" : "no object";
        }
        boolean good = document.path("messageId").asText().matches("KART[0-9]{5}-E")
                && !document.path("message").asText().isEmpty();
        return good ? "" : "no message id";
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
            case 1 -> "{\"parameters\":";
            case 2 -> "[".repeat(1 + random.nextInt(5_000));
            case 3 -> random.nextInt(20) == 0 ? "\"" + "x".repeat(2 << 20) + "\"" : "no json";
            case 4 -> "{\"parameters\":" + one(VALUES) + "}";
            case 5 -> "{\"parameters\":" + params() + "}";
            default -> params();
        };
    }

    private String params() {
        StringBuilder params = new StringBuilder("{");
        int count = random.nextInt(8);
        for (int index = 0; index < count; index++) {
            params.append(index == 0 ? "" : ",")
                    .append('"')
                    .append(one(NAMES))
                    .append("\":")
                    .append(one(VALUES));
        }
        return params.append('}').toString();
    }

    private String one(List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
