package org.copyblade.lab.array;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.array.internal.LabDirectory;
import org.copyblade.lab.array.internal.VirtualSystem;

/**
 * The storage systems of a seed on a directory. The first opening makes the seeded volumes; later ones go on with what is
 * there, and refuse a seed whose systems, pools, subsystems or volumes are others. Only one process has a directory open.
 */
public final class VirtualArray implements AutoCloseable {
    private final LabDirectory directory;
    private final List<VirtualSystem> systems;
    private final OperationLog log;
    private final Faults faults;
    private final Map<String, Map<String, Object>> hosts;

    private VirtualArray(LabDirectory directory, List<VirtualSystem> systems, OperationLog log, ArraySeed seed) {
        this.directory = directory;
        this.systems = List.copyOf(systems);
        this.log = log;
        this.faults = new Faults(seed.faults());
        this.hosts = seed.hosts();
    }

    public static VirtualArray open(Path home, ArraySeed seed) throws SeedException {
        try {
            LabDirectory directory = LabDirectory.open(home);
            List<VirtualSystem> systems = new ArrayList<>();
            boolean opened = false;
            try {
                directory.agreeOn(seed);
                OperationLog log = new OperationLog(home.resolve("operations.log"));
                for (SystemSeed system : seed.systems()) {
                    systems.add(VirtualSystem.open(directory, system, log));
                }
                directory.seeded(seed);
                opened = true;
                return new VirtualArray(directory, systems, log, seed);
            } finally {
                if (!opened) {
                    systems.forEach(VirtualSystem::close);
                    directory.close();
                }
            }
        } catch (ArrayException | IOException cause) {
            throw new SeedException("cannot open the lab in " + home + ": " + cause.getMessage());
        }
    }

    public List<StorageSystem> systems() {
        return List.copyOf(systems);
    }

    public Optional<StorageSystem> system(String serial) {
        return systems.stream()
                .filter(it -> it.settings().serial().equalsIgnoreCase(serial))
                .map(StorageSystem.class::cast)
                .findFirst();
    }

    /** What the seed says of a host, for that host to read; empty if it says nothing. */
    public Map<String, Object> host(String name) {
        return hosts.getOrDefault(name, Map.of());
    }

    /** A directory for what a host has beside the volumes and what is to outlive its process; made if it is not there. */
    public Path directoryOf(String host) throws IOException {
        return directory.ofHost(host);
    }

    public OperationLog log() {
        return log;
    }

    public Faults faults() {
        return faults;
    }

    /** Ends the background copies and lets the directory go; waiting writes fail. */
    @Override
    public void close() throws IOException {
        systems.forEach(VirtualSystem::close);
        log.close();
        directory.close();
    }
}
