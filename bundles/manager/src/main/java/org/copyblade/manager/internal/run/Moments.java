package org.copyblade.manager.internal.run;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments in sentences for people, written as commands write them in tables. Pure. */
public final class Moments {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Moments() {}

    /** In the zone of this host, to the second. */
    public static String shown(Instant moment) {
        return FORM.format(moment);
    }
}
