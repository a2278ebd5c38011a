package org.copyblade.manager.internal.profile;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A configuration file {@code key = value}, changed option by option. Every other line, comment and blank stays as
 * somebody wrote it.
 *
 * <p>Written here and not by File Install, whose writing is not atomic and drops the comments above a line it removes.
 */
final class ConfigurationFile {

    private static final String SUFFIX = ".cfg";

    private final Path path;

    ConfigurationFile(Path path) {
        this.path = path;
    }

    /**
     * Sets options, or takes them out, in one step.
     *
     * @param changes value by key; empty: the option's lines go
     * @return the whole text of the file, as it was written
     * @throws IOException with a text for people if the file is as it was
     */
    String set(Map<String, Optional<String>> changes) throws IOException {
        if (!path.getFileName().toString().endsWith(SUFFIX)) {
            throw new IOException("only files that end in " + SUFFIX + " are written; edit it by hand");
        }
        if (!Files.isWritable(path)) {
            throw new IOException("the file is gone or may not be written");
        }
        String text = Files.readString(path);
        for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
            text = edited(text, change.getKey(), change.getValue());
        }
        AtomicFile.write(path, text);
        return text;
    }

    /** The text of a file after a change. */
    static String edited(String text, String key, Optional<String> value) throws IOException {
        Properties expected = read(text);
        expected.remove(key);
        value.ifPresent(set -> expected.setProperty(key, set));

        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        List<String> lines = new ArrayList<>(List.of(text.split("\\r?\\n", -1)));
        int place = removeOption(lines, key);
        if (value.isPresent()) {
            String line = key + " = " + value.get().replace("\\", "\\\\");
            lines.add(place >= 0 ? place : placeFor(lines, key), line);
        }
        String after = String.join(newline, lines);
        // However odd the file: nothing is written that a reader would not understand as meant.
        if (!read(after).equals(expected)) {
            throw new IOException("the file is too unusual to change one line of it; edit it by hand");
        }
        return after;
    }

    /** Takes out every line of an option; answers where the last was, or -1. */
    private static int removeOption(List<String> lines, String key) throws IOException {
        int place = -1;
        int index = 0;
        while (index < lines.size()) {
            int end = endOfEntry(lines, index);
            if (key.equals(keyOf(lines.subList(index, end)))) {
                lines.subList(index, end).clear();
                place = index;
            } else {
                index = end;
            }
        }
        return place;
    }

    /** Behind the comment that shows the option's default, else at the end. */
    private static int placeFor(List<String> lines, String key) {
        Pattern commented = Pattern.compile("\\s*[#!]\\s*" + Pattern.quote(key) + "\\s*[=:].*");
        for (int index = lines.size() - 1; index >= 0; index--) {
            if (commented.matcher(lines.get(index)).matches()) {
                return index + 1;
            }
        }
        int end = lines.size();
        boolean endsWithNewline = lines.get(end - 1).isEmpty();
        if (!endsWithNewline) {
            lines.add("");
            return end;
        }
        return end - 1;
    }

    /** A line that ends in an odd number of backslashes goes on; comments never do. */
    private static int endOfEntry(List<String> lines, int start) {
        int end = start;
        boolean goesOn = !isComment(lines.get(start));
        while (goesOn && end < lines.size() - 1 && endsInOddBackslashes(lines.get(end))) {
            end++;
        }
        return end + 1;
    }

    private static boolean isComment(String line) {
        String stripped = line.stripLeading();
        return stripped.startsWith("#") || stripped.startsWith("!");
    }

    private static boolean endsInOddBackslashes(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static String keyOf(List<String> entry) throws IOException {
        return read(String.join("\n", entry)).stringPropertyNames().stream()
                .findFirst()
                .orElse("");
    }

    private static Properties read(String text) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new IOException("the file has a broken unicode escape; edit it by hand", e);
        }
        return properties;
    }
}
