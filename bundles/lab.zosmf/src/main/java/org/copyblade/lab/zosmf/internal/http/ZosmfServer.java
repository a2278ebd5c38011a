package org.copyblade.lab.zosmf.internal.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zosmf.internal.jes.Jes;

/** The server of z/OSMF, on the loopback address. */
public final class ZosmfServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 128;

    private final HttpsServer server;
    private final ExecutorService threads;

    private ZosmfServer(HttpsServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** @param port 0 for any that is free */
    public static ZosmfServer start(LabSysplex sysplex, Jes jes, SSLContext tls, int port) throws IOException {
        // Without it every answer waits 40 ms for the client's acknowledgement of its header. Read once by the server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_CONNECTIONS);
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(MOST_CONNECTIONS, work -> {
            Thread thread = new Thread(work, "lab-zosmf-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        String base = url(server);
        Sessions sessions = new Sessions(sysplex.settings());
        List<Route> routes = Stream.of(
                        new LoginResource(sysplex, sessions).routes(),
                        new JobsResource(jes, new JobDocuments(base), new DataSetTexts(sysplex.dataSets())).routes(),
                        new ConsoleResource(sysplex.operator(), base, threads).routes(),
                        new DataSetResource(sysplex).routes())
                .flatMap(List::stream)
                .toList();
        server.createContext("/", new Exchanges(sysplex.array(), sessions, routes, new JobFaults(jes, threads)));
        server.start();
        return new ZosmfServer(server, threads);
    }

    /** Base of all paths. */
    public String url() {
        return url(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static String url(HttpsServer server) {
        return "https://localhost:" + server.getAddress().getPort() + "/zosmf";
    }
}
