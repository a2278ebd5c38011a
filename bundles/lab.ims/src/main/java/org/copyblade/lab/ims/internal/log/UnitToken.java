package org.copyblade.lab.ims.internal.log;

import java.nio.ByteBuffer;
import org.copyblade.lab.ims.internal.disk.Text;

/**
 * Recovery token of a unit of work, 16 bytes: member, schedule number, commit number.
 *
 * @param imsid of the member that does the work, empty for what was loaded
 */
public record UnitToken(String imsid, int schedule, int commit) {
    static final int BYTES = 16;
    /** Of records that nobody has changed yet, and of log records that belong to no unit. */
    public static final UnitToken NONE = new UnitToken("", 0, 0);

    public void put(ByteBuffer to) {
        Text.put(to, imsid, 8);
        to.putInt(schedule).putInt(commit);
    }

    public static UnitToken get(ByteBuffer from) {
        return new UnitToken(Text.get(from, 8), from.getInt(), from.getInt());
    }

    @Override
    public String toString() {
        return String.format("%s/%08X%08X", imsid, schedule, commit);
    }
}
