package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * What was seen while a backup was taken. The verdict follows from the facts alone.
 *
 * @param backup the backup
 * @param proven whether the facts prove its consistency
 * @param verdict one sentence
 * @param facts in the order of time
 */
public record Evidence(BackupId backup, boolean proven, String verdict, List<Fact> facts) {

    /**
     * One fact.
     *
     * @param subject whom or what it is about: system, group, guard
     * @param name what was measured or seen, for example {@code established after}
     * @param value as text with its unit
     */
    public record Fact(String subject, String name, String value) {
        public Fact {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    public Evidence {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(verdict, "verdict");
        facts = List.copyOf(facts);
    }

    /** The same for a backup under another id. */
    public Evidence withId(BackupId next) {
        return new Evidence(next, proven, verdict, facts);
    }
}
