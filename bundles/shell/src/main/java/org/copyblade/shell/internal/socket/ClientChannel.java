package org.copyblade.shell.internal.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.copyblade.launcher.protocol.Frame;

/**
 * Sends frames to one client without ever making a command wait for long: a client that is gone, or takes nothing for
 * {@value #PATIENCE_SECONDS} seconds, is dropped and everything for it is discarded from then on. Safe for many threads.
 */
final class ClientChannel {
    private static final int PATIENCE_SECONDS = 30;
    private static final int QUEUED_FRAMES = 1024;

    private final SocketChannel channel;
    private final BlockingQueue<ByteBuffer> queue = new ArrayBlockingQueue<>(QUEUED_FRAMES);
    private volatile boolean gone;

    ClientChannel(SocketChannel channel) {
        this.channel = channel;
    }

    void send(Frame frame) {
        try {
            if (!gone && !queue.offer(frame.encoded(), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                drop();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isGone() {
        return gone;
    }

    /** Ends the connection; what was queued is lost. */
    void drop() {
        gone = true;
        try {
            channel.close();
        } catch (IOException alreadyClosed) {
            // nothing is left to close, which is what was wanted
        }
    }

    /** Writes queued frames until the client is gone; the work of the connection's writing thread. */
    void writeUntilGone() {
        try {
            while (!gone) {
                ByteBuffer next = queue.poll(1, TimeUnit.SECONDS);
                while (next != null && next.hasRemaining()) {
                    channel.write(next);
                }
            }
        } catch (IOException vanished) {
            drop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
