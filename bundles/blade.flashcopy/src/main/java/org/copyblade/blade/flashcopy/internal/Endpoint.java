package org.copyblade.blade.flashcopy.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.flashcopy.internal.array.Ds8000;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relations;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.rest.RestClient;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Fan;
import org.copyblade.endpoint.IdleThreads;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.TlsContexts;

/** One DS8000 under one configuration, with the threads for its requests; made anew when the configuration changes. */
final class Endpoint implements AutoCloseable {

    /** They move bytes and decrypt; no request waits in them. */
    private static final int TRANSPORT_THREADS = 4;

    private final FlashSettings settings;
    private final IdleThreads background;
    private final IdleThreads window;
    private final IdleThreads transport;
    private final Ds8000 array;
    private final Ds8000 windowArray;

    /** Which storage answered last. */
    private volatile Optional<String> seen = Optional.empty();

    Endpoint(FlashSettings settings) throws BladeException {
        this.settings = settings;
        int connections = settings.access().limits().maxConnections();
        this.background = threads(Lane.BACKGROUND.connections(connections), "background");
        this.window = threads(Lane.WINDOW.connections(connections), "window");
        this.transport = threads(TRANSPORT_THREADS, "transport");
        try {
            RestClient client = new RestClient(settings.access(), TlsContexts.of(settings.trust()), transport);
            this.array = new Ds8000(client);
            this.windowArray = new Ds8000(client.on(Lane.WINDOW));
        } catch (IOException e) {
            close();
            throw FlashFault.CONFIG.error(
                    "key 'ca.file' cannot be used: " + e.getMessage(), "name a readable file of PEM certificates");
        }
    }

    private IdleThreads threads(int most, String what) {
        return new IdleThreads(most, "flashcopy " + settings.endpoint() + " " + what);
    }

    FlashSettings settings() {
        return settings;
    }

    Ds8000 array() {
        return array;
    }

    /** The same for requests inside a window. */
    Ds8000 windowArray() {
        return windowArray;
    }

    /** For several requests at one time. */
    Fan fan() {
        return new Fan(background);
    }

    /** The same inside a window. */
    Fan windowFan() {
        return new Fan(window);
    }

    /**
     * Refuses to go on unless this is the storage on which a copy was planned.
     *
     * @param asked in the lane of what is being done
     */
    void require(String planned, String doing, Ds8000 asked, Call call) throws BladeException, RestException {
        String system = asked.systemId(call);
        seen = Optional.of(system);
        require(planned, doing, system);
    }

    /** The same within a window: without a request where this endpoint has told before which storage it drives. */
    void requireSeen(String planned, String doing, Call call) throws BladeException {
        Optional<String> system = seen;
        if (system.isPresent()) {
            require(planned, doing, system.orElseThrow());
            return;
        }
        try {
            require(planned, doing, windowArray, call);
        } catch (RestException e) {
            throw Failures.repeatable(doing, e);
        }
    }

    private void require(String planned, String doing, String system) throws BladeException {
        if (!system.equals(planned)) {
            throw FlashFault.SYSTEM.error(
                    "cannot " + doing + ": it was planned on " + planned + ", and endpoint '" + settings.endpoint()
                            + "' drives " + system,
                    "correct 'host' of the endpoint, or plan anew");
        }
    }

    /** Reads volumes and relations; a few requests, however many volumes there are. */
    StorageView look(Collection<String> subsystems, Call call) throws RestException {
        List<Volume> volumes = volumes(subsystems, call);
        Relations relations = array.relations(call);
        return new StorageView(volumes, relations);
    }

    /** The same, and the subsystems of all volumes that these are copied to, or from, as by a restore. */
    StorageView look(Collection<String> subsystems, Collection<VolumeId> sources, Call call) throws RestException {
        StorageView view = look(subsystems, call);
        Set<String> further = new TreeSet<>();
        for (VolumeId source : sources) {
            view.relations()
                    .into(source)
                    .ifPresent(relation -> further.add(relation.pair().source().lss()));
            view.relations()
                    .from(source)
                    .forEach(relation -> further.add(relation.pair().target().lss()));
        }
        further.removeAll(subsystems);
        return further.isEmpty() ? view : view.with(volumes(further, call));
    }

    private List<Volume> volumes(Collection<String> subsystems, Call call) throws RestException {
        List<Volume> volumes = new ArrayList<>();
        fan().each(List.copyOf(subsystems), lss -> array.volumes(lss, call)).forEach(volumes::addAll);
        return volumes;
    }

    /** Ends relations, in as few requests as there may be. */
    void withdraw(List<Pair> pairs, Call call) throws RestException {
        fan().each(Batches.of(pairs, Ds8000.IDS_PER_DELETE), batch -> {
            array.withdraw(batch, call);
            return batch;
        });
    }

    /** No thread of it idles any more; calls under way go on, and what they hold can still be let go. */
    @Override
    public void close() {
        background.close();
        window.close();
        transport.close();
    }
}
