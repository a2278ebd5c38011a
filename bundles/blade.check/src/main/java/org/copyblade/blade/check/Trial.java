package org.copyblade.blade.check;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.Preparation;

/** One try of one rule: makes copies as the manager does, remembers them, removes them. One thread. */
final class Trial {

    private static final Duration STEP_LIMIT = Duration.ofSeconds(60);
    private static final Duration WORK_LIMIT = Duration.ofMinutes(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** A step of long work with the newest binding. */
    interface Step {
        Advance run(Binding binding) throws BladeException;
    }

    private final SecureRandom random = new SecureRandom();
    private final BladeFixture fixture;
    private final Map<CopyGroup, Binding> started = new LinkedHashMap<>();

    Trial(BladeFixture fixture) {
        this.fixture = fixture;
    }

    BladeFixture fixture() {
        return fixture;
    }

    CopyBlade blade() {
        return fixture.blade();
    }

    List<ScratchVolume> volumes() {
        return fixture.volumes();
    }

    Call call() {
        return Call.within(STEP_LIMIT);
    }

    /** Writes the same new text to a slot of every volume. */
    String stamp(String slot) {
        String text = "stamp " + Long.toHexString(random.nextLong());
        for (ScratchVolume volume : volumes()) {
            volume.content().write(slot, text.getBytes(StandardCharsets.UTF_8));
        }
        return text;
    }

    /** A group of all scratch volumes under a new id. */
    CopyGroup newGroup() throws BladeException {
        List<CopyMember> members = new ArrayList<>();
        for (ScratchVolume volume : volumes()) {
            List<LocatedVolume> located = blade().locate(List.of(volume.host()), call());
            demand(located.size() == 1, "scratch volume " + volume.name() + " is not located");
            members.add(new CopyMember(volume.name(), located.get(0).storageId(), List.of(), volume.gate()));
        }
        return group(members);
    }

    CopyGroup group(List<CopyMember> members) {
        StringBuilder id = new StringBuilder("Z");
        for (int i = 0; i < 7; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return new CopyGroup(new CopyGroupId(id.toString()), members);
    }

    /** What forbids a copy, as people read it. */
    static String forbidding(CopyPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .map(finding -> finding.subject() + " " + finding.text())
                .collect(Collectors.joining("; "));
    }

    CopyPlan plan(CopyGroup group, CopyPolicy policy) throws BladeException {
        CopyPlan plan = blade().plan(group, policy, call());
        started.put(group, plan.binding());
        demand(plan.isPossible(), "the plan forbids the copy: " + forbidding(plan));
        return plan;
    }

    Preparation.Prepared prepared(CopyGroup group) throws BladeException {
        return prepared(group, fixture.policy());
    }

    /** Plans and prepares to the end. */
    Preparation.Prepared prepared(CopyGroup group, CopyPolicy policy) throws BladeException {
        Binding binding = plan(group, policy).binding();
        long end = System.nanoTime() + WORK_LIMIT.toNanos();
        while (System.nanoTime() - end < 0) {
            Preparation answer = blade().prepare(group, binding, call());
            binding = answer.binding();
            started.put(group, binding);
            Optional<Preparation.Prepared> done = answer.fold(
                    continues -> {
                        pause(continues.pause());
                        return Optional.empty();
                    },
                    Optional::of);
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new Violation("prepare has not ended within " + WORK_LIMIT);
    }

    /** Makes a whole copy of the group by the method the plan chose. */
    Binding established(CopyGroup group) throws BladeException {
        Preparation.Prepared prepared = prepared(group);
        return prepared.method() == CopyMethod.HOST
                ? copiedThroughHost(group, prepared.binding())
                : establish(group, prepared.binding(), Hold.NONE);
    }

    Binding establish(CopyGroup group, Binding binding, Hold hold) throws BladeException {
        Binding established = blade().establish(group, binding, hold, call()).binding();
        started.put(group, established);
        return established;
    }

    Binding copiedThroughHost(CopyGroup group, Binding binding) throws BladeException {
        CopyBlade blade = blade();
        if (!(blade instanceof HostCopier)) {
            throw new Violation("the plan says copy through the host, but the blade cannot");
        }
        return toTheEnd(group, binding, newest -> ((HostCopier) fixture.blade()).copy(group, newest, call()));
    }

    /** Repeats a step until it is done. */
    Binding toTheEnd(CopyGroup group, Binding binding, Step step) throws BladeException {
        Binding newest = binding;
        long end = System.nanoTime() + WORK_LIMIT.toNanos();
        while (System.nanoTime() - end < 0) {
            Advance advance = step.run(newest);
            newest = advance.binding();
            started.replace(group, newest);
            boolean done = advance.fold(
                    continues -> {
                        pause(continues.pause());
                        return false;
                    },
                    all -> true);
            if (done) {
                return newest;
            }
        }
        throw new Violation("the work has not ended within " + WORK_LIMIT);
    }

    void withdraw(CopyGroup group, Binding binding) throws BladeException {
        toTheEnd(group, binding, newest -> blade().withdraw(group, newest, call()));
    }

    CopyState query(CopyGroup group, Binding binding) throws BladeException {
        return blade().query(group, binding, call());
    }

    /** The newest binding of a group, as the manager would have journaled it. */
    void journal(CopyGroup group, Binding binding) {
        started.put(group, binding);
    }

    static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(otherwise);
        }
    }

    static void pause(Duration duration) {
        Duration bounded = duration.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : duration;
        LockSupport.parkNanos(bounded.toNanos());
    }

    /** Lets go, conceals and withdraws every copy of this try; answers what could not be done. */
    String cleanUp() {
        List<String> failures = new ArrayList<>();
        started.forEach((group, binding) -> {
            try {
                blade().release(group, binding, call());
                blade().conceal(group, binding, call());
                withdraw(group, binding);
            } catch (BladeException | RuntimeException e) {
                // The rule's own verdict comes first; this one is added to it.
                failures.add(group.id() + ": " + e.getMessage());
            }
        });
        return String.join("; ", failures);
    }
}
