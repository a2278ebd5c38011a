package org.copyblade.lab.ims.internal.log;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A record of the log: LL, ZZ, code, subcode, PST, token, body, store clock, sequence number.
 *
 * @param type code and subcode, such as 0x3730
 * @param pst number of the region that does the work; 0 for the control region
 * @param tod when it was made
 * @param lsn sequence number within the member's log
 */
public record LogRecord(int type, int pst, UnitToken token, byte[] body, long tod, long lsn) {
    static final int FRAME_BYTES = 40;

    public static final int START_STOP = 0x0601;
    public static final int TERMINATE = 0x0700;
    public static final int SCHEDULE = 0x0800;
    public static final int OPEN = 0x2000;
    public static final int CLOSE = 0x2100;
    public static final int COMMIT = 0x3730;
    public static final int ABORT = 0x3801;
    public static final int CHECKPOINT = 0x4001;
    public static final int CHECKPOINT_END = 0x4098;
    public static final int RELEASE = 0x4201;
    public static final int ACTIVE = 0x4700;
    /** A change of a full-function database, with what was there before. */
    public static final int CHANGE = 0x5050;
    /** A change of an area: only what it makes. */
    public static final int AREA_CHANGE = 0x5950;
    /** A change taken back; its previous record is the one it takes back. */
    public static final int BACKOUT = 0x4C00;

    public static final int BACKOUT_END = 0x4C01;
    public static final int UNIT_START = 0x5607;
    public static final int PHASE_1 = 0x5610;
    public static final int PHASE_1_END = 0x5611;
    public static final int PHASE_2_END = 0x5612;
    public static final int AREA_COMMIT = 0x5937;

    public boolean isChange() {
        return type == CHANGE || type == AREA_CHANGE || type == BACKOUT;
    }

    public int bytes() {
        return FRAME_BYTES + body.length;
    }

    void put(ByteBuffer to) {
        to.putShort((short) bytes()).putShort((short) 0).putShort((short) type).putShort((short) pst);
        token.put(to);
        to.put(body).putLong(TodClock.stck(tod)).putLong(lsn);
    }

    /** The next record; empty if what is left is none. */
    static Optional<LogRecord> get(ByteBuffer from) {
        if (from.remaining() < FRAME_BYTES) {
            return Optional.empty();
        }
        int length = Short.toUnsignedInt(from.getShort(from.position()));
        if (length < FRAME_BYTES || length > from.remaining() || from.getShort(from.position() + 2) != 0) {
            return Optional.empty();
        }
        from.getInt();
        int type = Short.toUnsignedInt(from.getShort());
        int pst = Short.toUnsignedInt(from.getShort());
        UnitToken token = UnitToken.get(from);
        byte[] body = new byte[length - FRAME_BYTES];
        from.get(body);
        return Optional.of(new LogRecord(type, pst, token, body, TodClock.ofStck(from.getLong()), from.getLong()));
    }
}
