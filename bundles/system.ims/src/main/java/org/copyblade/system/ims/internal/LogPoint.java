package org.copyblade.system.ims.internal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the log of one member is, as {@code /DIS OLDS} shows it.
 *
 * @param member IMSID
 * @param bsn number of the current block, hexadecimal
 * @param lsn number of the last record, unsigned
 */
record LogPoint(String member, String bsn, long lsn) {

    /** The line that ends what is needed of the answer. */
    static final String LINE = "CURRENT\\s+BSN\\s*=\\s*([0-9A-F]+)\\s*,\\s*LSN\\s*=\\s*([0-9A-F]{1,8})_?([0-9A-F]{8})";

    private static final Pattern CURRENT = Pattern.compile(LINE);

    LogPoint {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(bsn, "bsn");
    }

    static Optional<LogPoint> in(Member member, List<String> lines) {
        for (String line : lines) {
            Matcher current = CURRENT.matcher(line);
            if (current.find()) {
                long lsn = Long.parseUnsignedLong(current.group(2) + current.group(3), 16);
                return Optional.of(new LogPoint(member.name(), current.group(1), lsn));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return member + " BSN=" + bsn + " LSN=" + String.format("%08X_%08X", lsn >>> 32, lsn & 0xFFFFFFFFL);
    }
}
