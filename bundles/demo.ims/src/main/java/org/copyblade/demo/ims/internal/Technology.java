package org.copyblade.demo.ims.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.copyblade.demo.fixture.ImsLabConfiguration;

/**
 * A way to copy the volumes of the laboratory, and what is configured for it. Another one is another line of {@link #ALL}.
 *
 * @param blade its name
 * @param endpoint keys of its endpoint
 * @param profile keys of its profile
 */
record Technology(
        String blade, Function<ImsLabConfiguration, Map<String, String>> endpoint, Map<String, String> profile) {

    static final Technology FLASHCOPY = new Technology(
            "flashcopy",
            // A restore that begins while the copy is still being filled, which a volume with other copies allows if it
            // may be
            // source and target at once.
            lab -> with(lab.flashCopy(), Map.of("restore.mode", "fast", "cascading", "true")),
            ImsLabConfiguration.profile("flashcopy"));

    static final Technology DFSMSDSS =
            new Technology("dfsmsdss", ImsLabConfiguration::dfsmsdss, ImsLabConfiguration.profile("dfsmsdss"));

    /** In the order in which they are shown; the first is what is shown unless another is asked for. */
    static final List<Technology> ALL = List.of(FLASHCOPY, DFSMSDSS);

    static Optional<Technology> named(String blade) {
        return ALL.stream().filter(it -> it.blade().equals(blade)).findFirst();
    }

    /** Factory PID of its endpoints. */
    String pid() {
        return "org.copyblade.blade." + blade;
    }

    private static Map<String, String> with(Map<String, String> keys, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(keys);
        all.putAll(more);
        return all;
    }
}
