package org.copyblade.blade.memory;

import java.time.Duration;
import java.util.Optional;
import org.copyblade.blade.memory.Faults.Fault;
import org.copyblade.blade.memory.Faults.Step;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;

/** Every call of the blade passes here, where the faults strike. */
final class FaultGate {

    /** What a call does to the storage. */
    interface Effect<R> {
        R run() throws BladeException;
    }

    /** What a call does to the storage, given what is to go wrong inside it. */
    interface FaultyEffect<F, R> {
        R run(F fault) throws BladeException;
    }

    private static final Duration TICK = Duration.ofMillis(1);

    private final MemoryStorage storage;

    FaultGate(MemoryStorage storage) {
        this.storage = storage;
    }

    <R> R through(Step step, Call call, Effect<R> effect) throws BladeException {
        Optional<Fault> fault = storage.faults().take(step);
        before(step, fault, call);
        R answer = effect.run();
        after(step, fault);
        return answer;
    }

    <R> R establishThrough(Call call, FaultyEffect<Optional<Fault>, R> effect) throws BladeException {
        Optional<Fault> fault = storage.faults().take(Step.ESTABLISH);
        before(Step.ESTABLISH, fault, call);
        R answer = effect.run(fault);
        after(Step.ESTABLISH, fault);
        return answer;
    }

    <R> R releaseThrough(Call call, FaultyEffect<Boolean, R> effect) throws BladeException {
        Optional<Fault> fault = storage.faults().take(Step.RELEASE);
        before(Step.RELEASE, fault, call);
        R answer = effect.run(fault.filter(Fault.HOLD_EXPIRED::equals).isPresent());
        after(Step.RELEASE, fault);
        return answer;
    }

    private void before(Step step, Optional<Fault> fault, Call call) throws BladeException {
        if (storage.faults().isGone()) {
            throw MemoryBlade.error("MEMORY-GONE", "the storage does not answer", Recovery.ASK_OPERATOR);
        }
        if (fault.isEmpty()) {
            return;
        }
        switch (fault.get()) {
            case REFUSED -> throw MemoryBlade.error("MEMORY-BUSY", step + " was refused", Recovery.RETRY);
            case UNCHECKED -> throw new IllegalStateException("fault on demand in " + step);
            case HANGS -> {
                while (!call.cancelled() && !call.expired()) {
                    storage.clock().pause(TICK);
                }
                throw MemoryBlade.error("MEMORY-HUNG", step + " did not answer in time", Recovery.RETRY);
            }
            case SERVER_ERROR ->
                throw MemoryBlade.error("MEMORY-ORDER", "the storage is out of order for " + step, Recovery.LOOK_FIRST);
            case LOST_REPLY, LATE, PARTIAL, LIES, HOLD_EXPIRED, SLOW, LOGGED_OUT -> {
                // These strike inside the call or after it; a session is renewed without anybody noticing.
            }
        }
    }

    private void after(Step step, Optional<Fault> fault) throws BladeException {
        if (fault.filter(Fault.SLOW::equals).isPresent()) {
            storage.clock().pause(storage.faults().slowBy());
        }
        if (fault.filter(Fault.LOST_REPLY::equals).isPresent()) {
            throw MemoryBlade.error("MEMORY-LOST", "the answer to " + step + " was lost", Recovery.LOOK_FIRST);
        }
    }
}
