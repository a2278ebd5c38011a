package org.copyblade.linux.pool;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is written beside a copy: whose it is and how far.
 *
 * @param technology of the blade that made it
 * @param group id of the copy group
 * @param stage how far it is
 * @param at the point in time, from ESTABLISHED on
 * @param facts more that the blade wants to find again
 */
public record Marker(String technology, String group, Stage stage, Optional<Instant> at, Facts facts) {

    private static final String FIRST_LINE = "copyblade copy 1\n";
    private static final String LAST_LINE = "end\n";

    public Marker {
        Objects.requireNonNull(technology, "technology");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(facts, "facts");
    }

    public static Marker preparing(String technology, String group, Facts facts) {
        return new Marker(technology, group, Stage.PREPARING, Optional.empty(), facts);
    }

    /** The same copy, further on. */
    public Marker to(Stage next) {
        return new Marker(technology, group, next, at, facts);
    }

    /** The same copy with its point in time. */
    public Marker established(Instant instant) {
        return new Marker(technology, group, Stage.ESTABLISHED, Optional.of(instant), facts);
    }

    /** No copy, and why. */
    public Marker failed(String why) {
        return new Marker(technology, group, Stage.FAILED, at, facts.with("why", why));
    }

    public Marker with(Facts more) {
        return new Marker(technology, group, stage, at, facts.with(more));
    }

    String format() {
        Facts head = Facts.none()
                .with("technology", technology)
                .with("group", group)
                .with("stage", stage)
                .with("at", at.map(Instant::toString).orElse(""));
        return FIRST_LINE + head.with(facts).format() + LAST_LINE;
    }

    /** The marker in a text, or nothing if the text is torn or somebody else's. */
    static Optional<Marker> parse(String text) {
        if (!text.startsWith(FIRST_LINE) || !text.endsWith(LAST_LINE)) {
            return Optional.empty();
        }
        Facts all = Facts.parse(text);
        try {
            Optional<Instant> at =
                    all.find("at").filter(value -> !value.isEmpty()).map(Instant::parse);
            Facts own =
                    all.without("technology").without("group").without("stage").without("at");
            return Optional.of(
                    new Marker(all.text("technology"), all.text("group"), Stage.valueOf(all.text("stage")), at, own));
        } catch (DateTimeException | IllegalArgumentException torn) {
            return Optional.empty();
        }
    }
}
