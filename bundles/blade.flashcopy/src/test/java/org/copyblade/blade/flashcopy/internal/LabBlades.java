package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.blade.drive.JumpingClock;
import org.copyblade.blade.spi.BladeException;

/** Instances of the blade that take turns, on one clock. They wait for late requests only where one is expected. */
final class LabBlades implements AutoCloseable {

    private final JumpingClock clock = new JumpingClock();
    private final List<FlashCopyBlade> hasty;
    private final List<FlashCopyBlade> patient;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean late;

    LabBlades(FlashSettings settings) throws BladeException {
        FlashSettings quick = withLimit(settings, Duration.ofMillis(20));
        FlashSettings slow = withLimit(settings, Duration.ofSeconds(2));
        this.hasty = List.of(instance(quick), instance(quick));
        this.patient = List.of(instance(slow), instance(slow));
    }

    /** The same but for how long a request without answer may still be carried out. */
    static FlashSettings withLimit(FlashSettings settings, Duration lateRequestLimit) {
        return new FlashSettings(
                settings.endpoint(),
                settings.access(),
                settings.trust(),
                settings.targets(),
                settings.targetPool(),
                settings.units(),
                settings.pairsPerRequest(),
                settings.freezeMargin(),
                lateRequestLimit,
                settings.rules(),
                settings.restore());
    }

    private FlashCopyBlade instance(FlashSettings settings) throws BladeException {
        return new FlashCopyBlade(new Endpoint(settings), clock);
    }

    JumpingClock clock() {
        return clock;
    }

    /** Whether a request may be carried out after its caller has given up. */
    void expectLateRequest(boolean expected) {
        late = expected;
    }

    /** Another one than before. */
    FlashCopyBlade next() {
        List<FlashCopyBlade> blades = late ? patient : hasty;
        return blades.get(turn.getAndIncrement() % blades.size());
    }

    @Override
    public void close() {
        hasty.forEach(FlashCopyBlade::close);
        patient.forEach(FlashCopyBlade::close);
    }
}
