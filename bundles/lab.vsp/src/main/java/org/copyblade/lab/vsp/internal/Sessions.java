package org.copyblade.lab.vsp.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.UserSeed;

/**
 * Who is logged in. A session dies when it is not used for its idle time, when it is ended, and with the process; what it
 * holds is free then. Safe for many threads.
 */
final class Sessions {

    /**
     * A session as it was when asked for.
     *
     * @param id its number
     * @param token what a request names it by
     * @param user who logged in
     * @param idleNanos how long it lives unused
     * @param lastUse on the monotonic clock
     */
    record Session(int id, String token, String user, long idleNanos, long lastUse) {

        boolean isAlive(long now) {
            return now - lastUse <= idleNanos;
        }

        Session usedAt(long now) {
            return new Session(id, token, user, idleNanos, now);
        }
    }

    private final SystemSeed settings;
    private final int most;
    private final LongSupplier nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, Session> sessions = new TreeMap<>(); // guarded by this
    private int highest; // guarded by this
    private int locking = -1; // guarded by this

    Sessions(SystemSeed settings, int most, LongSupplier nanoTime) {
        this.settings = settings;
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** @param aliveTime wanted; the seed's idle time counts if it is shorter */
    synchronized Session login(String name, String password, Duration aliveTime) throws Refusal {
        boolean known = false;
        for (UserSeed user : settings.users()) {
            known |= user.name().equals(name) & same(user.password(), password);
        }
        if (!known) {
            throw Refusal.of(401, Codes.LOGIN, "The user ID or the password is incorrect.");
        }
        long now = nanoTime.getAsLong();
        sessions.values().removeIf(it -> !it.isAlive(now));
        if (sessions.size() >= most) {
            throw Refusal.busy(503, Codes.SESSIONS, "The maximum number of sessions has been reached.");
        }
        byte[] token = new byte[16];
        random.nextBytes(token);
        long idle = Math.min(aliveTime.toMillis(), settings.tokenIdleMs());
        Session session = new Session(
                ++highest,
                HexFormat.of().formatHex(token),
                name,
                Duration.ofMillis(idle).toNanos(),
                now);
        sessions.put(session.id(), session);
        return session;
    }

    /** The session of a token, whose idle time begins anew (unconfirmed); empty if it is dead. */
    synchronized Optional<Session> use(String token) {
        long now = nanoTime.getAsLong();
        Optional<Session> found = sessions.values().stream()
                .filter(it -> it.token().equals(token) && it.isAlive(now))
                .findFirst();
        found.ifPresent(it -> sessions.put(it.id(), it.usedAt(now)));
        return found;
    }

    synchronized List<Session> all() {
        long now = nanoTime.getAsLong();
        return sessions.values().stream().filter(it -> it.isAlive(now)).toList();
    }

    synchronized void end(int id) {
        sessions.remove(id);
    }

    /** Takes the lock of the user's resource groups for a session; false while another has it. */
    synchronized boolean lock(int session) {
        if (isLockedFor(session)) {
            return false;
        }
        locking = session;
        return true;
    }

    synchronized void unlock(int session) throws Refusal {
        if (isLockedFor(session)) {
            throw locked();
        }
        locking = -1;
    }

    /** Refuses a change of the configuration while another session has the lock. */
    synchronized void requireUnlocked(int session) throws Refusal {
        if (isLockedFor(session)) {
            throw locked();
        }
    }

    private boolean isLockedFor(int session) {
        Session holder = sessions.get(locking);
        return holder != null && holder.isAlive(nanoTime.getAsLong()) && holder.id() != session;
    }

    /** The status is (unconfirmed). */
    static Refusal locked() {
        return Refusal.busy(409, Codes.LOCKED, "The resource group is locked by another session.");
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
