package org.copyblade.shell.internal.socket;

import java.io.OutputStream;
import java.util.Arrays;
import org.copyblade.launcher.protocol.Frame;

/** A command's standard output or error, sent to the client frame by frame. */
final class FrameStream extends OutputStream {
    private static final int FRAME_BYTES = 64 * 1024;

    private final Frame.Kind kind;
    private final ClientChannel client;

    FrameStream(Frame.Kind kind, ClientChannel client) {
        this.kind = kind;
        this.client = client;
    }

    @Override
    public void write(int value) {
        client.send(new Frame(kind, new byte[] {(byte) value}));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int from = offset; from < end; from += FRAME_BYTES) {
            client.send(new Frame(kind, Arrays.copyOfRange(bytes, from, Math.min(end, from + FRAME_BYTES))));
        }
    }
}
