package org.copyblade.system.ims.internal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;

/**
 * What a suspend token holds.
 *
 * @param key of the lease of its guards; empty in a token that notes none
 * @param members that were to be held
 * @param limitSeconds longest time of the hold
 * @param way how they are told to go on; empty in a token that does not note it
 */
record HoldData(String key, List<Member> members, long limitSeconds, Optional<ResumeWay> way) {

    static final int VERSION = 3;

    private static final int WITHOUT_WAY = 2;

    /** Noted the host of z/OSMF in place of the key. */
    private static final int WITHOUT_KEY = 1;

    private static final int FIELDS = 3;

    HoldData {
        members = List.copyOf(members);
        Objects.requireNonNull(way, "way");
    }

    /** Reads a token of any version so far. */
    static HoldData of(SuspendToken token) throws SystemException {
        String[] parts = token.data().split("\\|", -1);
        boolean older = token.version() == WITHOUT_WAY || token.version() == WITHOUT_KEY;
        try {
            if (token.version() == VERSION && parts.length > FIELDS || older && parts.length == FIELDS) {
                List<String> way = Arrays.stream(parts)
                        .skip(FIELDS)
                        .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                        .toList();
                return new HoldData(
                        token.version() == WITHOUT_KEY ? "" : parts[0],
                        Arrays.stream(parts[1].split(",")).map(Member::parse).toList(),
                        Long.parseLong(parts[2]),
                        older ? Optional.empty() : Optional.of(ResumeWay.of(way)));
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
        Stream<String> noted = way.stream()
                .flatMap(noting -> noting.fields().stream())
                .map(field -> URLEncoder.encode(field, StandardCharsets.UTF_8));
        return Stream.concat(Stream.of(key, String.join(",", names), Long.toString(limitSeconds)), noted)
                .collect(Collectors.joining("|"));
    }
}
