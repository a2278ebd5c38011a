package org.copyblade.lab.ds8000;

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
    private static final Set<Integer> STATUSES = Set.of(200, 201, 400, 401, 404, 405, 500);
    /** Codes that an error of the application, status 500, may have. */
    private static final Set<String> APPLICATION_CODES = Set.of(
            "BE7A0005",
            "BE7A0001",
            "BE7A0031",
            "BE7A0032",
            "BE534459",
            "BE586015",
            "BE74121B",
            "00000013",
            "000000AE",
            "000000A1",
            "000000A2",
            "000000A3",
            "000000A4",
            "000000A5");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FROB");
    private static final List<String> PATHS = List.of(
            "/tokens",
            "/systems",
            "/pools",
            "/pools/P0",
            "/pools/P0/volumes",
            "/lss/01",
            "/lss/01/volumes",
            "/volumes",
            "/volumes/0100",
            "/volumes/0100/flashcopy",
            "/cs/flashcopies",
            "/cs/flashcopies/0100:0200",
            "/cs/flashcopies/unfreeze",
            "/hosts",
            "/hosts/lab_host/mappings",
            "/hosts/lab_host/mappings/00",
            "/cs_flashcopies",
            "/..",
            "/");
    private static final List<String> QUERIES = List.of(
            "ids=0100",
            "ids=",
            "ids",
            "ids=0100:0200,zz,%00",
            "volume_id_from=0100",
            "volume_id_from=x",
            "data_fields=id",
            "data_fields=,,",
            "scope=all",
            "%41=%42",
            "&&",
            "=1");
    private static final List<String> SEGMENTS =
            List.of("0100", "01ff", "zzzz", "%3A", "0100%3A0200", "%C3%A9", "%00", "*", "FF", "0100:0200:0300", "-1");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e309",
            "99999999999999999999999999",
            "\"\"",
            "\"0100\"",
            "\"ckd\"",
            "\"cyl\"",
            "\"P1\"",
            "\"persistent\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "{}",
            "{\"source_volume\":\"0100\",\"target_volume\":\"0200\"}",
            "[{\"source_volume\":\"0100\",\"target_volume\":\"0200\"}]",
            "[{\"source_volume\":{},\"target_volume\":7}]",
            "\"\\u0000\\ud800\"");
    private static final List<String> NAMES = List.of(
            "volume_pairs",
            "options",
            "lss_ids",
            "username",
            "password",
            "name",
            "cap",
            "captype",
            "stgtype",
            "pool",
            "lss",
            "tp",
            "id",
            "ids",
            "namecol",
            "volumes");

    @TempDir
    private Path home;

    private Random random;

    @Test
    void randomRequests_areAnsweredWithDocumentedErrors() throws Exception {
        long seed = System.nanoTime();
        random = new Random(seed);
        String before = "";
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (Ds8000Face face = Ds8000Face.start(LabSeed.write(home), home.resolve("lab"), 0)) {
            LabClient client = new LabClient(home.resolve("lab"), face.url()).login();
            LabClient stranger = new LabClient(home.resolve("lab"), face.url());
            stranger.token("deadbeef");
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
            assertThat(client.get("/systems").status()).as("it still works").isEqualTo(200);
        }
        System.out.println("figure: " + CASES + " malformed requests, answers by status " + statuses);
    }

    @Test
    void answerThatIsNoDocument_isFound() throws Exception {
        assertThat(fault(new LabClient.Answer(500, "{\"server\":{\"status\":\"failed\",\"code\":\"BE7A00FF\"}}")))
                .isEqualTo("undocumented code BE7A00FF");
        assertThat(fault(new LabClient.Answer(503, "{}"))).isEqualTo("undocumented status");
        assertThat(fault(new LabClient.Answer(404, "{}"))).isEqualTo("no verdict");
    }

    /** An answer that does not come is status 0. */
    private static LabClient.Answer sent(LabClient client, String method, String path, String body)
            throws InterruptedException {
        try {
            return client.send(method, path, body);
        } catch (IOException lost) {
            return new LabClient.Answer(0, lost.toString());
        }
    }

    private static String fault(LabClient.Answer answer) throws Exception {
        if (!STATUSES.contains(answer.status())) {
            return "undocumented status";
        }
        JsonNode server = answer.json().path("server");
        boolean ok = answer.status() < 300;
        if (!server.path("status").asText().equals(ok ? "ok" : "failed")) {
            return "no verdict";
        }
        String code = server.path("code").asText();
        if (answer.status() == 500 && !APPLICATION_CODES.contains(code)) {
            return "undocumented code " + code;
        }
        return ok || !code.isEmpty() ? "" : "no code";
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
            case 1 -> "{\"request\":{\"params\":";
            case 2 -> "[".repeat(1 + random.nextInt(5_000));
            case 3 -> random.nextInt(20) == 0 ? "\"" + "x".repeat(2 << 20) + "\"" : "no json";
            case 4 -> "{\"request\":" + one(VALUES) + "}";
            default -> "{\"request\":{\"params\":" + params() + "}}";
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
