package org.copyblade.system.ims.internal;

import java.util.Arrays;
import java.util.List;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;

/**
 * What a suspend token holds.
 *
 * @param host of the z/OSMF by which it was held
 * @param members that were to be held
 * @param limitSeconds longest time of the hold
 */
record HoldData(String host, List<Member> members, long limitSeconds) {

    static final int VERSION = 1;

    HoldData {
        members = List.copyOf(members);
    }

    /** Reads a token of any version so far. */
    static HoldData of(SuspendToken token) throws SystemException {
        String[] parts = token.data().split("\\|", -1);
        try {
            if (token.version() == VERSION && parts.length == 3) {
                return new HoldData(
                        parts[0],
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
        return String.join("|", host, String.join(",", names), Long.toString(limitSeconds));
    }
}
