package org.copyblade.lab.virtualize.internal;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.FaceServer;
import org.copyblade.lab.array.face.FaultyExchanges;
import org.copyblade.lab.virtualize.Endpoint;

/** The server of one storage system. */
public final class ClusterServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 64;

    private final FaceServer server;
    private final Endpoint endpoint;

    private ClusterServer(FaceServer server, Endpoint endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /**
     * Goes on with the mappings that are kept for the system.
     *
     * @param home the lab's directory
     * @param port 0 for any that is free
     */
    public static ClusterServer start(VirtualArray array, StorageSystem system, Path home, SSLContext tls, int port)
            throws IOException {
        String serial = system.settings().serial();
        Mappings mappings = new Mappings(system, new MappingStore(home, serial));
        FaceServer server = FaceServer.bind("lab-virtualize-" + serial, tls, port, MOST_CONNECTIONS);
        server.serve(new FaultyExchanges(array, serial, new Commands(system, mappings)));
        return new ClusterServer(
                server, new Endpoint(serial, "https://localhost:" + server.port() + "/rest", server.port()));
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.close();
    }
}
