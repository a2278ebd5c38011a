package org.copyblade.lab.powermax.internal;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.face.FaceServer;
import org.copyblade.lab.array.face.FaultyExchanges;

/** The server in front of all arrays, on the loopback address. */
public final class UnisphereServer implements AutoCloseable {
    /** In the operation log, for what is about no array. */
    static final String NAME = "unisphere";

    /** Requests at one time; how many a real server takes is (unconfirmed). */
    private static final int MOST_CONNECTIONS = 64;

    private final FaceServer server;
    private final Managed managed;
    private final Jobs jobs;

    private UnisphereServer(FaceServer server, Managed managed, Jobs jobs) {
        this.server = server;
        this.managed = managed;
        this.jobs = jobs;
    }

    /**
     * Serves the arrays of a laboratory.
     *
     * @param home where what the arrays themselves do not know is kept
     * @param port 0 for any that is free
     * @throws IOException if the port is taken, or the laboratory has no array for it
     */
    public static UnisphereServer start(VirtualArray lab, SSLContext tls, Path home, int port) throws IOException {
        Arrays arrays = new Arrays(lab);
        if (arrays.all().isEmpty()) {
            throw new IOException("seed, for face powermax: no system has a serial of 12 digits, as a PowerMax has");
        }
        UnisphereSettings settings = UnisphereSettings.of(lab);
        FaceServer server = FaceServer.bind("lab-powermax", tls, port, MOST_CONNECTIONS);
        Managed managed = new Managed(arrays, settings);
        Jobs jobs = new Jobs();
        server.serve(new FaultyExchanges(lab, NAME, new Dispatcher(arrays, managed, settings, jobs, home)));
        return new UnisphereServer(server, managed, jobs);
    }

    public int port() {
        return server.port();
    }

    /** An update of the server: it serves this prefix no more. */
    public void retire(int prefix) {
        managed.retire(prefix);
    }

    /** An administrator: the server knows this array no more. */
    public void remove(String array) {
        managed.remove(array);
    }

    @Override
    public void close() {
        server.close();
        jobs.close();
    }
}
