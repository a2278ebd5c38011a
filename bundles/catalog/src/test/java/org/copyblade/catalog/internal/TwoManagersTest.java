package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** An embedded catalog belongs to one manager at a time. */
class TwoManagersTest {

    @TempDir
    private Path folder;

    private static void isInUse(Path file) {
        CatalogException refusal = catchThrowableOfType(CatalogException.class, () -> Sqlite.open(file));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
        assertThat(refusal).hasMessage("another manager uses catalog " + file);
    }

    @Test
    void aSecondOneInTheSameProcess_isRefused_untilTheFirstHasClosed() throws Exception {
        Path file = folder.resolve("catalog.db");
        try (Database first = Sqlite.open(file)) {
            isInUse(file);
            new SqlCatalog(first).commit(Committer.changes(1));
            isInUse(file);
        }
        Sqlite.open(file).close();
    }

    @Test
    void aSecondProcess_isRefused_untilTheFirstHasDied() throws Exception {
        Path file = folder.resolve("catalog.db");
        try (Committer first = Committer.start(file, SynchronousMode.FULL)) {
            first.awaitCommits(3);
            isInUse(file);
            first.awaitCommits(6);
            first.kill();
        }
        Sqlite.open(file).close();
    }

    @Test
    void anotherNameForTheSameFolder_isNoWayAround() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), real);
        try (Database first = Sqlite.open(real.resolve("catalog.db"))) {
            assertThat(first.usable()).isTrue();
            isInUse(alias.resolve("catalog.db"));
        }
    }
}
