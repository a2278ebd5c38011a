package org.copyblade.lab.powermax.internal;

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
import org.copyblade.lab.array.VirtualArray;

/** The server in front of all arrays, on the loopback address. */
public final class UnisphereServer implements AutoCloseable {
    /** Requests at one time; how many a real server takes is (unconfirmed). */
    private static final int MOST_CONNECTIONS = 64;

    private final HttpsServer server;
    private final ExecutorService threads;
    private final Jobs jobs;

    private UnisphereServer(HttpsServer server, ExecutorService threads, Jobs jobs) {
        this.server = server;
        this.threads = threads;
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
        // Without it every answer waits 40 ms for the client's acknowledgement of its header. Read once by the server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_CONNECTIONS);
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(MOST_CONNECTIONS, work -> {
            Thread thread = new Thread(work, "lab-powermax-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        Jobs jobs = new Jobs();
        Dispatcher dispatcher = new Dispatcher(arrays, jobs, home);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", new Exchanges(lab, dispatcher, jobs));
        server.start();
        return new UnisphereServer(server, threads, jobs);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        jobs.close();
    }
}
