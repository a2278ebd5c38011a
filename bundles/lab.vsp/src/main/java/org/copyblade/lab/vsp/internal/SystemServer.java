package org.copyblade.lab.vsp.internal;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.FaceServer;
import org.copyblade.lab.array.face.FaultyExchanges;
import org.copyblade.lab.vsp.Endpoint;

/** The server of one storage system, on the loopback address. */
public final class SystemServer implements AutoCloseable {
    /** What a real one takes is not documented. */
    private static final int MOST_CONNECTIONS = 128;

    private final FaceServer server;
    private final Endpoint endpoint;

    private SystemServer(FaceServer server, Endpoint endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /** @param port 0 for any that is free */
    public static SystemServer start(
            VirtualArray array, StorageSystem system, VspSettings settings, Path home, SSLContext tls, int port)
            throws IOException {
        String serial = system.settings().serial();
        Pairs pairs = new Pairs(system, settings, home);
        Snapshots snapshots = new Snapshots(system, pairs, home);
        Dispatcher dispatcher = new Dispatcher(system, settings, pairs, snapshots, new JobFile(home, serial));
        FaceServer server = FaceServer.bind("lab-vsp-" + serial, tls, port, MOST_CONNECTIONS);
        server.serve(new FaultyExchanges(array, serial, dispatcher));
        return new SystemServer(server, new Endpoint(serial, settings.storageId(serial), server.port()));
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.close();
    }
}
