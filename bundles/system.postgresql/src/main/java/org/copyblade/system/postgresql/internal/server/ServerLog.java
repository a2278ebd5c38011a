package org.copyblade.system.postgresql.internal.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server wrote to one file since a moment.
 *
 * @param from offset of that moment in the file
 */
public record ServerLog(Path file, long from) {

    private static final int MOST_BYTES = 1 << 20;
    private static final int LINES_SHOWN = 5;
    private static final Pattern REDO = Pattern.compile("redo done at .*elapsed: ([0-9.]+) s");

    /** From now on. */
    static ServerLog from(Path file) {
        try {
            return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            return new ServerLog(file, 0);
        }
    }

    /** Time the server says it spent on redo, in milliseconds; 0 if it does not say. */
    public long redoMillis() {
        Matcher redo = REDO.matcher(text());
        return redo.find() ? Math.round(Double.parseDouble(redo.group(1)) * 1000) : 0;
    }

    /** The last lines, as one. */
    public String end() {
        String[] lines = text().strip().split("\n");
        StringBuilder end = new StringBuilder();
        for (int i = Math.max(0, lines.length - LINES_SHOWN); i < lines.length; i++) {
            end.append(end.isEmpty() ? "" : "; ").append(lines[i].strip());
        }
        return end.toString();
    }

    /** Empty if the file cannot be read: what a log says is only for people. */
    String text() {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.min(from, in.length()));
            byte[] bytes = new byte[(int) Math.min(MOST_BYTES, in.length() - in.getFilePointer())];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
