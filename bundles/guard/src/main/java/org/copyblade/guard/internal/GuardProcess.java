package org.copyblade.guard.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.guard.GuardException;

/** The manager's end of one guard. May be used from any thread; a thread of its own takes in the answers. */
final class GuardProcess {
    private final Role role;
    private final Process process;
    private final Path complaints;
    private final OutputStream commands;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicBoolean sentAway = new AtomicBoolean();
    private final Map<Long, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();

    GuardProcess(Role role, Process process, Path complaints) {
        this.role = role;
        this.process = process;
        this.complaints = complaints;
        commands = process.getOutputStream();
        Thread reader = new Thread(this::takeAnswers, "copyblade " + role.title());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the program; it is to be assigned next, and armed only after {@link Command#ARM}. */
    static GuardProcess start(GuardProgram program, Role role) throws GuardException {
        List<String> arguments =
                List.of(role.name(), Long.toString(ProcessHandle.current().pid()));
        try {
            Path complaints = Files.createTempFile(program.own(), role.title().replace(' ', '-') + "-", ".err");
            ProcessBuilder builder = new ProcessBuilder(program.command(arguments))
                    .directory(program.directory().toFile())
                    .redirectError(complaints.toFile());
            // Variables meant for the manager's own virtual machine are not meant for a guard.
            builder.environment().clear();
            return new GuardProcess(role, builder.start(), complaints);
        } catch (IOException e) {
            throw new GuardException(
                    "cannot start " + role.title() + ": " + e.getMessage(), "is there memory for one more process?");
        }
    }

    Role role() {
        return role;
    }

    long pid() {
        return process.pid();
    }

    /** Tells this guard apart from any later process with its number. */
    ProcessKey key(ProcFiles proc) {
        return new ProcessKey(pid(), proc.stat(pid()) ? proc.start : 0);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** True if it could be armed: it lives, and nobody has stopped it. */
    boolean isFit() {
        ProcFiles proc = new ProcFiles();
        // One that has just died may not have been buried yet.
        return isAlive() && proc.stat(pid()) && proc.state != 'T' && proc.state != 'Z' && proc.state != 'X';
    }

    /** Tells which lease this guard is for. */
    void assign(byte[] assignment) throws IOException {
        synchronized (commands) {
            commands.write(assignment);
            commands.flush();
        }
    }

    /** Sends a command; the answer comes later, or never if the guard is stopped or dies. */
    CompletableFuture<Answer> send(Command command, long argument) {
        long number = sequence.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        asked.put(number, answer);
        byte[] words = ByteBuffer.allocate(Command.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(number)
                .putLong(command.ordinal())
                .putLong(argument)
                .array();
        try {
            synchronized (commands) {
                commands.write(words);
                commands.flush();
            }
        } catch (IOException e) {
            // The guard has died, and so has the reader that would say so.
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Sends a command and waits; empty if there was no answer in time or the guard died. */
    Optional<Answer> ask(Command command, long argument, Duration patience) {
        return await(send(command, argument), patience);
    }

    /** Waits for an answer; empty if there was none in time or the guard died. An interrupt does not shorten it: a resume goes first. */
    static Optional<Answer> await(CompletableFuture<Answer> answer, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    return Optional.empty();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void takeAnswers() {
        try (InputStream answers = process.getInputStream()) {
            byte[] words;
            while ((words = answers.readNBytes(Answer.BYTES)).length == Answer.BYTES) {
                Answer answer = Answer.of(words);
                CompletableFuture<Answer> waiting = asked.remove(answer.sequence());
                if (waiting != null) {
                    waiting.complete(answer);
                }
            }
        } catch (IOException e) {
            // Same as end of file: there will be no more answers.
        }
        IOException end = new IOException(role.title() + " has ended");
        asked.values().forEach(waiting -> waiting.completeExceptionally(end));
    }

    /** Sends the guard away and does not wait for it. */
    void sendAway() {
        if (sentAway.getAndSet(true)) {
            return;
        }
        send(Command.LEAVE, 0);
        try {
            commands.close();
        } catch (IOException e) {
            // It has ended by itself.
            return;
        }
    }

    /** Sends the guard away and makes sure that it is gone. */
    void end(Duration patience) {
        sendAway();
        if (!waitFor(patience)) {
            process.destroyForcibly();
            waitFor(patience);
        }
        forget(complaints);
    }

    private boolean waitFor(Duration patience) {
        try {
            return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void forget(Path complaints) {
        try {
            Files.deleteIfExists(complaints);
        } catch (IOException e) {
            // A small file left in a directory of our own harms nobody.
            return;
        }
    }

    /** What the program wrote before it ended, for the operator. */
    String complaint() {
        try {
            return Files.readString(complaints).lines().findFirst().orElse("it said nothing");
        } catch (IOException e) {
            return "its last words cannot be read: " + e.getMessage();
        }
    }
}
