package org.copyblade.blade.btrfs.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.MountedOn;

/**
 * What this blade keeps of a group: where it lies, and which restore of it is under way. All else is on the storage.
 *
 * @param pool directory of the copies
 * @param on what that lay on when the copy was planned, where known
 * @param attempt by which the note of a restore knows that this one has begun it; empty: none has
 */
record BtrfsBinding(Path pool, Optional<MountedOn> on, String attempt) {

    private static final int VERSION = 1;

    BtrfsBinding {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(attempt, "attempt");
    }

    /** Of a copy that is not being restored. */
    BtrfsBinding(Path pool, Optional<MountedOn> on) {
        this(pool, on, "");
    }

    /** The same while this restore is under way. */
    BtrfsBinding restoring(String newAttempt) {
        return new BtrfsBinding(pool, on, newAttempt);
    }

    /** The same once no restore is under way. */
    BtrfsBinding restored() {
        return new BtrfsBinding(pool, on);
    }

    Facts facts() {
        Facts facts = Facts.none()
                .with("pool", pool)
                .with(on.map(known -> known.facts("pool.")).orElse(Facts.none()));
        return attempt.isEmpty() ? facts : facts.with("attempt", attempt);
    }

    Binding toBinding() {
        return new Binding(VERSION, facts().format());
    }

    static BtrfsBinding of(Binding binding) throws BladeException {
        if (binding.version() != VERSION) {
            throw Failure.binding("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        try {
            Facts facts = Facts.parse(binding.data());
            return new BtrfsBinding(Path.of(facts.text("pool")), MountedOn.of(facts, "pool."), facts.text("attempt"));
        } catch (InvalidPathException wrong) {
            throw Failure.binding(wrong.getMessage());
        }
    }
}
