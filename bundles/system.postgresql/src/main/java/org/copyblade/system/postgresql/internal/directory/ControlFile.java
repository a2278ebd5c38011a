package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemException;

/**
 * What {@code global/pg_control} of a server of version 13 or newer says.
 *
 * @param systemIdentifier unsigned; the same for all copies of one initdb
 * @param state of the server when it last wrote the file
 * @param checkpoint position of the latest checkpoint record
 * @param redo where crash recovery begins
 * @param timeline of that checkpoint
 * @param minRecovery in recovery: the position that must be reached before the data is consistent
 */
public record ControlFile(
        long systemIdentifier,
        int controlVersion,
        int catalogVersion,
        State state,
        Lsn checkpoint,
        Lsn redo,
        int timeline,
        Lsn minRecovery,
        int maxPreparedTransactions,
        int blockBytes,
        int blocksPerFile,
        int logBlockBytes,
        int segmentBytes,
        boolean checksums) {

    /** Path in the data directory. */
    static final String PATH = "global/pg_control";

    /** A reader may meet the server's own write of the file; the next look tells a torn read from a damaged file. */
    private static final int LOOKS = 5;

    /** What the server was doing. */
    public enum State {
        STARTUP,
        SHUT_DOWN,
        SHUT_DOWN_IN_RECOVERY,
        SHUTTING_DOWN,
        IN_CRASH_RECOVERY,
        IN_ARCHIVE_RECOVERY,
        IN_PRODUCTION;

        boolean standby() {
            return this == SHUT_DOWN_IN_RECOVERY || this == IN_ARCHIVE_RECOVERY;
        }
    }

    /** Reads the file of a data directory. */
    public static ControlFile of(Path dataDirectory) throws SystemException {
        return read(dataDirectory.resolve(PATH), dataDirectory);
    }

    /** Reads the file where it is just now. */
    static ControlFile read(Path file, Path dataDirectory) throws SystemException {
        for (int look = 1; ; look++) {
            try {
                return parse(Files.readAllBytes(file), file);
            } catch (NoSuchFileException e) {
                throw PgFault.INCOMPLETE.error(
                        file + " is not there", "is " + dataDirectory + " a data directory, completely restored?");
            } catch (IOException e) {
                throw PgFault.ACCESS.error(
                        "cannot read " + file + ": " + e.getMessage(), "run Copyblade as root or as the server's user");
            } catch (SystemException e) {
                if (look == LOOKS) {
                    throw e;
                }
            }
        }
    }

    /** Reads the bytes of the file. */
    static ControlFile parse(byte[] bytes, Path file) throws SystemException {
        if (bytes.length < 512) {
            throw damaged(file, "has only " + bytes.length + " bytes");
        }
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = b.getInt(8);
        if (version < 1300 || version > 1800) {
            throw PgFault.VERSION.error(
                    file + " has the control version " + version + ", known are 1300 to 1800",
                    "PostgreSQL 13 to 18 can be protected");
        }
        // Version 18 put one flag before the nonce, which moved the checksum.
        int crcAt = version >= 1800 ? 292 : 288;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, crcAt);
        if ((int) crc.getValue() != b.getInt(crcAt)) {
            throw damaged(file, "has a wrong checksum");
        }
        int state = b.getInt(16);
        if (state < 0 || state >= State.values().length || b.getDouble(208) != 1234567.0) {
            throw damaged(file, "has values that no server writes");
        }
        return new ControlFile(
                b.getLong(0),
                version,
                b.getInt(12),
                State.values()[state],
                new Lsn(b.getLong(32)),
                new Lsn(b.getLong(40)),
                b.getInt(48),
                new Lsn(b.getLong(136)),
                b.getInt(192),
                b.getInt(216),
                b.getInt(220),
                b.getInt(224),
                b.getInt(228),
                b.getInt(252) != 0);
    }

    /** The history that the server wrote. */
    public Epoch epoch() {
        return epoch(Long.toUnsignedString(systemIdentifier), timeline, state.standby());
    }

    public static Epoch epoch(String systemIdentifier, int timeline, boolean standby) {
        return new Epoch(systemIdentifier + "/" + timeline + (standby ? "/standby" : "/primary"));
    }

    private static SystemException damaged(Path file, String what) {
        return PgFault.CONTROL.error(file + " " + what, "compare with pg_controldata; restore from another backup");
    }
}
