package org.copyblade.lab.array.internal.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.face.LabFace;

/** Which faces are wanted, in the order in which they are to be started. Pure. */
final class FaceOrder {

    private FaceOrder() {}

    /**
     * Finds the faces.
     *
     * @param names as they were given, separated by commas
     */
    static List<LabFace> of(String names, List<LabFace> there) throws SeedException {
        List<LabFace> wanted = new ArrayList<>();
        for (String name :
                Arrays.stream(names.split(",")).map(String::strip).distinct().toList()) {
            wanted.add(there.stream()
                    .filter(it -> it.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new SeedException("there is no face '" + name + "'; there are "
                            + there.stream().map(LabFace::name).sorted().collect(Collectors.joining(", ")))));
        }
        return ordered(wanted);
    }

    /** As they were given, but each behind those that it meets. */
    private static List<LabFace> ordered(List<LabFace> wanted) throws SeedException {
        List<LabFace> waiting = new ArrayList<>(wanted);
        List<LabFace> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Set<String> names = waiting.stream().map(LabFace::name).collect(Collectors.toSet());
            Optional<LabFace> next = waiting.stream()
                    .filter(it -> it.after().stream().noneMatch(names::contains))
                    .findFirst();
            ordered.add(next.orElseThrow(() -> new SeedException("faces " + names + " wait for each other")));
            waiting.remove(next.get());
        }
        return ordered;
    }
}
