package org.copyblade.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** {@code stop}: asks the platform's process to end and waits until it has; runs in progress reach a safe point first. */
final class StopCommand {
    /** Longer than the platform gives its bundles. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(120);

    private static final long POLL_MS = 20;

    private final Installation installation;

    StopCommand(Installation installation) {
        this.installation = installation;
    }

    int run(List<String> arguments) throws CopybladeException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "stop takes no " + arguments.get(0));
        }
        Optional<Instance> instance = Instance.find(installation.data());
        if (instance.isEmpty()) {
            System.out.println("copyblade is not running on " + installation.data());
            return ExitStatus.OK.code();
        }
        stop(instance.get());
        System.out.println("copyblade stopped, pid " + instance.get().pid());
        return ExitStatus.OK.code();
    }

    private static void stop(Instance instance) throws CopybladeException, InterruptedException {
        if (!instance.terminate()) {
            throw new CopybladeException(
                    ErrorCode.DIRECTORY_UNUSABLE,
                    "may not stop pid " + instance.pid() + ", which another user started");
        }
        long limit = System.nanoTime() + STOP_LIMIT.toNanos();
        while (instance.isAlive()) {
            if (System.nanoTime() > limit) {
                throw new CopybladeException(
                        ErrorCode.INSTANCE_SILENT,
                        "pid " + instance.pid() + " has not ended after " + STOP_LIMIT.toSeconds()
                                + " s; kill -9 is safe for protected systems");
            }
            Thread.sleep(POLL_MS);
        }
    }
}
