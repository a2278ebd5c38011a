package org.copyblade.launcher.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Room and rights where the instance writes. */
final class DirectoryChecks {
    private static final long ENOUGH_BYTES = 256L << 20;

    private final Path data;

    DirectoryChecks(Path data) {
        this.data = data;
    }

    List<Finding> examine() {
        Path existing = data;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return List.of(rights(existing), space(existing));
    }

    private Finding rights(Path existing) {
        if (Files.isWritable(existing)) {
            return Finding.ok("data", data.toString());
        }
        return Finding.problem(
                "data", existing + " is not writable", "give it to this user, or name another with COPYBLADE_DATA");
    }

    private static Finding space(Path existing) {
        try {
            FileStore store = Files.getFileStore(existing);
            String text = (store.getUsableSpace() >> 20) + " MiB free on " + store.type() + " below " + existing;
            return store.getUsableSpace() >= ENOUGH_BYTES
                    ? Finding.ok("space", text)
                    : Finding.problem("space", text, "free at least " + (ENOUGH_BYTES >> 20) + " MiB");
        } catch (IOException cause) {
            return Finding.problem(
                    "space", "cannot ask for free space: " + cause.getMessage(), "look at the filesystem");
        }
    }
}
