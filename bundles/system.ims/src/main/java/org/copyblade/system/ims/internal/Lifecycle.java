package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.system.ims.internal.Operator.Said;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfCall;

/** Stops and starts all members. Any thread. */
final class Lifecycle {

    private static final Duration PAUSE = Duration.ofMillis(500);
    /** A z/OS that dies takes a command with it that it had answered, and comes back with its members up. */
    private static final Duration AGAIN = Duration.ofSeconds(15);
    /** Long after an address space that is coming up would know its commands: a second one of its name must not be started. */
    private static final Duration START_AGAIN = Duration.ofMinutes(2);

    private static final Duration COMMAND = Duration.ofSeconds(10);
    /** Any message at all; what counts is seen by asking for the log. */
    private static final String ANYTHING = "\\S";

    private final ImsSettings settings;
    private final Operator operator;
    private final Positions positions;
    private final Duration again;

    Lifecycle(ImsSettings settings, Operator operator, Positions positions) {
        this(settings, operator, positions, AGAIN);
    }

    /** @param again when a member that has not stopped is told to once more */
    Lifecycle(ImsSettings settings, Operator operator, Positions positions, Duration again) {
        this.settings = settings;
        this.operator = operator;
        this.positions = positions;
        this.again = again;
    }

    /** A member that does not know its commands any more has ended. */
    void stop(Deadline deadline) throws SystemException {
        ZosmfCall call = Calls.by(deadline).atMost(settings.commands().restartTimeout());
        Map<Member, Long> told = new HashMap<>();
        while (true) {
            List<Member> up = new ArrayList<>();
            for (Map.Entry<Member, Said> member : ask(call).entrySet()) {
                if (!(member.getValue() instanceof Said.NotRunning)) {
                    up.add(member.getKey());
                }
            }
            if (up.isEmpty()) {
                return;
            }
            List<Member> due = due(up, told, again);
            if (!due.isEmpty()) {
                operator.each(due, settings.commands().stop()::of, member -> ANYTHING, call.atMost(COMMAND));
            }
            pause(call, ImsFault.STOP, "members " + up + " have not stopped in time", "look at their consoles");
        }
    }

    /** In doubt it is asked again: what runs on volumes that were restored has spoilt them. */
    void requireDown(Deadline deadline) throws SystemException {
        ZosmfCall call = Calls.by(deadline).atMost(settings.commands().restartTimeout());
        while (true) {
            List<Member> up = new ArrayList<>();
            List<String> unknown = new ArrayList<>();
            ask(call).forEach((member, said) -> {
                if (said instanceof Said.Answer) {
                    up.add(member);
                } else if (said.isUnknown()) {
                    unknown.add(member + ": " + said.words());
                }
            });
            if (!up.isEmpty()) {
                throw ImsFault.STOP.error("members " + up + " run on volumes that were restored", "stop them at once");
            }
            if (unknown.isEmpty()) {
                return;
            }
            pause(
                    call,
                    ImsFault.MEMBER,
                    "nobody knows whether members run on volumes that were restored: " + String.join("; ", unknown),
                    "look at their consoles, and stop what runs");
        }
    }

    /** Restart commands are given until the log answers: IMS refuses one that comes too early or too late. */
    List<LogPoint> start(Deadline deadline) throws SystemException {
        ZosmfCall call = Calls.by(deadline).atMost(settings.commands().restartTimeout());
        Map<Member, Long> started = new HashMap<>();
        while (true) {
            Map<Member, Said> said = ask(call);
            List<Member> down = new ArrayList<>();
            said.forEach((member, answer) -> {
                if (!(answer instanceof Said.Answer)) {
                    down.add(member);
                }
            });
            if (down.isEmpty()) {
                return positions.all(said);
            }
            List<Member> due = due(
                    down.stream()
                            .filter(member -> said.get(member) instanceof Said.NotRunning)
                            .toList(),
                    started,
                    START_AGAIN);
            if (!settings.commands().start().text().isBlank() && !due.isEmpty()) {
                operator.each(due, settings.commands().start()::of, member -> ANYTHING, call.atMost(COMMAND));
            }
            operator.each(down, settings.commands().restart()::of, member -> ANYTHING, call.atMost(COMMAND));
            pause(call, ImsFault.START, "members " + down + " have not started in time", "look at their consoles");
        }
    }

    /** Those that were not told yet, or long ago; they count as told from now on. */
    private static List<Member> due(List<Member> members, Map<Member, Long> told, Duration again) {
        long now = System.nanoTime();
        List<Member> due = members.stream()
                .filter(member -> !told.containsKey(member) || now - told.get(member) >= again.toNanos())
                .toList();
        due.forEach(member -> told.put(member, now));
        return due;
    }

    private Map<Member, Said> ask(ZosmfCall call) {
        return positions.ask(call.atMost(settings.hook().timeout()));
    }

    private static void pause(ZosmfCall call, ImsFault fault, String text, String hint) throws SystemException {
        if (call.cancelled()
                || call.remaining().compareTo(PAUSE) <= 0
                || Thread.currentThread().isInterrupted()) {
            throw fault.error(text, hint);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
