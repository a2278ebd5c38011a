package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.junit.jupiter.api.Test;

/** A full filesystem stops the catalog, tears nothing, and is over when there is room again. */
class FullDiskTest {

    @Test
    void commitsFailCleanly_nothingIsTorn_andGoOnWhenThereIsRoomAgain() throws Exception {
        ScratchFilesystem.unsupportedReason(Kind.XFS).ifPresent(reason -> assumeTrue(false, "skipped: " + reason));
        try (ScratchFilesystem filesystem = ScratchFilesystem.create(Kind.XFS, 512)) {
            Path file = filesystem.root().resolve("catalog.db");
            long acknowledged;
            try (Database database = Sqlite.lazy(file)) {
                Catalog catalog = new SqlCatalog(database);
                catalog.commit(Committer.changes(1));
                Path filler = filesystem.fill();

                acknowledged = commitUntilItFails(catalog, file);

                assertThat(catalog.runs(1)).as("reading goes on").hasSize(1);
                Files.delete(filler);
                catalog.commit(Committer.changes(acknowledged + 1));
                acknowledged++;
            }
            assertThat(AcknowledgedCommits.lost(file, acknowledged)).isEmpty();
        }
    }

    private static long commitUntilItFails(Catalog catalog, Path file) throws Exception {
        for (long number = 2; number < 100_000; number++) {
            long next = number;
            CatalogException failure =
                    catchThrowableOfType(CatalogException.class, () -> catalog.commit(Committer.changes(next)));
            if (failure != null) {
                assertThat(failure.reason()).isEqualTo(Reason.FAILED);
                assertThat(failure).hasMessage("catalog " + file + " cannot be used: its filesystem is full");
                return number - 1;
            }
        }
        throw new AssertionError("the filesystem is not full");
    }
}
