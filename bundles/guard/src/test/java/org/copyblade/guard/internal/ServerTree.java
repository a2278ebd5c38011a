package org.copyblade.guard.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.Leader;

/**
 * A server to be held: a shell as leader, whose children each append lines to a file of their own. All work in one new directory.
 */
public final class ServerTree implements AutoCloseable {
    /** Appends a line every few milliseconds and forks a program for each pause. */
    public static final String WRITER = "while :; do echo x >> out.$1; sleep 0.01; done";
    /** Forks as fast as it can. */
    public static final String FORKER = "while :; do /bin/true; echo x >> out.$1; done";
    /** Waits. */
    public static final String IDLER = "echo x >> out.$1; exec sleep 600";

    private final Path directory;
    private final Process leader;

    private ServerTree(Path directory, Process leader) {
        this.directory = directory;
        this.leader = leader;
    }

    /** Returns when every child has written its first line. */
    public static ServerTree start(int children, String child) throws IOException {
        Path directory = Files.createTempDirectory("copyblade-tree-");
        Files.writeString(directory.resolve("child"), child);
        String script = "i=0; while [ $i -lt " + children + " ]; do sh child $i & i=$((i+1)); done; echo ok > up; wait";
        Process leader = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        ServerTree tree = new ServerTree(directory, leader);
        Eventually.holds("all children write", () -> tree.files("out.*").size() == children);
        return tree;
    }

    public Path directory() {
        return directory;
    }

    public Process process() {
        return leader;
    }

    public Leader leader() throws GuardException {
        return Leader.of(leader.pid());
    }

    /** The process ids of the leader's children. */
    public List<Long> children() throws IOException {
        String list = Files.readString(Path.of("/proc/" + leader.pid() + "/task/" + leader.pid() + "/children"));
        return Stream.of(list.trim().split(" ")).map(Long::valueOf).toList();
    }

    /** How much all children have written. */
    public long written() {
        long bytes = 0;
        for (Path file : files("out.*")) {
            bytes += file.toFile().length();
        }
        return bytes;
    }

    /** State letters of every process that works in the directory. */
    public List<Character> states() {
        ProcFiles proc = new ProcFiles();
        List<Character> states = new ArrayList<>();
        for (long pid : processes()) {
            if (proc.stat(pid) && proc.state != 'Z') {
                states.add(proc.state);
            }
        }
        return states;
    }

    public boolean isAnyStopped() {
        return states().contains('T');
    }

    /** Every process that works in the directory, also one that has lost its parent. */
    public List<Long> processes() {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (worksHere(process)) {
                    found.add(Long.valueOf(process.getFileName().toString()));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean worksHere(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> files(String glob) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            List<Path> list = new ArrayList<>();
            files.forEach(list::add);
            return list;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        leader.destroyForcibly();
        for (List<Long> left = processes(); !left.isEmpty(); left = processes()) {
            left.forEach(pid -> Posix.send(pid, Posix.SIGKILL));
            Thread.onSpinWait();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
