package org.copyblade.shell.internal.command;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.copyblade.api.Awaited;

/** Tells once of each wait for something absent, in a line that stays. One thread. */
final class AwaitedLines {

    private final PrintStream to;
    private final Set<Awaited> told = new HashSet<>();

    AwaitedLines(PrintStream to) {
        this.to = to;
    }

    /**
     * Tells of those that are new.
     *
     * @param clear takes away a line that would be overwritten
     */
    void tell(List<Awaited> awaited, Runnable clear) {
        for (Awaited wait : awaited) {
            if (told.add(wait)) {
                clear.run();
                to.println(AwaitedTexts.line(wait));
                to.flush();
            }
        }
    }
}
