package org.copyblade.blade.btrfs.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.linux.pool.Facts;

/**
 * What this blade keeps of a group: where it lies. All else is on the storage.
 *
 * @param pool directory of the copies
 */
record BtrfsBinding(Path pool) {

    private static final int VERSION = 1;

    BtrfsBinding {
        Objects.requireNonNull(pool, "pool");
    }

    Facts facts() {
        return Facts.none().with("pool", pool);
    }

    Binding toBinding() {
        return new Binding(VERSION, facts().format());
    }

    static BtrfsBinding of(Binding binding) throws BladeException {
        if (binding.version() != VERSION) {
            throw Failure.binding("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        try {
            return new BtrfsBinding(Path.of(Facts.parse(binding.data()).text("pool")));
        } catch (InvalidPathException wrong) {
            throw Failure.binding(wrong.getMessage());
        }
    }
}
