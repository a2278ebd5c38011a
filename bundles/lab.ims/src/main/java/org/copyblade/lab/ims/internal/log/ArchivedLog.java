package org.copyblade.lab.ims.internal.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.DiskFailure;

/** Archived logs: the blocks of an online log as they were, or only what recovery of a database needs. */
public final class ArchivedLog {
    public static final int BLOCK_BYTES = OldsBlock.BYTES;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyDDD");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmssS");

    private ArchivedLog() {}

    /** Name of one: day and time of its begin, and what makes it unique within a tenth of a second. */
    public static String name(String prefix, String kind, String imsid, long start) {
        OffsetDateTime at = TodClock.instant(start).atOffset(ZoneOffset.UTC);
        return String.format(
                "%s.%s.%s.D%s.T%s.V%05X", prefix, kind, imsid, DAY.format(at), TIME.format(at), start & 0xFFFFF);
    }

    /** Does a name belong to one of the same kind and member that began in an earlier tenth of a second? */
    public static boolean isOlder(String name, String than) {
        String time = than.substring(0, than.lastIndexOf('.'));
        String kind = time.substring(0, time.lastIndexOf(".D"));
        return name.startsWith(kind + ".D") && name.compareTo(time) < 0;
    }

    /** Blocks of a closed online log, from whichever copy has each of them whole. */
    public static List<byte[]> blocks(LogDataSets sets, int olds, long firstBsn, long lastBsn) {
        List<byte[]> blocks = new ArrayList<>();
        for (long bsn = firstBsn; bsn <= lastBsn; bsn++) {
            int position = (int) (bsn - firstBsn);
            byte[] primary = sets.primaries().get(olds).read(position);
            byte[] secondary = sets.secondaries().get(olds).read(position);
            if (isBlock(primary, bsn)) {
                blocks.add(primary);
            } else if (isBlock(secondary, bsn)) {
                blocks.add(secondary);
            } else {
                throw new DiskFailure(String.format(
                        "block %d is whole in neither DFSOLP%02d nor DFSOLS%02d of %s", bsn, olds, olds, sets.imsid()));
            }
        }
        return blocks;
    }

    /** The records that recovery of databases needs, in as few blocks as they fit. */
    public static List<byte[]> forRecovery(List<byte[]> blocks) {
        List<byte[]> packed = new ArrayList<>();
        ByteArrayOutputStream used = new ByteArrayOutputStream();
        OldsBlock last = null;
        for (byte[] bytes : blocks) {
            last = OldsBlock.parse(bytes);
            for (LogRecord record : DurableLog.records(last.payload(), new ArrayList<>(), "block")) {
                if (!isForRecovery(record)) {
                    continue;
                }
                if (used.size() + record.bytes() > OldsBlock.PAYLOAD_BYTES) {
                    packed.add(block(last, packed.size() + 1, used));
                }
                ByteBuffer to = ByteBuffer.allocate(record.bytes());
                record.put(to);
                used.writeBytes(to.array());
            }
        }
        if (last != null && used.size() > 0) {
            packed.add(block(last, packed.size() + 1, used));
        }
        return packed;
    }

    /** All records of an archived log. */
    public static List<LogRecord> records(BlockFile file) {
        List<LogRecord> records = new ArrayList<>();
        for (byte[] bytes : file.readAll()) {
            OldsBlock block = OldsBlock.parse(bytes);
            if (block.isValid()) {
                records.addAll(DurableLog.records(block.payload(), new ArrayList<>(), file.name()));
            }
        }
        return records;
    }

    private static boolean isBlock(byte[] bytes, long bsn) {
        OldsBlock block = OldsBlock.parse(bytes);
        return block.isValid() && block.bsn() == bsn;
    }

    private static boolean isForRecovery(LogRecord record) {
        return record.isChange()
                || record.type() == LogRecord.COMMIT
                || record.type() == LogRecord.ABORT
                || record.type() == LogRecord.BACKOUT_END;
    }

    private static byte[] block(OldsBlock like, long number, ByteArrayOutputStream used) {
        byte[] bytes =
                OldsBlock.build(like.imsid(), like.olds(), number, like.tod(), 0, used.toByteArray(), used.size());
        used.reset();
        return bytes;
    }
}
