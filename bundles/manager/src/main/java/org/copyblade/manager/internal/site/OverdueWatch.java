package org.copyblade.manager.internal.site;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.copyblade.catalog.Catalog;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileBook;
import org.copyblade.manager.internal.schedule.MissedRuns;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once of each profile that has become late; after a start of the platform once more. */
@Component(service = OverdueWatch.class, immediate = true)
public final class OverdueWatch {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueWatch.class);
    private static final long LOOK_S = 15;

    private final ProfileBook book;
    private final MissedRuns missed;
    private final Clock clock = Clock.systemUTC();
    private final Lateness lateness = new Lateness();
    private final ExecutorService threads;
    private final ScheduledExecutorService looks;
    private final Notifier notifier;
    private final LateSystems systems; // of the looking thread, as the two beside it
    private final SaidOnce said = new SaidOnce();

    @Activate
    public OverdueWatch(
            @Reference(name = "book") ProfileBook book,
            @Reference(name = "catalog") Catalog catalog,
            @Reference(name = "missed") MissedRuns missed) {
        this.book = book;
        this.systems = new LateSystems(catalog);
        this.missed = missed;
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "notify"));
        this.looks = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "overdue-watch"));
        this.notifier = new Notifier(book, threads);
        looks.scheduleWithFixedDelay(this::look, LOOK_S, LOOK_S, TimeUnit.SECONDS);
    }

    @Deactivate
    public void stop() {
        looks.shutdownNow();
        threads.shutdown();
    }

    private void look() {
        String problem = "";
        try {
            List<BackupOptions> profiles = book.usable();
            if (book.isComplete()) {
                Map<String, String> systemOf = new HashMap<>();
                profiles.forEach(options -> systemOf.put(options.profile(), options.system()));
                LateSystems.Seen seen = systems.look(profiles, clock.instant());
                lateness.look(systemOf, seen.late(), missed.list()).forEach(notifier::overdue);
                problem = String.join("; ", seen.untold());
            }
        } catch (RuntimeException e) {
            problem = e.toString();
        }
        // The next look sees; meanwhile slb:status says it to whoever asks. A catalog may be away for long.
        if (said.isNews(problem)) {
            LOG.warn("who is overdue cannot be told: {}", problem);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
