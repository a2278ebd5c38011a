package org.copyblade.lab.powermax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random requests, most of them wrong in some way, are answered with documents of the API, and in time. */
class MalformedRequestTest {
    private static final int CASES =
            Boolean.getBoolean("copyblade.matrix") ? 10_000 / Integer.getInteger("copyblade.matrix.parts", 1) : 200;
    private static final Set<Integer> STATUSES = Set.of(200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 500);

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FROB");
    private static final List<String> ROOTS =
            List.of("/103", "/103", "/103", "/92", "/private/103", "/private/103", "", "/84");
    private static final String ARRAY = "/symmetrix/" + LabSeed.FIRST;
    private static final List<String> PATHS = List.of(
            "/version",
            "/common/Iterator/x/page",
            "/system/version",
            "/system/symmetrix",
            "/system" + ARRAY,
            "/system/symmetrix/" + LabSeed.SECOND,
            "/system/job",
            "/system/job/1",
            "/replication/capabilities/symmetrix",
            "/sloprovisioning" + ARRAY + "/storagegroup",
            "/sloprovisioning" + ARRAY + "/storagegroup/APP_SG",
            "/sloprovisioning" + ARRAY + "/volume",
            "/sloprovisioning" + ARRAY + "/volume/00100",
            "/replication" + ARRAY + "/storagegroup",
            "/replication" + ARRAY + "/storagegroup/APP_SG",
            "/replication" + ARRAY + "/storagegroup/APP_SG/snapshot",
            "/replication" + ARRAY + "/storagegroup/APP_SG/snapshot/one",
            "/replication" + ARRAY + "/storagegroup/APP_SG/snapshot/one/snapid",
            "/replication" + ARRAY + "/storagegroup/APP_SG/snapshot/one/generation/0",
            "/replication" + ARRAY + "/storagegroup/APP_SG/clone/storagegroup",
            "/replication" + ARRAY + "/storagegroup/APP_SG/clone/storagegroup/TGT_SG",
            "/replication" + ARRAY + "/storagegroup/APP_SG/clone/volume",
            "/replication" + ARRAY + "/clone/volume",
            "/replication" + ARRAY + "/snapshot/one",
            "/replication" + ARRAY + "/volume",
            "/replication" + ARRAY + "/volume/00100/snapshot",
            "/..",
            "/");
    private static final List<String> QUERIES = List.of(
            "storageGroupId=APP_SG",
            "target_storage_group=TGT_SG",
            "storageGroupId=",
            "storageGroupId",
            "target_storage_group_name",
            "replication_pair",
            "establish",
            "includeDetails=true",
            "snapshotName=one",
            "force=True",
            "terminate_all_snapshots=true",
            "keep_count=-1",
            "snapset_id_and_older=99999999999999999999",
            "from=0&to=9999999999999",
            "%41=%42",
            "&&",
            "=1");
    private static final List<String> SEGMENTS = List.of(
            "0", "snapid", "99999999999999999999", "zzzz", "%3A", "%C3%A9", "%00", "*", "00100:label", "FFFFF", "-1");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"True\"",
            "-1",
            "1",
            "1e309",
            "99999999999999999999999999",
            "\"\"",
            "\"one\"",
            "\"Link\"",
            "\"Restore\"",
            "\"Establish\"",
            "\"Split\"",
            "{\"pre_copy\":true}",
            "[{\"source_volume_name\":\"00100\",\"target_volume_name\":\"00200\"}]",
            "\"SetMode\"",
            "\"ASYNCHRONOUS\"",
            "\"TGT_SG\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "{}",
            "{\"storage_group_name\":\"TGT_SG\"}",
            "{\"linkStorageGroupName\":{}}",
            "[{\"name\":\"00100\"}]",
            "[{\"name\":7}]",
            "{\"expandStorageGroupParam\":{\"addSpecificVolumeParam\":{\"volumeId\":[\"00104\"]}}}",
            "{\"removeVolumeParam\":{\"volumeId\":[null]}}",
            "\"\\u0000\\ud800\"");
    private static final List<String> NAMES = List.of(
            "snapshotName",
            "action",
            "link",
            "restore",
            "set_mode",
            "time_to_live",
            "timeToLive",
            "secure",
            "timeInHours",
            "snap_id",
            "generation",
            "deviceNameListSource",
            "deviceNameListTarget",
            "executionOption",
            "storageGroupId",
            "editStorageGroupActionParam");

    @TempDir
    private Path home;

    private Random random;

    @Test
    void randomRequests_areAnsweredWithDocuments() throws Exception {
        long seed = System.nanoTime();
        random = new Random(seed);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (PowerMaxFace face = PowerMaxFace.start(LabSeed.write(home), home.resolve("lab"), 0)) {
            LabClient client = new LabClient(home.resolve("lab"), face.url(), "admin:secret");
            LabClient stranger = new LabClient(home.resolve("lab"), face.url(), "admin");
            for (int number = 0; number < CASES; number++) {
                String method = one(METHODS);
                String path = path();
                String body = body();
                LabClient.Answer answer = sent(random.nextInt(20) == 0 ? stranger : client, method, path, body);
                statuses.merge(answer.status(), 1, Integer::sum);
                assertThat(fault(answer))
                        .as("seed %d case %d: %s %s %.200s -> %s", seed, number, method, path, body, answer)
                        .isEmpty();
            }
            assertThat(client.get("/version").status()).as("it still works").isEqualTo(200);
        }
        System.out.println("figure: " + CASES + " malformed requests, answers by status " + statuses);
    }

    @Test
    void answerThatIsNoDocument_isFound() throws Exception {
        assertThat(fault(new LabClient.Answer(503, "{}"))).isEqualTo("undocumented status");
        assertThat(fault(new LabClient.Answer(404, "{}"))).isEqualTo("no message");
        assertThat(fault(new LabClient.Answer(0, "java.io.IOException"))).isEqualTo("undocumented status");
        assertThat(fault(new LabClient.Answer(500, "{\"message\":\"java.lang.NullPointerException: x\"}")))
                .isEqualTo("an error of the face's own");
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
        if (answer.status() < 300) {
            return answer.status() == 204 || answer.json().isObject() ? "" : "no document";
        }
        String message = answer.message();
        if (message.contains("Exception")) {
            return "an error of the face's own";
        }
        return message.isEmpty() ? "no message" : "";
    }

    private String path() {
        StringBuilder path = new StringBuilder(one(ROOTS)).append(one(PATHS));
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
            case 1 -> "{\"snapshotName\":";
            case 2 -> "[".repeat(1 + random.nextInt(5_000));
            case 3 -> random.nextInt(20) == 0 ? "\"" + "x".repeat(2 << 20) + "\"" : "no json";
            case 4 -> one(VALUES);
            default -> parameters();
        };
    }

    private String parameters() {
        StringBuilder parameters = new StringBuilder("{");
        int count = random.nextInt(8);
        for (int index = 0; index < count; index++) {
            parameters
                    .append(index == 0 ? "" : ",")
                    .append('"')
                    .append(one(NAMES))
                    .append("\":")
                    .append(one(VALUES));
        }
        return parameters.append('}').toString();
    }

    private String one(List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
