package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process of this host, told apart from any later one of the same number.
 *
 * @param startTicks when it started, in clock ticks since boot
 */
public record HostProcess(long pid, long startTicks) {

    /** What the kernel puts behind the path of a directory that is there for its users only. */
    private static final String REMOVED = " (deleted)";

    /** The process that has this number now. */
    public static Optional<HostProcess> of(long pid) {
        return stat(pid).map(fields -> new HostProcess(pid, Long.parseLong(fields[19])));
    }

    /** Whether it is still there; a zombie is not. */
    public boolean alive() {
        return stat(pid)
                .filter(fields -> Long.parseLong(fields[19]) == startTicks && !fields[0].matches("[ZX]"))
                .isPresent();
    }

    /** Whether a signal stopped it. */
    public boolean stopped() {
        return stat(pid).filter(fields -> fields[0].equals("T")).isPresent();
    }

    /** Its working directory; empty if it is gone or of somebody else. */
    public Optional<Path> workingDirectory() {
        return link("cwd");
    }

    /** The file it runs; empty if it is gone or of somebody else. */
    public Optional<Path> program() {
        return link("exe");
    }

    /** Where its standard error goes. */
    public Optional<Path> standardError() {
        return link("fd/2");
    }

    /** Its control group, for example that of a systemd unit. */
    public Optional<String> controlGroup() {
        try {
            return Files.readAllLines(directory(pid).resolve("cgroup")).stream().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All processes that run a program of this name in this directory, as far as they can be looked at. */
    public static List<HostProcess> workingIn(Path directory, String program) {
        return running(program).stream()
                .filter(process ->
                        process.workingDirectory().filter(directory::equals).isPresent())
                .filter(HostProcess::alive)
                .toList();
    }

    /** Where programs of this name work of which a process was stopped by a signal and not continued. */
    public static List<Path> placesOfStopped(String program) {
        return running(program).stream()
                .filter(HostProcess::stopped)
                .flatMap(process -> process.workingDirectory().stream())
                .distinct()
                .toList();
    }

    private static List<HostProcess> running(String program) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .flatMap(name -> of(Long.parseLong(name)).stream())
                    .filter(process -> process.program()
                            .filter(file -> file.getFileName().toString().startsWith(program))
                            .isPresent())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** All that run it in a directory of this path that was removed under them. */
    public static List<HostProcess> leftBehindIn(Path directory, String program) {
        return workingIn(Path.of(directory + REMOVED), program);
    }

    /** Whether one that works in this directory was stopped by a signal and not continued. */
    public static boolean anyStoppedIn(Path directory, String program) {
        return workingIn(directory, program).stream().anyMatch(HostProcess::stopped);
    }

    /** Identity of this run of the kernel: a process number means nothing after a boot. */
    public static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    /** Fields from the third on: the program's name before them may hold blanks and parentheses. */
    private static Optional<String[]> stat(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(directory(pid).resolve("stat"));
            String stat = new String(bytes, StandardCharsets.ISO_8859_1);
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                    .filter(fields -> fields.length > 19);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> link(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(directory(pid).resolve(name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path directory(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }
}
