package org.copyblade.manager.internal.reconcile;

import java.util.Optional;
import org.copyblade.blade.spi.CopyState;

/** Why a copy that the catalog calls usable is not, in words; empty if it is. Pure. */
record Gone(String group) implements CopyState.Cases<Optional<String>> {

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
