package org.copyblade.demo.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Backups;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.Outcome;
import org.copyblade.api.Profiles;
import org.copyblade.api.Restores;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.api.Systems;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Works with the Data Copy Manager as an operator does: configuration is a file in the watched folder, everything else a
 * call of the api. Safe from any thread.
 */
@Component(service = Operator.class)
public final class Operator {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(20);
    private static final Duration CONFIGURATION_LIMIT = Duration.ofSeconds(30);

    private final Path configuration = Path.of(System.getProperty("copyblade.config", "config"));
    private final Backups backups;
    private final Restores restores;
    private final Runs runs;
    private final Profiles profiles;
    private final Systems systems;

    @Activate
    public Operator(
            @Reference(name = "backups") Backups backups,
            @Reference(name = "restores") Restores restores,
            @Reference(name = "runs") Runs runs,
            @Reference(name = "profiles") Profiles profiles,
            @Reference(name = "systems") Systems systems) {
        this.backups = backups;
        this.restores = restores;
        this.runs = runs;
        this.profiles = profiles;
        this.systems = systems;
    }

    /**
     * Writes one configuration file.
     *
     * @param pid factory PID of what is configured
     * @param name which one of its kind
     * @return the file, which ends the configuration when it is deleted
     */
    public Path configure(String pid, String name, Map<String, String> values) throws IOException {
        String text = new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        Path file = configuration.resolve(pid + "-" + name + ".cfg");
        Path beside = Files.createTempFile(configuration, ".", ".tmp");
        Files.writeString(beside, text);
        return Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The folder of configuration files. */
    public Path configuration() {
        return configuration;
    }

    /** Waits until the profile and its system are in force; fails with what the manager says of a refused profile. */
    public void awaitProfile(String name) throws CopybladeException, InterruptedException {
        long deadline = System.nanoTime() + CONFIGURATION_LIMIT.toNanos();
        while (true) {
            String missing = missing(name);
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "profile '" + name + "': " + missing);
            }
            Thread.sleep(20);
        }
    }

    private String missing(String name) throws CopybladeException {
        var found = profiles.list().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return "its configuration is not in force yet";
        }
        if (found.get().refused().isPresent()) {
            return found.get().refused().get();
        }
        String system = found.get().system();
        return systems.list().stream().anyMatch(status -> status.name().equals(system) && status.present())
                ? ""
                : "its system '" + system + "' is not there";
    }

    /** Takes a backup to its end; fails unless it is COMPLETE. */
    public TimedRun backup(String profile) throws CopybladeException, InterruptedException {
        return backup(profile, Map.of());
    }

    /** Likewise, with options of the profile overridden for this one. */
    public TimedRun backup(String profile, Map<String, String> overrides)
            throws CopybladeException, InterruptedException {
        long began = System.nanoTime();
        return awaitComplete(backups.start(profile, overrides), began);
    }

    /** Restores in place, without a way back, to the end; fails unless it is COMPLETE. */
    public TimedRun restore(BackupId id) throws CopybladeException, InterruptedException {
        long began = System.nanoTime();
        return awaitComplete(restores.start(id, false), began);
    }

    public Backup get(BackupId id) throws CopybladeException {
        return backups.get(id);
    }

    public Evidence evidence(BackupId id) throws CopybladeException {
        return backups.evidence(id);
    }

    private TimedRun awaitComplete(RunId id, long began) throws CopybladeException, InterruptedException {
        Run run;
        try {
            run = awaitEnd(id, Long.MAX_VALUE);
        } catch (InterruptedException e) {
            // Whoever gives up next takes the run's server and storage away: it must not be working on them.
            runs.cancel(id);
            awaitEnd(id, CANCEL_LIMIT.toNanos());
            throw e;
        }
        long ended = System.nanoTime();
        if (run.outcome().filter(Outcome.COMPLETE::equals).isEmpty()) {
            throw new CopybladeException(
                    ErrorCode.COPY_FAILED,
                    run.kind() + " " + id + " ended "
                            + run.outcome().map(Outcome::name).orElse("not yet") + ": " + run.message(),
                    run.findings());
        }
        return new TimedRun(run, began, ended);
    }

    private Run awaitEnd(RunId id, long limitNanos) throws CopybladeException, InterruptedException {
        long began = System.nanoTime();
        Run run = runs.get(id);
        while (run.outcome().isEmpty() && System.nanoTime() - began < limitNanos) {
            run = runs.await(run, LOOK);
        }
        return run;
    }
}
