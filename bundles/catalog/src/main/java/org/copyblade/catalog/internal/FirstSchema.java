package org.copyblade.catalog.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * All tables of a new SQLite file in one transaction, with the lines that Flyway would have left in {@code schema_history}:
 * later versions go on from there. Loading Flyway takes the first start of an instance longer than anything else that only
 * that start does.
 */
final class FirstSchema {

    /** As Flyway makes it. */
    private static final String HISTORY =
            """
            CREATE TABLE "schema_history" (
                "installed_rank" INT NOT NULL PRIMARY KEY,
                "version" VARCHAR(50),
                "description" VARCHAR(200) NOT NULL,
                "type" VARCHAR(20) NOT NULL,
                "script" VARCHAR(1000) NOT NULL,
                "checksum" INT,
                "installed_by" VARCHAR(100) NOT NULL,
                "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                "execution_time" INT NOT NULL,
                "success" BOOLEAN NOT NULL
            );
            CREATE INDEX "schema_history_s_idx" ON "schema_history" ("success");
            """;

    private static final String LINE =
            "insert into schema_history (installed_rank, version, description, type, script, checksum, installed_by,"
                    + " execution_time, success) values (?, ?, ?, 'SQL', ?, ?, '', 0, 1)";

    private FirstSchema() {}

    /**
     * Makes the tables of these scripts.
     *
     * @param empty a database without any table
     * @param scripts by name, in the order of their versions
     * @param placeholders text by the name that the scripts use
     */
    static void make(Connection empty, List<String> scripts, Map<String, String> placeholders)
            throws SQLException, IOException {
        empty.setAutoCommit(false);
        try (Statement statement = empty.createStatement()) {
            statement.executeUpdate(HISTORY);
            for (String script : scripts) {
                statement.executeUpdate(replaced(SchemaText.of(script), placeholders));
            }
        }
        try (PreparedStatement line = empty.prepareStatement(LINE)) {
            for (int i = 0; i < scripts.size(); i++) {
                String script = scripts.get(i);
                line.setInt(1, i + 1);
                line.setString(2, String.valueOf(i + 1));
                line.setString(3, description(script));
                line.setString(4, script);
                line.setInt(5, checksum(SchemaText.of(script)));
                line.executeUpdate();
            }
        }
        empty.commit();
    }

    private static String replaced(String script, Map<String, String> placeholders) {
        String text = script;
        for (Map.Entry<String, String> each : placeholders.entrySet()) {
            text = text.replace("${" + each.getKey() + "}", each.getValue());
        }
        return text;
    }

    /** Of {@code V1__runs_and_backups.sql} it is "runs and backups". */
    private static String description(String script) {
        return script.substring(script.indexOf("__") + 2, script.lastIndexOf('.'))
                .replace('_', ' ');
    }

    /** Of the lines without their ends, before anything in them is replaced. */
    private static int checksum(String script) {
        CRC32 sum = new CRC32();
        script.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }
}
