package org.copyblade.manager.internal.copies;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.LateRequests;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.RestoreChoice;
import org.copyblade.blade.spi.SecureCopies;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.run.Failure;

/**
 * Long work on one copy group, step by step: each newest binding is saved before the next step. Safe for many threads, not
 * twice at once for one group.
 */
public final class GroupSteps {

    /** Limit of one step that is no point in time; blades answer within seconds. */
    private static final Duration STEP = Duration.ofSeconds(60);

    private final BladeCalls blades;
    private final LongSupplier clock;

    public GroupSteps(BladeCalls blades) {
        this(blades, System::nanoTime);
    }

    /** @param clock of the limits, with the origin of {@link System#nanoTime} */
    GroupSteps(BladeCalls blades, LongSupplier clock) {
        this.blades = blades;
        this.clock = clock;
    }

    /** Saves the newest record of a group, durably. */
    @FunctionalInterface
    public interface Saver {
        void save(GroupRecord group) throws Failure;
    }

    @FunctionalInterface
    private interface AdvanceStep {
        Advance call(CopyBlade blade, GroupRecord group, Call call) throws BladeException;
    }

    /** Prepares a group until it is ready for its point in time. */
    public Preparation.Prepared prepare(GroupRecord group, Duration limit, Interest interest, Saver saver)
            throws Failure {
        StepsLimit steps = StepsLimit.ofAll(limit, clock.getAsLong());
        GroupRecord current = group;
        while (true) {
            GroupRecord step = current;
            String doing = "prepare copy group " + step.group();
            Preparation answer = blades.step(
                    step.blade(),
                    doing,
                    STEP,
                    steps.end(),
                    interest,
                    (blade, call) -> blade.prepare(step.copyGroup(), step.binding(), call));
            Optional<Preparation.Continues> more = answer.fold(Optional::of, prepared -> Optional.empty());
            Optional<Preparation.Prepared> ready = answer.fold(continues -> Optional.empty(), Optional::of);
            current = answer.fold(continues -> step.with(continues.binding()), step::prepared);
            if (!current.equals(step)) {
                saver.save(current);
            }
            if (ready.isPresent()) {
                return ready.orElseThrow();
            }
            goOn(doing, steps, interest);
            interest.progress().accept(more.orElseThrow().percent());
            blades.pause(more.orElseThrow().pause(), steps.end(), interest);
        }
    }

    /** Copies a group through the host until it is established. */
    public GroupRecord copyThroughHost(GroupRecord group, Duration limit, Interest interest, Saver saver)
            throws Failure {
        GroupRecord done = advance(
                group,
                "copy group " + group.group() + " through the host",
                limit,
                interest,
                saver,
                (blade, now, call) -> {
                    if (blade instanceof HostCopier copier) {
                        return copier.copy(now.copyGroup(), now.binding(), call);
                    }
                    throw new BladeException(
                            ErrorCode.BLADE_MISBEHAVED.id(),
                            "blade " + now.blade() + " planned a host copy but cannot copy through the host",
                            "set 'fast.replication' to required",
                            BladeException.Recovery.FIX_REQUEST);
                });
        return done.with(GroupRecord.State.ESTABLISHED);
    }

    /** Makes an established copy survive a power loss. */
    public GroupRecord harden(GroupRecord group, Duration limit, Interest interest, Saver saver) throws Failure {
        return advance(
                group,
                "make copy group " + group.group() + " durable",
                limit,
                interest,
                saver,
                (blade, now, call) -> blade.harden(now.copyGroup(), now.binding(), call));
    }

    /**
     * Copies a group back onto its sources as it was chosen. That its copy is used up is saved together with what the last
     * step has answered.
     *
     * @param limit without any progress: what gets on is never given up half done, however much there is
     */
    public GroupRecord restore(GroupRecord group, Duration limit, Interest interest, Saver saver) throws Failure {
        boolean usesUp = group.usesUp().orElse(false);
        Set<String> members = group.copyGroup().memberNames();
        return advance(
                group,
                "restore copy group " + group.group(),
                StepsLimit.withoutProgress(limit, clock.getAsLong()),
                interest,
                saver,
                GroupRecord::underWay,
                done -> usesUp ? done.copiedBack().with(GroupRecord.State.USED_UP) : done.copiedBack(),
                (blade, now, call) -> blade.restore(now.copyGroup(), now.binding(), members, call));
    }

    /** The group with all that its restore will go by, as it is configured now for copies under this policy. */
    public GroupRecord chooseRestore(GroupRecord group, CopyPolicy policy) throws Failure {
        RestoreChoice.Chosen chosen = blades.call(
                group.blade(),
                "see what a restore does to copy group " + group.group(),
                STEP,
                Interest.ALWAYS,
                (blade, call) -> blade instanceof RestoreChoice able
                        ? able.chooseRestore(group.binding())
                        : new RestoreChoice.Chosen(
                                group.binding(), blade.info(policy).restoreEffect()));
        return group.copiedBackWith(chosen.binding(), chosen.effect() == BladeInfo.RestoreEffect.CONSUMES_COPY);
    }

    /**
     * Ends a copy and frees what it used; the group is withdrawn then. One that is still being copied back stays: the sources
     * need it until that has ended.
     */
    public GroupRecord withdraw(GroupRecord group, Duration limit, Saver saver) throws Failure {
        if (isStillCopiedBack(group)) {
            throw Failure.failed(
                    ErrorCode.COPY_FAILED,
                    "withdraw copy group " + group.group() + ": it is still being copied back onto its sources");
        }
        GroupRecord done = advance(
                group.state() == GroupRecord.State.PREPARED ? nothingUnderWay(group) : group,
                "withdraw copy group " + group.group(),
                limit,
                Interest.ALWAYS,
                saver,
                (blade, now, call) -> blade.withdraw(now.copyGroup(), now.binding(), call));
        GroupRecord withdrawn = done.with(GroupRecord.State.WITHDRAWN);
        saver.save(withdrawn);
        return withdrawn;
    }

    /** Whether a restore that has ended still needs its copy: storage may let work go on before all of it is copied back. */
    public boolean isStillCopiedBack(GroupRecord group) throws Failure {
        return group.state() == GroupRecord.State.USED_UP && query(group) instanceof CopyState.Restoring;
    }

    /** What forbids the withdrawal of a group now, of storage that may keep copies secure. */
    public List<BladeFinding> planWithdraw(GroupRecord group) throws Failure {
        return blades.call(
                group.blade(),
                "see whether copy group " + group.group() + " can be withdrawn",
                STEP,
                Interest.ALWAYS,
                (blade, call) -> blade instanceof SecureCopies able
                        ? able.planWithdraw(group.copyGroup(), group.binding(), call)
                        : List.of());
    }

    /** The blade need not wait for an establish that nobody has asked for; the record says so until it may have been. */
    private GroupRecord nothingUnderWay(GroupRecord group) throws Failure {
        Binding certain = blades.call(
                group.blade(),
                "withdraw copy group " + group.group(),
                STEP,
                Interest.ALWAYS,
                (blade, call) ->
                        blade instanceof LateRequests late ? late.nothingUnderWay(group.binding()) : group.binding());
        return group.with(certain);
    }

    /** What the storage says of a group now. */
    public CopyState query(GroupRecord group) throws Failure {
        return blades.call(
                group.blade(),
                "look after copy group " + group.group(),
                STEP,
                Interest.ALWAYS,
                (blade, call) -> blade.query(group.copyGroup(), group.binding(), call));
    }

    /** Shows some members of a copy to this host as they are; to be concealed after. */
    public Exposed expose(GroupRecord group, Set<String> members, Interest interest) throws Failure {
        return blades.call(
                group.blade(),
                "expose copy group " + group.group(),
                STEP,
                interest,
                (blade, call) -> blade.expose(group.copyGroup(), group.binding(), members, ExposeMode.READ_ONLY, call));
    }

    /**
     * Shows a clone of a copy to this host, to be written to; to be concealed after.
     *
     * @param limit of all tries: where nothing shares blocks a clone is made byte by byte
     */
    public Exposed exposeClone(GroupRecord group, Duration limit, Interest interest) throws Failure {
        Set<String> members = group.copyGroup().memberNames();
        return blades.step(
                group.blade(),
                "expose copy group " + group.group() + " for writing",
                limit,
                System.nanoTime() + limit.toNanos(),
                interest,
                (blade, call) -> blade.expose(group.copyGroup(), group.binding(), members, ExposeMode.WRITABLE, call));
    }

    /** Ends every exposure of a group. */
    public GroupRecord conceal(GroupRecord group) throws Failure {
        Binding binding = blades.call(
                group.blade(),
                "conceal copy group " + group.group(),
                STEP,
                Interest.ALWAYS,
                (blade, call) -> concealed(blade, group, call));
        return group.with(binding);
    }

    /** A lost answer is settled by the same question: what is hidden already is hidden again without harm. */
    private static Binding concealed(CopyBlade blade, GroupRecord group, Call call) throws BladeException {
        try {
            return blade.conceal(group.copyGroup(), group.binding(), call);
        } catch (BladeException e) {
            if (e.recovery() != BladeException.Recovery.LOOK_FIRST) {
                throw e;
            }
            return blade.conceal(group.copyGroup(), group.binding(), call);
        }
    }

    /** Stores a manifest beside the copy, where the blade can. */
    public boolean keep(GroupRecord group, String manifest) throws Failure {
        return blades.call(
                group.blade(),
                "keep the manifest of copy group " + group.group(),
                STEP,
                Interest.ALWAYS,
                (blade, call) -> {
                    if (blade instanceof ManifestKeeper keeper) {
                        keeper.keep(group.copyGroup(), group.binding(), manifest, call);
                        return true;
                    }
                    return false;
                });
    }

    private GroupRecord advance(
            GroupRecord group, String doing, Duration limit, Interest interest, Saver saver, AdvanceStep step)
            throws Failure {
        return advance(
                group,
                doing,
                StepsLimit.ofAll(limit, clock.getAsLong()),
                interest,
                saver,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                step);
    }

    /**
     * Step by step.
     *
     * @param answered what else is noted with the answer of each step
     * @param ended what else is noted with the answer of the last step, so that neither is ever known without the other
     */
    private GroupRecord advance(
            GroupRecord group,
            String doing,
            StepsLimit limit,
            Interest interest,
            Saver saver,
            UnaryOperator<GroupRecord> answered,
            UnaryOperator<GroupRecord> ended,
            AdvanceStep step)
            throws Failure {
        GroupRecord current = group;
        while (true) {
            GroupRecord now = current;
            Advance answer = blades.step(
                    now.blade(), doing, STEP, limit.end(), interest, (blade, call) -> step.call(blade, now, call));
            List<Advance.Continues> more = answer.fold(List::of, done -> List.of());
            GroupRecord newest = answered.apply(now.with(answer.binding()));
            current = more.isEmpty() ? ended.apply(newest) : newest;
            if (!current.equals(now)) {
                saver.save(current);
            }
            if (more.isEmpty()) {
                return current;
            }
            limit.answered(more.get(0).percent(), !current.binding().equals(now.binding()), clock.getAsLong());
            goOn(doing, limit, interest);
            interest.progress().accept(more.get(0).percent());
            blades.pause(more.get(0).pause(), limit.end(), interest);
        }
    }

    /** Two managers must not work on one group: what this one has begun is gone on with by its successor only. */
    private void goOn(String doing, StepsLimit limit, Interest interest) throws Failure {
        if (blades.areLeaving()) {
            throw Failure.stopping(doing + ": it is not done yet");
        }
        if (interest.cancelled().getAsBoolean()) {
            throw Failure.cancelled();
        }
        if (limit.isOver(clock.getAsLong())) {
            throw Failure.failed(ErrorCode.COPY_FAILED, doing + ": " + limit.why());
        }
    }
}
