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
import java.util.function.LongSupplier;
import org.copyblade.guard.RemoteHold;

/**
 * With which password the requests of one guard are sent. One that was refused is sent again ever more rarely, by one line only, so
 * that the user is not revoked; meanwhile its file is read anew, by a thread that runs since before the hold. Another password in it
 * is sent at the next try, by one line until it is accepted: it may be mistyped. Any thread.
 */
final class RemoteLogin {

    private static final long LOOK_MS = 1_000;
    private static final int GROWTH = 10;

    private final RemoteHold.Login login;
    private final long leastNanos;
    private final long mostNanos;
    private final LongSupplier clock;
    private String password;
    private int refusals;
    private boolean doubtful; // refused, or not tried yet
    private long notBefore; // where it is doubtful

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
        this(login, TimeUnit.MINUTES.toNanos(1), TimeUnit.HOURS.toNanos(6), System::nanoTime);
    }

    /**
     * With other rests than the usual ones, and another clock.
     *
     * @param leastNanos after the first refusal; ten times as long after each further one
     * @param mostNanos however often it was refused
     */
    RemoteLogin(RemoteHold.Login login, long leastNanos, long mostNanos, LongSupplier clock) {
        this.login = login;
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
        this.clock = clock;
        this.password = login.password();
        if (!login.passwordFile().isEmpty()) {
            // Loads what a look needs, as long as nothing is held.
            inFile();
            // In a thread of its own: a file that cannot be read just now must not keep a request waiting.
            Thread thread = new Thread(this::look, "password");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Sends requests that have no login yet. */
    RemoteLine.Exchange over(Wire wire) {
        return request -> {
            Turn turn = turn().orElseThrow(
                            () -> new IOException("the password was refused, and is not sent again for a while"));
            RemoteReply reply = sent(wire, with(request, turn.password()), turn);
            if (reply.judgesLogin()) {
                note(turn, reply.refusesLogin());
            } else {
                noteSilence(turn);
            }
            return reply.success() ? "OK " + reply.body() : "";
        };
    }

    private RemoteReply sent(Wire wire, String request, Turn turn) throws IOException {
        try {
            return wire.send(request);
        } catch (IOException | RuntimeException | Error e) {
            noteSilence(turn);
            throw e;
        }
    }

    private String with(String request, String now) {
        String pair = login.user() + ":" + now;
        int headers = request.indexOf("\r\n") + 2;
        return request.substring(0, headers) + "Authorization: Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)) + "\r\n"
                + request.substring(headers);
    }

    /** Empty while a password that was refused has to rest, and while another line tries one. */
    private synchronized Optional<Turn> turn() {
        long now = clock.getAsLong();
        if (doubtful && now - notBefore < 0) {
            return Optional.empty();
        }
        notBefore = now + leastNanos;
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
        if (!turn.password().equals(password)) {
            return;
        }
        // Lines whose requests were under way at one time count as one.
        refusals = refused ? Math.max(refusals, turn.refusals() + 1) : 0;
        doubtful = refused;
        if (refused) {
            notBefore = clock.getAsLong() + rest();
            notifyAll();
        }
    }

    /** Nobody has said anything about the password: what was refused before rests the least, what was not does not rest. */
    private synchronized void noteSilence(Turn turn) {
        if (turn.password().equals(password) && turn.refusals() == refusals) {
            notBefore = clock.getAsLong() + (refusals == 0 ? 0 : leastNanos);
        }
    }

    private void look() {
        try {
            while (true) {
                awaitDoubt();
                lookOnce();
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitDoubt() throws InterruptedException {
        while (!doubtful) {
            wait();
        }
    }

    private void lookOnce() {
        try {
            inFile().ifPresent(this::take);
        } catch (RuntimeException | Error e) {
            // Such as a line longer than the memory: somebody may put it right.
            return;
        }
    }

    private synchronized void take(String found) {
        if (!found.equals(password)) {
            password = found;
            refusals = 0;
            doubtful = true;
            notBefore = clock.getAsLong();
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
