package org.copyblade.launcher;

import java.io.IOException;
import java.util.List;
import org.copyblade.api.CopybladeException;

/**
 * {@code complete}: prints what the last word of a line may become, one on a line; asked by the shell's own completion.
 * Nothing is printed when nothing is known: whoever presses a key wants no error.
 */
final class CompleteCommand {
    private final Installation installation;

    CompleteCommand(Installation installation) {
        this.installation = installation;
    }

    int run(List<String> arguments) {
        try (ControlClient client = ExecCommand.connect(installation)) {
            client.complete(String.join(" ", arguments)).stream()
                    .map(candidate -> candidate.split("\t", 2)[0])
                    .forEach(System.out::println);
            return ExitStatus.OK.code();
        } catch (CopybladeException | IOException nobodyToAsk) {
            return ExitStatus.FAILED.code();
        }
    }
}
