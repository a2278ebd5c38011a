package org.copyblade.system.postgresql.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedDataTest {

    @TempDir
    private Path work;

    private Path data;
    private Path elsewhere;
    private Path version;

    @BeforeEach
    void usualDirectory() throws Exception {
        data = work.resolve("data");
        elsewhere = Files.createDirectories(work.resolve("elsewhere"));
        version = Files.createDirectories(work.resolve("fast/PG_15_202209061"));
        for (String directory : List.of("base/5", "global", "pg_xact", "pg_tblspc/16400/PG_15_202209061/5")) {
            Files.createDirectories(data.resolve(directory));
        }
        Files.createFile(data.resolve("base/5/1259"));
    }

    private void link(Path entry) throws Exception {
        Files.createSymbolicLink(entry, elsewhere);
    }

    private List<Path> found() throws Exception {
        return LinkedData.find(data, List.of(version));
    }

    @Test
    void linksThatAdministratorsMake_areNoneOfTheDatabase() throws Exception {
        for (String name : List.of(
                "pg_wal",
                "pg_tblspc/16385",
                "pg_stat_tmp",
                "pg_notify",
                "base/pgsql_tmp",
                "log",
                "pg_log",
                "pg_archive",
                "postgresql.conf",
                "pg_hba.conf",
                "conf.d",
                "server.crt",
                "server.key")) {
            link(data.resolve(name));
        }
        link(version.resolve("pgsql_tmp"));
        link(version.resolveSibling("photos"));

        assertThat(found()).isEmpty();
    }

    @Test
    void everyLinkInWhatIsTheDatabase_isFound() throws Exception {
        for (String name : List.of(
                "base/16385", "base/5/2619", "global/1262", "pg_multixact", "pg_tblspc/16400/PG_15_202209061/5/9")) {
            link(data.resolve(name));
        }
        link(version.resolve("5"));

        assertThat(found())
                .containsExactlyInAnyOrder(
                        data.resolve("base/16385"),
                        data.resolve("base/5/2619"),
                        data.resolve("global/1262"),
                        data.resolve("pg_multixact"),
                        data.resolve("pg_tblspc/16400/PG_15_202209061/5/9"),
                        version.resolve("5"));
    }

    @Test
    void directoryOfTheTablespaces_andThatOfOneInATablespace_areFoundBehindALinkThemselves() throws Exception {
        Files.move(data.resolve("pg_tblspc"), elsewhere.resolve("pg_tblspc"));
        Files.createSymbolicLink(data.resolve("pg_tblspc"), elsewhere.resolve("pg_tblspc"));
        Files.delete(version);
        link(version);

        assertThat(found()).containsExactly(data.resolve("pg_tblspc"), version);
    }
}
