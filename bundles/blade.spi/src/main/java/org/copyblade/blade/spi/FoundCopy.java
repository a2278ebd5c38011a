package org.copyblade.blade.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A copy found on the storage.
 *
 * @param where unit, path or snapshot, for people
 * @param group its group, where the mark names one
 * @param at its point in time, where known
 * @param binding enough to query, restore and withdraw it, where the storage gives it
 * @param manifest the text of {@link ManifestKeeper#keep}, where there is one
 */
public record FoundCopy(
        String where,
        Optional<CopyGroupId> group,
        Optional<Instant> at,
        Optional<Binding> binding,
        Optional<String> manifest) {

    public FoundCopy {
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(manifest, "manifest");
    }
}
