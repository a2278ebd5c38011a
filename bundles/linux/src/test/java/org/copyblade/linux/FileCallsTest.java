package org.copyblade.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCallsTest {

    @TempDir
    private Path directory;

    private FileCalls calls;
    private int open;

    @BeforeEach
    void openDirectory() throws IOException {
        calls = new FileCalls();
        open = calls.openDirectory(directory);
    }

    @AfterEach
    void closeDirectory() {
        calls.close(open);
        calls.close();
    }

    @Test
    void listsNamesOfAnyBytes_andManyOfThem() throws IOException {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 3_000; i++) {
            Files.createFile(directory.resolve("a name of some length, so that one buffer is not enough " + i));
            names.add("a name of some length, so that one buffer is not enough " + i);
        }
        String bytes = "line\nbreak \u00ff\u00fe";
        calls.close(calls.openAt(open, bytes, FileCalls.WRITE_ONLY | FileCalls.CREATE, 0600));
        names.add(bytes);
        Set<String> found = new TreeSet<>();
        calls.list(open).forEach(entry -> found.add(entry.name()));
        assertThat(found).isEqualTo(names);
        calls.removeFile(open, bytes);
    }

    @Test
    void statusTellsWhatTheJavaLibraryTells() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[12_345]);
        Files.createLink(directory.resolve("second"), file);
        FileStatus status = calls.statusAt(open, "file");
        Map<String, Object> wanted = Files.readAttributes(file, "unix:*");
        assertThat(status.kind()).isEqualTo(FileKind.FILE);
        assertThat(status.size()).isEqualTo(12_345);
        assertThat(status.inode()).isEqualTo(wanted.get("ino"));
        assertThat(status.uid()).isEqualTo(wanted.get("uid"));
        assertThat(status.links()).isEqualTo(2);
        assertThat(status.permissions()).isEqualTo((int) wanted.get("mode") & 0xFFF);
        assertThat(status.modifiedSeconds())
                .isEqualTo(Files.getLastModifiedTime(file).toInstant().getEpochSecond());
        assertThat(calls.statusAt(open, ".").kind()).isEqualTo(FileKind.DIRECTORY);
    }

    @Test
    void symbolicLinksAreNotFollowed() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("no such directory"));
        Files.createSymbolicLink(directory.resolve("file"), Path.of("no such file"));
        assertThat(calls.statusAt(open, "link").kind()).isEqualTo(FileKind.SYMLINK);
        assertThat(calls.readLink(open, "link")).isEqualTo("no such directory");
        assertThatThrownBy(() -> calls.openDirectory(open, "link")).isInstanceOf(ErrnoException.class);
        assertThatThrownBy(() -> calls.openAt(open, "file", FileCalls.READ_ONLY, 0))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ELOOP));
    }

    @Test
    void exchangedNamesChangePlaces_andNoReplaceRefuses() throws IOException {
        Files.writeString(directory.resolve("a"), "A");
        Files.writeString(directory.resolve("b"), "B");
        calls.rename(open, "a", open, "b", FileCalls.EXCHANGE);
        assertThat(directory.resolve("a")).hasContent("B");
        assertThat(directory.resolve("b")).hasContent("A");
        assertThatThrownBy(() -> calls.rename(open, "a", open, "b", FileCalls.NO_REPLACE))
                .hasMessageContaining("file exists");
    }

    @Test
    void copiedChunksKeepHoles() throws IOException {
        try (var sparse = new RandomAccessFile(directory.resolve("sparse").toFile(), "rw")) {
            sparse.seek(50L << 20);
            sparse.write("data".getBytes(StandardCharsets.UTF_8));
            sparse.setLength(100L << 20);
        }
        int source = calls.openAt(open, "sparse", FileCalls.READ_ONLY, 0);
        int target = calls.openAt(open, "copy", FileCalls.WRITE_ONLY | FileCalls.CREATE, 0600);
        long size = calls.status(source, "sparse").size();
        for (long at = 0; at < size; ) {
            at = calls.copyChunk(target, source, at, size, "sparse");
        }
        calls.truncate(target, size, "copy");
        assertThat(calls.status(target, "copy").blocks() * 512).isLessThan(2 << 20);
        calls.close(source);
        calls.close(target);
        assertThat(Files.mismatch(directory.resolve("sparse"), directory.resolve("copy")))
                .isEqualTo(-1);
    }

    @Test
    void errorsSayWhatOnWhatAndWhy() {
        assertThatThrownBy(() -> calls.statusAt(open, RawName.of("nämlich nicht da")))
                .hasMessage("look at nämlich nicht da: no such file or directory");
        assertThatThrownBy(() -> calls.openAt(open, "x".repeat(5_000), FileCalls.READ_ONLY, 0))
                .hasMessageContaining("file name too long");
    }
}
