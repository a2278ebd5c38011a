package org.copyblade.manager.internal.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.copyblade.api.CopybladeException;

/**
 * What commands have written into configuration files. The watcher of the folder may have read a file just before and
 * deliver what it found there just after; what is newer is known here. Safe for many threads.
 */
final class OwnEdits {

    /** Texts that a watcher may still have in its hands: more are not written within one of its looks. */
    private static final int KEPT = 32;

    /**
     * The last edit of a configuration.
     *
     * @param text that it made
     * @param replaced values that this edit and those before it have replaced, the newest first
     * @param content of the file, as the edit left it
     */
    private record Edit(ConfigurationText text, Deque<Map<String, String>> replaced, String content) {}

    /** Writes a file. */
    @FunctionalInterface
    interface Writing {

        /** The whole content, as it was written. */
        String write() throws CopybladeException;
    }

    private final Map<String, Edit> edits = new HashMap<>();

    /** Writes a file; on return its new text may be put in force. */
    synchronized void make(ConfigurationText before, ConfigurationText after, Writing writing)
            throws CopybladeException {
        String content = writing.write();
        Edit last = edits.get(after.pid());
        Deque<Map<String, String>> replaced = new ArrayDeque<>();
        if (last != null && last.text().values().equals(before.values())) {
            replaced.addAll(last.replaced());
        }
        replaced.addFirst(before.values());
        if (replaced.size() > KEPT) {
            replaced.removeLast();
        }
        edits.put(after.pid(), new Edit(after, replaced, content));
    }

    /** A text as it was delivered, or the one that has replaced it in its file. */
    synchronized ConfigurationText newest(ConfigurationText delivered) {
        Edit edit = edits.get(delivered.pid());
        boolean late = edit != null
                && !edit.text().values().equals(delivered.values())
                && edit.replaced().contains(delivered.values())
                && isInItsFile(edit);
        return late ? edit.text() : delivered;
    }

    private static boolean isInItsFile(Edit edit) {
        try {
            return Files.readString(edit.text().file().orElseThrow()).equals(edit.content());
        } catch (IOException e) {
            return false; // gone or no longer readable: what was delivered counts
        }
    }
}
