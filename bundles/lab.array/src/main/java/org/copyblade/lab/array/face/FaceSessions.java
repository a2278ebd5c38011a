package org.copyblade.lab.array.face;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.UserSeed;

/** Who is logged in at one system, by tokens that die with the process at the latest. Safe for many threads. */
public final class FaceSessions {
    /** When the life of a token begins anew. */
    public enum Life {
        /** Whenever it is used. */
        IDLE,
        /** Never. */
        ABSOLUTE
    }

    private final SystemSeed settings;
    private final Life life;
    private final long lifeNanos;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> since = new HashMap<>(); // guarded by this

    /** Tokens live for {@link SystemSeed#tokenIdleMs()}. */
    public FaceSessions(SystemSeed settings, Life life) {
        this.settings = settings;
        this.life = life;
        this.lifeNanos = Duration.ofMillis(settings.tokenIdleMs()).toNanos();
    }

    /** A token for a user, 32 hexadecimal digits, or none if name or password is wrong. */
    public synchronized Optional<String> login(String name, String password) {
        boolean known = false;
        for (UserSeed user : settings.users()) {
            known |= user.name().equals(name) & same(user.password(), password);
        }
        if (!known) {
            return Optional.empty();
        }
        byte[] token = new byte[16];
        random.nextBytes(token);
        long now = System.nanoTime();
        since.values().removeIf(then -> now - then > lifeNanos);
        since.put(HexFormat.of().formatHex(token), now);
        return Optional.of(HexFormat.of().formatHex(token));
    }

    /** Is it valid? */
    public synchronized boolean use(String token) {
        long now = System.nanoTime();
        Long then = since.get(token);
        if (then == null || now - then > lifeNanos) {
            since.remove(token);
            return false;
        }
        if (life == Life.IDLE) {
            since.put(token, now);
        }
        return true;
    }

    public synchronized void revoke(String token) {
        since.remove(token);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
