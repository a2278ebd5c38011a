package org.copyblade.blade.flashcopy.internal.virtualize;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.VirtualizeClient;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Fan;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.TlsContexts;

/** One system under one configuration, with the threads for its requests; made anew when the configuration changes. */
final class ClusterEndpoint implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    /** They move bytes and decrypt; no request waits in them. */
    private static final int TRANSPORT_THREADS = 2;

    private final ClusterSettings settings;
    private final ExecutorService background;
    private final ExecutorService transport;
    private final Cluster cluster;
    private final Cluster windowCluster;

    ClusterEndpoint(ClusterSettings settings) throws BladeException {
        this.settings = settings;
        this.background =
                threads(Lane.BACKGROUND.connections(settings.access().limits().maxConnections()), "background");
        this.transport = threads(TRANSPORT_THREADS, "transport");
        try {
            VirtualizeClient client =
                    new VirtualizeClient(settings.access(), TlsContexts.of(settings.trust()), transport);
            this.cluster = new Cluster(client);
            this.windowCluster = new Cluster(client.on(Lane.WINDOW));
        } catch (IOException e) {
            close();
            throw FlashFault.CONFIG.error(
                    "key 'ca.file' cannot be used: " + e.getMessage(), "name a readable file of PEM certificates");
        }
    }

    /** They end when idle, so that an endpoint that is replaced needs no end of its own. */
    private ExecutorService threads(int most, String what) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "flashcopy " + settings.endpoint() + " " + what);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    ClusterSettings settings() {
        return settings;
    }

    Cluster cluster() {
        return cluster;
    }

    /** The same for requests inside a window. */
    Cluster windowCluster() {
        return windowCluster;
    }

    /** Does requests of several elements at one time. */
    <T> void each(List<T> items, Each<T> request) throws RestException {
        new Fan(background).each(items, item -> {
            request.send(item);
            return item;
        });
    }

    /** A request of one element. */
    interface Each<T> {
        void send(T item) throws RestException;
    }

    /** Reads volumes, mappings and groups: three requests, however many there are. */
    ClusterView look(Call call) throws RestException {
        return new ClusterView(cluster.vdisks(call), cluster.mappings(call), cluster.groups(call));
    }

    /** No new requests: for the end of the service, when no call is under way any more. */
    @Override
    public void close() {
        background.shutdown();
        transport.shutdown();
    }
}
