package org.copyblade.lab.zosmf.internal.jes;

import java.util.ArrayList;
import java.util.List;

/** A file of a job's output. Safe for many threads. */
public final class SpoolFile {

    /**
     * What it is called, as it stays.
     *
     * @param id within the job
     * @param ddname its DD
     * @param stepname step that wrote it; empty for the job's own
     * @param outputClass SYSOUT class
     * @param recordFormat of its records
     * @param recordBytes longest record
     */
    public record Head(
            int id, String ddname, String stepname, String outputClass, String recordFormat, int recordBytes) {}

    private final Head head;
    private final List<String> lines; // guarded by this
    private long bytes; // guarded by this

    SpoolFile(Head head, List<String> lines) {
        this.head = head;
        this.lines = new ArrayList<>(lines);
        lines.forEach(it -> bytes += it.length());
    }

    public Head head() {
        return head;
    }

    synchronized void print(String line) {
        lines.add(line);
        bytes += line.length();
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Characters of all records. */
    public synchronized long bytes() {
        return bytes;
    }
}
