package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.operator.Operator;

/** The files of configuration that make the group of the laboratory a protected system. Not for several threads. */
final class ProtectedGroup implements AutoCloseable {

    private static final String SYSTEM_PID = "org.copyblade.system.ims";
    private static final String PROFILE_PID = "org.copyblade.profile";
    private static final String ENDPOINT = "lab";

    private final List<Technology> technologies;
    private final Operator operator;
    private final List<Path> files = new ArrayList<>();

    private ProtectedGroup(List<Technology> technologies, Operator operator) {
        this.technologies = technologies;
        this.operator = operator;
    }

    /** Writes the system, and for each technology an endpoint and a profile of the name of its blade. */
    static ProtectedGroup configure(ImsLabConfiguration laboratory, List<Technology> technologies, Operator operator)
            throws IOException {
        ProtectedGroup group = new ProtectedGroup(technologies, operator);
        try {
            group.write(SYSTEM_PID, ImsLabConfiguration.SYSTEM, laboratory.system());
            for (Technology technology : technologies) {
                group.write(technology.pid(), ENDPOINT, technology.endpoint().apply(laboratory));
                group.write(PROFILE_PID, technology.blade(), technology.profile());
            }
            return group;
        } catch (IOException cause) {
            group.close();
            throw cause;
        }
    }

    void awaitInForce() throws CopybladeException, InterruptedException {
        for (Technology technology : technologies) {
            operator.awaitProfile(technology.blade());
        }
    }

    private void write(String pid, String name, Map<String, String> keys) throws IOException {
        files.add(operator.configure(pid, name, keys));
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
