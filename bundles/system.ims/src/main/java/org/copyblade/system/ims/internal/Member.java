package org.copyblade.system.ims.internal;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One IMS that writes.
 *
 * @param name IMSID, up to 4 characters
 * @param system member of the sysplex it runs on; empty for the one of the z/OSMF
 */
record Member(String name, String system) {

    private static final Pattern NAME = Pattern.compile("[A-Z@#$][A-Z0-9@#$]{0,3}");
    private static final Pattern SYSTEM = Pattern.compile("[A-Z0-9@#$]{0,8}");

    Member {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(system, "system");
        if (!NAME.matcher(name).matches() || !SYSTEM.matcher(system).matches()) {
            throw new IllegalArgumentException("'" + name + "@" + system + "' is no IMSID and system");
        }
    }

    /** Reads {@code IMS1} or {@code IMS1@SY1}. */
    static Member parse(String text) {
        int at = text.lastIndexOf('@');
        return at > 0 ? new Member(text.substring(0, at), text.substring(at + 1)) : new Member(text, "");
    }

    @Override
    public String toString() {
        return name;
    }
}
