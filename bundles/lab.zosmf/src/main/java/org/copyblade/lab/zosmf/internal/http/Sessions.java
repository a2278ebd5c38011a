package org.copyblade.lab.zosmf.internal.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.copyblade.lab.array.UserSeed;
import org.copyblade.lab.zos.ZosSettings;

/** Who asks: by user and password with each request, or by a token in a cookie. Tokens die with the process. */
final class Sessions {
    private static final List<String> COOKIES = List.of("jwtToken", "LtpaToken2");

    private record Session(String user, long until) {}

    private final Map<String, String> passwords = new HashMap<>(); // guarded by this, by user in upper case
    private final Map<String, Session> sessions = new HashMap<>(); // guarded by this
    private final SecureRandom random = new SecureRandom();
    private final long validNanos;

    Sessions(ZosSettings settings) {
        this.validNanos = TimeUnit.MILLISECONDS.toNanos(settings.sessionMs());
        for (UserSeed user : settings.users()) {
            passwords.put(user.name().toUpperCase(Locale.ROOT), user.password());
        }
    }

    /** The user whose request this is, in upper case; empty if nobody known. */
    synchronized Optional<String> user(Headers headers) {
        Optional<String> token = token(headers);
        if (token.isPresent()) {
            Session session = sessions.get(token.get());
            if (session != null && session.until() - System.nanoTime() > 0) {
                return Optional.of(session.user());
            }
            sessions.remove(token.get());
        }
        return basic(headers);
    }

    /** A token for the user and password that a request gives. */
    synchronized Optional<String> login(Headers headers) {
        Optional<String> user = basic(headers);
        return user.map(name -> {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            long now = System.nanoTime();
            sessions.values().removeIf(it -> it.until() - now <= 0);
            sessions.put(token, new Session(name, now + validNanos));
            return token;
        });
    }

    synchronized void logout(Headers headers) {
        token(headers).ifPresent(sessions::remove);
    }

    /** Ends the session of a request, if it has one. */
    synchronized void revoke(Headers headers) {
        logout(headers);
    }

    /** Another password; false if the old one is wrong. Not kept beyond a restart. */
    synchronized boolean change(String user, String old, String other) {
        String name = user.toUpperCase(Locale.ROOT);
        if (!same(passwords.get(name), old) || other.isEmpty()) {
            return false;
        }
        passwords.put(name, other);
        return true;
    }

    static List<String> cookies(String token) {
        return COOKIES.stream()
                .map(it -> it + "=" + token + "; Path=/; Secure; HttpOnly")
                .toList();
    }

    private static Optional<String> token(Headers headers) {
        for (String header : headers.getOrDefault("Cookie", List.of())) {
            for (String cookie : header.split(";")) {
                int equals = cookie.indexOf('=');
                if (equals > 0 && COOKIES.contains(cookie.substring(0, equals).strip())) {
                    return Optional.of(cookie.substring(equals + 1).strip());
                }
            }
        }
        String bearer = headers.getFirst("Authorization");
        return bearer != null && bearer.startsWith("Bearer ")
                ? Optional.of(bearer.substring(7).strip())
                : Optional.empty();
    }

    private synchronized Optional<String> basic(Headers headers) {
        String header = headers.getFirst("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return Optional.empty();
        }
        try {
            String both =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            String user = colon < 0 ? "" : both.substring(0, colon).toUpperCase(Locale.ROOT);
            return same(passwords.get(user), both.substring(colon + 1)) ? Optional.of(user) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static boolean same(String one, String other) {
        return one != null
                && MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
