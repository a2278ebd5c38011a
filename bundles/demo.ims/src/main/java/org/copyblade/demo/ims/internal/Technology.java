package org.copyblade.demo.ims.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A way of storage to copy volumes of the laboratory. Another one is another line of {@link #ALL}.
 *
 * @param blade its name
 * @param endpoint keys of its endpoint
 * @param volume makes the id that a volume has in the laboratory from what the blade calls it
 */
record Technology(String blade, Function<LabEndpoints, Map<String, String>> endpoint, UnaryOperator<String> volume) {

    static final Technology FLASHCOPY = new Technology("flashcopy", LabEndpoints::flashCopy, UnaryOperator.identity());

    static final Technology DFSMSDSS = new Technology("dfsmsdss", LabEndpoints::dfsmsdss, UnaryOperator.identity());

    /** Five hexadecimal digits, the first of which is 0. */
    static final Technology TIMEFINDER =
            new Technology("timefinder", LabEndpoints::timeFinder, name -> name.substring(1));

    /** Decimal digits. */
    static final Technology SHADOWIMAGE = new Technology(
            "shadowimage", LabEndpoints::shadowImage, name -> String.format("%04X", Integer.parseInt(name)));

    static final List<Technology> ALL = List.of(FLASHCOPY, DFSMSDSS, TIMEFINDER, SHADOWIMAGE);

    static Optional<Technology> named(String blade) {
        return ALL.stream().filter(it -> it.blade().equals(blade)).findFirst();
    }

    /** Factory PID of its endpoints. */
    String pid() {
        return "org.copyblade.blade." + blade;
    }
}
