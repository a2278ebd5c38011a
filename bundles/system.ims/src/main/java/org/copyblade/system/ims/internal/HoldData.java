package org.copyblade.system.ims.internal;

import java.util.Arrays;
import java.util.List;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;

/**
 * What a suspend token holds.
 *
 * @param key of the lease of its guards; empty in a token that notes none
 * @param members that were to be held
 * @param limitSeconds longest time of the hold
 */
record HoldData(String key, List<Member> members, long limitSeconds) {

    static final int VERSION = 2;

    /** Noted the host of z/OSMF in place of the key. */
    private static final int WITHOUT_KEY = 1;

    HoldData {
        members = List.copyOf(members);
    }

    /** Reads a token of any version so far. */
    static HoldData of(SuspendToken token) throws SystemException {
        String[] parts = token.data().split("\\|", -1);
        try {
            if ((token.version() == VERSION || token.version() == WITHOUT_KEY) && parts.length == 3) {
                return new HoldData(
                        token.version() == WITHOUT_KEY ? "" : parts[0],
                        Arrays.stream(parts[1].split(",")).map(Member::parse).toList(),
                        Long.parseLong(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            // Answered below: the form is not known.
        }
        throw ImsFault.TOKEN.error(
                "the suspend token of epoch " + token.epoch() + " has a form that is not known here",
                "use the version of Copyblade that made it, or a newer one");
    }

    String text() {
        List<String> names = members.stream()
                .map(member -> member.system().isEmpty() ? member.name() : member.name() + "@" + member.system())
                .toList();
        return String.join("|", key, String.join(",", names), Long.toString(limitSeconds));
    }
}
