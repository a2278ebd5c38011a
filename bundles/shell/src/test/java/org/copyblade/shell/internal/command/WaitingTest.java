package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String said(boolean terminal, int seconds) {
        Waiting.Ticker ticker = new Waiting.Ticker(new PrintStream(bytes), terminal, false);
        for (int second = 0; second < seconds; second++) {
            ticker.tick();
        }
        ticker.end();
        ticker.tick();
        return bytes.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void quickCall_saysNothing() {
        assertThat(said(true, 0)).isEmpty();
    }

    @Test
    void terminal_seesOneLine_thatGoesAtTheEnd() {
        assertThat(said(true, 2)).isEqualTo("\rworking... 1s\rworking... 2s\r" + " ".repeat(19) + "\r");
    }

    @Test
    void log_getsAFewLines() {
        assertThat(said(false, 21)).isEqualTo("working... 1s\nworking... 10s\nworking... 20s\n");
    }
}
