package org.copyblade.lab.ds8000.internal;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.FaceServer;
import org.copyblade.lab.array.face.FaultyExchanges;
import org.copyblade.lab.ds8000.Endpoint;

/** The server of one storage system, on the loopback address. */
public final class SystemServer implements AutoCloseable {
    /** A client's comment gives this as the most connections that a real system takes. */
    private static final int MOST_CONNECTIONS = 128;

    private final FaceServer server;
    private final Endpoint endpoint;

    private SystemServer(FaceServer server, Endpoint endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /** @param port 0 for any that is free */
    public static SystemServer start(VirtualArray array, StorageSystem system, SSLContext tls, int port)
            throws IOException {
        String serial = system.settings().serial();
        FaceServer server = FaceServer.bind("lab-ds8000-" + serial, tls, port, MOST_CONNECTIONS);
        Endpoint endpoint = new Endpoint(serial, "https://localhost:" + server.port() + "/api/v1", server.port());
        server.serve(new FaultyExchanges(array, serial, new Dispatcher(system, new Documents(endpoint.url()))));
        return new SystemServer(server, endpoint);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.close();
    }
}
