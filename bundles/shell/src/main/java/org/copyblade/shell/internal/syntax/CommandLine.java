package org.copyblade.shell.internal.syntax;

import java.util.ArrayList;
import java.util.List;

/** The words of a line, command by command, as far as help and completion need them. Pure. */
final class CommandLine {

    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private CommandLine() {
        commands.add(new ArrayList<>());
    }

    /** The commands of a line, each as its words without their quotes. */
    static List<List<String>> commands(String line) {
        CommandLine read = read(line);
        read.endWord();
        return read.commands;
    }

    /** The words of the line's last command; the last of them is the one being typed, and may be empty. */
    static List<String> lastCommand(String line) {
        CommandLine read = read(line);
        List<String> words = new ArrayList<>(read.words());
        words.add(read.word.toString());
        return words;
    }

    private static CommandLine read(String line) {
        CommandLine read = new CommandLine();
        char quote = 0;
        for (char character : line.toCharArray()) {
            if (quote != 0) {
                if (character == quote) {
                    quote = 0;
                } else {
                    read.word.append(character);
                }
            } else if (character == '"' || character == '\'') {
                quote = character;
                read.inWord = true;
            } else {
                read.unquoted(character);
            }
        }
        return read;
    }

    private void unquoted(char character) {
        if (Character.isWhitespace(character)) {
            endWord();
        } else if (";|&(".indexOf(character) >= 0) {
            endWord();
            if (!words().isEmpty()) {
                commands.add(new ArrayList<>());
            }
        } else {
            word.append(character);
            inWord = true;
        }
    }

    private void endWord() {
        if (inWord) {
            words().add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private List<String> words() {
        return commands.get(commands.size() - 1);
    }
}
