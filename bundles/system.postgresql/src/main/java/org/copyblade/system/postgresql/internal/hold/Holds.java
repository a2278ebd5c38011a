package org.copyblade.system.postgresql.internal.hold;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.copyblade.guard.Abandoned;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.GuardPair;
import org.copyblade.guard.Guards;
import org.copyblade.guard.HoldRequest;
import org.copyblade.guard.Leader;
import org.copyblade.guard.LettingGo;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.postgresql.internal.server.Discovery;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;

/** Holds a server's log writes: its processes are stopped by guards, who continue them whatever happens here. */
public final class Holds {

    private final Guards guards;
    private final Arming arming;
    private final Supplier<Discovery> discovery;
    private final Map<SuspendToken, GuardPair> armed = new ConcurrentHashMap<>();
    private final Set<SuspendToken> suspended = ConcurrentHashMap.newKeySet();

    public Holds(Guards guards, Supplier<Discovery> discovery) {
        this(guards, request -> guards.arm(request), discovery);
    }

    Holds(Guards guards, Arming arming, Supplier<Discovery> discovery) {
        this.guards = guards;
        this.arming = arming;
        this.discovery = discovery;
    }

    /** Where pairs of guards come from. */
    @FunctionalInterface
    interface Arming {
        GuardPair arm(HoldRequest request) throws GuardException;
    }

    /** Has guards started, which takes longer than everything else that {@link #arm} does. */
    public void announce(Deadline deadline) throws SystemException {
        try {
            guards.ready(key(discovery.get().dataDirectory(deadline).toRealPath()));
        } catch (GuardException e) {
            throw PgFault.GUARD.error("cannot start guards: " + e.getMessage(), e.hint());
        } catch (IOException e) {
            throw PgFault.HOST.error("cannot find the data directory: " + e.getMessage(), "does it exist?");
        }
    }

    public SuspendToken arm(String system, long epoch, Duration limit, Deadline deadline) throws SystemException {
        Path directory = discovery.get().dataDirectory(deadline);
        Postmaster server = Postmaster.of(directory)
                .orElseThrow(() -> PgFault.DOWN.error("no server runs on " + directory, "start the server first"));
        try {
            Path place = directory.toRealPath();
            if (HostProcess.anyStoppedIn(place, "postgres")) {
                guards.resumeAbandoned(key(place), epoch, place);
            }
            HostProcess process = server.process();
            SuspendToken token = new SuspendToken(
                    system,
                    epoch,
                    HoldData.VERSION,
                    new HoldData(process.pid(), process.startTicks(), HostProcess.bootId(), place).text());
            Leader leader = new Leader(process.pid(), process.startTicks());
            armed.put(token, arming.arm(new HoldRequest(key(place), epoch, leader, limit)));
            return token;
        } catch (GuardException e) {
            throw PgFault.GUARD.error("cannot arm guards for '" + system + "': " + e.getMessage(), e.hint());
        } catch (IllegalArgumentException e) {
            throw PgFault.CONFIG.error(
                    "cannot arm guards for '" + system + "': " + e.getMessage(), "check epoch and suspend limit");
        } catch (IOException e) {
            throw PgFault.HOST.error("cannot read /proc: " + e.getMessage(), "is /proc mounted?");
        }
    }

    public Suspension suspend(SuspendToken token, Deadline deadline) throws SystemException {
        GuardPair pair = armed.get(token);
        if (pair == null) {
            throw PgFault.TOKEN.error(
                    "no guards are armed here for epoch " + token.epoch() + " of '" + token.system() + "'",
                    "arm first");
        }
        if (deadline.expired() || deadline.cancelled()) {
            throw Waiting.givenUp("the begin of the suspension of '" + token.system() + "'", deadline);
        }
        long asked = System.nanoTime();
        try {
            org.copyblade.guard.Suspension held = pair.suspend();
            suspended.add(token);
            return new Suspension(
                    asked,
                    held.heldFromNanos(),
                    held.processes() + " processes of '" + token.system() + "', by two guards");
        } catch (GuardException e) {
            throw PgFault.GUARD.error("cannot hold '" + token.system() + "': " + e.getMessage(), e.hint());
        }
    }

    public Resumption resume(SuspendToken token) {
        GuardPair pair = armed.get(token);
        if (pair == null) {
            return resumeAbandoned(token);
        }
        org.copyblade.guard.Resumption done = pair.resume();
        // The guards repeat their first answer; what was copied since then was not held.
        if (!suspended.remove(token)) {
            return notHeld(token, done.resumedNanos());
        }
        Verdict verdict = done.inForce() ? Verdict.IN_FORCE : Verdict.BROKEN;
        return new Resumption(verdict, done.reason(), done.heldUntilNanos(), done.resumedNanos());
    }

    public void disarm(SuspendToken token) {
        suspended.remove(token);
        GuardPair pair = armed.get(token);
        if (pair != null) {
            pair.close();
            // Only now: guards that could not be ended are ended when that is asked again.
            armed.remove(token);
        }
    }

    /** Lets everything go on and ends all guards. */
    public void close() {
        Map<SuspendToken, GuardPair> all = Map.copyOf(armed);
        LettingGo.ofAll(all.keySet(), token -> all.get(token).resume(), this::disarm);
    }

    /**
     * A token of an instance that is gone: nobody can tell what happened in between.
     *
     * @throws IllegalStateException if the server is still held, which must not be taken for an answer
     */
    private Resumption resumeAbandoned(SuspendToken token) {
        try {
            return resumeAbandoned(token, HoldData.of(token).dataDirectory());
        } catch (SystemException e) {
            return resumeUnread(token, e.getMessage());
        }
    }

    /** Its epoch is understood, and where the server is can be found without it. */
    private Resumption resumeUnread(SuspendToken token, String why) {
        List<Path> places = discovery.get().placesOfHeld();
        List<String> found = new ArrayList<>();
        List<String> held = new ArrayList<>();
        for (Path place : places) {
            try {
                found.add(place + ": " + resumeAbandoned(token, real(place)).why());
            } catch (IllegalStateException e) {
                // The others have to go on too.
                held.add(e.getMessage());
            }
        }
        if (!held.isEmpty()) {
            throw new IllegalStateException(String.join("; ", held));
        }
        return broken(why + "; "
                + (found.isEmpty() ? "no server on its port is stopped on this host" : String.join("; ", found)));
    }

    private static Path real(Path place) {
        try {
            return place.toRealPath();
        } catch (IOException e) {
            // Its processes may be left all the same.
            return place;
        }
    }

    private Resumption resumeAbandoned(SuspendToken token, Path place) {
        try {
            boolean held = HostProcess.anyStoppedIn(place, "postgres");
            Abandoned found = guards.resumeAbandoned(key(place), token.epoch(), place);
            if (!found.nothing()) {
                return broken("guards were left of a suspension that nobody finished, and were ended");
            }
            return held
                    ? broken("'" + token.system() + "' is held by the guards of a later suspension")
                    : notHeld(token, System.nanoTime());
        } catch (GuardException e) {
            if (HostProcess.anyStoppedIn(place, "postgres")) {
                throw new IllegalStateException("'" + token.system() + "' is still held: " + e.getMessage(), e);
            }
            return broken(e.getMessage());
        }
    }

    private static Resumption notHeld(SuspendToken token, long resumedNanos) {
        return new Resumption(Verdict.NOT_HELD, "no process of '" + token.system() + "' was held", 0, resumedNanos);
    }

    private static Resumption broken(String why) {
        return new Resumption(Verdict.BROKEN, why, 0, System.nanoTime());
    }

    /** The server itself, whatever it is called here: two managers must not both hold it. */
    private static String key(Path place) {
        return "postgresql:" + place;
    }
}
