package org.copyblade.lab.virtualize.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.virtualize.internal.Mapping.State;

/**
 * Mappings and groups at one moment. Pure.
 *
 * @param kept what is kept of them
 * @param relations that the array has, by source and target
 * @param flushing ids of prepared mappings whose cache is being flushed
 */
record MappingView(Kept kept, Map<String, Relation> relations, Set<Integer> flushing) {
    List<Mapping> mappings() {
        return kept.mappings();
    }

    List<Group> groups() {
        return kept.groups();
    }

    /** By id or name. */
    Mapping mapping(String which) throws Refusal {
        return mappings().stream()
                .filter(it ->
                        it.name().equals(which) || Integer.toString(it.id()).equals(which))
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.NO_NAME, "The mapping does not exist."));
    }

    /** By id or name. */
    Group group(String which) throws Refusal {
        return groups().stream()
                .filter(it ->
                        it.name().equals(which) || Integer.toString(it.id()).equals(which))
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.NO_GROUP, "The consistency group does not exist."));
    }

    Optional<Group> group(Mapping mapping) {
        return groups().stream().filter(it -> it.id() == mapping.group()).findFirst();
    }

    List<Mapping> members(Group group) {
        return mappings().stream().filter(it -> it.group() == group.id()).toList();
    }

    /** Mappings that a volume is source or target of. */
    List<Mapping> of(String volume) {
        return mappings().stream()
                .filter(it -> it.source().equals(volume) || it.target().equals(volume))
                .toList();
    }

    String status(Mapping mapping) {
        return switch (mapping.state()) {
            case IDLE, COPIED -> "idle_or_copied";
            case PREPARED -> flushing.contains(mapping.id()) ? "preparing" : "prepared";
            case STARTED -> "copying";
            case STOPPED -> "stopped";
        };
    }

    /** The least that is true of all its mappings. */
    String status(Group group) {
        Set<String> all = Set.copyOf(members(group).stream().map(this::status).toList());
        if (all.isEmpty()) {
            return "empty";
        }
        for (String status : List.of("preparing", "copying", "stopped", "prepared")) {
            if (all.contains(status)) {
                return status;
            }
        }
        return "idle_or_copied";
    }

    int progress(Mapping mapping) {
        if (mapping.state() == State.COPIED) {
            return 100;
        }
        return mapping.state() == State.STARTED ? 100 - left(mapping) : 0;
    }

    private int left(Mapping mapping) {
        Relation relation = relations.get(key(mapping));
        if (relation == null) {
            return 0;
        }
        int tracks = relation.sourceExtent().tracks();
        return (int) ((100L * relation.outOfSyncTracks() + tracks - 1) / tracks);
    }

    private static String key(Mapping mapping) {
        return Mappings.key(mapping.source(), mapping.target());
    }
}
