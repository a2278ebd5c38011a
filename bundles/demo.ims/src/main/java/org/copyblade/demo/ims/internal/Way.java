package org.copyblade.demo.ims.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Technology;

/**
 * A way to back the group up: a profile.
 *
 * @param name of the profile
 * @param technologies that copy, in the order in which they are asked for a volume
 * @param options that are not as in every profile of the laboratory
 */
record Way(String name, List<Technology> technologies, Function<LabEndpoints, Map<String, String>> options) {

    Way {
        technologies = List.copyOf(technologies);
    }

    /** By one technology, and named after it. */
    static Way of(Technology technology, Map<String, String> options) {
        return new Way(technology.blade(), List.of(technology), unused -> options);
    }

    /** Names of the blades, for people. */
    String blades() {
        return technologies.stream().map(Technology::blade).collect(Collectors.joining(", "));
    }

    /** Keys of the profile, in this laboratory. */
    Map<String, String> profile(LabEndpoints laboratory) {
        Map<String, String> keys = new HashMap<>(ImsLabConfiguration.profile(
                technologies.stream().map(Technology::blade).collect(Collectors.joining(","))));
        keys.putAll(options.apply(laboratory));
        return keys;
    }
}
