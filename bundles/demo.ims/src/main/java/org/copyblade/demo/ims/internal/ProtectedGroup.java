package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.demo.operator.Operator;

/** The files of configuration that make the group of the laboratory a protected system. Not for several threads. */
final class ProtectedGroup implements AutoCloseable {

    private static final String SYSTEM_PID = "org.copyblade.system.ims";
    private static final String PROFILE_PID = "org.copyblade.profile";
    private static final String ENDPOINT = "lab";

    private final List<Way> ways;
    private final Operator operator;
    private final List<Path> files = new ArrayList<>();

    private ProtectedGroup(List<Way> ways, Operator operator) {
        this.ways = ways;
        this.operator = operator;
    }

    /** Writes the system, and for each way its profile and the endpoints of its blades. */
    static ProtectedGroup configure(LabEndpoints laboratory, List<Way> ways, Operator operator) throws IOException {
        ProtectedGroup group = new ProtectedGroup(ways, operator);
        try {
            group.write(SYSTEM_PID, ImsLabConfiguration.SYSTEM, laboratory.lab().system());
            for (Way way : ways) {
                for (Technology technology : way.technologies()) {
                    group.write(
                            technology.pid(), ENDPOINT, technology.endpoint().apply(laboratory));
                }
                group.write(PROFILE_PID, way.name(), way.profile(laboratory));
            }
            return group;
        } catch (IOException cause) {
            group.close();
            throw cause;
        }
    }

    void awaitInForce() throws CopybladeException, InterruptedException {
        for (Way way : ways) {
            operator.awaitProfile(way.name());
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
