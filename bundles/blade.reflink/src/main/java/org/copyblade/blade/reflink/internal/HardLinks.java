package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.copyblade.linux.pool.DurableFile;
import org.copyblade.linux.pool.Facts;

/** Which path of a file with several names was copied first; kept in a file between steps if there is any. */
final class HardLinks {

    private final Map<Long, String> firstPaths = new HashMap<>();
    private Facts facts = Facts.none();
    private boolean changed;

    /** None seen so far. */
    static HardLinks none() {
        return new HardLinks();
    }

    /** Those that earlier steps saw. */
    static HardLinks load(Path file) throws IOException {
        HardLinks links = new HardLinks();
        if (Files.exists(file)) {
            links.facts = Facts.parse(Files.readString(file, StandardCharsets.UTF_8));
            links.facts.names().forEach(inode -> links.firstPaths.put(Long.parseLong(inode), links.facts.text(inode)));
        }
        return links;
    }

    /** Durably, for whoever goes on after a power loss does not see the earlier names again. */
    void save(Path file) throws IOException {
        if (changed) {
            DurableFile.replaceDurably(file, facts.format());
        }
    }

    /** The raw path under which this inode was seen first: this one, or an earlier one. */
    String first(long inode, String path) {
        String first = firstPaths.putIfAbsent(inode, path);
        if (first == null) {
            facts = facts.with(Long.toString(inode), path);
            changed = true;
            return path;
        }
        return first;
    }
}
