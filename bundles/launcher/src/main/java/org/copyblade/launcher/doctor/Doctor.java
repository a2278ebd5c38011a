package org.copyblade.launcher.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at everything that decides what Copyblade can do here; changes nothing. */
public final class Doctor {
    private final Path data;
    private final Path config;
    private final Map<String, String> environment;

    public Doctor(Path data, Path config, Map<String, String> environment) {
        this.data = data;
        this.config = config;
        this.environment = environment;
    }

    /** All findings, in the order in which somebody would cure them. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new MachineChecks().examine());
        findings.addAll(new DirectoryChecks(data).examine());
        findings.addAll(new StorageChecks(new Programs(environment)).examine());
        findings.addAll(new PostgresChecks(new Programs(environment)).examine());
        findings.addAll(new PortChecks(config).examine());
        return findings;
    }
}
