package org.copyblade.lab.vsp.internal;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.vsp.Endpoint;

/** The server of one storage system, on the loopback address. */
public final class SystemServer implements AutoCloseable {
    /** What a real one takes is not documented. */
    private static final int MOST_CONNECTIONS = 128;

    private final HttpsServer server;
    private final ExecutorService threads;
    private final Endpoint endpoint;

    private SystemServer(HttpsServer server, ExecutorService threads, Endpoint endpoint) {
        this.server = server;
        this.threads = threads;
        this.endpoint = endpoint;
    }

    /** @param port 0 for any that is free */
    public static SystemServer start(
            VirtualArray array, StorageSystem system, VspSettings settings, Path home, SSLContext tls, int port)
            throws IOException {
        // Without it every answer waits 40 ms for the client's acknowledgement of its header. Read once by the server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        String serial = system.settings().serial();
        Pairs pairs = new Pairs(system, settings, home);
        Snapshots snapshots = new Snapshots(system, pairs, home);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_CONNECTIONS);
        int bound = server.getAddress().getPort();
        Endpoint endpoint = new Endpoint(serial, settings.storageId(serial), bound);
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(MOST_CONNECTIONS, work -> {
            Thread thread = new Thread(work, "lab-vsp-" + serial + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", new Exchanges(array, system, new Dispatcher(system, settings, pairs, snapshots)));
        server.start();
        return new SystemServer(server, threads, endpoint);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
