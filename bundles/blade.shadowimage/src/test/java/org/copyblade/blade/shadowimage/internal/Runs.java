package org.copyblade.blade.shadowimage.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;

/** Drives a blade as the manager does. */
final class Runs {

    static final CopyPolicy POLICY = CopyPolicy.builder().build();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A step of long work with the newest binding. */
    interface Step {
        Advance run(Binding binding) throws BladeException;
    }

    private Runs() {}

    static Call soon() {
        return Call.within(LIMIT);
    }

    /** A group of these volumes of the laboratory's first storage. */
    static CopyGroup group(String id, int... ldevs) {
        return group(id, LabSeed.STORAGE, IntStream.of(ldevs));
    }

    static CopyGroup group(String id, String storage, IntStream ldevs) {
        List<CopyMember> members = new ArrayList<>();
        ldevs.forEach(ldev -> members.add(CopyMember.whole("m" + ldev, storage + "/" + ldev)));
        return new CopyGroup(new CopyGroupId(id), members);
    }

    static CopyPlan plan(CopyBlade blade, CopyGroup group, CopyPolicy policy) throws BladeException {
        return blade.plan(group, policy, soon());
    }

    /** The texts of what forbids a copy. */
    static List<String> errors(List<BladeFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .map(BladeFinding::text)
                .toList();
    }

    static Preparation.Prepared prepared(CopyBlade blade, CopyGroup group, CopyPolicy policy) throws BladeException {
        CopyPlan plan = plan(blade, group, policy);
        if (!plan.isPossible()) {
            throw new IllegalStateException("the plan forbids the copy: " + plan.findings());
        }
        return withRetries(blade, group, plan.binding(), 0);
    }

    /** Prepares to the end, where so many steps fail in a way that lets them be repeated. */
    static Preparation.Prepared withRetries(CopyBlade blade, CopyGroup group, Binding planned, int failures)
            throws BladeException {
        Binding binding = planned;
        int left = failures;
        while (true) {
            try {
                Preparation answer = blade.prepare(group, binding, soon());
                binding = answer.binding();
                if (answer instanceof Preparation.Prepared done) {
                    return done;
                }
                answer.fold(
                        continues -> {
                            LockSupport.parkNanos(continues.pause().toNanos());
                            return continues;
                        },
                        done -> done);
            } catch (BladeException e) {
                if (e.recovery() != BladeException.Recovery.RETRY || left == 0) {
                    throw e;
                }
                left--;
            }
        }
    }

    /** Waits until the copy needs its sources no more. */
    static void settled(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        while (!(state(blade, group, binding) instanceof CopyState.Established state
                && state.background() == CopyState.Background.COPIED)) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    static Binding established(CopyBlade blade, CopyGroup group, CopyPolicy policy) throws BladeException {
        Binding prepared = prepared(blade, group, policy).binding();
        return blade.establish(group, prepared, Hold.NONE, soon()).binding();
    }

    static Binding toTheEnd(Binding binding, Step step) throws BladeException {
        Binding newest = binding;
        while (true) {
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

    static Binding withdrawn(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        return toTheEnd(binding, newest -> blade.withdraw(group, newest, soon()));
    }

    static Binding restored(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        return toTheEnd(binding, newest -> blade.restore(group, newest, group.memberNames(), soon()));
    }

    static CopyState state(CopyBlade blade, CopyGroup group, Binding binding) throws BladeException {
        return blade.query(group, binding, soon());
    }
}
