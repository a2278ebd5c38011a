package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The archive holds what the directory holds, and nothing that differs from build to build. */
class ArchiveIT {
    private static final Path TREE = Path.of(System.getProperty("copyblade.tree"));

    @Test
    void everyEntry_bearsTheBuildsTimestamp_notTheClocks() throws Exception {
        List<String> entries = list("--full-time", "--utc", "-tvz");
        assertThat(entries).hasSizeGreaterThan(30);
        assertThat(entries.stream().filter(entry -> !entry.contains(" 2026-11-22 00:00:00 ")))
                .isEmpty();
    }

    @Test
    void archive_holdsTheTree() throws Exception {
        List<String> inArchive = list("-tz").stream()
                .filter(entry -> !entry.endsWith("/"))
                .map(entry -> entry.substring(entry.indexOf('/') + 1))
                .sorted()
                .toList();
        try (Stream<Path> files = Files.walk(TREE)) {
            assertThat(inArchive)
                    .isEqualTo(files.filter(Files::isRegularFile)
                            .map(file -> TREE.relativize(file).toString())
                            .filter(file -> !file.startsWith("data/"))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void everyEntry_hasTheSameOwnerAndModes_whoeverBuilds() throws Exception {
        assertThat(list("--numeric-owner", "-tvz"))
                .allMatch(entry -> entry.matches("(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) 0/0 .*"));
    }

    @Test
    void whatIsForTestsOnly_isNotInTheProduct() throws Exception {
        assertThat(list("-tz").stream().filter(entry -> !entry.matches("[^/]+/demo/.*")))
                .noneMatch(entry -> entry.matches(".*(\\.memory|\\.bench|\\.demo)[-.].*\\.jar"));
    }

    private static List<String> list(String... options) throws Exception {
        try (Stream<Path> files = Files.list(TREE.getParent())) {
            Path archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            Process tar = new ProcessBuilder(Stream.concat(
                                    Stream.of("tar"),
                                    Stream.concat(Stream.of(options), Stream.of("-f", archive.toString())))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            List<String> lines = tar.inputReader().lines().toList();
            assertThat(tar.waitFor()).isZero();
            return lines;
        }
    }
}
