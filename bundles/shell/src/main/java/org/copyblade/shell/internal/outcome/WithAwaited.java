package org.copyblade.shell.internal.outcome;

import java.util.List;
import java.util.Objects;
import org.copyblade.api.Awaited;

/**
 * A value and what it waits for; as JSON the members of the value with one more, {@code awaited}.
 *
 * @param subject which has no member of that name
 * @param awaited empty if it waits for nothing that is absent
 */
public record WithAwaited(Record subject, List<Awaited> awaited) {

    public WithAwaited {
        Objects.requireNonNull(subject, "subject");
        awaited = List.copyOf(awaited);
    }
}
