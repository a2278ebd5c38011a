package org.copyblade.blade.flashcopy.internal.virtualize;

import java.io.IOException;
import java.util.List;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.VirtualizeClient;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Fan;
import org.copyblade.endpoint.IdleThreads;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.TlsContexts;

/** One system under one configuration, with the threads for its requests; made anew when the configuration changes. */
final class ClusterEndpoint implements AutoCloseable {
    /** They move bytes and decrypt; no request waits in them. */
    private static final int TRANSPORT_THREADS = 2;

    private final ClusterSettings settings;
    private final IdleThreads background;
    private final IdleThreads transport;
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

    private IdleThreads threads(int most, String what) {
        return new IdleThreads(most, "flashcopy " + settings.endpoint() + " " + what);
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

    /** No thread of it idles any more; calls under way go on, and what they hold can still be let go. */
    @Override
    public void close() {
        background.close();
        transport.close();
    }
}
