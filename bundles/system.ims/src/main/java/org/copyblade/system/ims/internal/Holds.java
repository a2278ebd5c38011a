package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.LettingGo;
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
    private final FormerResume formerResume;

    Holds(RemoteGuards guards, Supplier<ImsParts> parts, Duration abandonedPatience) {
        this(guards, hold -> guards.arm(hold), parts, abandonedPatience);
    }

    Holds(RemoteGuards guards, Arming arming, Supplier<ImsParts> parts, Duration abandonedPatience) {
        this.guards = guards;
        this.arming = arming;
        this.parts = parts;
        this.abandonedPatience = abandonedPatience;
        this.former = new FormerHold(abandonedPatience, System::nanoTime);
        this.formerResume = new FormerResume(guards, former);
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
            Hold hold = new Hold(pair(ims, epoch, seconds, deadline), ims, epoch, limit);
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
        if (!unconfirmed.isEmpty() && !ims.settings().hook().ended().contains(epoch)) {
            throw ImsFault.GUARD.error(
                    "an older hold of '" + ims.settings().name() + "' could not be ended: " + unconfirmed,
                    ByWord.byHand(ResumeWay.of(ims.settings()), epoch));
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
            ImsParts ims = hold.parts();
            long asked = System.nanoTime();
            try {
                hold.begun(hold.guards().begin(hold.limit()));
            } catch (GuardException e) {
                throw ImsFault.GUARD.error("cannot hold '" + token.system() + "': " + e.getMessage(), e.hint());
            }
            String failure = hold(hold, deadline);
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
    static String hold(Hold hold, Deadline deadline) {
        ImsParts ims = hold.parts();
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
            return formerResume.resume(token, parts.get());
        }
        synchronized (hold) {
            long now = System.nanoTime();
            if (hold.isOver()) {
                return new Resumption(Verdict.NOT_HELD, "it goes on already", 0, now);
            }
            ImsParts ims = parts.get();
            boolean takenOver = !hold.guards().inCharge();
            if (takenOver && !ByWord.way(token, ims).way().endsOwnEpochOnly()) {
                hold.over();
                return new Resumption(
                        Verdict.NOT_HELD, "a later hold has taken over, whose end is the end of this one", 0, now);
            }
            List<LogPoint> before = hold.points();
            // Whoever took over saw nothing held perhaps, because a command of this hold was on its way yet.
            String broken = before.isEmpty()
                    ? "nothing was held"
                    : takenOver ? "a later hold has taken over" : proof(hold, now);
            End end = letGo(hold);
            String why = Stream.of(broken, end.against())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; "));
            if (!end.held().isEmpty()) {
                if (!ims.settings().hook().ended().contains(hold.epoch())) {
                    throw ByWord.mayBeHeld(token, ims, hold.epoch(), why);
                }
                hold.guards().finish();
                hold.over();
                why = ByWord.said(hold.epoch(), why);
            }
            Verdict verdict = before.isEmpty() ? Verdict.NOT_HELD : why.isEmpty() ? Verdict.IN_FORCE : Verdict.BROKEN;
            return new Resumption(verdict, why, before.isEmpty() ? 0 : now, System.nanoTime());
        }
    }

    /** No look, whatever becomes of it, keeps the members from going on. */
    private static String proof(Hold hold, long now) {
        try {
            return moved(hold, now);
        } catch (RuntimeException | Error e) {
            return "nobody knows whether the logs moved: " + e;
        }
    }

    /** Why the hold cannot have been in force until this moment; empty if the logs stand where they stood. */
    private static String moved(Hold hold, long now) {
        if (now - hold.deadline() >= 0) {
            return LIMIT_PASSED;
        }
        ImsParts ims = hold.parts();
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
    private End letGo(Hold hold) {
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
        ImsParts now = parts.get();
        return now == hold.parts() || release.unknown().isEmpty()
                ? new End("not confirmed, the guards go on trying: " + unconfirmed, release.mayBeHeld())
                : letGo(hold, release, now);
    }

    /**
     * As an instance would that comes later: what it was begun with may never be answered again, and the configuration was changed
     * since, perhaps for that.
     */
    private End letGo(Hold hold, SiteHook.Release release, ImsParts now) {
        ImsSettings begun = hold.parts().settings();
        former.wentOn(hold.epoch(), release.ended());
        SiteHook.Release later =
                former.letGo(now, ResumeWay.of(begun).tries(now.settings().of(begun.members())), hold.epoch());
        if (later.unknown().isEmpty()) {
            hold.guards().finish();
            hold.over();
            return new End(
                    "the members had to be let go by what is configured now: " + release.unconfirmed(), List.of());
        }
        return new End(
                "not confirmed, the guards go on trying: " + release.unconfirmed() + "; nor by what is configured now: "
                        + later.unconfirmed(),
                later.mayBeHeld());
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
        Map<SuspendToken, Hold> all = Map.copyOf(armed);
        try {
            LettingGo.ofAll(all.keySet(), token -> all.get(token).guards().resume(), this::disarm);
        } finally {
            formerResume.close();
        }
    }

    /** The group itself, whatever it is called here: two managers must not both hold it. */
    static String key(ImsSettings settings) {
        return "ims:" + settings.access().base().getAuthority()
                + settings.access().base().getPath() + ":"
                + settings.members().stream().map(Member::name).sorted().collect(Collectors.joining(","));
    }
}
