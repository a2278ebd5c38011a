package org.copyblade.lab.vsp.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Where the jobs of a system are kept, so that they outlive the process: a line for each change of one, of which the last one
 * counts. A last line that is not whole was written while the process died, and is left out. Safe for many threads.
 */
final class JobFile {
    private final Path path;

    JobFile(Path home, String serial) {
        this.path = home.resolve("vsp-jobs-" + serial + ".jsonl");
    }

    /** What was kept of each job, by number, those that were refused included. */
    synchronized TreeMap<Long, JobRecord> read() throws IOException {
        TreeMap<Long, JobRecord> jobs = new TreeMap<>();
        if (Files.exists(path)) {
            List<String> lines = List.of(Files.readString(path).split("\n", -1));
            // What follows the last end of line is empty, or was never whole.
            for (String line : lines.subList(0, lines.size() - 1)) {
                JobRecord job = PairForm.JSON.readValue(line, JobRecord.class);
                jobs.put(job.id(), job);
            }
        }
        return jobs;
    }

    /** Keeps a job as it is now. */
    synchronized void add(JobRecord job) throws Refusal {
        try (FileOutputStream file = new FileOutputStream(path.toFile(), true)) {
            file.write(line(job));
        } catch (IOException cause) {
            throw Refusal.of(500, Codes.ARRAY, "The job cannot be kept: " + cause.getMessage());
        }
    }

    /** Keeps these and no others. */
    synchronized void write(Collection<JobRecord> jobs) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (FileOutputStream file = new FileOutputStream(fresh.toFile())) {
            for (JobRecord job : jobs) {
                file.write(line(job));
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] line(JobRecord job) throws IOException {
        return (PairForm.JSON.writeValueAsString(job) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
