package org.copyblade.blade.spi;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes point-in-time copies with one storage technology through one endpoint.
 *
 * <p>Called from many threads, never twice at once for one copy group. More abilities are further small interfaces on
 * the same service: {@link HostCopier}, {@link ManifestKeeper}, {@link DataSetCopier},
 * {@link LateRequests}, {@link RestoreBeside}, {@link RestoreChoice}, {@link SecureCopies},
 * {@link RefusedEdit}, {@link HoldTimer}.
 */
@ConsumerType
public interface CopyBlade {

    /** Who this is and how far one instant reaches; constant while the service is registered. (R1) */
    BladeInfo info();

    /**
     * The same for copies made under this policy, where technology and endpoint stay and the rest may differ: a blade with
     * several methods or grains answers for the one the policy chooses. (R1)
     */
    default BladeInfo info(CopyPolicy policy) {
        return info();
    }

    /**
     * Which storage volumes back these host volumes. What this endpoint does not back is left out of the answer, never
     * guessed: coverage of a backup is computed from here. Changes nothing. (R2)
     */
    List<LocatedVolume> locate(Collection<HostVolume> volumes, Call call) throws BladeException;

    /**
     * Source to target map, headroom and findings for a group. Changes nothing on the storage; a member or option that
     * cannot be honoured is an error finding, not an exception. The answer is journaled before {@link #prepare}. (R3)
     */
    CopyPlan plan(CopyGroup group, CopyPolicy policy, Call call) throws BladeException;

    /**
     * One step of everything slow before the point in time; called again with the newest binding until it answers
     * {@link Preparation.Prepared}. May be repeated after a lost answer. (R4)
     *
     * @param binding of the plan, or of the last step
     */
    Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException;

    /**
     * The point in time: every member at one instant, within the reach that {@link #info(CopyPolicy)} states or under the
     * hold, or an error. After an error a part of the copy may be left: {@link #query} calls it failed, never established,
     * and {@link #withdraw} removes it. Returns at logical completion. No copy is asked for after the deadline of the
     * call, and nothing is asked for twice: a lost answer is settled by {@link #query}. (R5, R6, R7, R20-R22)
     *
     * @param hold how writes are to be held over the instant; {@link #release} follows every establish with a hold, also a
     *     failed one
     * @throws BladeException with {@code LOOK_FIRST} where the copy may exist
     */
    Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException;

    /**
     * Lets held writes go and says whether the hold was in force until then; where establish itself held and released,
     * whether it was in force over the instant. Safe to repeat, also if nothing is held. (R8)
     *
     * @param binding of establish, or the prepared one if establish gave none
     */
    Release release(CopyGroup group, Binding binding, Call call) throws BladeException;

    /**
     * One step of making an established copy last; outside every window, and before anybody relies on the copy. It survives a
     * power loss of this host from then on, and what only a look after the point in time can tell of it, for as long as the
     * storage tells it, is in the binding. A blade that needs neither answers done at once. May be repeated. (R9)
     */
    Advance harden(CopyGroup group, Binding binding, Call call) throws BladeException;

    /** What is true on the storage now, never answered from memory. (R10) */
    CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException;

    /**
     * Makes members of an established copy visible to this host. Exposing what is exposed gives the same answer. A
     * writable exposure never changes the copy itself; a mode that the storage cannot give is refused with {@code
     * FIX_REQUEST}. (R11)
     *
     * @param members names of the members, all known to the group
     */
    Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException;

    /** Undoes every exposure of the group; concealed already is success. Returns the binding to keep. (R12) */
    Binding conceal(CopyGroup group, Binding binding, Call call) throws BladeException;

    /**
     * What would forbid or endanger a restore of these members now: other relations of a source, a copy not yet complete,
     * what cannot be undone. Changes nothing. (R18)
     */
    default List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        return List.of();
    }

    /**
     * One step of the reverse copy onto the sources; repeated until done. From the first step until done a source is
     * not usable by its system; after done it is as soon as the system opens the gate, which comes back shut (see {@link
     * CopyMember#gate()}), while a background copy may go on.
     * Once that is through too the sources can be copied again, whatever the restore has left on the storage.
     * May be repeated after a lost answer or by another instance; with the binding of done, a restore that has used the copy up
     * is done again while its sources hold what it has brought back, though {@link #planRestore} forbids a new one. (R13)
     *
     * @param members names of the members to restore, all known to the group
     */
    Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException;

    /**
     * One step of ending the copy: relations ended, targets freed, staged jobs deleted; repeated until done. Done means
     * that the space is free, not only promised, and that no request sent earlier can still make the copy: given a binding
     * of before establish, a blade whose storage cannot tell waits that long, unless {@link LateRequests} or the error of
     * establish says that nothing is under way. What is gone already is success. (R14)
     */
    Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException;

    /** Every copy that bears our mark or lies on our target units, known to the manager or not. (R15) */
    List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException;
}
