package org.copyblade.itests.oracle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.Preparation;

/** One copy of a scene, from its plan to its end, as the manager makes it. Used by one thread. */
final class OneCopy {

    private final CopyBlade blade;
    private final CopyGroup group;
    private Binding binding;
    private CopyMethod method;

    private OneCopy(CopyBlade blade, CopyGroup group) {
        this.blade = blade;
        this.group = group;
    }

    /** A copy that is ready for its point in time. */
    static OneCopy prepared(Manner manner, int number, List<CopyMember> members) throws BladeException {
        OneCopy copy =
                new OneCopy(manner.blade(), new CopyGroup(new CopyGroupId(String.format("G%07d", number)), members));
        copy.binding = manner.blade().plan(copy.group, manner.policy(), call()).binding();
        while (copy.method == null) {
            Preparation step = manner.blade().prepare(copy.group, copy.binding, call());
            copy.binding = step.binding();
            Optional<CopyMethod> ready =
                    step.fold(continues -> Optional.empty(), prepared -> Optional.of(prepared.method()));
            copy.method = ready.orElse(null);
        }
        return copy;
    }

    static Call call() {
        return Call.within(Duration.ofSeconds(60));
    }

    CopyMethod method() {
        return method;
    }

    /** Copies everything; each call of the blade under a new one of these. */
    void make(Supplier<Call> calls) throws BladeException {
        if (method == CopyMethod.FAST) {
            binding = blade.establish(group, binding, Hold.NONE, calls.get()).binding();
            return;
        }
        Advance step;
        do {
            step = ((HostCopier) blade).copy(group, binding, calls.get());
            binding = step.binding();
        } while (!(step instanceof Advance.Done));
    }

    /** Where a file of the scene is in the copy, for each of these. */
    List<Path> of(List<Path> files) throws BladeException {
        Exposed exposed = blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, call());
        binding = exposed.binding();
        List<Path> copies = new ArrayList<>();
        for (Path file : files) {
            CopyMember member = group.members().stream()
                    .filter(candidate -> file.startsWith(candidate.source()))
                    .findFirst()
                    .orElseThrow();
            String location = exposed.exposures().stream()
                    .filter(exposure -> exposure.member().equals(member.name()))
                    .findFirst()
                    .orElseThrow()
                    .location();
            copies.add(Path.of(location)
                    .resolve(Path.of(member.source()).relativize(file).toString()));
        }
        return copies;
    }

    void withdraw() throws BladeException {
        binding = blade.conceal(group, binding, call());
        Advance step;
        do {
            step = blade.withdraw(group, binding, call());
            binding = step.binding();
        } while (!(step instanceof Advance.Done));
    }
}
