package org.copyblade.blade.shadowimage.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.copyblade.blade.shadowimage.internal.array.CopyEngine;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.shadowimage.internal.array.Vsp;
import org.copyblade.blade.shadowimage.internal.rest.KeptSessions;
import org.copyblade.blade.shadowimage.internal.rest.RestClient;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.endpoint.Fan;
import org.copyblade.endpoint.IdleThreads;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.TlsContexts;

/** One VSP under one configuration, with the threads for its requests; made anew when the configuration changes. */
final class Endpoint implements AutoCloseable {

    /** They move bytes and decrypt; no request waits in them. */
    private static final int TRANSPORT_THREADS = 4;

    /** A session that is not used for 300 seconds dies, and a login inside a window would lengthen it. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(180);

    /** For what nobody waits: keeping a session, and ending it. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final ShadowSettings settings;
    private final IdleThreads background;
    private final IdleThreads transport;
    private final ScheduledExecutorService keeper;
    private final RestClient client;
    private final Vsp array;
    private final Vsp windowArray;

    Endpoint(ShadowSettings settings) throws BladeException {
        this(settings, KeptSessions.none());
    }

    Endpoint(ShadowSettings settings, KeptSessions sessions) throws BladeException {
        this(settings, sessions, KEEP_ALIVE);
    }

    /** @param keepAlive how often its session is used */
    Endpoint(ShadowSettings settings, KeptSessions sessions, Duration keepAlive) throws BladeException {
        this.settings = settings;
        int connections = settings.access().limits().maxConnections();
        this.background = threads(Lane.BACKGROUND.connections(connections), "background");
        this.transport = threads(TRANSPORT_THREADS, "transport");
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> thread(work, "keep-alive"));
        timer.setRemoveOnCancelPolicy(true);
        this.keeper = timer;
        try {
            this.client = new RestClient(settings.access(), TlsContexts.of(settings.trust()), transport, sessions);
            this.array = new Vsp(client, settings.snapshotPool());
            this.windowArray = new Vsp(client.on(Lane.WINDOW), settings.snapshotPool());
        } catch (IOException e) {
            retire();
            throw ShadowFault.CONFIG.error(
                    "key 'ca.file' cannot be used: " + e.getMessage(), "name a readable file of PEM certificates");
        }
        keeper.scheduleWithFixedDelay(
                this::keepAlive, keepAlive.toMillis(), keepAlive.toMillis(), TimeUnit.MILLISECONDS);
    }

    private IdleThreads threads(int most, String what) {
        return new IdleThreads(most, "shadowimage " + settings.endpoint() + " " + what);
    }

    private Thread thread(Runnable work, String what) {
        Thread thread = new Thread(work, "shadowimage " + settings.endpoint() + " " + what);
        thread.setDaemon(true);
        return thread;
    }

    private void keepAlive() {
        try {
            client.keepAlive(Call.within(SHORT));
        } catch (RestException | RuntimeException lost) {
            // The next request finds that out, and logs in or says why not; a schedule whose work throws is at its end.
            return;
        }
    }

    ShadowSettings settings() {
        return settings;
    }

    /** A binding of another storage is never acted on. */
    void requireStorage(CopyGroupId group, String planned) throws BladeException {
        if (!planned.equals(settings.storage())) {
            throw ShadowFault.STORAGE.error(
                    "copy group " + group + " was planned on " + planned + ", and endpoint '" + settings.endpoint()
                            + "' drives " + settings.storage(),
                    "correct 'host' and 'storage.id' of the endpoint, or plan anew");
        }
    }

    Vsp array() {
        return array;
    }

    /** What is asked of the way in which a group is copied. */
    CopyEngine engine(ShadowBinding binding) {
        return array.engine(binding.method());
    }

    /** The same for requests inside a window. */
    CopyEngine windowEngine(ShadowBinding binding) {
        return windowArray.engine(binding.method());
    }

    /** For several requests at one time. */
    Fan fan() {
        return new Fan(background);
    }

    /** Reads a copy group, and the label that says whose it is: two requests. */
    GroupLook look(ShadowBinding binding, Call call) throws RestException {
        MirrorGroup group = engine(binding).group(binding.name(), call);
        Optional<Integer> labelled = binding.labelled();
        Optional<Ldev> ldev = labelled.isPresent() ? array.ldev(labelled.get(), call) : Optional.empty();
        return new GroupLook(group, ldev.map(Ldev::label).orElse(""));
    }

    /** Reads all copy groups, and the volumes between the lowest and the highest of these and of theirs. */
    StorageView look(Collection<Integer> ldevs, Call call) throws RestException {
        List<MirrorGroup> groups = new ArrayList<>();
        for (Method method : settings.methods()) {
            CopyEngine engine = array.engine(method);
            groups.addAll(fan().each(engine.groups(call), name -> engine.group(name, call)));
        }
        List<Integer> wanted = new ArrayList<>(ldevs);
        for (MirrorGroup group : groups) {
            group.pairs().stream().map(MirrorPair::svol).min(Integer::compare).ifPresent(wanted::add);
        }
        return new StorageView(array.ldevs(wanted, call), groups);
    }

    /**
     * When another configuration takes its place: no thread of it idles any more, calls under way go on, what they hold can still
     * be let go, and the session dies of idleness.
     */
    void retire() {
        keeper.shutdownNow();
        background.close();
        transport.close();
    }

    /** The same at the end of the service, with the end of the session. */
    @Override
    public void close() {
        retire();
        logout();
    }

    private void logout() {
        try {
            client.logout(Call.within(SHORT));
        } catch (RestException lost) {
            // The session dies of idleness instead.
            return;
        }
    }
}
