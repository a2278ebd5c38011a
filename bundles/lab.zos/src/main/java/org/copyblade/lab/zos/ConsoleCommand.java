package org.copyblade.lab.zos;

import org.osgi.annotation.versioning.ProviderType;

/** A command of an operator, and where its response goes. */
@ProviderType
public interface ConsoleCommand {

    /** As entered, in upper case outside quotes. */
    String text();

    /** User who entered it. */
    String user();

    /** System that it is routed to; empty for any. */
    String system();

    /** Adds lines to the response; also after the command has returned. */
    void respond(String... lines);
}
