package org.copyblade.catalog.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.JournalEntry.Kind;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** A process of its own that commits one numbered set of changes after the other and says each number once it is durable. */
final class Committer implements AutoCloseable {

    private final Process process;
    private final Thread reader;
    private long acknowledged; // guarded by this
    private int heard; // guarded by this
    private boolean silent; // guarded by this

    private Committer(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "committer-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Goes on after the highest number in that file. */
    static Committer start(Path file, SynchronousMode durability) throws IOException {
        return new Committer(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        // Dies of it when its filesystem is taken away, as is wanted; there is nothing to report.
                        "-XX:+SuppressFatalErrorMessage",
                        "-XX:-CreateCoredumpOnCrash",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Committer.class.getName(),
                        file.toString(),
                        durability.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The changes of one number. */
    static List<Change> changes(long number) {
        Backup backup = Samples.backup(number, "ims1", "nightly", Backup.State.COMPLETE, Optional.empty());
        return List.of(
                new Change.SaveRun(Samples.openRun(number)),
                new Change.Append(Samples.entry(number, Kind.INTENT, "establish")),
                new Change.SaveBackup(Samples.stored(backup)),
                new Change.SaveEvidence(Samples.evidence(number)));
    }

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        SynchronousMode durability = SynchronousMode.valueOf(arguments[1]);
        try (Database database = new SqliteOpener(
                        file, new SqliteConnections(file, Sqlite.BUSY_LIMIT, durability), Sqlite.BUSY_LIMIT)
                .open()) {
            Catalog catalog = new SqlCatalog(database);
            long number = catalog.runs(1).stream()
                    .mapToLong(run -> run.id().number())
                    .findFirst()
                    .orElse(0);
            while (!System.out.checkError()) { // nobody listens any more when the test has died
                number++;
                catalog.commit(changes(number));
                System.out.println(number);
            }
        } catch (CatalogException e) {
            System.err.println("committer: " + e.getMessage());
        }
    }

    /** The highest number said so far. */
    synchronized long acknowledged() {
        return acknowledged;
    }

    /** Waits until it has said so many numbers since its start. */
    void awaitCommits(int numbers) throws InterruptedException {
        synchronized (this) {
            while (heard < numbers && !silent) {
                wait();
            }
        }
        if (heard < numbers) {
            throw new IllegalStateException("the committer ended after " + heard + " commits");
        }
    }

    /** Ends it with no chance to do anything more; on return everything it has said was heard. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process itself would close the pipe with what is still in it
        process.waitFor();
        reader.join();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(Long.parseLong(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private synchronized void hear(long number) {
        acknowledged = number;
        heard++;
        notifyAll();
    }

    private synchronized void end() {
        silent = true;
        notifyAll();
    }
}
