package org.copyblade.blade.memory;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.BladeInfo.Grain;
import org.copyblade.blade.spi.BladeInfo.HoldAbility;
import org.copyblade.blade.spi.BladeInfo.Mark;
import org.copyblade.blade.spi.BladeInfo.Reach;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;

/**
 * Which kind of storage is played.
 *
 * @param info what the blade says of it
 * @param prepareSteps how many prepare calls it takes, at least one
 * @param holdTimer after which held writes go by themselves
 * @param backgroundCopy how long data moves after establish; empty: the copy shares data with its source for ever
 * @param fast whether the storage copies by itself; if not, only through the host
 * @param durable whether an established copy survives a power loss without harden
 * @param estimate how long the establish of one member is said to take, if that is known
 */
public record Behaviour(
        BladeInfo info,
        int prepareSteps,
        Duration holdTimer,
        Optional<Duration> backgroundCopy,
        boolean fast,
        boolean durable,
        Optional<Duration> estimate) {

    private static final Duration TIMER = Duration.ofSeconds(120);

    public Behaviour {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(holdTimer, "holdTimer");
        Objects.requireNonNull(backgroundCopy, "backgroundCopy");
        Objects.requireNonNull(estimate, "estimate");
        if (prepareSteps < 1) {
            throw new IllegalArgumentException("prepare takes at least one step");
        }
    }

    /** Snapshots of all volumes at one instant, named on the storage. */
    public static Behaviour snapshots(String endpoint) {
        BladeInfo info = new BladeInfo(
                "memory",
                endpoint,
                "1.0.0",
                Grain.VOLUME,
                false,
                Reach.ENDPOINT,
                HoldAbility.NONE,
                Mark.NAMED,
                RestoreEffect.KEEPS_COPY);
        return new Behaviour(info, 1, TIMER, Optional.empty(), true, true, Optional.empty());
    }

    /** Source and target pairs, volume after volume, with a hold until released and a background copy. */
    public static Behaviour pairs(String endpoint) {
        BladeInfo info = new BladeInfo(
                "memory",
                endpoint,
                "1.0.0",
                Grain.VOLUME,
                true,
                Reach.VOLUME,
                HoldAbility.UNTIL_RELEASED,
                Mark.TARGETS,
                RestoreEffect.CONSUMES_COPY);
        return new Behaviour(info, 2, TIMER, Optional.of(Duration.ofMillis(50)), true, true, Optional.empty());
    }

    /** Volume after volume inside one job that holds writes itself. */
    public static Behaviour jobs(String endpoint) {
        BladeInfo info = new BladeInfo(
                "memory",
                endpoint,
                "1.0.0",
                Grain.VOLUME,
                true,
                Reach.VOLUME,
                HoldAbility.INSIDE_ESTABLISH,
                Mark.TARGETS,
                RestoreEffect.KEEPS_COPY);
        return new Behaviour(info, 1, TIMER, Optional.empty(), true, true, Optional.empty());
    }

    /** Slot after slot, without any instant, not durable before harden. */
    public static Behaviour files(String endpoint) {
        BladeInfo info = new BladeInfo(
                "memory",
                endpoint,
                "1.0.0",
                Grain.DATA_SET,
                false,
                Reach.NONE,
                HoldAbility.NONE,
                Mark.NAMED,
                RestoreEffect.KEEPS_COPY);
        return new Behaviour(info, 1, TIMER, Optional.of(Duration.ZERO), true, false, Optional.empty());
    }

    /** The same with a prepare of this many steps. */
    public Behaviour withPrepareSteps(int steps) {
        return new Behaviour(info, steps, holdTimer, backgroundCopy, fast, durable, estimate);
    }

    /** The same with another timer of the storage. */
    public Behaviour withHoldTimer(Duration timer) {
        return new Behaviour(info, prepareSteps, timer, backgroundCopy, fast, durable, estimate);
    }

    /** The same where the storage cannot copy by itself. */
    public Behaviour throughHostOnly() {
        return new Behaviour(info, prepareSteps, holdTimer, backgroundCopy, false, durable, estimate);
    }

    /** The same with a background copy of this length. */
    public Behaviour withBackgroundCopy(Duration length) {
        return new Behaviour(info, prepareSteps, holdTimer, Optional.of(length), fast, durable, estimate);
    }

    /** The same that says how long the establish of one member takes. */
    public Behaviour withEstimate(Duration one) {
        return new Behaviour(info, prepareSteps, holdTimer, backgroundCopy, fast, durable, Optional.of(one));
    }
}
