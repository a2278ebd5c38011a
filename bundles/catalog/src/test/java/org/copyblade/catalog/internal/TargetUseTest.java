package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.CopyTarget;
import org.copyblade.catalog.TargetUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses the targets of a backup of many volumes. */
class TargetUseTest {

    private static final int TARGETS = 250;

    @TempDir
    Path folder;

    private final AtomicInteger statements = new AtomicInteger();

    @Test
    void manyTargetsTakeFewStatements_andEachKeepsItsPlace() throws Exception {
        try (Database database = Sqlite.open(folder.resolve("catalog.db"))) {
            SqlCatalog catalog = new SqlCatalog(new Counting(database));
            catalog.commit(List.of(
                    save(1, "a", IntStream.range(0, TARGETS)), save(2, "b", IntStream.of(TARGETS - 1, 120, 120, 3))));
            List<CopyTarget> targets =
                    IntStream.range(0, TARGETS).mapToObj(TargetUseTest::target).toList();
            statements.set(0);

            List<TargetUse> uses = catalog.usedByOthers(targets, "c", 6);

            assertThat(statements).hasValue(3);
            assertThat(uses).hasSize(TARGETS + 3).containsSubsequence(use(2, "a", 1), use(3, "b", 2), use(3, "a", 1));
            assertThat(uses).endsWith(use(TARGETS - 1, "b", 2), use(TARGETS - 1, "a", 1));
            assertThat(catalog.usedByOthers(targets, "a", 6)).hasSize(3).startsWith(use(3, "b", 2));
        }
    }

    private static Change save(long number, String profile, IntStream targets) {
        Backup backup = Samples.backup(number, "ims1", profile, Backup.State.COMPLETE, Optional.empty());
        List<String> pairs = targets.mapToObj(target -> "S -> T" + target).toList();
        return new Change.SaveBackup(Samples.stored(
                backup.withCopies(List.of(new Backup.Copy(Samples.group(number), "flash", "box", "fast", pairs)))));
    }

    private static CopyTarget target(int number) {
        return new CopyTarget("flash", "box", "T" + number);
    }

    private static TargetUse use(int target, String profile, long backup) {
        return new TargetUse(target(target), BackupId.of(backup), profile);
    }

    /** Counts what it is asked. */
    private final class Counting implements Database {
        private final Database counted;

        private Counting(Database counted) {
            this.counted = counted;
        }

        @Override
        public <T> T read(Work<T> work) throws CatalogException {
            return counted.read(connection -> work.on(counting(connection)));
        }

        @Override
        public <T> T write(Work<T> work) throws CatalogException {
            return counted.write(work);
        }

        @Override
        public boolean usable() {
            return counted.usable();
        }

        @Override
        public void close() {
            counted.close();
        }
    }

    private Connection counting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
