package org.copyblade.shell.internal.socket;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.launcher.protocol.Frame;

/** The one at the other end of a session, as a command may want to know it. Safe for many threads. */
public final class CommandClient {
    private static final String VARIABLE = ".copyblade.client";

    private final CommandSession session;
    private final ClientChannel channel;
    private final PrintStream errors;

    private CommandClient(CommandSession session, ClientChannel channel, PrintStream errors) {
        this.session = session;
        this.channel = channel;
        this.errors = errors;
    }

    /** The client of this session; a session that did not come by the control socket has one that never leaves. */
    public static CommandClient of(CommandSession session) {
        return session.get(VARIABLE) instanceof CommandClient client
                ? client
                : new CommandClient(session, null, System.err);
    }

    static void attach(CommandSession session, ClientChannel channel, PrintStream errors) {
        session.put(VARIABLE, new CommandClient(session, channel, errors));
    }

    /** Where progress goes, from any thread: the output is for what was asked for. */
    public PrintStream errors() {
        return errors;
    }

    /** Does it read at a terminal, so that a line may be overwritten to show progress? */
    public boolean isTerminal() {
        return "true".equals(session.get("client.terminal"));
    }

    /** Has it left? A command that only watches ends then; one that carries out a run goes on. */
    public boolean isGone() {
        return channel != null && channel.isGone();
    }

    /** What its user is told on interrupting the command: what goes on, and how to find it again. */
    public void onInterruptSay(String farewell) {
        if (channel != null) {
            channel.send(Frame.text(Frame.Kind.FAREWELL, farewell));
        }
    }
}
