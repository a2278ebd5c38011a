package org.copyblade.lab.zos.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.lab.zos.Console;
import org.copyblade.lab.zos.ConsoleCommand;
import org.copyblade.lab.zos.ConsoleSubsystem;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.Operator;
import org.copyblade.lab.zos.OperatorCommands;

/** Commands, their responses, messages and outstanding requests. Safe for many threads; each command has one of its own. */
public final class Consoles implements Console, Operator, AutoCloseable {
    private static final int KEPT_MESSAGES = 10_000;
    private static final int MOST_REPLIES = 99;
    private static final Pattern ROUTE = Pattern.compile("(?:ROUTE|RO) +([A-Z0-9@#$*]+) *, *(.*)");
    private static final Pattern REPLY = Pattern.compile("(?:R|REPLY) *0*([0-9]{1,2}) *,? *(.*)");

    private record Request(String message, ReplyHandler handler) {}

    private final Object lock = new Object();
    private final Deque<Message> messages = new ArrayDeque<>(); // guarded by lock
    private final Map<Integer, Request> requests = new TreeMap<>(); // guarded by lock
    private long lastMessage; // guarded by lock
    private int lastReply; // guarded by lock
    private final SystemCommands commands;
    private final List<ConsoleSubsystem> subsystems = new CopyOnWriteArrayList<>();
    private final List<OperatorCommands> more = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "lab-zos-command");
        thread.setDaemon(true);
        return thread;
    });

    public Consoles(Devices devices, List<String> systems) {
        this.commands = new SystemCommands(devices, systems, this::outstanding);
    }

    public void add(ConsoleSubsystem subsystem) {
        subsystems.add(subsystem);
    }

    public void add(OperatorCommands other) {
        more.add(other);
    }

    @Override
    public void message(String... lines) {
        synchronized (lock) {
            messages.addLast(new Message(++lastMessage, String.join("\n", lines)));
            if (messages.size() > KEPT_MESSAGES) {
                messages.removeFirst();
            }
            lock.notifyAll();
        }
    }

    @Override
    public int ask(String message, ReplyHandler handler) {
        int id;
        synchronized (lock) {
            if (requests.size() == MOST_REPLIES) {
                throw new IllegalStateException("there are " + MOST_REPLIES + " outstanding requests");
            }
            do {
                lastReply = lastReply % MOST_REPLIES + 1;
            } while (requests.containsKey(lastReply));
            id = lastReply;
            requests.put(id, new Request(message, handler));
        }
        message("*%02d %s".formatted(id, message));
        return id;
    }

    @Override
    public void withdraw(int replyId) {
        synchronized (lock) {
            requests.remove(replyId);
        }
    }

    @Override
    public Operator.Response enter(String user, String system, String command) {
        String text = upper(command.strip());
        Matcher route = ROUTE.matcher(text);
        Entered entered = route.matches()
                ? new Entered(user, route.group(1).startsWith("*") ? "" : route.group(1), route.group(2))
                : new Entered(user, system, text);
        threads.execute(() -> {
            try {
                carryOut(entered);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        return entered;
    }

    @Override
    public long lastMessage() {
        synchronized (lock) {
            return lastMessage;
        }
    }

    @Override
    public Optional<Message> await(long after, Predicate<String> wanted, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        long seen = after;
        synchronized (lock) {
            while (true) {
                for (Message message : messages) {
                    if (message.number() > seen && wanted.test(message.text())) {
                        return Optional.of(message);
                    }
                }
                seen = Math.max(seen, lastMessage);
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return Optional.empty();
                }
                lock.wait(left);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private List<String> outstanding() {
        synchronized (lock) {
            return requests.entrySet().stream()
                    .map(it -> "%02d R %s".formatted(it.getKey(), it.getValue().message()))
                    .toList();
        }
    }

    private void carryOut(Entered command) throws InterruptedException {
        Matcher reply = REPLY.matcher(command.text());
        if (reply.matches()) {
            reply(command, Integer.parseInt(reply.group(1)), reply.group(2));
            return;
        }
        if (commands.command(command)) {
            return;
        }
        for (OperatorCommands other : more) {
            if (other.command(command)) {
                return;
            }
        }
        for (ConsoleSubsystem subsystem : subsystems) {
            if (subsystem.takes(command.system(), command.text())) {
                subsystem.command(command);
                return;
            }
        }
        command.respond("IEE305I " + command.text().split("[ ,.]")[0] + " COMMAND INVALID");
    }

    private void reply(Entered command, int id, String text) throws InterruptedException {
        Request request;
        synchronized (lock) {
            request = requests.remove(id);
        }
        if (request == null) {
            command.respond("IEE700I REPLY %02d IGNORED; REPLY NOT OUTSTANDING".formatted(id));
            return;
        }
        command.respond("IEE600I REPLY TO %02d IS;%s".formatted(id, text));
        request.handler().replied(text.replaceAll("^'(.*)'$", "$1"), command);
    }

    /** Upper case outside quotes. */
    private static String upper(String text) {
        StringBuilder upper = new StringBuilder();
        boolean quoted = false;
        for (String part : text.split("'", -1)) {
            upper.append(upper.isEmpty() && !quoted ? "" : "'").append(quoted ? part : part.toUpperCase(Locale.ROOT));
            quoted = !quoted;
        }
        return upper.toString();
    }

    /** A command with the lines of its response. */
    private static final class Entered implements ConsoleCommand, Operator.Response {
        private final String user;
        private final String system;
        private final String text;
        private final List<String> lines = new ArrayList<>(); // guarded by this

        private Entered(String user, String system, String text) {
            this.user = user;
            this.system = system;
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public String user() {
            return user;
        }

        @Override
        public String system() {
            return system;
        }

        @Override
        public synchronized void respond(String... more) {
            lines.addAll(List.of(more));
            notifyAll();
        }

        @Override
        public synchronized List<String> lines(int from) {
            return from >= lines.size() ? List.of() : List.copyOf(lines.subList(from, lines.size()));
        }

        @Override
        public synchronized List<String> await(int from, Duration longest) throws InterruptedException {
            long end = System.nanoTime() + longest.toNanos();
            while (lines.size() <= from) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
            return lines(from);
        }
    }
}
