package org.copyblade.manager.internal.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.copyblade.api.Backups;
import org.copyblade.catalog.Catalog;
import org.copyblade.manager.internal.profile.DataDirectory;
import org.copyblade.manager.internal.profile.ProfileBook;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that wakes the timekeeper: when something is due, when profiles change, and every half minute, because the
 * machine's clock may be set and the machine may sleep.
 */
@Component(service = MissedRuns.class, immediate = true)
public final class Scheduler implements MissedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);
    private static final Duration WHILE_STARTING = Duration.ofSeconds(1);

    private final ProfileBook book;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService starters;
    private final Timekeeper timekeeper;
    private final Semaphore changes = new Semaphore(0);
    private final Runnable onChange = changes::release;
    private final Thread thread;
    private volatile boolean closed;

    @Activate
    public Scheduler(
            @Reference(name = "book") ProfileBook book,
            @Reference(name = "backups") Backups backups,
            @Reference(name = "catalog") Catalog catalog,
            BundleContext bundle) {
        this.book = book;
        this.starters = Executors.newCachedThreadPool(task -> daemon(task, "schedule-start"));
        this.timekeeper = new Timekeeper(
                book,
                profile -> backups.start(profile, Map.of()),
                new RunsUnderWay(catalog),
                starters,
                clock,
                new ScheduleFile(DataDirectory.of(bundle).resolve("schedules.json")));
        this.thread = daemon(this::run, "schedule");
        book.addListener(onChange);
        thread.start();
    }

    @Deactivate
    public void stop() {
        closed = true;
        book.removeListener(onChange);
        thread.interrupt();
        starters.shutdown();
    }

    @Override
    public List<MissedRun> list() {
        return timekeeper.list();
    }

    private void run() {
        while (!closed) {
            try {
                Duration sleep = book.isComplete() ? tick() : WHILE_STARTING;
                if (changes.tryAcquire(sleep.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                    changes.drainPermits();
                }
            } catch (InterruptedException e) {
                return; // stop() asks for it
            }
        }
    }

    /** Whatever happens to one look at the clock, there is a next one. */
    private Duration tick() {
        try {
            Instant latest = clock.instant().plus(LONGEST_SLEEP);
            Instant next = timekeeper.tick().filter(latest::isAfter).orElse(latest);
            Duration left = Duration.between(clock.instant(), next);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (RuntimeException | Error e) {
            LOG.error("the schedules could not be looked at", e);
            return LONGEST_SLEEP;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
