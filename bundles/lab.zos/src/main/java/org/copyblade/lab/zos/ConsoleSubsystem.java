package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes commands that an operator enters at a console. */
@ConsumerType
public interface ConsoleSubsystem {

    /**
     * Is this command for it? Such as by the command prefix {@code IMS1}.
     *
     * @param system that the command is routed to; empty for any
     * @param command as entered, in upper case outside quotes
     */
    boolean takes(String system, String command);

    /** Carries a command out. What it answers now or later goes to the command's response. */
    void command(ConsoleCommand command) throws InterruptedException;
}
