package org.copyblade.lab.zosmf.internal.jes;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.zosmf.internal.jcl.JobCard;

/**
 * Jobs on disk, a file each, so that they outlive the process as they do an IPL. What was acknowledged is there after
 * {@code kill -9}; a power loss of the machine may lose it. One thread at a time for one job.
 */
final class SpoolStore {
    private static final JsonMapper JSON = new JsonMapper();

    private record StoredFile(SpoolFile.Head head, List<String> lines) {}

    private record StoredJob(
            int number,
            JobCard card,
            String owner,
            String system,
            String correlator,
            List<String> jcl,
            Map<String, String> symbols,
            String notifyUrl,
            Job.Status status,
            boolean held,
            String jobClass,
            String result,
            String submitted,
            String started,
            String ended,
            List<StepResult> steps,
            List<StoredFile> files) {}

    private final Path directory;

    SpoolStore(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void save(Job job) throws IOException {
        Job.Identity identity = job.identity();
        Job.State state = job.state();
        StoredJob stored = new StoredJob(
                identity.number(),
                identity.card(),
                identity.owner(),
                identity.system(),
                identity.correlator(),
                identity.jcl(),
                identity.symbols(),
                identity.notifyUrl(),
                state.status(),
                state.held(),
                state.jobClass(),
                state.result(),
                state.submitted().toString(),
                state.started().map(Instant::toString).orElse(""),
                state.ended().map(Instant::toString).orElse(""),
                state.steps(),
                job.files().stream()
                        .map(it -> new StoredFile(it.head(), it.lines()))
                        .toList());
        Path fresh = directory.resolve(identity.id() + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(stored));
        Files.move(fresh, path(identity.number()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(Job job) throws IOException {
        Files.deleteIfExists(path(job.identity().number()));
    }

    List<Job> load() throws IOException {
        List<Job> jobs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "JOB*.json")) {
            for (Path file : files) {
                jobs.add(job(JSON.readValue(file.toFile(), StoredJob.class)));
            }
        }
        return jobs;
    }

    private static Job job(StoredJob stored) {
        return new Job(
                new Job.Identity(
                        stored.number(),
                        stored.card(),
                        stored.owner(),
                        stored.system(),
                        stored.correlator(),
                        stored.jcl(),
                        stored.symbols(),
                        stored.notifyUrl()),
                new Job.State(
                        stored.status(),
                        stored.held(),
                        stored.jobClass(),
                        stored.result(),
                        Instant.parse(stored.submitted()),
                        instant(stored.started()),
                        instant(stored.ended()),
                        stored.steps()),
                stored.files().stream()
                        .map(it -> new SpoolFile(it.head(), it.lines()))
                        .toList());
    }

    private static Optional<Instant> instant(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private Path path(int number) {
        return directory.resolve("JOB%05d.json".formatted(number));
    }
}
