package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.guard.RemoteHold;
import org.copyblade.guard.RemotePair;
import org.copyblade.system.ims.internal.Operator.Said;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;

/**
 * Holds the log writes of all members by the site's means. Two guards, who connected before, let them go on whatever happens
 * here. That a hold was in force is concluded from the logs, which must not have moved, and from the members' own answers to
 * the resume. Any thread.
 */
final class Holds {

    private static final String LIMIT_PASSED = "the limit had passed, and the guards let the members go on";

    private static final Duration GUARD_PATIENCE = Duration.ofSeconds(5);

    /** Of whoever is to go on by a hold of an instance that is gone. */
    static final Duration ABANDONED_PATIENCE = Duration.ofSeconds(20);

    private final RemoteGuards guards;
    private final Arming arming;
    private final Supplier<ImsParts> parts;
    private final Map<SuspendToken, Hold> armed = new ConcurrentHashMap<>();

    private final Duration abandonedPatience;
    private final FormerHold former;

    Holds(RemoteGuards guards, Supplier<ImsParts> parts, Duration abandonedPatience) {
        this(guards, hold -> guards.arm(hold), parts, abandonedPatience);
    }

    Holds(RemoteGuards guards, Arming arming, Supplier<ImsParts> parts, Duration abandonedPatience) {
        this.guards = guards;
        this.arming = arming;
        this.parts = parts;
        this.abandonedPatience = abandonedPatience;
        this.former = new FormerHold(abandonedPatience, System::nanoTime);
    }

    /** Where pairs of guards come from. */
    @FunctionalInterface
    interface Arming {
        RemotePair arm(RemoteHold hold) throws GuardException;
    }

    SuspendToken arm(long epoch, Duration limit, Deadline deadline) throws SystemException {
        ImsParts ims = parts.get();
        ImsSettings settings = ims.settings();
        try {
            ims.zosmf().authenticate(Calls.by(deadline));
            // Whoever cannot be asked cannot be held.
            ims.positions().all(ims.positions().ask(deadline));
            long open = guards.openEpoch(key(settings));
            if (open != 0) {
                resumeOlder(ims, open);
            }
            long seconds = Hold.seconds(limit);
            Hold hold = new Hold(pair(ims, epoch, seconds, deadline), ims.hook(), epoch, limit);
            HoldData data =
                    new HoldData(key(settings), settings.members(), seconds, Optional.of(ResumeWay.of(settings)));
            SuspendToken token = new SuspendToken(settings.name(), epoch, HoldData.VERSION, data.text());
            armed.put(token, hold);
            return token;
        } catch (ZosmfException e) {
            throw ImsFault.of("log in for the hold of '" + settings.name() + "'", e);
        } catch (GuardException e) {
            throw ImsFault.GUARD.error("cannot arm guards for '" + settings.name() + "': " + e.getMessage(), e.hint());
        } catch (IllegalArgumentException e) {
            throw ImsFault.CONFIG.error(
                    "cannot arm guards for '" + settings.name() + "': " + e.getMessage(),
                    "check epoch and suspend limit");
        }
    }

    private RemotePair pair(ImsParts ims, long epoch, long seconds, Deadline deadline)
            throws SystemException, GuardException {
        boolean armed = false;
        try {
            ims.hook().ready(epoch, Calls.by(deadline));
            List<GuardOrders.Order> orders = ims.hook().orders(epoch, seconds);
            RemotePair pair = arming.arm(GuardOrders.of(ims.settings(), key(ims.settings()), epoch, orders));
            armed = true;
            return pair;
        } finally {
            if (!armed) {
                ims.hook().tidy(epoch);
            }
        }
    }

    private void resumeOlder(ImsParts ims, long epoch) throws SystemException, GuardException {
        String unconfirmed =
                ims.hook().letGo(epoch, 0, ZosmfCall.within(abandonedPatience)).unconfirmed();
        if (!unconfirmed.isEmpty()) {
            if (!ims.settings().hook().ended().contains(epoch)) {
                throw ImsFault.GUARD.error(
                        "an older hold of '" + ims.settings().name() + "' could not be ended: " + unconfirmed,
                        byHand(ResumeWay.of(ims.settings()), epoch));
            }
        }
        guards.closeEpoch(key(ims.settings()), epoch);
    }

    Suspension suspend(SuspendToken token, Deadline deadline) throws SystemException {
        Hold hold = armed.get(token);
        if (hold == null) {
            throw ImsFault.TOKEN.error(
                    "no guards are armed here for epoch " + token.epoch() + " of '" + token.system() + "'",
                    "arm first");
        }
        if (deadline.expired() || deadline.cancelled()) {
            throw ImsFault.DEADLINE.error(
                    "the hold of '" + token.system() + "' was not begun, the time of the call is over",
                    "give it more time");
        }
        synchronized (hold) {
            ImsParts ims = parts.get();
            long asked = System.nanoTime();
            try {
                hold.begun(hold.guards().begin(hold.limit()));
            } catch (GuardException e) {
                throw ImsFault.GUARD.error("cannot hold '" + token.system() + "': " + e.getMessage(), e.hint());
            }
            String failure = hold(ims, hold, deadline);
            if (!failure.isEmpty()) {
                List<String> held = letGo(hold).held();
                throw ImsFault.SUSPEND.error(
                        "cannot hold '" + token.system() + "': " + failure,
                        (held.isEmpty()
                                        ? "all members go on"
                                        : "some members may still be held, and the guards go on trying: "
                                                + String.join("; ", held))
                                + "; look at what is named, and at "
                                + ims.settings().hook().way().keys());
            }
            return new Suspension(
                    asked,
                    System.nanoTime(),
                    ims.settings().members() + " of '" + token.system() + "' at "
                            + hold.points().stream().map(LogPoint::toString).collect(Collectors.joining("; "))
                            + ", by two guards");
        }
    }

    /**
     * What holds and its confirmation, then the positions. Nothing is sent once the guards have let go: this process may have been
     * stopped since they began. Answers what failed, else empty text.
     */
    static String hold(ImsParts ims, Hold hold, Deadline deadline) {
        Duration left = Duration.ofNanos(hold.deadline() - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            return "the limit had passed before anything was sent";
        }
        ZosmfCall call =
                Calls.by(deadline).atMost(ims.settings().hook().timeout()).atMost(left);
        String failure = hold.hook().hold(hold.epoch(), hold.limitSeconds(), call);
        if (!failure.isEmpty()) {
            return failure;
        }
        Map<Member, Said> positions = ims.positions().ask(call);
        String silent = Operator.unanswered(positions);
        if (!silent.isEmpty()) {
            return silent;
        }
        if (System.nanoTime() - hold.deadline() >= 0) {
            return LIMIT_PASSED;
        }
        hold.held(points(positions));
        return "";
    }

    /** @throws IllegalStateException if members may still be held, which must not be taken for an answer */
    Resumption resume(SuspendToken token) {
        Hold hold = armed.get(token);
        if (hold == null) {
            return resumeAbandoned(token);
        }
        synchronized (hold) {
            long now = System.nanoTime();
            if (hold.isOver()) {
                return new Resumption(Verdict.NOT_HELD, "it goes on already", 0, now);
            }
            ImsParts ims = parts.get();
            boolean takenOver = !hold.guards().inCharge();
            if (takenOver && !way(token, ims).way().endsOwnEpochOnly()) {
                hold.over();
                return new Resumption(
                        Verdict.NOT_HELD, "a later hold has taken over, whose end is the end of this one", 0, now);
            }
            List<LogPoint> before = hold.points();
            // Whoever took over saw nothing held perhaps, because a command of this hold was on its way yet.
            String broken = before.isEmpty()
                    ? "nothing was held"
                    : takenOver ? "a later hold has taken over" : proof(ims, hold, now);
            End end = letGo(hold);
            String why = Stream.of(broken, end.against())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; "));
            if (!end.held().isEmpty()) {
                if (!ims.settings().hook().ended().contains(hold.epoch())) {
                    throw mayBeHeld(token, ims, hold.epoch(), why);
                }
                hold.guards().finish();
                hold.over();
                why = byWord(hold.epoch(), why);
            }
            Verdict verdict = before.isEmpty() ? Verdict.NOT_HELD : why.isEmpty() ? Verdict.IN_FORCE : Verdict.BROKEN;
            return new Resumption(verdict, why, before.isEmpty() ? 0 : now, System.nanoTime());
        }
    }

    /** No look, whatever becomes of it, keeps the members from going on. */
    private static String proof(ImsParts ims, Hold hold, long now) {
        try {
            return moved(ims, hold, now);
        } catch (RuntimeException | Error e) {
            return "nobody knows whether the logs moved: " + e;
        }
    }

    /** Why the hold cannot have been in force until this moment; empty if the logs stand where they stood. */
    private static String moved(ImsParts ims, Hold hold, long now) {
        if (now - hold.deadline() >= 0) {
            return LIMIT_PASSED;
        }
        Map<Member, Said> said =
                ims.positions().ask(ZosmfCall.within(ims.settings().hook().proofTimeout()));
        String silent = Operator.unanswered(said);
        if (!silent.isEmpty()) {
            return "nobody knows whether the logs moved: " + silent;
        }
        List<LogPoint> after = points(said);
        return after.equals(hold.points()) ? "" : "the logs moved from " + hold.points() + " to " + after;
    }

    /**
     * What became of a hold that was ended.
     *
     * @param against a hold that lasted until now; empty if nothing speaks against it
     * @param held who may still be, as far as anybody has said; empty if nobody is
     */
    private record End(String against, List<String> held) {}

    /** Lets all members go on. A member that does not run is not held, but whether it was nobody knows. */
    private static End letGo(Hold hold) {
        SiteHook.Release release = hold.hook()
                .letGo(
                        hold.epoch(),
                        hold.limitSeconds(),
                        ZosmfCall.within(hold.hook().patience()));
        String unconfirmed = release.unconfirmed();
        if (unconfirmed.isEmpty()) {
            hold.guards().finish();
            hold.over();
            return new End(release.heldNoMore(), List.of());
        }
        hold.guards().resume();
        if (hold.guards().resumedWithin(GUARD_PATIENCE)) {
            hold.guards().finish();
            hold.over();
            return new End("the guards had to let the members go on: " + unconfirmed, List.of());
        }
        return new End("not confirmed, the guards go on trying: " + unconfirmed, release.mayBeHeld());
    }

    private static List<LogPoint> points(Map<Member, Said> said) {
        List<LogPoint> points = new ArrayList<>();
        said.forEach((member, answer) ->
                LogPoint.in(member, ((Said.Answer) answer).lines()).ifPresent(points::add));
        return points;
    }

    void disarm(SuspendToken token) {
        Hold hold = armed.get(token);
        if (hold == null) {
            return;
        }
        hold.guards().close();
        // Only now: guards that could not be ended are ended when that is asked again.
        if (armed.remove(token, hold)) {
            hold.hook().tidy(hold.epoch());
        }
    }

    /** Lets everything go on and ends all guards. */
    void close() {
        endAll(Map.copyOf(armed), this::disarm);
    }

    /**
     * All are told to go on before any is waited for, whoever is disarmed meanwhile by somebody else; and all are disarmed, also
     * where one cannot be.
     */
    static void endAll(Map<SuspendToken, Hold> holds, Consumer<SuspendToken> disarm) {
        List<RuntimeException> failures = new ArrayList<>();
        holds.values().forEach(hold -> attempt(hold.guards()::resume, failures));
        holds.keySet().forEach(token -> attempt(() -> disarm.accept(token), failures));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** The others have to go on too. */
    private static void attempt(Runnable end, List<RuntimeException> failures) {
        try {
            end.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    /**
     * A token of an instance that is gone. A later hold is left alone; the members are told to go on, whatever they do: those
     * that the token notes, where and how it notes it, for by now something else may be configured. It takes the epoch alone, so a
     * token that is not understood ends the hold of the members that are configured, as they are configured.
     *
     * @throws IllegalStateException if they may still be held, which must not be taken for an answer
     */
    private Resumption resumeAbandoned(SuspendToken token) {
        ImsParts now = parts.get();
        HoldData noted;
        try {
            noted = HoldData.of(token);
        } catch (SystemException e) {
            // Whoever made it may have held more, or otherwise, than is known here.
            return resumeAbandoned(token, now, List.of(List.of(now.settings())), key(now.settings()), e.getMessage());
        }
        ImsSettings wanted = now.settings().of(noted.members());
        List<List<ImsSettings>> places =
                noted.way().map(way -> way.tries(wanted)).orElse(List.of(List.of(wanted)));
        return resumeAbandoned(token, now, places, noted.key().isEmpty() ? key(wanted) : noted.key(), "");
    }

    /**
     * @param places by what its members are told to go on
     * @param key of the lease of its guards
     * @param doubt whether others may have been held, too; empty if not
     */
    private Resumption resumeAbandoned(
            SuspendToken token, ImsParts now, List<List<ImsSettings>> places, String key, String doubt) {
        long open = openEpoch(key, token);
        boolean later = open > token.epoch();
        if (later && !places.get(0).get(0).hook().way().endsOwnEpochOnly()) {
            return new Resumption(
                    Verdict.NOT_HELD,
                    "a later hold has taken over, whose end is the end of this one",
                    0,
                    System.nanoTime());
        }
        List<String> ended = new ArrayList<>();
        List<String> words = new ArrayList<>();
        if (!doubt.isEmpty() && !later) {
            words.add(doubt + "; " + places.get(0).get(0).members() + " were told to go on all the same");
        }
        // A member may go on by the very epoch only that holds it.
        boolean earlier = open != 0 && open < token.epoch();
        for (long epoch : earlier ? List.of(open, token.epoch()) : List.of(token.epoch())) {
            SiteHook.Release release = former.letGo(now, places, epoch);
            if (!release.unknown().isEmpty()) {
                String held = String.join("; ", release.mayBeHeld());
                if (!now.settings().hook().ended().contains(epoch)) {
                    throw mayBeHeld(token, now, epoch, held);
                }
                words.add(byWord(epoch, held));
            }
            ended.addAll(release.ended());
        }
        long resumed = System.nanoTime();
        try {
            guards.closeEpoch(key, earlier ? open : token.epoch());
        } catch (GuardException e) {
            return new Resumption(Verdict.BROKEN, e.getMessage(), 0, resumed);
        }
        List<Member> members = places.get(0).get(0).members();
        if (!words.isEmpty()) {
            return new Resumption(Verdict.BROKEN, String.join("; ", words), 0, resumed);
        }
        return ended.isEmpty()
                ? new Resumption(Verdict.NOT_HELD, "no member was held", 0, resumed)
                : new Resumption(
                        Verdict.BROKEN, members + " were still held by a hold that nobody finished", 0, resumed);
    }

    private static String byWord(long epoch, String held) {
        return "nobody has confirmed that the members go on (" + held + "), but 'ended.epochs' says so of " + epoch;
    }

    private static IllegalStateException mayBeHeld(SuspendToken token, ImsParts now, long epoch, String held) {
        return new IllegalStateException(
                "'" + token.system() + "' may still be held: " + held + "; HINT: " + byHand(way(token, now), epoch));
    }

    /** By what its members are told to go on, as far as that is known here. */
    private static ResumeWay way(SuspendToken token, ImsParts now) {
        ResumeWay configured = ResumeWay.of(now.settings());
        try {
            return HoldData.of(token).way().orElse(configured);
        } catch (SystemException e) {
            // What is configured is all that is known here.
            return configured;
        }
    }

    private static String byHand(ResumeWay way, long epoch) {
        return "it is tried again; end it by hand " + way.byHand()
                + ", and only where nobody will ever answer there again, and each member was seen to write, add "
                + epoch
                + " to 'ended.epochs'";
    }

    /** Where nobody can tell whether a later hold is open, members that stay held are worse than one that is broken. */
    private long openEpoch(String key, SuspendToken token) {
        try {
            return guards.openEpoch(key);
        } catch (GuardException e) {
            return token.epoch();
        }
    }

    /** The group itself, whatever it is called here: two managers must not both hold it. */
    static String key(ImsSettings settings) {
        return "ims:" + settings.access().base().getAuthority()
                + settings.access().base().getPath() + ":"
                + settings.members().stream().map(Member::name).sorted().collect(Collectors.joining(","));
    }
}
