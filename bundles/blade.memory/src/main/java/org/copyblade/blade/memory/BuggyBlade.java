package org.copyblade.blade.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.BladeInfo.Reach;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LastLook;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.spi.RestoreChoice;
import org.copyblade.blade.spi.SecureCopies;

/** The reference blade with one bug. Not for many threads at once. */
public final class BuggyBlade implements CopyBlade, HostCopier, LastLook, ManifestKeeper, RestoreChoice, SecureCopies {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final String OUT_OF_ORDER = "MEMORY-ORDER";

    private final MemoryStorage storage;
    private final MemoryBlade blade;
    private final Bug bug;
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> seen = new HashSet<>();
    private final Map<CopyGroupId, CopyState> remembered = new HashMap<>();
    private final Set<CopyGroupId> begun = new HashSet<>();
    private Optional<CopyGroupId> lastRestored = Optional.empty();
    private boolean restored;
    private boolean lost;

    /** A blade for this storage that breaks one rule. */
    public BuggyBlade(MemoryStorage storage, Bug bug) {
        this.storage = storage;
        this.blade = new MemoryBlade(storage);
        this.bug = bug;
    }

    @Override
    public BladeInfo info() {
        BladeInfo info = blade.info();
        String version = bug == Bug.INFO_CHANGES ? "1.0." + asked.incrementAndGet() : info.version();
        Reach reach = bug == Bug.CLAIMS_ONE_INSTANT ? Reach.ENDPOINT : info.reach();
        return new BladeInfo(
                info.technology(),
                info.endpoint(),
                version,
                info.grain(),
                info.needsTargets(),
                reach,
                info.hold(),
                info.mark(),
                info.restoreEffect());
    }

    @Override
    public List<LocatedVolume> locate(Collection<HostVolume> volumes, Call call) throws BladeException {
        List<LocatedVolume> located = new ArrayList<>(blade.locate(volumes, call));
        if (bug == Bug.LOCATE_GUESSES) {
            LocatedVolume known = located.get(0);
            volumes.forEach(volume -> located.add(
                    new LocatedVolume(volume, known.storageId(), 0, known.emulation(), known.holdDomain(), List.of())));
        }
        return located;
    }

    @Override
    public CopyPlan plan(CopyGroup group, CopyPolicy policy, Call call) throws BladeException {
        boolean forgets =
                bug == Bug.PREDECESSOR_FORGOTTEN && policy.predecessor().isPresent();
        boolean takes = bug == Bug.PLAN_TAKES_WHAT_IS_RESERVED
                && !(policy.reservedTargets().isEmpty() && policy.reservedPool().isEmpty());
        CopyPlan plan =
                blade.plan(group, forgets || takes ? CopyPolicy.builder().build() : policy, call);
        if (bug == Bug.PLAN_PREPARES && plan.isPossible()) {
            blade.prepare(group, plan.binding(), call);
        }
        List<BladeFinding> findings = bug == Bug.PLAN_IGNORES_OPTIONS ? List.of() : plan.findings();
        if (bug == Bug.RESTORE_BLOCKS_COPIES && restored) {
            findings = List.of(BladeFinding.error("source", "is the target of a relation", "withdraw that relation"));
        }
        List<PlannedCopy> copies =
                bug == Bug.PLAN_SHARES_TARGETS ? onto(plan.copies().get(0).target(), plan) : plan.copies();
        return new CopyPlan(copies, plan.holds(), plan.headroom(), findings, plan.binding());
    }

    private static List<PlannedCopy> onto(String target, CopyPlan plan) {
        return plan.copies().stream()
                .map(copy ->
                        new PlannedCopy(copy.member(), target, copy.method(), copy.estimatedMicros(), copy.technique()))
                .toList();
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        once(Bug.PREPARE_ONCE_ONLY, group);
        return blade.prepare(group, binding, call);
    }

    @Override
    public void look(CopyGroup group, Binding prepared, Call call) throws BladeException {
        if (bug != Bug.LAST_LOOK_SEES_NOTHING) {
            blade.look(group, prepared, call);
        }
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        if (bug == Bug.CLAIMS_WITHOUT_COPYING || isNotLoggedIn(Bug.CLAIMS_WHEN_LOGGED_OUT)) {
            return claim(binding);
        }
        long sent = storage.clock().nanos();
        Call used = bug == Bug.ESTABLISHES_AFTER_THE_DEADLINE ? Call.within(Duration.ofSeconds(1)) : call;
        Hold given = bug == Bug.HOLD_IGNORED ? Hold.NONE : hold;
        try {
            Establishment answer = blade.establish(group, binding, given, used);
            if (bug == Bug.SLOW_ANSWER_IS_LOST && storage.clock().nanos() - sent > PATIENCE.toNanos()) {
                throw new BladeException("BUG", "this takes too long", "", Recovery.LOOK_FIRST);
            }
            return answer;
        } catch (BladeException e) {
            lost = true;
            if (isOutOfOrder(Bug.CLAIMS_WHEN_OUT_OF_ORDER, e)) {
                return claim(binding);
            }
            throw bug == Bug.LOST_ANSWER_IS_RETRY
                    ? new BladeException(e.code(), e.getMessage(), e.hint(), Recovery.RETRY)
                    : e;
        }
    }

    private Establishment claim(Binding binding) {
        long now = storage.clock().nanos();
        return new Establishment(binding, storage.clock().now(), now, now, 0);
    }

    private boolean isNotLoggedIn(Bug when) {
        return bug == when && storage.faults().takeLoggedOut();
    }

    private boolean isOutOfOrder(Bug when, BladeException e) {
        return bug == when && e.code().equals(OUT_OF_ORDER);
    }

    @Override
    public Release release(CopyGroup group, Binding binding, Call call) throws BladeException {
        Release release = blade.release(group, binding, call);
        return bug == Bug.RELEASE_ALWAYS_VERIFIED ? Release.VERIFIED_BY_STORAGE : release;
    }

    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) throws BladeException {
        return bug == Bug.HARDEN_LOSES_THE_COPY
                ? blade.withdraw(group, binding, call)
                : blade.harden(group, binding, call);
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        if (bug == Bug.QUERY_FROM_MEMORY && remembered.containsKey(group.id())) {
            return remembered.get(group.id());
        }
        if (isNotLoggedIn(Bug.ABSENT_WHEN_LOGGED_OUT) || bug == Bug.ABSENT_AFTER_OUT_OF_ORDER && lost) {
            return new CopyState.Absent();
        }
        CopyState state = blade.query(group, binding, call);
        remembered.put(group.id(), state);
        return bug == Bug.PARTIAL_IS_ESTABLISHED && state instanceof CopyState.Failed
                ? new CopyState.Established(Optional.empty(), CopyState.Background.COPIED, OptionalInt.empty())
                : state;
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        Exposed exposed = blade.expose(group, binding, members, mode, call);
        if (bug != Bug.EXPOSES_THE_SOURCE) {
            return exposed;
        }
        return new Exposed(
                exposed.binding(),
                group.members().stream()
                        .filter(member -> members.contains(member.name()))
                        .map(member -> new Exposed.Exposure(member.name(), storage.path(member.source())))
                        .toList());
    }

    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) throws BladeException {
        once(Bug.CONCEAL_ONCE_ONLY, group);
        return blade.conceal(group, binding, call);
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        if (bug == Bug.PLAN_RESTORE_RESTORES) {
            blade.restore(group, binding, members, call);
            blade.restore(group, binding, members, call);
        }
        return blade.planRestore(group, binding, members, call);
    }

    @Override
    public List<BladeFinding> planWithdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        if (bug == Bug.PLAN_WITHDRAW_WITHDRAWS) {
            blade.withdraw(group, binding, call);
        }
        return bug == Bug.PLAN_WITHDRAW_FORBIDS_WHAT_IS_DONE
                ? List.of(BladeFinding.error(group.id().value(), "is secure", "wait"))
                : blade.planWithdraw(group, binding, call);
    }

    @Override
    public Chosen chooseRestore(Binding binding) throws BladeException {
        Chosen chosen = blade.chooseRestore(binding);
        RestoreEffect opposite =
                chosen.effect() == RestoreEffect.KEEPS_COPY ? RestoreEffect.CONSUMES_COPY : RestoreEffect.KEEPS_COPY;
        return switch (bug) {
            case CHOICE_SAYS_THE_OPPOSITE -> new Chosen(chosen.binding(), opposite);
            case CHOICE_NOTES_THE_OPPOSITE ->
                new Chosen(Key.read(binding).with(opposite).binding(), chosen.effect());
            default -> chosen;
        };
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        if (Key.read(binding).usedUp()) {
            if (bug == Bug.RESTORE_THAT_USED_UP_IS_REFUSED) {
                throw new BladeException("BUG", "the copy was used up", "", Recovery.FIX_REQUEST);
            }
            if (bug == Bug.RESTORE_THAT_USED_UP_IS_DONE_FOR_EVER) {
                return new Advance.Done(binding);
            }
        }
        boolean othersSince = lastRestored.filter(group.id()::equals).isEmpty();
        lastRestored = Optional.of(group.id());
        if (bug == Bug.RESTORE_GIVEN_UP_IS_TAKEN_FOR_DONE && othersSince && begun.remove(group.id())) {
            return new Advance.Done(binding);
        }
        Advance step = blade.restore(group, binding, restored(group, members), call);
        step.fold(continues -> begun.add(group.id()), done -> begun.remove(group.id()));
        restored = true;
        if (bug == Bug.RESTORE_ENDS_OTHER_COPIES) {
            storage.copies().values().removeIf(copy -> !copy.group.equals(group.id()));
        }
        return step;
    }

    private Set<String> restored(CopyGroup group, Set<String> members) {
        boolean known = group.memberNames().containsAll(members);
        if (bug == Bug.RESTORE_TOUCHES_ALL && known) {
            return group.memberNames();
        }
        if (bug == Bug.RESTORE_FORGETS_A_MEMBER && known) {
            return Set.of(members.stream().sorted().findFirst().orElseThrow());
        }
        return members;
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        once(Bug.WITHDRAW_ONCE_ONLY, group);
        if (bug == Bug.WITHDRAW_LEAVES_THE_COPY) {
            return new Advance.Done(binding);
        }
        if (isNotLoggedIn(Bug.WITHDRAWN_WHEN_LOGGED_OUT)) {
            return new Advance.Done(binding);
        }
        try {
            Advance advance = blade.withdraw(group, binding, call);
            return bug == Bug.LATE_REQUEST_FORGOTTEN ? new Advance.Done(binding) : advance;
        } catch (BladeException e) {
            if (isOutOfOrder(Bug.WITHDRAWN_WHEN_OUT_OF_ORDER, e)) {
                return new Advance.Done(binding);
            }
            throw e;
        }
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        return bug == Bug.LIST_FORGETS ? List.of() : blade.list(policy, call);
    }

    @Override
    public Advance copy(CopyGroup group, Binding binding, Call call) throws BladeException {
        Advance advance = blade.copy(group, binding, call);
        return bug == Bug.HOST_COPY_STOPS_EARLY ? new Advance.Done(binding) : advance;
    }

    @Override
    public void keep(CopyGroup group, Binding binding, String manifest, Call call) throws BladeException {
        if (bug != Bug.MANIFEST_LOST) {
            blade.keep(group, binding, manifest, call);
        }
    }

    private void once(Bug when, CopyGroup group) throws BladeException {
        if (bug == when && !seen.add(when + " " + group.id())) {
            throw new BladeException("BUG", "this call cannot be repeated", "", Recovery.FIX_REQUEST);
        }
    }
}
