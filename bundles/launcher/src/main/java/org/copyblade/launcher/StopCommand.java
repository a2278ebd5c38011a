package org.copyblade.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code stop}: asks the platform's process to end and waits until it has; runs in progress reach a safe point first. */
final class StopCommand {
    /** Longer than the platform gives its bundles. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(120);

    private static final long POLL_MS = 20;

    private final Installation installation;

    StopCommand(Installation installation) {
        this.installation = installation;
    }

    int run(List<String> arguments) throws LauncherException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw LauncherException.usage("stop takes no " + arguments.get(0), "copyblade stop");
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

    private static void stop(Instance instance) throws LauncherException, InterruptedException {
        if (!instance.terminate()) {
            throw LauncherException.failed(
                    "may not stop pid " + instance.pid(), "run the command as the user who started Copyblade");
        }
        long limit = System.nanoTime() + STOP_LIMIT.toNanos();
        while (instance.isAlive()) {
            if (System.nanoTime() > limit) {
                throw LauncherException.failed(
                        "pid " + instance.pid() + " has not ended after " + STOP_LIMIT.toSeconds() + " s",
                        "see data/log; kill -9 is safe for protected systems, the next start settles open runs");
            }
            Thread.sleep(POLL_MS);
        }
    }
}
