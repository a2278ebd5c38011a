package org.copyblade.guard.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.RemoteHold;

/**
 * With which password the requests of one guard are sent. One that was refused is sent again ever more rarely, by one line only, so
 * that the user is not revoked; meanwhile its file is read anew, and another password in it is sent at once. Any thread.
 */
final class RemoteLogin {

    private static final long LOOK_MS = 1_000;
    private static final int GROWTH = 10;

    private final RemoteHold.Login login;
    private final long leastNanos;
    private final long mostNanos;
    private String password;
    private int refusals;
    private long sent;
    private boolean looking;

    /**
     * One sending.
     *
     * @param refusals of this password before
     */
    private record Turn(String password, int refusals) {}

    /** Sends a whole request and takes the answer. */
    @FunctionalInterface
    interface Wire {
        RemoteReply send(String request) throws IOException;
    }

    RemoteLogin(RemoteHold.Login login) {
        this(login, TimeUnit.MINUTES.toNanos(1), TimeUnit.HOURS.toNanos(6));
    }

    /**
     * With other rests than the usual ones.
     *
     * @param leastNanos after the first refusal; ten times as long after each further one
     * @param mostNanos however often it was refused
     */
    RemoteLogin(RemoteHold.Login login, long leastNanos, long mostNanos) {
        this.login = login;
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
        this.password = login.password();
        // Loads what a look needs, as long as nothing is held.
        inFile();
    }

    /** Sends requests that have no login yet. */
    RemoteLine.Exchange over(Wire wire) {
        return request -> {
            Turn turn = turn().orElseThrow(
                            () -> new IOException("the password was refused, and is not sent again for a while"));
            RemoteReply reply = wire.send(with(request, turn.password()));
            note(turn, reply.refusesLogin());
            return reply.success() ? "OK " + reply.body() : "";
        };
    }

    private String with(String request, String now) {
        String pair = login.user() + ":" + now;
        int headers = request.indexOf("\r\n") + 2;
        return request.substring(0, headers) + "Authorization: Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)) + "\r\n"
                + request.substring(headers);
    }

    /** Empty while a password that was refused has to rest. */
    private synchronized Optional<Turn> turn() {
        long now = System.nanoTime();
        if (refusals > 0 && now - sent < rest()) {
            return Optional.empty();
        }
        sent = now;
        return Optional.of(new Turn(password, refusals));
    }

    private long rest() {
        long rest = leastNanos;
        for (int more = 1; more < refusals && rest < mostNanos; more++) {
            rest *= GROWTH;
        }
        return Math.min(rest, mostNanos);
    }

    private synchronized void note(Turn turn, boolean refused) {
        if (turn.password().equals(password)) {
            // Lines whose requests were under way at one time count as one.
            refusals = refused ? Math.max(refusals, turn.refusals() + 1) : 0;
        }
        if (refused) {
            look();
        }
    }

    /** In a thread of its own: a file that cannot be read just now must not keep a request waiting. */
    private void look() {
        if (!looking && !login.passwordFile().isEmpty()) {
            looking = true;
            Thread thread = new Thread(this::lookUntilAccepted, "password");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void lookUntilAccepted() {
        try {
            while (isRefused()) {
                inFile().ifPresent(this::take);
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isRefused() {
        looking = refusals > 0;
        return looking;
    }

    private synchronized void take(String found) {
        if (!found.equals(password)) {
            password = found;
            refusals = 0;
        }
    }

    /** The first line, whoever else may read it: letting the system go on comes first. */
    private Optional<String> inFile() {
        if (login.passwordFile().isEmpty()) {
            return Optional.empty();
        }
        try (BufferedReader reader = Files.newBufferedReader(Path.of(login.passwordFile()))) {
            return Optional.ofNullable(reader.readLine()).filter(line -> !line.isEmpty());
        } catch (IOException | InvalidPathException e) {
            // It may be there again at the next look; a guard has no locale, and so no names beyond ASCII.
            return Optional.empty();
        }
    }
}
