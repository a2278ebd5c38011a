package org.copyblade.blade.dfsmsdss.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.check.Slots;
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

    /** A step of long work with the newest binding. */
    interface Step {
        Advance run(Binding binding) throws BladeException;
    }

    private Runs() {}

    static Call soon() {
        return Call.within(Duration.ofSeconds(60));
    }

    /** A group of these volumes or data sets. */
    static CopyGroup group(String id, String... sources) {
        List<CopyMember> members = new ArrayList<>();
        for (String source : sources) {
            members.add(CopyMember.whole(source.toLowerCase(Locale.ROOT), source));
        }
        return new CopyGroup(new CopyGroupId(id), members);
    }

    /** The texts of what forbids a copy. */
    static List<String> errors(CopyPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .map(BladeFinding::text)
                .toList();
    }

    static Preparation.Prepared prepared(CopyBlade blade, CopyGroup group, CopyPolicy policy) throws BladeException {
        CopyPlan plan = blade.plan(group, policy, soon());
        if (!plan.isPossible()) {
            throw new IllegalStateException("the plan forbids the copy: " + plan.findings());
        }
        Binding binding = plan.binding();
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

    static void write(Slots slots, String text) {
        slots.write("content", text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Slots slots) {
        return slots.read("content")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("nothing");
    }
}
