package org.copyblade.launcher.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One message on the control socket: a kind (1 byte), the payload's length (4 bytes, big endian) and the payload.
 *
 * <p>The client sends any number of {@link Kind#VARIABLE} and then one {@link Kind#COMMAND}; the platform answers with any
 * number of {@link Kind#OUT}, {@link Kind#ERR} and {@link Kind#FAREWELL}, closed by one {@link Kind#STATUS}. After that the
 * client may send its next command in the same session, and between commands any number of {@link Kind#COMPLETE}. Frames are written to the channel itself: the streams of
 * {@code java.nio.channels.Channels} hold one lock for both directions on Java 17.
 */
public record Frame(Kind kind, byte[] payload) {

    /** Larger payloads are sent in several frames; a larger announced length is not our protocol. */
    public static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final int HEADER_BYTES = 5;

    /** What a frame carries. */
    public enum Kind {
        /** To the platform: {@code name=value}, a variable of the session. */
        VARIABLE('V'),
        /** To the platform: one command line. */
        COMMAND('C'),
        /** To the platform: the line typed up to now, to be answered by one {@link #CANDIDATES}. */
        COMPLETE('T'),
        /** To the client: what the line's last word may become, one on a line, each with a tab and its description. */
        CANDIDATES('A'),
        /** To the client: bytes of standard output. */
        OUT('O'),
        /** To the client: bytes of standard error. */
        ERR('E'),
        /** To the client: what to tell the user who interrupts it now; empty takes it back. */
        FAREWELL('F'),
        /** To the client: the command's exit status, one byte. */
        STATUS('S');

        private final byte code;

        Kind(char code) {
            this.code = (byte) code;
        }

        private static Kind of(byte code) throws IOException {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("not a control frame: kind " + code);
        }
    }

    public static Frame text(Kind kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame status(int status) {
        return new Frame(Kind.STATUS, new byte[] {(byte) status});
    }

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The frame as it goes over the wire, ready to be written. */
    public ByteBuffer encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        return buffer.put(kind.code).putInt(payload.length).put(payload).flip();
    }

    /** The next frame, or empty when the other end has closed the connection between two frames. */
    public static Optional<Frame> read(ReadableByteChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (!fill(channel, header)) {
            return Optional.empty();
        }
        Kind kind = Kind.of(header.get());
        int length = header.getInt();
        if (length < 0 || length > MAX_PAYLOAD_BYTES) {
            throw new IOException("not a control frame: " + length + " bytes");
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!fill(channel, payload)) {
            throw new EOFException("connection closed inside a frame");
        }
        return Optional.of(new Frame(kind, payload.array()));
    }

    /** Fills the buffer and flips it; false when the channel ended before its first byte. */
    private static boolean fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new EOFException("connection closed inside a frame");
            }
        }
        buffer.flip();
        return true;
    }
}
