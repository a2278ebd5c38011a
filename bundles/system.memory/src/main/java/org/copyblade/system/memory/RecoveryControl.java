package org.copyblade.system.memory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a server knows of its backups, in a slot of its first data volume. Guarded by the lock of the server. */
final class RecoveryControl {

    private static final String SLOT = "registered";

    private final Disks storage;
    private final String path;

    RecoveryControl(Disks storage, String path) {
        this.storage = storage;
        this.path = path;
    }

    List<String> backups() {
        return storage.read(path, SLOT)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of());
    }

    void add(String backup) {
        List<String> all = new ArrayList<>(backups());
        all.add(backup);
        write(all);
    }

    /** Whether it was known. */
    boolean remove(String backup) {
        List<String> left = new ArrayList<>(backups());
        boolean known = left.remove(backup);
        write(left);
        return known;
    }

    private void write(List<String> backups) {
        storage.write(path, SLOT, String.join("\n", backups).getBytes(StandardCharsets.UTF_8));
    }
}
