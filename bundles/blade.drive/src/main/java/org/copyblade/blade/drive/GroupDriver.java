package org.copyblade.blade.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;

/** Does for one group what the manager does, with a new blade for every call: nothing may be kept in memory. */
public class GroupDriver {

    private final Supplier<? extends CopyBlade> blades;
    private final CopyGroup group;
    private Binding binding;

    public GroupDriver(Supplier<? extends CopyBlade> blades, String id, CopyMember... members) {
        this.blades = blades;
        this.group = new CopyGroup(new CopyGroupId(id), Arrays.asList(members));
    }

    public static CopyMember member(String name, Path source) {
        return CopyMember.whole(name, source.toString());
    }

    public static Call call() {
        return Call.within(Duration.ofSeconds(60));
    }

    CopyBlade blade() {
        return blades.get();
    }

    public CopyGroup group() {
        return group;
    }

    public Binding binding() {
        return binding;
    }

    public void binding(Binding newBinding) {
        binding = newBinding;
    }

    public CopyPlan plan(CopyPolicy policy) throws BladeException {
        CopyPlan plan = blades.get().plan(group, policy, call());
        binding = plan.binding();
        return plan;
    }

    public CopyPlan plan() throws BladeException {
        return plan(CopyPolicy.builder().build());
    }

    public Preparation.Prepared prepare() throws BladeException {
        AtomicReference<Preparation.Prepared> end = new AtomicReference<>();
        while (end.get() == null) {
            Preparation step = blades.get().prepare(group, binding, call());
            binding = step.binding();
            step.fold(continues -> null, prepared -> {
                end.set(prepared);
                return null;
            });
        }
        return end.get();
    }

    public Establishment establish() throws BladeException {
        return establish(call());
    }

    public Establishment establish(Call call) throws BladeException {
        Establishment establishment = blades.get().establish(group, binding, Hold.NONE, call);
        binding = establishment.binding();
        return establishment;
    }

    public CopyState query() throws BladeException {
        return blades.get().query(group, binding, call());
    }

    /** One step of something long. */
    public interface Step {
        Advance on(Binding binding) throws BladeException;
    }

    /** @return number of steps it took */
    public int untilDone(Step step) throws BladeException {
        for (int steps = 1; ; steps++) {
            Advance advance = step.on(binding);
            binding = advance.binding();
            if (advance instanceof Advance.Done) {
                return steps;
            }
        }
    }

    public int harden() throws BladeException {
        return untilDone(from -> blades.get().harden(group, from, call()));
    }

    /** A restore, and after it what the system does with the gate. */
    public int restore() throws BladeException {
        return restore(GroupDriver::call);
    }

    public int restore(Supplier<Call> calls) throws BladeException {
        Set<String> all = group.memberNames();
        int steps = untilDone(from -> blades.get().restore(group, from, all, calls.get()));
        group.members().forEach(GroupDriver::openGate);
        return steps;
    }

    public static void openGate(CopyMember member) {
        try {
            Path source = Path.of(member.source());
            if (member.gate().isPresent()
                    && Files.exists(source.resolve(member.shutGate().orElseThrow()))) {
                Path gate = source.resolve(member.gate().orElseThrow());
                FileTime restored = Files.getLastModifiedTime(gate.getParent());
                Files.move(source.resolve(member.shutGate().orElseThrow()), gate);
                Files.setLastModifiedTime(gate.getParent(), restored);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int withdraw() throws BladeException {
        return withdraw(GroupDriver::call);
    }

    public int withdraw(Supplier<Call> calls) throws BladeException {
        return untilDone(from -> blades.get().withdraw(group, from, calls.get()));
    }

    /** The whole way to a durable copy. */
    public void backUp() throws BladeException {
        plan();
        prepare();
        establish();
        harden();
    }
}
