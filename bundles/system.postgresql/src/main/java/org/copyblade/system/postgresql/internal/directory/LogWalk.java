package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/**
 * Reads a copied log record by record, as recovery will: each must follow its predecessor and have a right checksum. The
 * first that does not is where recovery ends. One thread.
 */
public final class LogWalk {

    private static final int HEADER = 24;
    private static final int CRC_AT = 20;
    private static final int MOST_RECORD_BYTES = 1 << 30;
    private static final int RMGR_LOG = 0;
    private static final int RMGR_TABLESPACE = 5;
    private static final int LOG_SWITCH = 0x40;
    private static final int TABLESPACE_CREATE = 0x00;
    /** Short main data: one byte that says so, one for its length; then the object identifier, then the path. */
    private static final int TABLESPACE_PATH_AT = HEADER + 2 + 4;

    private final LogPages pages;
    private final ControlFile control;
    private final Deadline deadline;
    private final List<String> tablespaces = new ArrayList<>();
    private byte[] record = new byte[1 << 16];
    private long bytesEnd;

    private LogWalk(LogPages pages, ControlFile control, Deadline deadline) {
        this.pages = pages;
        this.control = control;
        this.deadline = deadline;
    }

    /** Walks from the begin of a record to the end of the log. */
    public static LogEnd from(Lsn start, Path directory, ControlFile control, Deadline deadline)
            throws SystemException {
        try (LogPages pages = new LogPages(directory, control)) {
            return new LogWalk(pages, control, deadline).walk(start.value());
        } catch (IOException e) {
            throw PgFault.ACCESS.error("cannot read the copied log in " + directory + ": " + e, "is it exposed whole?");
        }
    }

    private LogEnd walk(long start) throws IOException, SystemException {
        long position = start;
        long previous = -1;
        bytesEnd = start;
        for (int count = 0; ; count++) {
            if (count % 4096 == 0 && (deadline.expired() || deadline.cancelled())) {
                throw Waiting.givenUp("the copied log to be read", deadline);
            }
            long begin = afterHeader(position);
            if (begin < 0) {
                return end(position, pages.problem());
            }
            int length = readRecord(begin, previous);
            if (length < 0) {
                return end(position, pages.problem().isEmpty() ? "the log ends there" : pages.problem());
            }
            noteTablespace(length);
            previous = begin;
            position = isSwitch() ? nextSegment(bytesEnd) : align(bytesEnd);
        }
    }

    private LogEnd end(long position, String why) {
        Lsn records = new Lsn(position);
        Lsn bytes = new Lsn(bytesEnd);
        return new LogEnd(records, bytes.compareTo(records) > 0 ? bytes : records, why, tablespaces);
    }

    /** Where the record is whose position may be that of the page's header. */
    private long afterHeader(long position) throws IOException {
        if (!pages.open(position)) {
            return -1;
        }
        int offset = offset(position);
        return offset == 0 ? position + pages.headerBytes() : position;
    }

    /** Length of the record that begins here, or -1 if there is none. Leaves the end of what is there in bytesEnd. */
    private int readRecord(long begin, long previous) throws IOException {
        if (!pages.open(begin)) {
            return -1;
        }
        int length =
                ByteBuffer.wrap(pages.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt(offset(begin));
        if (length < HEADER || length > MOST_RECORD_BYTES) {
            return -1;
        }
        int have = 0;
        long at = begin;
        while (have < length) {
            int offset = offset(at);
            int part = Math.min(length - have, control.logBlockBytes() - offset);
            append(have, pages.bytes(), offset, part);
            have += part;
            at += part;
            if (have >= HEADER && !follows(previous, begin)) {
                return -1;
            }
            bytesEnd = at;
            if (have < length) {
                if (!pages.open(at) || pages.continuedBytes() != length - have) {
                    return -1;
                }
                at += pages.headerBytes();
            }
        }
        if (!checksumFits(length)) {
            // It is all there, but it is not what was written.
            bytesEnd = begin;
            return -1;
        }
        return length;
    }

    private void append(int have, byte[] from, int offset, int part) {
        if (have + part > record.length) {
            record = Arrays.copyOf(record, Math.max(have + part, record.length * 2));
        }
        System.arraycopy(from, offset, record, have, part);
    }

    private boolean follows(long previous, long begin) {
        long stated = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
        return previous < 0 ? Long.compareUnsigned(stated, begin) < 0 : stated == previous;
    }

    private boolean checksumFits(int length) {
        CRC32C crc = new CRC32C();
        crc.update(record, HEADER, length - HEADER);
        crc.update(record, 0, CRC_AT);
        return (int) crc.getValue()
                == ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getInt(CRC_AT);
    }

    private boolean isSwitch() {
        return record[17] == RMGR_LOG && (record[16] & 0xF0) == LOG_SWITCH;
    }

    private void noteTablespace(int length) {
        if (record[17] == RMGR_TABLESPACE && (record[16] & 0xF0) == TABLESPACE_CREATE && length > TABLESPACE_PATH_AT) {
            String path = new String(record, TABLESPACE_PATH_AT, length - TABLESPACE_PATH_AT, StandardCharsets.UTF_8);
            tablespaces.add(path.substring(0, Math.max(0, path.indexOf('\0'))));
        }
    }

    private long nextSegment(long position) {
        long rest = Long.remainderUnsigned(position, control.segmentBytes());
        return rest == 0 ? position : position - rest + control.segmentBytes();
    }

    private static long align(long position) {
        return position + 7 & ~7L;
    }

    private int offset(long position) {
        return (int) Long.remainderUnsigned(position, control.logBlockBytes());
    }
}
