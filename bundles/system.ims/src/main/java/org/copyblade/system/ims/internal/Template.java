package org.copyblade.system.ims.internal;

import java.util.Objects;

/**
 * A command of the site with places for what it is about.
 *
 * @param text with {@code {member}}, {@code {epoch}}, {@code {limit.s}} and {@code {limit.ms}}
 */
record Template(String text) {

    Template {
        Objects.requireNonNull(text, "text");
    }

    /** Whether it tells the other side when the hold has to end by itself. */
    boolean namesLimit() {
        return text.contains("{limit.s}") || text.contains("{limit.ms}");
    }

    String of(Member member) {
        return text.replace("{member}", member.name());
    }

    /** @param limitSeconds longest time of the hold */
    String of(Member member, long epoch, long limitSeconds) {
        return of(member)
                .replace("{epoch}", Long.toString(epoch))
                .replace("{limit.s}", Long.toString(limitSeconds))
                .replace("{limit.ms}", Long.toString(1000 * limitSeconds));
    }

    /** As a regular expression, in which the places stand for the very text. */
    String pattern(Member member, long epoch) {
        return text.replace("{member}", member.name().replace("$", "[$]")).replace("{epoch}", Long.toString(epoch));
    }
}
