package org.copyblade.manager.internal.copies;

import java.util.Optional;
import org.copyblade.blade.spi.CopyState;

/** What the state of a copy on the storage says against using it, in words; empty if nothing. Pure. */
public record CopyDoubt(String group) implements CopyState.Cases<Optional<String>> {

    @Override
    public Optional<String> absent(CopyState.Absent state) {
        return Optional.of("copy group " + group + " is no longer on the storage");
    }

    @Override
    public Optional<String> preparing(CopyState.Preparing state) {
        return Optional.of("copy group " + group + " is being prepared for another point in time");
    }

    @Override
    public Optional<String> prepared(CopyState.Prepared state) {
        return Optional.of("copy group " + group + " has no point in time");
    }

    @Override
    public Optional<String> established(CopyState.Established state) {
        return Optional.empty();
    }

    @Override
    public Optional<String> restoring(CopyState.Restoring state) {
        return Optional.empty();
    }

    @Override
    public Optional<String> failed(CopyState.Failed state) {
        return Optional.of("copy group " + group + " failed: " + state.why());
    }
}
