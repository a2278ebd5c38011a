package org.copyblade.blade.memory;

import java.time.Duration;
import java.util.Optional;
import org.copyblade.blade.memory.StoredCopy.Stage;
import org.copyblade.blade.spi.BladeInfo.HoldAbility;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Preparation;

/** Makes copies ready for their point in time. To be called under the lock of the storage. */
final class Preparer {

    private static final Duration STEP = Duration.ofMillis(1);

    private final MemoryStorage storage;

    Preparer(MemoryStorage storage) {
        this.storage = storage;
    }

    /** Ends the predecessor, if there is one; false if somebody else has the targets. */
    boolean takeOver(CopyGroup group, Key key) {
        StoredCopy there = storage.copies().get(key.copy());
        if (there == null || there.group.equals(group.id())) {
            return true;
        }
        boolean predecessor = key.predecessor().filter(there.group::equals).isPresent();
        if (predecessor) {
            storage.conceal(key.copy());
            storage.copies().remove(key.copy());
        }
        return predecessor;
    }

    /** One step of the preparation. */
    Preparation step(CopyGroup group, Key key) {
        int steps = storage.behaviour().prepareSteps();
        StoredCopy copy =
                storage.copies().computeIfAbsent(key.copy(), name -> new StoredCopy(group.id(), group.members()));
        copy.stepsDone = Math.min(steps, copy.stepsDone + 1);
        if (copy.stepsDone < steps) {
            return new Preparation.Continues(key.binding(), 100 * copy.stepsDone / steps, STEP);
        }
        if (copy.stage == Stage.PREPARING) {
            copy.stage = Stage.PREPARED;
        }
        return new Preparation.Prepared(
                key.binding(), key.method(), Planner.holds(storage, group), timer(), Optional.empty());
    }

    /** How long the storage holds writes by itself; empty if it cannot hold them. */
    Optional<Duration> timer() {
        return storage.info().hold() == HoldAbility.NONE
                ? Optional.empty()
                : Optional.of(storage.behaviour().holdTimer());
    }
}
