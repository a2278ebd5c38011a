package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.copyblade.lab.array.VirtualArray;

/**
 * What {@code [hosts.powermax]} of a seed says of the Unisphere.
 *
 * @param versions prefixes that are alive at one time, newest first
 * @param pageSize elements of a page of a long list
 * @param iteratorLifeMs how long a long list can be read on
 * @param licences of its arrays, by the names of the API
 */
record UnisphereSettings(List<Integer> versions, int pageSize, long iteratorLifeMs, List<String> licences) {

    static final String SNAPSHOTS = "SYMM_TF_SNAP";

    /** Prefixes of releases that there have been. */
    private static final List<Integer> RELEASES = List.of(104, 103, 102, 101, 100, 92, 91, 90);

    private static final Map<String, Object> DEFAULTS = Map.of(
            "versions",
            List.of(103, 102, 101, 100, 92),
            "page_size",
            1_000,
            "iterator_life_ms",
            300_000,
            "licences",
            List.of(SNAPSHOTS, "SYMM_TF_CLONE", "SYMM_VMAX_PROVISION"));
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    UnisphereSettings {
        versions = versions.stream().sorted(Comparator.reverseOrder()).toList();
        licences = List.copyOf(licences);
    }

    /** Those of the seed that the array was made from. */
    static UnisphereSettings of(VirtualArray array) throws IOException {
        Map<String, Object> table = new HashMap<>(DEFAULTS);
        table.putAll(array.host("powermax"));
        UnisphereSettings settings;
        try {
            settings = JSON.convertValue(table, UnisphereSettings.class);
        } catch (IllegalArgumentException cause) {
            throw refused(cause.getMessage().lines().findFirst().orElse(""));
        }
        List<String> objections = settings.objections();
        if (!objections.isEmpty()) {
            throw refused(String.join("; ", objections));
        }
        return settings;
    }

    private List<String> objections() {
        List<String> objections = new ArrayList<>();
        boolean known = !versions.isEmpty() && RELEASES.containsAll(versions);
        if (!known || new HashSet<>(versions).size() < versions.size()) {
            objections.add("versions must be some of " + RELEASES + ", each once");
        }
        if (pageSize < 1) {
            objections.add("page_size must be 1 at least");
        }
        if (iteratorLifeMs < 0) {
            objections.add("iterator_life_ms cannot be negative");
        }
        return objections;
    }

    private static IOException refused(String why) {
        return new IOException("seed, for face powermax: " + why);
    }
}
