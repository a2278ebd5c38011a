package org.copyblade.launcher;

import java.util.List;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** {@code status}: does an instance run on this data directory, and does it answer? */
final class StatusCommand {
    private final Installation installation;

    StatusCommand(Installation installation) {
        this.installation = installation;
    }

    int run(List<String> arguments) throws CopybladeException {
        if (!arguments.isEmpty()) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "status takes no " + arguments.get(0));
        }
        Optional<Instance> instance = Instance.find(installation.data());
        if (instance.isEmpty()) {
            System.out.println("copyblade is not running on " + installation.data());
            return ExitStatus.FAILED.code();
        }
        boolean answers = instance.get().answers();
        System.out.printf(
                "copyblade runs%s%n  pid     %d%n  data    %s%n  config  %s%n  deploy  %s%n  socket  %s%n",
                answers ? "" : " but does not answer",
                instance.get().pid(),
                installation.data(),
                installation.config(),
                installation.deploy(),
                instance.get().socket());
        return (answers ? ExitStatus.OK : ExitStatus.FAILED).code();
    }
}
