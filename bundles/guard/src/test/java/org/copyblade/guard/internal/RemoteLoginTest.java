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
        RemoteLogin login = new RemoteLogin(login(""), HOUR, HOUR);
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
                new RemoteLogin(login(""), TimeUnit.MILLISECONDS.toNanos(1), HOUR).over(this::answer);
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
        RemoteLogin login = new RemoteLogin(login(""), TimeUnit.MILLISECONDS.toNanos(1), HOUR);
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
        RemoteLine.Exchange exchange = new RemoteLogin(login(file.toString()), HOUR, HOUR).over(this::answer);
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
        RemoteLine.Exchange exchange = new RemoteLogin(login(""), HOUR, HOUR).over(request -> {
            sent.add(request);
            return new RemoteReply(statuses.get(sent.size() - 1), "");
        });

        for (int status : statuses) {
            assertThat(exchange.send(REQUEST)).as("status " + status).isEmpty();
        }
        assertThat(sent).hasSize(4);
    }
}
