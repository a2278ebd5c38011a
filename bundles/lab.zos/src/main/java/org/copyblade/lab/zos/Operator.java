package org.copyblade.lab.zos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/** The consoles as operators have them, for a face. */
@ProviderType
public interface Operator {

    /** A message that answers no command. */
    record Message(long number, String text) {}

    /** What a command has been answered so far. */
    @ProviderType
    interface Response {

        /** Lines from that one on, 0 for all. */
        List<String> lines(int from);

        /** Waits until there are more lines than that, or the time is over. */
        List<String> await(int from, Duration longest) throws InterruptedException;
    }

    /**
     * Enters a command; returns at once.
     *
     * @param system where it is to run; empty for any
     */
    Response enter(String user, String system, String command);

    /** Number of the last message that answers no command; 0 if there is none. */
    long lastMessage();

    /** The first message after that number that is wanted, or empty if none comes in time. */
    Optional<Message> await(long after, Predicate<String> wanted, Duration longest) throws InterruptedException;
}
