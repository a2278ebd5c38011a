package org.copyblade.system.ims.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.check.SystemFaultSource;
import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.spi.ProtectedSystem;

/** A scripted group under the contract. */
final class PlexFixture implements SystemFixture {

    /** Leases outlive a test; numbers must grow over all runs on this machine. */
    private static final AtomicLong EPOCHS = new AtomicLong(System.currentTimeMillis() * 1000);

    private final Path directory;
    private final ScriptedPlex plex;
    private final RemoteGuards guards = new RemoteGuards();
    private final ImsSystem system;

    PlexFixture() throws Exception {
        directory = Files.createTempDirectory("copyblade-ims");
        plex = ScriptedPlex.start(directory);
        system = new ImsSystem(plex.parts(), guards);
    }

    static long epoch() {
        return EPOCHS.incrementAndGet();
    }

    ScriptedPlex plex() {
        return plex;
    }

    @Override
    public ProtectedSystem system() {
        return system;
    }

    @Override
    public void commit() {
        plex.commit();
    }

    @Override
    public long nextEpoch() {
        return epoch();
    }

    @Override
    public Optional<SystemFaultSource> faults() {
        return Optional.of(kind -> switch (kind) {
            case SUSPEND_FAILS -> {
                plex.member("IMS2").refuse();
                yield true;
            }
            case STRANGER_CONTINUES -> {
                plex.letGo();
                yield true;
            }
            case SESSION_LOST -> false;
        });
    }

    @Override
    public void close() {
        system.close();
        guards.close();
        plex.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
