package org.copyblade.lab.virtualize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random requests, most of them wrong in some way, are answered in the form of the interface, and in time. */
class MalformedRequestTest {
    private static final int CASES =
            Boolean.getBoolean("copyblade.matrix") ? 10_000 / Integer.getInteger("copyblade.matrix.parts", 1) : 200;
    private static final Set<Integer> STATUSES = Set.of(200, 400, 403, 404, 405, 500);

    /** All but the one for what the lab itself could not do. */
    private static final Set<String> CODES = Set.of(
            "CMMVC5707E",
            "CMMVC5709E",
            "CMMVC5753E",
            "CMMVC5754E",
            "CMMVC5804E",
            "CMMVC5840E",
            "CMMVC5860E",
            "CMMVC5903E",
            "CMMVC5907E",
            "CMMVC5912E",
            "CMMVC5924E",
            "CMMVC6035E",
            "CMMVC6303E",
            "CMMVC6424E",
            "CMMVC6466E");

    private static final List<String> METHODS = List.of("POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "FROB");
    private static final List<String> COMMANDS = List.of(
            "auth",
            "lssystem",
            "lsmdiskgrp",
            "lsvdisk",
            "mkvdisk",
            "rmvdisk",
            "lsfcmap",
            "mkfcmap",
            "chfcmap",
            "prestartfcmap",
            "startfcmap",
            "stopfcmap",
            "rmfcmap",
            "lsfcconsistgrp",
            "mkfcconsistgrp",
            "prestartfcconsistgrp",
            "startfcconsistgrp",
            "stopfcconsistgrp",
            "rmfcconsistgrp",
            "satask",
            "..");
    private static final List<String> ARGUMENTS = List.of(
            "prod_1000",
            "back_1020",
            "0",
            "1",
            "4096",
            "99999",
            "fcmap1",
            "g1",
            "-1",
            "%3A",
            "%C3%A9",
            "%00",
            "a/b",
            "*");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1e309",
            "99999999999999999999999999",
            "50",
            "\"\"",
            "\"prod_1000\"",
            "\"back_1020\"",
            "\"g1\"",
            "\"pool\"",
            "\"on\"",
            "\"b\"",
            "\"name=prod_1000\"",
            "\"=\"",
            "\"a=b:c\"",
            "[]",
            "[[[[]]]]",
            "{}",
            "\"\\u0000\\ud800\"");
    private static final List<String> NAMES = List.of(
            "source",
            "target",
            "copyrate",
            "name",
            "consistgrp",
            "incremental",
            "autodelete",
            "grainsize",
            "prep",
            "restore",
            "force",
            "split",
            "bytes",
            "filtervalue",
            "mdiskgrp",
            "size",
            "unit",
            "iogrp",
            "rsize",
            "x");

    @TempDir
    private Path home;

    private Random random;

    @Test
    void randomRequests_areAnsweredWithDocumentedErrors() throws Exception {
        long seed = System.nanoTime();
        random = new Random(seed);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (VirtualizeFace face = VirtualizeFace.start(
                LabSeed.write(home, "background_tracks_per_second = 1000"), home.resolve("lab"), 0)) {
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
                        .as("seed %d case %d: %s %s %.200s -> %s", seed, number, method, path, body, answer)
                        .isEmpty();
            }
            assertThat(client.run("lssystem").status()).as("it still works").isEqualTo(200);
        }
        System.out.println("figure: " + CASES + " malformed requests, answers by status " + statuses);
    }

    @Test
    void answerOfAnotherForm_isFound() {
        assertThat(fault(new LabClient.Answer(500, "rest/lsvdisk: CMMVC5786E the lab cannot write")))
                .isEqualTo("undocumented code CMMVC5786E");
        assertThat(fault(new LabClient.Answer(500, "java.lang.IllegalStateException")))
                .startsWith("undocumented code");
        assertThat(fault(new LabClient.Answer(503, ""))).isEqualTo("undocumented status");
        assertThat(fault(new LabClient.Answer(200, "{"))).isEqualTo("no JSON");
        assertThat(fault(new LabClient.Answer(403, ""))).isEqualTo("no reason");
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

    private static String fault(LabClient.Answer answer) {
        if (!STATUSES.contains(answer.status())) {
            return "undocumented status";
        }
        if (answer.status() == 200) {
            return isJson(answer.text()) ? "" : "no JSON";
        }
        if (answer.status() == 500) {
            return CODES.contains(answer.code()) ? "" : "undocumented code " + answer.code();
        }
        return answer.text().isEmpty() ? "no reason" : "";
    }

    /** Nothing at all is said where there is nothing to say. */
    private static boolean isJson(String text) {
        try {
            new JsonMapper().readTree(text);
            return true;
        } catch (JsonProcessingException broken) {
            return false;
        }
    }

    private String path() {
        return "/" + one(COMMANDS) + (random.nextBoolean() ? "/" + one(ARGUMENTS) : "");
    }

    private String body() {
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "null";
            case 2 -> "{\"source\":";
            case 3 -> "[".repeat(1 + random.nextInt(5_000));
            case 4 -> random.nextInt(20) == 0 ? "\"" + "x".repeat(2 << 20) + "\"" : "no json";
            default -> options();
        };
    }

    private String options() {
        StringBuilder options = new StringBuilder("{");
        int count = random.nextInt(6);
        for (int index = 0; index < count; index++) {
            options.append(index == 0 ? "" : ",")
                    .append('"')
                    .append(one(NAMES))
                    .append("\":")
                    .append(one(VALUES));
        }
        return options.append('}').toString();
    }

    private String one(List<String> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
