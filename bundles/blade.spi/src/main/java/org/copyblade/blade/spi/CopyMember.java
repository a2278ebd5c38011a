package org.copyblade.blade.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One volume or data set of a copy group.
 *
 * @param name short name, unique in the group, {@code [a-z0-9][a-z0-9._-]*}; used in targets, evidence and restores
 * @param source the {@link LocatedVolume#storageId()} of what is copied
 * @param excluded for directory trees: paths relative to the source, with {@code /} between names, whose content is left
 *     out; an excluded directory is copied empty; volume grain copies everything and ignores this
 * @param gate for directory trees: path of the file without which the system cannot start; a restore removes it first
 *     and brings it back last and shut, that is under the name of {@link #shutGate()}: opening it is the system's, once
 *     everything is there that its recovery needs
 */
public record CopyMember(String name, String source, List<String> excluded, Optional<String> gate) {

    /** What a gate that is shut has behind its name. */
    public static final String SHUT = ".copyblade-gate";

    public CopyMember {
        Objects.requireNonNull(name, "name");
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "name of a member has small letters, digits, '.', '_' and '-', not '" + name + "'");
        }
        Objects.requireNonNull(source, "source");
        excluded = List.copyOf(excluded);
        Objects.requireNonNull(gate, "gate");
    }

    /** Where the gate is while it is shut. */
    public Optional<String> shutGate() {
        return gate.map(path -> path + SHUT);
    }

    /** A member of which everything is copied. */
    public static CopyMember whole(String name, String source) {
        return new CopyMember(name, source, List.of(), Optional.empty());
    }
}
