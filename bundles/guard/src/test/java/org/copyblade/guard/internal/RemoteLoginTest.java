package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user that is refused again and again is revoked, and then nobody lets the members go on. */
@Timeout(60)
class RemoteLoginTest {

    private static final String REQUEST = "GET /jobs HTTP/1.1\r\nHost: zos1\r\n\r\n";
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    @TempDir
    private Path directory;

    private final List<String> sent = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private String right = "secret";

    private RemoteReply answer(String request) {
        sent.add(request);
        String pair = Base64.getEncoder().encodeToString(("STGADM:" + right).getBytes(StandardCharsets.UTF_8));
        return new RemoteReply(request.contains("\r\nAuthorization: Basic " + pair + "\r\n") ? 200 : 401, "done");
    }

    private static RemoteHold.Login login(String file) {
        return new RemoteHold.Login("STGADM", "secret", file);
    }

    private boolean isAccepted(RemoteLine.Exchange exchange) {
        try {
            return exchange.send(REQUEST).equals("OK done");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void requestsAreSentWithUserAndPassword() throws Exception {
        RemoteLine.Exchange exchange = new RemoteLogin(login("")).over(this::answer);

        assertThat(exchange.send(REQUEST)).isEqualTo("OK done");

        assertThat(sent)
                .containsExactly(
                        "GET /jobs HTTP/1.1\r\nAuthorization: Basic U1RHQURNOnNlY3JldA==\r\nHost: zos1\r\n\r\n");
    }

    @Test
    void refusedPasswordIsNotSentAgainForAWhile() throws Exception {
        RemoteLogin login = new RemoteLogin(login(""), HOUR, HOUR, System::nanoTime);
        RemoteLine.Exchange exchange = login.over(this::answer);
        right = "another";
        assertThat(exchange.send(REQUEST)).isEmpty();

        for (int more = 0; more < 100; more++) {
            assertThatThrownBy(() -> exchange.send(REQUEST))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the password was refused, and is not sent again for a while");
        }
        assertThatThrownBy(() -> login.over(this::answer).send(REQUEST)).isInstanceOf(IOException.class);

        assertThat(sent).hasSize(1);
    }

    /** Its rests are 1, 10, 100 ms and so on: a refused one is sent ever more rarely, and never given up. */
    @Test
    void restsGrow() throws Exception {
        RemoteLine.Exchange exchange =
                new RemoteLogin(login(""), TimeUnit.MILLISECONDS.toNanos(1), HOUR, System::nanoTime).over(this::answer);
        right = "another";
        long begun = System.nanoTime();
        while (sent.size() < 4) {
            assertThat(isAccepted(exchange)).isFalse();
            Thread.sleep(1);
        }
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(111));

        right = "secret";
        while (!isAccepted(exchange)) {
            Thread.sleep(1);
        }
        assertThat(sent).hasSize(5);
    }

    /** All members are told at one time, so a wrong password is refused as often as there are members. */
    @Test
    void requestsUnderWayAtOneTimeCountAsOne() throws Exception {
        RemoteLogin login = new RemoteLogin(login(""), TimeUnit.MILLISECONDS.toNanos(1), HOUR, System::nanoTime);
        RemoteLine.Exchange last = login.over(this::answer);
        RemoteLine.Exchange all = last;
        for (int members = 1; members < 16; members++) {
            RemoteLine.Exchange inner = all;
            all = login.over(request -> {
                inner.send(REQUEST);
                return answer(request);
            });
        }
        right = "another";
        assertThat(isAccepted(all)).isFalse();
        assertThat(sent).hasSize(16);

        while (sent.size() < 17) {
            isAccepted(last);
            Thread.sleep(1);
        }
    }

    @Test
    void anotherPasswordInItsFileIsSentAtOnce() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "secret\n");
        RemoteLine.Exchange exchange =
                new RemoteLogin(login(file.toString()), HOUR, HOUR, System::nanoTime).over(this::answer);
        right = "another";
        assertThat(isAccepted(exchange)).isFalse();
        Files.delete(file);
        Thread.sleep(10);

        Files.writeString(file, "another\n");

        while (!isAccepted(exchange)) {
            Thread.sleep(1);
        }
        assertThat(sent).hasSize(2);
        // And once more, when that one is changed.
        right = "third";
        assertThat(isAccepted(exchange)).isFalse();
        Files.writeString(file, "third");
        while (!isAccepted(exchange)) {
            Thread.sleep(1);
        }
        assertThat(sent).hasSize(4);
    }

    /** What the user may not do, or a server that is not ready, says nothing about the password. */
    @Test
    void onlyALoginThatIsRefusedRests() throws Exception {
        List<Integer> statuses = List.of(403, 500, 503, 404);
        RemoteLine.Exchange exchange = new RemoteLogin(login(""), HOUR, HOUR, System::nanoTime).over(request -> {
            sent.add(request);
            return new RemoteReply(statuses.get(sent.size() - 1), "");
        });

        for (int status : statuses) {
            assertThat(exchange.send(REQUEST)).as("status " + status).isEmpty();
        }
        assertThat(sent).hasSize(4);
    }

    /** Nobody has refused it: after the least rest it is tried again, however often it was refused before. */
    @Test
    void tryWithoutAnAnswerCostsNoWholeRest() {
        long minute = TimeUnit.MINUTES.toNanos(1);
        List<Integer> answers = new ArrayList<>(List.of(401, 401, 401, 0, 503, 401, 401));
        RemoteLine.Exchange exchange = new RemoteLogin(login(""), minute, 360 * minute, now::get).over(request -> {
            sent.add(request);
            int status = answers.remove(0);
            if (status == 0) {
                throw new IOException("cut off");
            }
            return new RemoteReply(status, "");
        });
        isAccepted(exchange);
        for (int rest : List.of(1, 10, 100, 1, 1, 360)) {
            int before = sent.size();
            now.addAndGet(rest * minute - 1);
            isAccepted(exchange);
            assertThat(sent).as("before " + rest + " minutes").hasSize(before);
            now.incrementAndGet();
            isAccepted(exchange);
            assertThat(sent).as("after " + rest + " minutes").hasSize(before + 1);
        }
    }

    /** Another line has been refused since it was sent: that is what counts. */
    @Test
    void tryWithoutAnAnswerThatWasSentBeforeARefusalShortensNoRest() {
        RemoteLogin login = new RemoteLogin(login(""), HOUR, 10 * HOUR, now::get);
        RemoteLine.Exchange refused = login.over(this::answer);
        RemoteLine.Exchange cutOff = login.over(request -> {
            for (int more = 0; more < 2; more++) {
                isAccepted(refused);
                now.addAndGet(HOUR);
            }
            throw new IOException("cut off");
        });
        right = "another";
        isAccepted(cutOff);
        assertThat(sent).hasSize(2);

        now.addAndGet(8 * HOUR);
        isAccepted(refused);
        assertThat(sent).as("it was refused twice, and rests for ten hours").hasSize(2);
        now.addAndGet(HOUR);
        isAccepted(refused);
        assertThat(sent).hasSize(3);
    }

    /** Of a password that nobody has refused nothing is known: its lines do not wait. */
    @Test
    void passwordThatWasNeverRefusedDoesNotRest() {
        RemoteLine.Exchange exchange = new RemoteLogin(login(""), HOUR, HOUR, now::get).over(request -> {
            sent.add(request);
            throw new IOException("cut off");
        });

        for (int more = 0; more < 5; more++) {
            isAccepted(exchange);
        }

        assertThat(sent).hasSize(5);
    }

    private static void awaitSent(RemoteLine.Exchange exchange, List<String> sent, int times) throws Exception {
        while (sent.size() < times) {
            try {
                exchange.send(REQUEST);
            } catch (IOException e) {
                // It is not tried yet.
                Thread.sleep(1);
            }
        }
    }

    @Test
    void mistypedPasswordIsSentByOneLineOnly_andTheRightOneByAllOnceItIsAccepted() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "secret\n");
        RemoteLogin login = new RemoteLogin(login(file.toString()), HOUR, HOUR, System::nanoTime);
        List<String> during = new ArrayList<>();
        RemoteLine.Exchange other = login.over(request -> {
            during.add(request);
            return answer(request);
        });
        RemoteLine.Exchange line = login.over(request -> {
            // As another member's line does while this one is under way.
            isAccepted(other);
            return answer(request);
        });
        right = "another";
        assertThat(isAccepted(line)).isFalse();
        assertThat(during).as("the first time all may send").hasSize(1);

        Files.writeString(file, "mistyped\n");
        awaitSent(line, sent, 3);
        for (int more = 0; more < 100; more++) {
            assertThat(isAccepted(line)).isFalse();
            assertThat(isAccepted(other)).isFalse();
        }
        assertThat(during).hasSize(1);
        assertThat(sent).hasSize(3);

        Files.writeString(file, "another\n");
        awaitSent(line, sent, 4);
        assertThat(during).hasSize(1);
        assertThat(isAccepted(other)).isTrue();
        assertThat(isAccepted(line)).isTrue();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("password"))
                .count();
    }

    /** When memory or threads are short none can be started: the one that looks is there before anything is held. */
    @Test
    void nothingIsStartedWhenItIsRefused() throws Exception {
        long before = threads();
        Path file = Files.writeString(directory.resolve("password"), "secret\n");
        RemoteLine.Exchange exchange =
                new RemoteLogin(login(file.toString()), HOUR, HOUR, System::nanoTime).over(this::answer);
        assertThat(threads()).isEqualTo(before + 1);
        right = "another";
        assertThat(isAccepted(exchange)).isFalse();
        Files.writeString(file, "another\n");
        awaitSent(exchange, sent, 2);

        assertThat(threads()).isEqualTo(before + 1);
        assertThat(isAccepted(exchange)).isTrue();
    }
}
