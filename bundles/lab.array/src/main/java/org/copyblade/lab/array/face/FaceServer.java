package org.copyblade.lab.array.face;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A TLS server of a face, on the loopback address. */
public final class FaceServer implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads;

    private FaceServer(HttpsServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Takes the port; nobody is answered before {@link #serve}.
     *
     * @param name of its threads
     * @param port 0 for any that is free
     * @param connections most requests at one time
     * @throws IOException if the port is taken
     */
    public static FaceServer bind(String name, SSLContext tls, int port, int connections) throws IOException {
        // Without it every answer waits 40 ms for the client's acknowledgement of its header. Read once by the server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), connections);
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(connections, work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        return new FaceServer(server, threads);
    }

    /** The port it has. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Answers from now on, once. */
    public void serve(HttpHandler handler) {
        server.createContext("/", handler);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
