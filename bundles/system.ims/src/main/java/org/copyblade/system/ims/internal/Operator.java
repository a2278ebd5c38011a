package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.zosmf.Console;
import org.copyblade.zosmf.ConsoleCommand;
import org.copyblade.zosmf.ConsoleCommand.Keyword;
import org.copyblade.zosmf.ConsoleReply;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;

/**
 * Gives commands to members at a console and waits for the message that answers. All members at one time: one round trip, if
 * z/OSMF has the message by then. Any thread.
 */
final class Operator {

    private static final Duration LOOK = Duration.ofMillis(20);
    private final Console console;
    private final Together together;
    private final Template down;

    /** @param down message of z/OS for a prefix that no IMS has registered, or of IMS for a member that does not run */
    Operator(Console console, Together together, Template down) {
        this.console = console;
        this.together = together;
        this.down = down;
    }

    /** What a member said. */
    sealed interface Said {

        /** Lines up to the message that was waited for, and further ones that came with it. */
        record Answer(List<String> lines) implements Said {}

        /** It does not run: z/OS does not know the command. */
        record NotRunning(String line) implements Said {}

        /**
         * No answer in time, or none that fits; it may have acted.
         *
         * @param silent whether nothing at all was said
         */
        record Nothing(String why, boolean silent) implements Said {}

        /** z/OSMF failed; kept as text and codes. */
        record Failed(ZosmfException why) implements Said {}

        /** Whether nobody knows what it does. */
        default boolean isUnknown() {
            return this instanceof Failed || this instanceof Nothing nothing && nothing.silent();
        }

        /** In words, for what is no answer. */
        default String words() {
            if (this instanceof NotRunning down) {
                return "it does not run: " + down.line();
            }
            if (this instanceof Nothing nothing) {
                return nothing.why();
            }
            return this instanceof Failed failed ? failed.why().getMessage() : "it answered";
        }
    }

    /**
     * One command to each member, all at one time.
     *
     * @param command for a member
     * @param awaited regular expression of the message that answers
     * @return what each said, in the order of the members
     */
    Map<Member, Said> each(
            List<Member> members, Function<Member, String> command, Function<Member, String> awaited, ZosmfCall call) {
        return together.each(
                members,
                member -> ask(member, command.apply(member), awaited.apply(member), call),
                why -> new Said.Nothing(why, true),
                call);
    }

    Said ask(Member member, String command, String awaited, ZosmfCall call) {
        Pattern wanted = Pattern.compile(awaited);
        String notRunning = down.pattern(member, 0);
        Pattern unknown = Pattern.compile(notRunning);
        List<String> lines = new ArrayList<>();
        boolean taken = false;
        try {
            ConsoleCommand issued = ConsoleCommand.of(command)
                    .on(member.system())
                    .withSolicited(new Keyword("(" + awaited + ")|(" + notRunning + ")", true));
            ConsoleReply reply = console.issue(issued, call);
            taken = true;
            lines.addAll(reply.lines());
            while (true) {
                if (lines.stream().anyMatch(line -> wanted.matcher(line).find())) {
                    return new Said.Answer(List.copyOf(lines));
                }
                for (String line : lines) {
                    if (unknown.matcher(line).find()) {
                        return new Said.NotRunning(line.strip());
                    }
                }
                if (call.cancelled() || call.remaining().compareTo(LOOK) <= 0) {
                    return nothing(command, lines);
                }
                LockSupport.parkNanos(LOOK.toNanos());
                lines.addAll(console.more(reply.key(), call));
            }
        } catch (ZosmfException e) {
            // The command was taken, and the end of the call has cut short only a question for more lines.
            boolean cutShort = taken && (call.expired() || call.cancelled());
            return cutShort ? nothing(command, lines) : new Said.Failed(e);
        }
    }

    private static Said nothing(String command, List<String> lines) {
        return new Said.Nothing(
                "no answer to '" + command + "' in time"
                        + (lines.isEmpty() ? "" : ", only " + String.join(" / ", lines)),
                lines.isEmpty());
    }

    /** Who gave no answer, and why; empty if each did. */
    static String unanswered(Map<Member, Said> said) {
        return said.entrySet().stream()
                .filter(member -> !(member.getValue() instanceof Said.Answer))
                .map(member -> member.getKey() + ": " + member.getValue().words())
                .collect(Collectors.joining("; "));
    }
}
