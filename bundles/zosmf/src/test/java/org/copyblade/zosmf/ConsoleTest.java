package org.copyblade.zosmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.zosmf.ConsoleCommand.Keyword;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {

    private static final String PATH = "/restconsoles/consoles/defcn";

    @TempDir
    Path directory;

    private ScriptedZosmf zosmf;
    private Zosmf client;

    @BeforeEach
    void start() throws Exception {
        zosmf = ScriptedZosmf.start(directory);
        client = zosmf.client();
    }

    @AfterEach
    void stop() {
        client.close();
        zosmf.close();
    }

    private static ZosmfCall call() {
        return ZosmfCall.within(Duration.ofSeconds(20));
    }

    @Test
    void aResponseHasLinesAndMoreOfThemLater() throws Exception {
        zosmf.on(
                "PUT " + PATH,
                200,
                "{\"cmd-response-key\":\"C4246215\",\"cmd-response\":\"DFS4444I DISPLAY FROM ID=IMS1\\r CURRENT BSN\\r\","
                        + "\"sol-key-detected\":true}");
        zosmf.on("GET " + PATH + "/solmsgs/C4246215", 200, "{\"cmd-response\":\"*24123/101502*\"}");
        ConsoleCommand command = ConsoleCommand.of("IMS1DIS OLDS.").on("SY2").withSolicited(new Keyword("LSN", false));

        ConsoleReply reply = client.console("defcn").issue(command, call());

        assertThat(reply.lines()).containsExactly("DFS4444I DISPLAY FROM ID=IMS1", " CURRENT BSN");
        assertThat(reply.solicitedSeen()).contains(true);
        assertThat(client.console("defcn").more(reply.key(), call())).containsExactly("*24123/101502*");
        assertThat(zosmf.seen().get(0))
                .isEqualTo("PUT " + PATH + " {\"cmd\":\"IMS1DIS OLDS.\",\"system\":\"SY2\",\"sol-key\":\"LSN\"}");
    }

    @Test
    void bothSpellingsOfTheVerdictAreSeenAndNoneIsNoVerdict() throws Exception {
        zosmf.on("PUT " + PATH, 200, "{\"cmd-response-key\":\"C1\",\"cmd-response\":\"\",\"sol_key_detected\":false}");
        assertThat(client.console("defcn").issue(ConsoleCommand.of("D T"), call()))
                .satisfies(reply -> assertThat(reply.lines()).isEmpty())
                .satisfies(reply -> assertThat(reply.solicitedSeen()).contains(false));

        zosmf.on("PUT " + PATH, 200, "{\"cmd-response-key\":\"C1\",\"cmd-response\":null}");
        assertThat(client.console("defcn")
                        .issue(ConsoleCommand.of("D T"), call())
                        .solicitedSeen())
                .isEmpty();
    }

    @Test
    void anUnsolicitedMessageIsLookedForOrWaitedFor() throws Exception {
        Keyword keyword = new Keyword("DFS058I.*IMS1", true);
        zosmf.on("PUT " + PATH, 200, "{\"cmd-response-key\":\"C1\",\"detection-key\":\"dk1\"}");
        zosmf.on("GET " + PATH + "/detections/dk1", 200, "{\"status\":\"waiting\"}");
        ConsoleReply reply = client.console("defcn")
                .issue(ConsoleCommand.of("X").withUnsolicited(keyword, Duration.ofSeconds(5), false), call());
        assertThat(client.console("defcn").detection(reply.detection(), call()))
                .isEqualTo(new Detection(Detection.State.WAITING, List.of()));

        zosmf.on("PUT " + PATH, 200, "{\"cmd-response-key\":\"C1\",\"status\":\"detected\",\"msg\":\"DFS058I IMS1\"}");
        ConsoleReply waited = client.console("defcn")
                .issue(ConsoleCommand.of("X").withUnsolicited(keyword, Duration.ofSeconds(5), true), call());
        assertThat(waited.detected())
                .isEqualTo(Optional.of(new Detection(Detection.State.DETECTED, List.of("DFS058I IMS1"))));
        assertThat(zosmf.seen().get(2))
                .endsWith("{\"cmd\":\"X\",\"unsol-key\":\"DFS058I.*IMS1\",\"unsolKeyReg\":\"Y\",\"detect-time\":\"5\","
                        + "\"unsol-detect-sync\":\"Y\",\"unsol-detect-timeout\":\"5\"}");
    }

    @Test
    void anErrorOfTheConsoleIsShownWithItsNumbers() {
        zosmf.on("PUT " + PATH, 400, "{\"return-code\":1,\"reason-code\":17,\"reason\":\"console is in use\"}");

        assertThatThrownBy(() -> client.console("defcn").issue(ConsoleCommand.of("D T"), call()))
                .isInstanceOfSatisfying(ZosmfException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                    assertThat(e.codes()).isEqualTo(new ZosmfException.ErrorCodes(0, 1, 17));
                })
                .hasMessage("PUT " + PATH + ": console is in use, HTTP 400");
    }

    @Test
    void aReplyWithoutKeyMayStandForACommandThatRan() {
        zosmf.on("PUT " + PATH, 200, "{}");

        assertThatThrownBy(() -> client.console("defcn").issue(ConsoleCommand.of("D T"), call()))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.maybeDone()).isTrue());
    }

    @Test
    void aNameThatIsNoConsoleIsRefused() {
        assertThatThrownBy(() -> client.console("../jobs")).isInstanceOf(IllegalArgumentException.class);
    }
}
