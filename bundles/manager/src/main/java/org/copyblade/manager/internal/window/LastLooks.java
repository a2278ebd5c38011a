package org.copyblade.manager.internal.window;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.LastLook;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;

/**
 * Sees right before a window that what was prepared still is, with the blades that are leased for it. All groups are looked at
 * at one time, while the system is armed: what somebody changes after this the point in time itself has to tell. Used by one
 * thread.
 */
final class LastLooks {

    /** A blade answers within seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What may be repeated is: a backup need not fail for one lost answer. */
    private static final int TRIES = 3;

    private final List<Beside<GroupRecord>> asked;

    private LastLooks(List<Beside<GroupRecord>> asked) {
        this.asked = asked;
    }

    /** Begins to look, where a blade can. */
    static LastLooks begin(Executor threads, List<Window.Slot> slots, BooleanSupplier cancelled) {
        return new LastLooks(slots.stream()
                .filter(slot -> slot.lease().service() instanceof LastLook)
                .map(slot -> Beside.begin(threads, () -> look(slot, cancelled)))
                .toList());
    }

    private static GroupRecord look(Window.Slot slot, BooleanSupplier cancelled) throws Failure {
        String doing = "look at copy group " + slot.group().group() + " before the window";
        for (int attempt = 1; ; attempt++) {
            try {
                ((LastLook) slot.lease().service())
                        .look(slot.copyGroup(), slot.group().binding(), Call.within(LIMIT, cancelled, percent -> {}));
                return slot.group();
            } catch (BladeException e) {
                boolean again = e.recovery() == BladeException.Recovery.RETRY && attempt < TRIES;
                if (!again || cancelled.getAsBoolean()) {
                    throw Failure.of(doing, e);
                }
            } catch (RuntimeException | Error e) {
                throw Failure.misbehaved(
                        ErrorCode.BLADE_MISBEHAVED, "blade " + slot.group().blade(), doing, e);
            }
        }
    }

    /** Waits until all have answered, in whatever way: a lease must not end before. */
    void await() {
        asked.forEach(Beside::await);
    }

    /** @throws Failure the first refusal */
    void demandPrepared() throws Failure {
        for (Beside<GroupRecord> one : asked) {
            one.answer();
        }
    }
}
