package org.copyblade.launcher.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void frame_isReadAsItWasWritten() throws IOException {
        for (Frame.Kind kind : Frame.Kind.values()) {
            Frame read = Frame.read(channel(Frame.text(kind, "grüße").encoded().array()))
                    .orElseThrow();
            assertThat(read.kind()).isEqualTo(kind);
            assertThat(read.text()).isEqualTo("grüße");
        }
    }

    @Test
    void endBetweenFrames_isNoFrame() throws IOException {
        assertThat(Frame.read(channel())).isEmpty();
    }

    @Test
    void endInsideAFrame_isAnError() {
        byte[] whole = Frame.text(Frame.Kind.OUT, "text").encoded().array();
        for (int length = 1; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Frame.read(channel(torn))).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void whatIsNotOurProtocol_isRefused() {
        assertThatThrownBy(() -> Frame.read(channel("GET / HTTP/1.1".getBytes())))
                .isInstanceOf(IOException.class)
                .hasMessage("not a control frame: kind 71");
        byte[] tooLong =
                ByteBuffer.allocate(5).put((byte) 'O').putInt(Integer.MAX_VALUE).array();
        assertThatThrownBy(() -> Frame.read(channel(tooLong)))
                .isInstanceOf(IOException.class)
                .hasMessage("not a control frame: 2147483647 bytes");
    }

    private static ReadableByteChannel channel(byte... bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }
}
