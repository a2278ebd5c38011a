package org.copyblade.blade.drive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;

/** Takes a blade through its calls as the manager does. */
public final class Runs {

    public static final CopyPolicy POLICY = CopyPolicy.builder().build();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** Of what takes many steps: one that never ends has to fail a test, and not to hold it. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A step of long work with the newest binding. */
    public interface Step {
        Advance run(Binding binding) throws BladeException;
    }

    private Runs() {}

    public static Call soon() {
        return Call.within(LIMIT);
    }

    public static CopyPlan plan(CopyBlade blade, CopyGroup group, CopyPolicy policy) throws BladeException {
        return blade.plan(group, policy, soon());
    }

    /** The texts of what forbids a copy. */
    public static List<String> errors(CopyPlan plan) {
        return errors(plan.findings());
    }

    /** The texts of what forbids it. */
    public static List<String> errors(List<BladeFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .map(BladeFinding::text)
                .toList();
    }

    public static Preparation.Prepared prepared(CopyBlade blade, CopyGroup group, CopyPolicy policy)
            throws BladeException {
        return prepared(blade, group, plan(blade, group, policy));
    }

    public static Preparation.Prepared prepared(CopyBlade blade, CopyGroup group, CopyPlan plan) throws BladeException {
        if (!plan.isPossible()) {
            throw new IllegalStateException("the plan forbids the copy: " + plan.findings());
        }
        return toPrepared(blade, group, plan.binding());
    }

    /** Prepares to the end from any binding. */
    public static Preparation.Prepared toPrepared(CopyBlade blade, CopyGroup group, Binding begun)
            throws BladeException {
        return withRetries(blade, group, begun, 0);
    }

    /** Prepares to the end, where so many steps fail in a way that lets them be repeated. */
    public static Preparation.Prepared withRetries(CopyBlade blade, CopyGroup group, Binding begun, int failures)
            throws BladeException {
        Binding binding = begun;
        int left = failures;
        for (Call end = Call.within(PATIENCE); ; requireTime(end)) {
            try {
                Preparation answer = blade.prepare(group, binding, soon());
                binding = answer.binding();
                Optional<Preparation.Prepared> done = answer.fold(
                        continues -> {
                            LockSupport.parkNanos(continues.pause().toNanos());
                            return Optional.empty();
                        },
                        Optional::of);
                if (done.isPresent()) {
                    return done.get();
                }
            } catch (BladeException e) {
                if (e.recovery() != BladeException.Recovery.RETRY || left == 0) {
                    throw e;
                }
                left--;
            }
        }
    }

    public static Binding established(CopyBlade blade, CopyGroup group, CopyPolicy policy) throws BladeException {
        Binding prepared = prepared(blade, group, policy).binding();
        return blade.establish(group, prepared, Hold.NONE, soon()).binding();
    }

    /** Waits until the copy needs its sources no more. */
    public static void settled(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        Call end = Call.within(PATIENCE);
        while (!(state(blade, group, binding) instanceof CopyState.Established state
                && state.background() == CopyState.Background.COPIED)) {
            requireTime(end);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    public static Binding toTheEnd(Binding binding, Step step) throws BladeException {
        Binding newest = binding;
        for (Call end = Call.within(PATIENCE); ; requireTime(end)) {
            Advance advance = step.run(newest);
            newest = advance.binding();
            boolean done = advance.fold(
                    continues -> {
                        LockSupport.parkNanos(continues.pause().toNanos());
                        return false;
                    },
                    all -> true);
            if (done) {
                return newest;
            }
        }
    }

    public static Binding withdrawn(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        return toTheEnd(binding, newest -> blade.withdraw(group, newest, soon()));
    }

    public static Binding restored(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        return toTheEnd(binding, newest -> blade.restore(group, newest, group.memberNames(), soon()));
    }

    public static CopyState state(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        return blade.query(group, binding, soon());
    }

    private static void requireTime(Call call) {
        if (call.expired()) {
            throw new IllegalStateException("it does not end");
        }
    }
}
