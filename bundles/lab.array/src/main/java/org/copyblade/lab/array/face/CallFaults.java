package org.copyblade.lab.array.face;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;

/**
 * What was made to go wrong with one request.
 *
 * @param all in the order in which they were asked for
 */
public record CallFaults(List<Fault> all) {

    public CallFaults {
        all = List.copyOf(all);
    }

    public Optional<Fault> find(Kind kind) {
        return all.stream().filter(it -> it.kind() == kind).findFirst();
    }

    public boolean has(Kind kind) {
        return find(kind).isPresent();
    }

    /** Index of the element that is to fail, of those that the request is about. */
    public OptionalInt failingElement() {
        return find(Kind.PARTIAL_FAILURE)
                .map(fault -> OptionalInt.of(fault.element()))
                .orElse(OptionalInt.empty());
    }
}
