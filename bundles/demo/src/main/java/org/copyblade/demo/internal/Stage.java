package org.copyblade.demo.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.demo.operator.Place;

/**
 * What the demo can show on this machine.
 *
 * @param opening the first line: what is shown, or what cannot be shown here and why
 * @param places the servers of the demo
 */
record Stage(String opening, List<Place> places) {

    private static final Place SHOP =
            new Place("shop", Optional.of(Kind.XFS), "reflink", Map.of("fast.replication", "required"));
    private static final Place BANK = new Place("bank", Optional.of(Kind.BTRFS), "btrfs", Map.of());
    private static final Place HOST_COPY = new Place(
            "shop", Optional.empty(), "reflink", Map.of("fast.replication", "none", "consistency", "backup-mode"));

    Stage {
        places = List.copyOf(places);
    }

    /**
     * Chooses the places.
     *
     * @param unsupported why there can be no scratch filesystem of a kind; empty if there can
     */
    static Stage choose(Function<Kind, Optional<String>> unsupported) {
        Map<Kind, String> missing = new EnumMap<>(Kind.class);
        List<Place> places = new ArrayList<>();
        for (Place place : List.of(SHOP, BANK)) {
            Kind kind = place.filesystem().orElseThrow();
            Optional<String> reason = unsupported.apply(kind);
            reason.ifPresent(text -> missing.put(kind, text));
            if (reason.isEmpty()) {
                places.add(place);
            }
        }
        if (places.isEmpty()) {
            String reason = missing.get(Kind.XFS);
            return new Stage(
                    "Cannot show here: backups within milliseconds and both copy blades, because " + reason
                            + ". Shown instead: host copy in backup mode.",
                    List.of(HOST_COPY));
        }
        String opening = missing.isEmpty()
                ? "System Level Backups of two live PostgreSQL servers, on XFS and on btrfs."
                : "Cannot show here: " + missing.keySet().iterator().next() + ", because "
                        + missing.values().iterator().next() + ".";
        return new Stage(opening, places);
    }
}
