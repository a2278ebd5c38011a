package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteGuards;
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
 * Holds the log writes of all members by the site's command. Two guards, who connected before, let them go on whatever happens
 * here. That a hold was in force is concluded from the logs, which must not have moved, and from the members' own answers to
 * the resume. Any thread.
 */
final class Holds {

    /** What is not confirmed by then is left to the guards, who go on trying. */
    private static final Duration RESUME_PATIENCE = Duration.ofSeconds(2);

    private static final Duration GUARD_PATIENCE = Duration.ofSeconds(5);
    private static final Duration ABANDONED_PATIENCE = Duration.ofSeconds(20);

    private final RemoteGuards guards;
    private final Supplier<ImsParts> parts;
    private final Map<SuspendToken, Hold> armed = new ConcurrentHashMap<>();

    Holds(RemoteGuards guards, Supplier<ImsParts> parts) {
        this.guards = guards;
        this.parts = parts;
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
            Hold hold = new Hold(guards.arm(GuardOrders.of(settings, key(settings), epoch, seconds)), epoch, limit);
            HoldData data = new HoldData(settings.access().base().getHost(), settings.members(), seconds);
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

    private void resumeOlder(ImsParts ims, long epoch) throws SystemException, GuardException {
        Map<Member, Said> said = letGo(ims, epoch, 0, ZosmfCall.within(ABANDONED_PATIENCE));
        if (!unconfirmed(said).isEmpty()) {
            throw ImsFault.GUARD.error(
                    "an older hold of '" + ims.settings().name() + "' could not be ended: " + unconfirmed(said),
                    "end it at the console by '"
                            + ims.settings().hook().resume().text() + "'");
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
                letGo(ims, hold);
                throw ImsFault.SUSPEND.error(
                        "cannot hold '" + token.system() + "': " + failure,
                        "all members go on; look at the member named, and at 'suspend.command' and 'suspend.reply'");
            }
            return new Suspension(
                    asked,
                    System.nanoTime(),
                    ims.settings().members() + " of '" + token.system() + "' at "
                            + hold.points().stream().map(LogPoint::toString).collect(Collectors.joining("; "))
                            + ", by two guards");
        }
    }

    /** Two round trips: the command and its confirmation, then the positions. Answers what failed, else empty text. */
    private static String hold(ImsParts ims, Hold hold, Deadline deadline) {
        ImsSettings.Hook hook = ims.settings().hook();
        ZosmfCall call = Calls.by(deadline).atMost(hook.timeout()).atMost(hold.limit());
        Map<Member, Said> said = ims.operator()
                .each(
                        ims.settings().members(),
                        member -> hook.suspend().of(member, hold.epoch(), hold.limitSeconds()),
                        member -> "(" + hook.suspended().pattern(member, hold.epoch()) + ")|("
                                + hook.idle().pattern(member, hold.epoch()) + ")",
                        call);
        String unheld = unconfirmed(said);
        if (!unheld.isEmpty()) {
            return unheld;
        }
        // Who says that nothing is held has refused; nobody waits for it while the others stand still.
        String refused = without(said, hook.suspended(), hold.epoch()).stream()
                .map(member -> member + " refuses: " + String.join(" / ", ((Said.Answer) said.get(member)).lines()))
                .collect(Collectors.joining("; "));
        if (!refused.isEmpty()) {
            return refused;
        }
        Map<Member, Said> positions = ims.positions().ask(call);
        String silent = unconfirmed(positions);
        if (!silent.isEmpty()) {
            return silent;
        }
        hold.held(points(positions));
        return "";
    }

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
            if (!hold.guards().inCharge()) {
                hold.over();
                return new Resumption(
                        Verdict.NOT_HELD, "a later hold has taken over, which began by ending this one", 0, now);
            }
            ImsParts ims = parts.get();
            List<LogPoint> before = hold.points();
            String broken = before.isEmpty() ? "nothing was held" : moved(ims, hold, now);
            String unconfirmed = letGo(ims, hold);
            Verdict verdict = before.isEmpty()
                    ? Verdict.NOT_HELD
                    : broken.isEmpty() && unconfirmed.isEmpty() ? Verdict.IN_FORCE : Verdict.BROKEN;
            String why = verdict == Verdict.IN_FORCE
                    ? ""
                    : broken + (broken.isEmpty() ? "" : unconfirmed.isEmpty() ? "" : "; ") + unconfirmed;
            return new Resumption(verdict, why, before.isEmpty() ? 0 : now, System.nanoTime());
        }
    }

    /** Why the hold cannot have been in force until this moment; empty if the logs stand where they stood. */
    private static String moved(ImsParts ims, Hold hold, long now) {
        if (now - hold.deadline() >= 0) {
            return "the limit had passed, and the guards let the members go on";
        }
        Map<Member, Said> said =
                ims.positions().ask(ZosmfCall.within(ims.settings().hook().proofTimeout()));
        String silent = unconfirmed(said);
        if (!silent.isEmpty()) {
            return "nobody knows whether the logs moved: " + silent;
        }
        List<LogPoint> after = points(said);
        return after.equals(hold.points()) ? "" : "the logs moved from " + hold.points() + " to " + after;
    }

    /** Lets all members go on. Answers what speaks against a hold that lasted until now, or what is not confirmed. */
    private static String letGo(ImsParts ims, Hold hold) {
        Map<Member, Said> said = letGo(ims, hold.epoch(), hold.limitSeconds(), ZosmfCall.within(RESUME_PATIENCE));
        String unconfirmed = unconfirmed(said);
        if (unconfirmed.isEmpty()) {
            hold.guards().finish();
            hold.over();
            return ended(ims, said, hold.epoch());
        }
        hold.guards().resume();
        if (hold.guards().resumedWithin(GUARD_PATIENCE)) {
            hold.guards().finish();
            hold.over();
            return "the guards had to let the members go on: " + unconfirmed;
        }
        return "not confirmed, the guards go on trying: " + unconfirmed;
    }

    private static Map<Member, Said> letGo(ImsParts ims, long epoch, long limitSeconds, ZosmfCall call) {
        ImsSettings.Hook hook = ims.settings().hook();
        return ims.operator()
                .each(
                        ims.settings().members(),
                        member -> hook.resume().of(member, epoch, limitSeconds),
                        member -> "(" + hook.resumed().pattern(member, epoch) + ")|("
                                + hook.idle().pattern(member, epoch) + ")",
                        call);
    }

    /** Empty if each member said that it was held until this resume. */
    private static String ended(ImsParts ims, Map<Member, Said> said, long epoch) {
        return without(said, ims.settings().hook().resumed(), epoch).stream()
                .map(member -> member + " was held no more when it was told to go on")
                .collect(Collectors.joining(", "));
    }

    /** Those whose answer is not this message. */
    private static List<Member> without(Map<Member, Said> said, Template message, long epoch) {
        List<Member> without = new ArrayList<>();
        said.forEach((member, answer) -> {
            Pattern wanted = Pattern.compile(message.pattern(member, epoch));
            if (((Said.Answer) answer)
                    .lines().stream().noneMatch(line -> wanted.matcher(line).find())) {
                without.add(member);
            }
        });
        return without;
    }

    private static String unconfirmed(Map<Member, Said> said) {
        return said.entrySet().stream()
                .filter(member -> !(member.getValue() instanceof Said.Answer))
                .map(member -> member.getKey() + ": " + member.getValue().words())
                .collect(Collectors.joining("; "));
    }

    private static List<LogPoint> points(Map<Member, Said> said) {
        List<LogPoint> points = new ArrayList<>();
        said.forEach((member, answer) ->
                LogPoint.in(member, ((Said.Answer) answer).lines()).ifPresent(points::add));
        return points;
    }

    void disarm(SuspendToken token) {
        Hold hold = armed.remove(token);
        if (hold != null) {
            hold.guards().close();
        }
    }

    /** Lets everything go on and ends all guards. */
    void close() {
        armed.keySet().forEach(token -> {
            Hold hold = armed.get(token);
            hold.guards().resume();
            disarm(token);
        });
    }

    /**
     * A token of an instance that is gone. A later hold is left alone; else the members are told to go on, whatever they do.
     *
     * @throws IllegalStateException if they may still be held, which must not be taken for an answer
     */
    private Resumption resumeAbandoned(SuspendToken token) {
        ImsParts ims = parts.get();
        try {
            List<Member> members = HoldData.of(token).members();
            long open = guards.openEpoch(key(ims.settings()));
            if (open > token.epoch()) {
                return new Resumption(Verdict.NOT_HELD, "a later hold has taken over", 0, System.nanoTime());
            }
            Map<Member, Said> said = letGo(ims, token.epoch(), 0, ZosmfCall.within(ABANDONED_PATIENCE));
            said.entrySet().removeIf(member -> member.getValue() instanceof Said.NotRunning);
            if (!unconfirmed(said).isEmpty()) {
                throw new IllegalStateException("'" + token.system() + "' may still be held: " + unconfirmed(said));
            }
            guards.closeEpoch(key(ims.settings()), token.epoch());
            List<Member> idle = without(said, ims.settings().hook().resumed(), token.epoch());
            return idle.size() < said.size()
                    ? new Resumption(
                            Verdict.BROKEN,
                            members + " were still held by a hold that nobody finished",
                            0,
                            System.nanoTime())
                    : new Resumption(Verdict.NOT_HELD, "no member was held", 0, System.nanoTime());
        } catch (SystemException | GuardException e) {
            return new Resumption(Verdict.BROKEN, e.getMessage(), 0, System.nanoTime());
        }
    }

    /** The group itself, whatever it is called here: two managers must not both hold it. */
    static String key(ImsSettings settings) {
        return "ims:" + settings.access().base().getAuthority()
                + settings.access().base().getPath() + ":"
                + settings.members().stream().map(Member::name).sorted().collect(Collectors.joining(","));
    }
}
