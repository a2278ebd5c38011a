package org.copyblade.blade.reflink.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * What was in a tree at the point in time, with its attributes. Taken inside the window in memory and written at once;
 * afterwards, outside, attributes are given to the clones from here. Its end proves that it is whole.
 */
final class Census {

    private static final int MAGIC = 0x43425231;
    private static final int END = 0xE;
    private static final int ENTRY_BYTES = 96;

    private final ByteArrayOutputStream bytes;
    private final DataOutputStream out;

    /**
     * An empty census.
     *
     * @param expected how many entries will come, so that memory is there before the window
     */
    Census(int expected) {
        bytes = new ByteArrayOutputStream((expected + 64) * ENTRY_BYTES);
        out = new DataOutputStream(bytes);
    }

    void add(CensusEntry entry) throws IOException {
        if (out.size() == 0) {
            out.writeInt(MAGIC);
        }
        out.writeByte(entry.kind().ordinal());
        out.writeUTF(entry.path());
        Attributes attributes = entry.attributes();
        out.writeInt(attributes.permissions());
        out.writeInt(attributes.uid());
        out.writeInt(attributes.gid());
        out.writeLong(attributes.modifiedSeconds());
        out.writeInt(attributes.modifiedNanos());
        out.writeUTF(entry.link());
        out.writeInt(attributes.extended().size());
        for (Map.Entry<String, byte[]> attribute : attributes.extended().entrySet()) {
            out.writeUTF(attribute.getKey());
            out.writeInt(attribute.getValue().length);
            out.write(attribute.getValue());
        }
    }

    /** Ends the census and writes it, for every process to see but not durably. */
    void writeTo(Path file) throws IOException {
        out.writeByte(END);
        CRC32 sum = new CRC32();
        sum.update(bytes.toByteArray());
        out.writeLong(sum.getValue());
        try (OutputStream target = Files.newOutputStream(file)) {
            bytes.writeTo(target);
        }
    }

    /** Told the entries of a census. */
    interface Reader {
        /** @return whether to go on */
        boolean entry(CensusEntry entry) throws IOException;
    }

    /** Whether there is a census and it came to its end. */
    static boolean isWhole(Path file) throws IOException {
        try {
            return read(file, entry -> true);
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    /**
     * Reads a census.
     *
     * @return whether it is whole; if the reader ended early, true
     */
    static boolean read(Path file, Reader reader) throws IOException {
        CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32());
        try (DataInputStream in = new DataInputStream(checked)) {
            if (in.readInt() != MAGIC) {
                return false;
            }
            for (int kind = in.readUnsignedByte(); kind != END; kind = in.readUnsignedByte()) {
                if (kind >= CensusEntry.Kind.values().length) {
                    return false;
                }
                if (!reader.entry(readEntry(CensusEntry.Kind.values()[kind], in))) {
                    return true;
                }
            }
            long sum = checked.getChecksum().getValue();
            return in.readLong() == sum;
        } catch (EOFException torn) {
            return false;
        }
    }

    private static CensusEntry readEntry(CensusEntry.Kind kind, DataInputStream in) throws IOException {
        String path = in.readUTF();
        int permissions = in.readInt();
        int uid = in.readInt();
        int gid = in.readInt();
        long seconds = in.readLong();
        int nanos = in.readInt();
        String link = in.readUTF();
        Map<String, byte[]> extended = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            extended.put(name, in.readNBytes(in.readInt()));
        }
        return new CensusEntry(kind, path, new Attributes(permissions, uid, gid, seconds, nanos, extended), link);
    }
}
