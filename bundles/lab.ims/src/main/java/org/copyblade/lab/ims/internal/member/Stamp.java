package org.copyblade.lab.ims.internal.member;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.copyblade.lab.ims.internal.log.TodClock;

/** Times as messages have them. The lab's local time is UTC. */
public final class Stamp {
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("yyDDD/HHmmss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DBRC = DateTimeFormatter.ofPattern("yyyy.DDD HH:mm:ss.SSSSSS xxx");
    /** What DBRC shows where there is no time. */
    public static final String DBRC_ZERO = "0000.000 00:00:00.000000";

    private Stamp() {}

    public static String yydddHhmmss(long tod) {
        return DAY_TIME.format(at(tod));
    }

    public static String hhmmss(long tod) {
        return TIME.format(at(tod));
    }

    /** As DBRC lists it. */
    public static String dbrc(long tod) {
        return tod == 0 ? DBRC_ZERO : DBRC.format(at(tod));
    }

    private static OffsetDateTime at(long tod) {
        return TodClock.instant(tod).atOffset(ZoneOffset.UTC);
    }
}
