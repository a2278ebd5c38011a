package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ProviderType;

/** The operators' consoles, as programs and subsystems use them. */
@ProviderType
public interface Console {

    /** What becomes of the text that an operator replies with. */
    @FunctionalInterface
    interface ReplyHandler {
        /**
         * Called once, when the request is outstanding no more.
         *
         * @param reply the command that carries it, whose response goes to the operator
         */
        void replied(String text, ConsoleCommand reply) throws InterruptedException;
    }

    /** Writes a message that answers no command; the lines of one call stay together. */
    void message(String... lines);

    /**
     * Writes a message that wants a reply, such as {@code DFS996I *IMS READY*}.
     *
     * @return the reply id, from 1 to 99; it is outstanding until replied or withdrawn
     */
    int ask(String message, ReplyHandler handler);

    /** Deletes a message that wants a reply, without one. */
    void withdraw(int replyId);
}
