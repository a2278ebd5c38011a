package org.copyblade.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands of {@code bin/copyblade}, each on one line. */
final class Usage {
    private static final Map<String, String> COMMANDS = commands();

    private Usage() {}

    private static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("start [--foreground]", "starts the platform and returns when it answers; or runs it here");
        commands.put("stop", "stops the platform; runs reach a safe point first");
        commands.put("status", "says whether the platform runs and answers, and where its directories are");
        commands.put("exec \"COMMAND\"", "runs one command in the platform; exec help lists them");
        commands.put("shell", "reads commands line by line, at a terminal with history and completion");
        commands.put(
                "demo [--system NAME]",
                "shows the main job on an IMS in a laboratory, or with postgresql on servers; about a minute");
        commands.put(
                "lab start|stop|status|fault",
                "runs a laboratory of virtual storage to try blades against; lab explains");
        commands.put("doctor", "says what this machine can and cannot do, and the cure");
        commands.put("completion bash", "prints what bash must read to complete commands");
        commands.put("help", "shows this");
        return commands;
    }

    static String all() {
        return "usage: copyblade COMMAND"
                + System.lineSeparator()
                + COMMANDS.entrySet().stream()
                        .map(command -> "  %-30s%s".formatted(command.getKey(), command.getValue()))
                        .collect(Collectors.joining(System.lineSeparator()));
    }

    /** The line of one command, if there is such a command. */
    static Optional<String> of(String command) {
        return COMMANDS.entrySet().stream()
                .filter(entry -> entry.getKey().split(" ", 2)[0].equals(command))
                .map(entry -> "usage: copyblade " + entry.getKey() + System.lineSeparator() + entry.getValue())
                .findFirst();
    }

    /** The names only, for an error. */
    static String names() {
        return COMMANDS.keySet().stream()
                .map(command -> command.split(" ", 2)[0])
                .collect(Collectors.joining(", "));
    }
}
