package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The pages of a copied log, read one after the other. One thread. */
final class LogPages implements AutoCloseable {

    private static final int SHORT_HEADER = 24;
    private static final int LONG_HEADER = 40;
    private static final int CONTINUED = 0x0001;
    private static final int HAS_LONG_HEADER = 0x0002;

    private final Path directory;
    private final ControlFile control;
    private final ByteBuffer page;
    private FileChannel channel;
    private long channelSegment = -1;
    private long pageStart = -1;
    private String problem = "";

    LogPages(Path directory, ControlFile control) {
        this.directory = directory;
        this.control = control;
        this.page = ByteBuffer.allocate(control.logBlockBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes the page with this position the current one; false if it is not there or not of this log. */
    boolean open(long position) throws IOException {
        long start = position - Long.remainderUnsigned(position, control.logBlockBytes());
        if (start == pageStart) {
            return true;
        }
        pageStart = -1;
        if (!read(start)) {
            return false;
        }
        if (page.getShort(0) == 0 || page.getLong(8) != start || page.getInt(4) > control.timeline()) {
            problem = "the log breaks off in segment " + name(start);
            return false;
        }
        pageStart = start;
        return true;
    }

    /** Bytes before the first record or its continuation. */
    int headerBytes() {
        return (page.getShort(2) & HAS_LONG_HEADER) == 0 ? SHORT_HEADER : LONG_HEADER;
    }

    /** Bytes of a record begun earlier that stand on this page and later ones; 0 if none. */
    int continuedBytes() {
        return (page.getShort(2) & CONTINUED) == 0 ? 0 : page.getInt(16);
    }

    /** The current page. */
    byte[] bytes() {
        return page.array();
    }

    /** Why the last page could not be opened. */
    String problem() {
        return problem;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private boolean read(long start) throws IOException {
        long segment = new Lsn(start).segment(control.segmentBytes());
        if (segment != channelSegment && !openSegment(start, segment)) {
            return false;
        }
        page.clear();
        long offset = Long.remainderUnsigned(start, control.segmentBytes());
        while (page.hasRemaining()) {
            if (channel.read(page, offset + page.position()) < 0) {
                problem = "segment " + name(start) + " is cut short";
                return false;
            }
        }
        return true;
    }

    private boolean openSegment(long start, long segment) throws IOException {
        close();
        channelSegment = -1;
        Path file = directory.resolve(name(start));
        try {
            if (Files.size(file) != control.segmentBytes()) {
                problem = "segment " + name(start) + " has " + Files.size(file) + " bytes instead of "
                        + control.segmentBytes();
                return false;
            }
            channel = FileChannel.open(file, StandardOpenOption.READ);
            channelSegment = segment;
            return true;
        } catch (NoSuchFileException e) {
            problem = "segment " + name(start) + " is missing";
            return false;
        }
    }

    private String name(long position) {
        return Lsn.segmentName(
                control.timeline(), new Lsn(position).segment(control.segmentBytes()), control.segmentBytes());
    }
}
