package org.copyblade.itests.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.demo.fixture.PostgresServer;

/** The processes of a running server as the kernel shows them. */
final class ServerProcesses {

    private ServerProcesses() {}

    /** The postmaster first, then all below it; nothing when the server is down. */
    static List<Long> of(PostgresServer server) throws IOException {
        List<Long> all = new ArrayList<>();
        server.postmaster().ifPresent(all::add);
        if (!all.isEmpty()) {
            ProcessHandle.of(all.get(0))
                    .ifPresent(handle ->
                            handle.descendants().map(ProcessHandle::pid).forEach(all::add));
        }
        return all;
    }

    /** Guards that were started by this manager and are still there; its number is the last of their arguments. */
    static List<Long> guardsOf(long manager) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.contains("org.copyblade.guard.internal.GuardMain"))
                        .map(arguments -> arguments.get(arguments.size() - 1).equals(Long.toString(manager)))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Processes that work in this directory or below it, as every process of a server on a copy does. */
    static List<Long> workingBelow(Path directory) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> workingDirectory(pid).startsWith(directory))
                .toList();
    }

    private static Path workingDirectory(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
        } catch (IOException gone) {
            return Path.of("");
        }
    }

    /** The state letter of /proc/PID/stat, {@code 'X'} when the process is gone. */
    static char stateOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return 'X';
        }
    }

    /** Sends a signal by its name, as {@code KILL}. */
    static void signal(long pid, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}
