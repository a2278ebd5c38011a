package org.copyblade.system.postgresql.internal.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
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
            return new ServerLog(file, isFile(file) ? Files.size(file) : 0);
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

    /**
     * Empty if the file cannot be read: what a log says is only for people. It may be where others put links, and what those lead to
     * is for nobody.
     */
    String text() {
        if (!isFile(file)) {
            return "";
        }
        try (FileChannel in = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long begin = Math.min(from, in.size());
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, in.size() - begin));
            boolean more = true;
            while (more && bytes.hasRemaining()) {
                more = in.read(bytes, begin + bytes.position()) >= 0;
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
