package org.copyblade.lab.ds8000.internal;

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

/** Who is logged in. A token dies when it is not used for the idle time, and with the process. Safe for many threads. */
final class Tokens {
    private final SystemSeed settings;
    private final long idleNanos;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> lastUse = new HashMap<>(); // guarded by this

    Tokens(SystemSeed settings) {
        this.settings = settings;
        this.idleNanos = Duration.ofMillis(settings.tokenIdleMs()).toNanos();
    }

    /** A token for a user, or none if name or password is wrong. */
    synchronized Optional<String> login(String name, String password) {
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
        lastUse.values().removeIf(last -> now - last > idleNanos);
        lastUse.put(HexFormat.of().formatHex(token), now);
        return Optional.of(HexFormat.of().formatHex(token));
    }

    /** Is it valid? If so its idle time begins anew. */
    synchronized boolean use(String token) {
        long now = System.nanoTime();
        Long last = lastUse.get(token);
        if (last == null || now - last > idleNanos) {
            lastUse.remove(token);
            return false;
        }
        lastUse.put(token, now);
        return true;
    }

    synchronized void revoke(String token) {
        lastUse.remove(token);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
