package org.copyblade.guard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.guard.internal.Armoury;
import org.copyblade.guard.internal.Orphans;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Arms guards, and cleans up after a crash. Linux on x86-64 or aarch64; as root, or as the user the server runs as. All calls may come
 * from any thread.
 */
@Component(service = Guards.class, immediate = true)
public final class Guards implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Guards.class.getName());

    private final Armoury armoury;
    private final Set<GuardPair> armed = ConcurrentHashMap.newKeySet();

    /**
     * Starts no guards, but lets every server go on that nobody guards any more, whatever else of the platform is there. Guards may be
     * stopped whose limit is ahead: after the last of those it looks once more.
     */
    @Activate
    public Guards() {
        this(true);
    }

    private Guards(boolean keepsReserve) {
        armoury = new Armoury(keepsReserve);
        resumeOrphans(armoury).ifPresent(delay -> armoury.later(delay, () -> resumeOrphans(armoury)));
    }

    /** Answers when to look once more. */
    private static Optional<Duration> resumeOrphans(Armoury armoury) {
        try {
            Orphans orphans = armoury.resumeOrphans();
            for (Abandoned orphan : orphans.ended()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "processes {0} were still held when this began, and were continued",
                        orphan.continued());
            }
            return orphans.nextLook();
        } catch (GuardException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "what an earlier start has left held could not be looked up: {0} {1}",
                    e.getMessage(),
                    e.hint());
            return Optional.empty();
        }
    }

    /** The same, but no guards are ever in reserve: for who counts them. */
    public static Guards withoutReserve() {
        return new Guards(false);
    }

    /**
     * Has two guards stand by for {@link #arm}, which then takes a fraction of its time: those in reserve since the last hold, or
     * new ones, for which it does not wait. They belong to no lease and can signal nothing until they are armed, and end with
     * this process. If no hold comes they are in reserve for another. Repeated, it changes nothing.
     *
     * @param systemKey as in {@link HoldRequest}
     */
    public void ready(String systemKey) throws GuardException {
        armoury.ready(systemKey);
    }

    /**
     * Has two guards rehearse stop and resume on the server's own processes, which takes some milliseconds, and some hundred if
     * none stand by. Guards of an earlier epoch of this system are ended first, and whatever they held is continued.
     *
     * @throws GuardException if they could not be armed; nothing was stopped and no guard is left
     */
    public GuardPair arm(HoldRequest request) throws GuardException {
        return armoury.arm(request, armed);
    }

    /**
     * Lets a server go on that was held when manager and guards died. To be called for each system at start, before anything else. A
     * hold of this epoch or an earlier one is ended, whoever's it is, and its verdict will be BROKEN; one of a later epoch is left to
     * its guards as long as one of them is at work.
     *
     * @param systemKey as in {@link HoldRequest}
     * @param epoch of the hold that nobody finished
     * @param workingDirectory where every process of the server works; for PostgreSQL the data directory
     */
    public Abandoned resumeAbandoned(String systemKey, long epoch, Path workingDirectory) throws GuardException {
        return armoury.resumeAbandoned(systemKey, epoch, workingDirectory);
    }

    /** Lets every server go on that is held through this object, and ends its guards. */
    @Deactivate
    @Override
    public void close() {
        try {
            LettingGo.ofAll(armed, GuardPair::resume, GuardPair::close);
        } finally {
            armoury.endStandby();
        }
    }
}
