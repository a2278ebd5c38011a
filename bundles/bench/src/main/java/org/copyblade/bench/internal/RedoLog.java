package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's log says of its recovery.
 *
 * @param file the log; may not be there yet
 * @param seen how much of it was there before the recovery in question
 */
record RedoLog(Path file, int seen) {

    private static final Pattern REDO = Pattern.compile("redo done at .* elapsed: ([0-9.]+) s");

    /** From what is in the file now, on. */
    static RedoLog of(Path file) throws IOException {
        return new RedoLog(file, read(file).length());
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** How long the last redo took; a log that tells of none is an error, as the figure would be wrong without it. */
    Duration lastRedo() throws IOException {
        String text = read(file);
        // A file that was made anew counts from its beginning.
        Matcher matcher = REDO.matcher(text.length() < seen ? text : text.substring(seen));
        String elapsed = "";
        while (matcher.find()) {
            elapsed = matcher.group(1);
        }
        if (elapsed.isEmpty()) {
            throw new IllegalStateException(file.getFileName() + " tells of no redo");
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(elapsed) * 1000));
    }
}
