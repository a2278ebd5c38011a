package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Random;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no sound catalog are refused with the reason, left as they are, and taken once they are sound. */
class AlienFileTest {

    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("catalog.db");
    }

    private void fill(int changes) throws Exception {
        try (Database database = Sqlite.open(file)) {
            Catalog catalog = new SqlCatalog(database);
            for (int number = 1; number <= changes; number++) {
                catalog.commit(Committer.changes(number));
            }
        }
    }

    private void isRefused(Reason reason, String text) throws Exception {
        byte[] before = Files.readAllBytes(file);
        try (Database database = Sqlite.lazy(file)) {
            Catalog catalog = new SqlCatalog(database);
            for (int attempt = 0; attempt < 2; attempt++) {
                CatalogException refusal =
                        catchThrowableOfType(CatalogException.class, () -> catalog.commit(Committer.changes(9_999)));
                assertThat(refusal).isNotNull();
                assertThat(refusal.reason()).isEqualTo(reason);
                assertThat(refusal.getMessage()).startsWith(text).doesNotContain("\n");
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private String alien(String why) {
        return file + " is not a catalog that can be used: " + why;
    }

    @Test
    void anEmptyFile() throws Exception {
        Files.createFile(file);
        isRefused(Reason.ALIEN, alien("it is empty"));
    }

    @Test
    void randomBytes() throws Exception {
        byte[] bytes = new byte[3 * PAGE];
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);
        isRefused(Reason.ALIEN, alien("it is not a SQLite database"));
    }

    @Test
    void aDirectory() throws Exception {
        Files.createDirectory(file);
        CatalogException refusal = catchThrowableOfType(CatalogException.class, () -> Sqlite.open(file));
        assertThat(refusal).hasMessage(alien("it is not a regular file"));
    }

    @Test
    void aDatabaseOfAnotherProgram() throws Exception {
        execute("create table precious (a)");
        isRefused(Reason.ALIEN, alien("it is a SQLite database of another program"));
    }

    @Test
    void aFileThatEndsInItsHeader() throws Exception {
        fill(1);
        truncate(60);
        isRefused(Reason.ALIEN, alien("it is not a SQLite database"));
    }

    @Test
    void aTruncatedFile() throws Exception {
        fill(100);
        truncate(Files.size(file) / 2);
        isRefused(Reason.ALIEN, "catalog " + file + " cannot be used: it is damaged");
    }

    @Test
    void aFileTornInTheMiddle() throws Exception {
        fill(200);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2 / PAGE * PAGE);
            bytes.write(new byte[4 * PAGE]);
        }
        isRefused(Reason.ALIEN, alien("it is damaged: "));
    }

    @Test
    void aCatalogOfANewerVersion() throws Exception {
        fill(1);
        execute("pragma user_version = 1000");
        isRefused(
                Reason.ALIEN,
                alien("a newer version wrote it, its tables are of version 1000 and this one knows " + Schema.VERSION));
    }

    @Test
    void aLogWhoseFileIsGone() throws Exception {
        fill(1);
        Path log = Files.write(folder.resolve("catalog.db-wal"), new byte[] {1, 2, 3});
        Files.delete(file);
        CatalogException refusal = catchThrowableOfType(CatalogException.class, () -> Sqlite.open(file));
        assertThat(refusal.reason()).isEqualTo(Reason.ALIEN);
        assertThat(refusal)
                .hasMessage("catalog " + file + " is gone but its log catalog.db-wal is still there; put the file back,"
                        + " or move the log away too");
        assertThat(file).doesNotExist();
        assertThat(log).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void aRefusedCatalog_isTakenOnceItsCauseIsGone() throws Exception {
        fill(3);
        Path aside = Files.move(file, folder.resolve("aside"));
        Files.writeString(
                file,
                "not a catalog, but somebody's file; long enough to have something like a header"
                        + ", which a hundred bytes suffice for");
        try (Database database = Sqlite.lazy(file)) {
            Catalog catalog = new SqlCatalog(database);
            assertThat(catchThrowableOfType(CatalogException.class, catalog::openRuns))
                    .hasMessage(alien("it is not a SQLite database"));
            Files.delete(file);
            Files.move(aside, file);
            assertThat(catalog.openRuns()).hasSize(3);
        }
    }

    @Test
    void whatACrashLeftWhileMakingOne_isMadeAnew() throws Exception {
        Files.write(folder.resolve("catalog.db.new"), new byte[] {1, 2, 3});
        fill(1);
        assertThat(folder.resolve("catalog.db.new")).doesNotExist();
        assertThat(AcknowledgedCommits.lost(file, 1)).isEmpty();
    }

    @Test
    void aCatalogRemovedWhileInUse_isNotReplacedByAnEmptyOne() throws Exception {
        try (Database database = Sqlite.lazy(file)) {
            Catalog catalog = new SqlCatalog(database);
            catalog.commit(Committer.changes(1));
            Path aside = Files.move(file, folder.resolve("aside"));
            assertThat(catchThrowableOfType(CatalogException.class, () -> catalog.commit(Committer.changes(2))))
                    .hasMessage("catalog " + file + " was removed while it was in use");
            assertThat(catchThrowableOfType(CatalogException.class, () -> catalog.commit(Committer.changes(2))))
                    .hasMessageStartingWith("catalog " + file + " was removed while it was in use; put it back");
            Files.move(aside, file);
            catalog.commit(Committer.changes(2));
        }
        assertThat(AcknowledgedCommits.lost(file, 2)).isEmpty();
    }

    @Test
    void aReadOnlyFilesystem() throws Exception {
        ScratchFilesystem.unsupportedReason(Kind.XFS).ifPresent(reason -> assumeTrue(false, "skipped: " + reason));
        try (ScratchFilesystem filesystem = ScratchFilesystem.create(Kind.XFS, 512)) {
            file = filesystem.root().resolve("catalog/catalog.db");
            fill(1);
            remount(filesystem, "ro");
            try {
                isRefused(Reason.FAILED, "cannot lock catalog " + file + ": Read-only file system");
            } finally {
                remount(filesystem, "rw");
            }
            fill(1);
        }
    }

    private static void remount(ScratchFilesystem filesystem, String mode) throws Exception {
        int status = new ProcessBuilder(
                        "mount", "-o", "remount," + mode, filesystem.root().toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private void truncate(long size) throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(size);
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
