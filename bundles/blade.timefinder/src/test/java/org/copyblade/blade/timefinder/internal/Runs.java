package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.ArrayList;
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

    /** A group of these volumes of the laboratory's first system. */
    static CopyGroup group(String id, String... volumes) {
        return group(id, LabSeed.ARRAY, List.of(volumes));
    }

    static CopyGroup group(String id, String system, List<String> volumes) {
        List<CopyMember> members = new ArrayList<>();
        for (String volume : volumes) {
            members.add(CopyMember.whole("m" + volume.toLowerCase(java.util.Locale.ROOT), system + "/" + volume));
        }
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
        return prepared(blade, group, plan(blade, group, policy));
    }

    static Preparation.Prepared prepared(CopyBlade blade, CopyGroup group, CopyPlan plan) throws BladeException {
        if (!plan.isPossible()) {
            throw new IllegalStateException("the plan forbids the copy: " + plan.findings());
        }
        return toPrepared(blade, group, plan.binding());
    }

    static Preparation.Prepared toPrepared(CopyBlade blade, CopyGroup group, Binding begun) throws BladeException {
        Binding binding = begun;
        while (true) {
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
