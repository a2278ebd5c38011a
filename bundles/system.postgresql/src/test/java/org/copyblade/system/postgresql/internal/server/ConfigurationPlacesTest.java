package org.copyblade.system.postgresql.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.system.spi.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationPlacesTest {

    @TempDir
    private Path work;

    private ConfigurationPlaces at(List<Path> files) {
        return new ConfigurationPlaces(files, List.of());
    }

    private Path make(String... names) throws Exception {
        for (String name : names) {
            Path file = work.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        return work;
    }

    @Test
    void whatADistributionKeepsBesideTheConfiguration_isTheServers() throws Exception {
        make(
                "postgresql.conf",
                "postgresql.conf.dpkg-old",
                "pg_hba.conf",
                "pg_hba.conf~",
                "pg_ident.conf",
                "environment",
                "start.conf",
                "pg_ctl.conf",
                "conf.d/10-memory.conf",
                "more/included.txt",
                "server.crt",
                "server.key",
                "root.crt");
        Files.createSymbolicLink(work.resolve("hba"), Files.createFile(work.resolve("hba.rules")));

        ConfigurationPlaces found = at(Stream.of("postgresql.conf", "hba", "more/included.txt")
                .map(work::resolve)
                .toList());

        assertThat(found.dataSets()).extracting(DataSet::place).containsExactly(work.toString());
        assertThat(found.foreign()).isEmpty();
        assertThat(found.findings()).isEmpty();
    }

    @Test
    void whatElseIsInTheDirectory_isForeign() throws Exception {
        make("pg_hba.conf", ".pgpass", ".ssh/authorized_keys", "scripts/nightly.conf");

        ConfigurationPlaces found = at(List.of(work.resolve("pg_hba.conf")));

        assertThat(found.dataSets()).extracting(DataSet::place).containsExactly(work.toString());
        assertThat(found.foreign())
                .containsExactly(
                        work.resolve(".pgpass").toString(),
                        work.resolve(".ssh").toString(),
                        work.resolve("scripts").toString());
    }

    @Test
    void aDirectoryInWhichNoFileOfTheServerIs_isNotTaken() throws Exception {
        make("letters.txt");

        ConfigurationPlaces found = at(List.of(work.resolve("gone.conf")));

        assertThat(found.dataSets()).isEmpty();
        assertThat(found.foreign()).isEmpty();
        assertThat(found.findings()).hasSize(1);
    }
}
