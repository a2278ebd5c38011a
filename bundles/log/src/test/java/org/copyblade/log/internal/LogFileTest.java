package org.copyblade.log.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 20);

    @TempDir
    private Path directory;

    private Path path;
    private LogFile file;

    @BeforeEach
    void open() {
        path = directory.resolve("log/copyblade.log");
        file = fresh();
    }

    private LogFile fresh() {
        return new LogFile(path, ZoneOffset.UTC, 12, new Retention(2, 30));
    }

    @Test
    void lineIsInTheFileAtOnce_andLaterProcessesAddToIt() throws IOException {
        file.write(DAY, "one\n");
        assertThat(path).hasContent("one\n");
        touched(DAY);
        fresh().write(DAY, "two\n");
        assertThat(path).hasContent("one\ntwo\n");
    }

    @Test
    void closedFile_opensAgain() {
        file.write(DAY, "one\n");
        file.close();
        file.close();
        file.write(DAY, "two\n");
        assertThat(path).hasContent("one\ntwo\n");
    }

    @Test
    void newDay_putsTheOldOneAside() throws IOException {
        file.write(DAY, "one\n");
        file.write(DAY.plusDays(1), "two\n");
        assertThat(path).hasContent("two\n");
        assertThat(path.resolveSibling("copyblade-2026-03-20.0.log")).hasContent("one\n");
        touched(DAY.plusDays(1));
        fresh().write(DAY.plusDays(2), "three\n");
        assertThat(path.resolveSibling("copyblade-2026-03-21.0.log")).hasContent("two\n");
        assertThat(path).hasContent("three\n");
    }

    @Test
    void fileThatWouldBecomeTooLarge_isPutAside_andNoLineIsTorn() throws IOException {
        file.write(DAY, "eight888\n");
        file.write(DAY, "four\n");
        file.write(DAY, "longer than all of a file\n");
        assertThat(names())
                .containsExactly("copyblade-2026-03-20.0.log", "copyblade-2026-03-20.1.log", "copyblade.log");
        assertThat(path).hasContent("longer than all of a file\n");
        assertThat(path.resolveSibling("copyblade-2026-03-20.1.log")).hasContent("four\n");
    }

    @Test
    void expiredFilesGo_andOthersNobodyTouches() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path.resolveSibling("copyblade-2026-03-17.4.log"), "expired");
        Files.writeString(path.resolveSibling("copyblade-2026-03-18.0.log"), "not yet");
        Files.writeString(path.resolveSibling("copyblade-notes.log"), "the operator's");
        Files.writeString(path.resolveSibling("copyblade-2026-99-01.0.log"), "no day");
        file.write(DAY.minusDays(1), "one\n");
        file.write(DAY, "two\n");
        assertThat(names())
                .containsExactly(
                        "copyblade-2026-03-18.0.log",
                        "copyblade-2026-03-19.0.log",
                        "copyblade-2026-99-01.0.log",
                        "copyblade-notes.log",
                        "copyblade.log");
    }

    @Test
    void logThatCannotBeWritten_failsNobody() throws IOException {
        Files.createDirectories(path);
        assertThatCode(() -> file.write(DAY, "unheard\n")).doesNotThrowAnyException();
    }

    private void touched(LocalDate day) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(day.atTime(12, 0).toInstant(ZoneOffset.UTC)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.map(found -> found.getFileName().toString()).sorted().toList();
        }
    }
}
