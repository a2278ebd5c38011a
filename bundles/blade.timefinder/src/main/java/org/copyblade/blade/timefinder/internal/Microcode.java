package org.copyblade.blade.timefinder.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The level of an array's microcode, such as 5978.669.669 or 6079.175.0. Pure.
 *
 * @param family such as 5978
 * @param level within it
 */
record Microcode(int family, int level) {

    /** The first that gives each snapshot a number of its own, by which this blade names it. */
    private static final Microcode SNAPIDS = new Microcode(5978, 669);

    /** The family that PowerMaxOS 10 begins with. */
    private static final int NEWER = 6079;

    private static final Pattern FORM = Pattern.compile("([0-9]{4,5})\\.([0-9]{1,5})(\\..*)?");

    /** Empty where it is written in no known way. */
    static Optional<Microcode> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Microcode(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean hasSnapids() {
        return family > SNAPIDS.family || family == SNAPIDS.family && level >= SNAPIDS.level;
    }

    boolean isPowerMaxOs10() {
        return family >= NEWER;
    }
}
