package org.copyblade.shell.internal.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.copyblade.shell.internal.syntax.CommandIndex;
import org.copyblade.shell.internal.syntax.ServiceCommands;
import org.copyblade.shell.internal.syntax.Subjects;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves commands on the Unix socket of the instance, readable by its own user only; absent outside a launched instance. */
@Component(immediate = true, service = ControlSocket.class)
public final class ControlSocket {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private final Commands commands;
    private final Readiness readiness;
    private final Path path;
    private final ServerSocketChannel server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    @Activate
    public ControlSocket(@Reference(name = "processor") CommandProcessor processor, BundleContext context)
            throws IOException {
        this.commands = new Commands(
                processor, new CommandIndex(new ServiceCommands(context)::present), () -> subjects(context));
        this.readiness = Readiness.of(context);
        this.path = directory(context).resolve("control.sock");
        this.server = listen(path);
        new Thread(this::acceptUntilClosed, "copyblade-control").start();
        LOG.info("serving commands at {}", path);
    }

    @Deactivate
    void stop() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        connections.forEach(Connection::stop);
    }

    /** Commands are served also while the manager is not there; then nothing can be named. */
    private static Subjects subjects(BundleContext context) {
        ServiceReference<Subjects> reference = context.getServiceReference(Subjects.class);
        Subjects present = reference == null ? null : context.getService(reference);
        return present == null ? Subjects.NONE : present;
    }

    private static Path directory(BundleContext context) {
        String directory = context.getProperty("copyblade.runtime");
        if (directory == null) {
            throw new IllegalStateException(
                    "no control socket: framework property copyblade.runtime names no directory");
        }
        return Path.of(directory);
    }

    /** The directory is private already, so that nobody can connect before the mode is set. */
    private static ServerSocketChannel listen(Path path) throws IOException {
        Files.deleteIfExists(path); // left by an instance that was killed: the data directory's lock is ours by now
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return server;
    }

    private void acceptUntilClosed() {
        try {
            while (true) {
                Connection connection =
                        new Connection(server.accept(), commands, readiness::await, connections::remove);
                connections.add(connection);
                connection.start();
            }
        } catch (ClosedChannelException stopped) {
            LOG.debug("control socket closed");
        } catch (IOException cause) {
            LOG.error("no further commands are served at {}", path, cause);
        }
    }
}
