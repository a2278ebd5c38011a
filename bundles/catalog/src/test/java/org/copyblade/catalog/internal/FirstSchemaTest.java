package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new file is the one that Flyway would have made, and Flyway goes on from it. */
class FirstSchemaTest {

    private static final String HISTORY =
            "select installed_rank, version, description, type, script, checksum, installed_by,"
                    + " success from schema_history order by installed_rank";

    @TempDir
    Path directory;

    private DataSource made;
    private DataSource migrated;

    @BeforeEach
    void makeBoth() throws Exception {
        made = SqliteConnections.scratch(directory.resolve("made.db"));
        Schema.make(made, "made");
        migrated = SqliteConnections.scratch(directory.resolve("migrated.db"));
        Schema.migrate(migrated, Dialect.SQLITE, "migrated");
    }

    @Test
    void everyTableAndIndex_isTheSame() throws Exception {
        for (String sql : List.of(
                "select type, name, tbl_name, sql from sqlite_master order by type, name",
                "pragma user_version",
                "pragma application_id",
                "pragma page_size",
                "pragma auto_vacuum",
                "pragma encoding")) {
            assertThat(rows(made, sql)).as(sql).isEqualTo(rows(migrated, sql)).isNotEmpty();
        }
    }

    @Test
    void history_isTheSame_butForTheTimes() throws Exception {
        assertThat(rows(made, HISTORY)).isEqualTo(rows(migrated, HISTORY)).hasSize(Schema.VERSION);
        String notTimes = "select count(*) from schema_history where installed_on not like '20__-__-__ __:__:__.___'";
        assertThat(rows(made, notTimes)).isEqualTo(rows(migrated, notTimes)).containsExactly(List.of("0"));
    }

    @Test
    void flyway_findsNothingToDo_andNothingWrong() throws Exception {
        List<List<String>> before = rows(made, "select * from schema_history");
        Schema.migrate(made, Dialect.SQLITE, "made");
        assertThat(rows(made, "select * from schema_history")).isEqualTo(before);
    }

    private static List<List<String>> rows(DataSource database, String sql) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
