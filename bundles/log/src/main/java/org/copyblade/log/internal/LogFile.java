package org.copyblade.log.internal;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.log.internal.Retention.Finished;

/**
 * A file that grows until its day or its size is over; then it is put aside as {@code NAME-DAY.INDEX.log} and a new one begun.
 * Every line is with the kernel when a call returns. A line that cannot be written goes to the error output instead: who logs
 * is never failed by the log. Safe for any thread; closed, it opens again with the next line.
 */
final class LogFile implements Sink {
    private static final String ENDING = ".log";
    private static final Pattern FINISHED =
            Pattern.compile("-([0-9]{4}-(?:0[1-9]|1[0-2]))-([0-9]{2})\\.([0-9]{1,9})\\.log");

    private final Path file;
    private final ZoneId zone;
    private final long limitBytes;
    private final Retention retention;
    private OutputStream out;
    private LocalDate begun;
    private long size;

    LogFile(Path file, ZoneId zone, long limitBytes, Retention retention) {
        this.file = file;
        this.zone = zone;
        this.limitBytes = limitBytes;
        this.retention = retention;
    }

    @Override
    public synchronized void write(LocalDate day, String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        try {
            open(day);
            if (size > 0 && (day.isAfter(begun) || size + bytes.length > limitBytes)) {
                renew(day);
            }
            out.write(bytes);
            size += bytes.length;
        } catch (IOException cause) {
            System.err.print("cannot log to " + file + ": " + cause.getMessage() + ": " + lines);
        }
    }

    synchronized void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException cause) {
            System.err.println("cannot close " + file + ": " + cause.getMessage());
        } finally {
            out = null;
        }
    }

    private void open(LocalDate day) throws IOException {
        if (out != null) {
            return;
        }
        File existing = file.toFile();
        size = existing.length();
        begun = size == 0 ? day : LocalDate.ofInstant(Instant.ofEpochMilli(existing.lastModified()), zone);
        Files.createDirectories(file.getParent());
        out = new FileOutputStream(existing, true);
    }

    private void renew(LocalDate day) throws IOException {
        close();
        List<Finished> finished = finished();
        int next = finished.stream()
                        .filter(aside -> aside.day().equals(begun))
                        .mapToInt(Finished::index)
                        .max()
                        .orElse(-1)
                + 1;
        finished.add(new Finished(begun, next, size));
        Files.move(file, aside(begun, next));
        for (Finished expired : retention.expired(finished, day)) {
            Files.deleteIfExists(aside(expired.day(), expired.index()));
        }
        open(day);
    }

    private List<Finished> finished() throws IOException {
        List<Finished> finished = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(file.getParent(), name() + "-*" + ENDING)) {
            for (Path entry : entries) {
                Matcher matcher =
                        FINISHED.matcher(entry.getFileName().toString().substring(name().length()));
                if (matcher.matches()) {
                    LocalDate month = LocalDate.parse(matcher.group(1) + "-01");
                    LocalDate day = month.plusDays(Integer.parseInt(matcher.group(2)) - 1L);
                    finished.add(new Finished(day, Integer.parseInt(matcher.group(3)), Files.size(entry)));
                }
            }
        }
        return finished;
    }

    private Path aside(LocalDate day, int index) {
        return file.resolveSibling(String.format(Locale.ROOT, "%s-%s.%d%s", name(), day, index, ENDING));
    }

    private String name() {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }
}
