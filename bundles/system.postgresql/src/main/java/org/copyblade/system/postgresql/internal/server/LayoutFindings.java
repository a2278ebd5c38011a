package org.copyblade.system.postgresql.internal.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;

/** What endangers backups or restores of a server, found from facts alone. */
final class LayoutFindings {

    private static final Set<String> NETWORK = Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "glusterfs", "afs");
    private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs");

    private final List<SystemFinding> findings = new ArrayList<>();

    /** What the running server says. */
    LayoutFindings of(ServerFacts server) {
        if (!server.on("fsync")) {
            add(Severity.WARNING, "fsync", "is off: a crash of the host may destroy the database", "set fsync = on");
        }
        if (!server.on("full_page_writes")) {
            add(
                    Severity.WARNING,
                    "full_page_writes",
                    server.on("fsync")
                            ? "is off: a copy made below the filesystem may hold torn pages that recovery cannot mend"
                            : "is off together with fsync: neither crashes nor copies below the filesystem are safe",
                    "set full_page_writes = on");
        }
        if ("minimal".equals(server.settings().get("wal_level"))) {
            add(Severity.WARNING, "wal_level", "is minimal: backup mode is not possible", "set wal_level = replica");
        }
        if (!server.on("data_checksums")) {
            add(Severity.NOTE, "data_checksums", "are off: a verify cannot check pages", "pg_checksums --enable");
        }
        if (server.standby()) {
            add(
                    Severity.WARNING,
                    "server",
                    "is a standby: a backup of it cannot be restored over the primary",
                    "protect the primary too");
        }
        if (server.archives()) {
            add(
                    Severity.NOTE,
                    "archive_mode",
                    "is on: after a restore the server writes log again under names that the archive holds already",
                    "after a restore let archive_command go to a new place, and take a new base backup there");
        }
        if (server.unloggedTables() > 0) {
            add(
                    Severity.NOTE,
                    "unlogged tables",
                    "there are " + server.unloggedTables() + ": they are empty after a restore",
                    "ALTER TABLE ... SET LOGGED for those that matter");
        }
        if (server.freeSlots() <= 0) {
            add(
                    Severity.WARNING,
                    "max_replication_slots",
                    "no slot is free: backup mode cannot pin the log",
                    "raise max_replication_slots or drop unused slots");
        }
        server.missingRights()
                .forEach(cure -> add(Severity.WARNING, "role", "lacks a right that a backup needs", cure));
        return this;
    }

    /** What the data directory says. */
    LayoutFindings of(DataDirectory data) {
        data.inPlace()
                .forEach(oid -> add(
                        Severity.NOTE,
                        "tablespace " + oid,
                        "is a plain directory inside the data directory and is copied with it",
                        "nothing to do; this form is meant for developers"));
        data.dataSets().forEach(this::storage);
        linkedData(data);
        return this;
    }

    LayoutFindings with(List<SystemFinding> more) {
        findings.addAll(more);
        return this;
    }

    LayoutFindings note(String subject, String text, String hint) {
        add(Severity.NOTE, subject, text, hint);
        return this;
    }

    LayoutFindings warning(String subject, String text, String hint) {
        add(Severity.WARNING, subject, text, hint);
        return this;
    }

    List<SystemFinding> all() {
        return List.copyOf(findings);
    }

    private void linkedData(DataDirectory data) {
        try {
            for (Path link : data.linkedData()) {
                add(
                        Severity.ERROR,
                        link.toString(),
                        "is a link, and what is behind it would be missing from every copy",
                        "stop the server and move it back, or make it a tablespace");
            }
        } catch (IOException e) {
            add(
                    Severity.ERROR,
                    DataDirectory.DATA,
                    "cannot be searched for links: " + e,
                    "run Copyblade as root or as the server's user");
        }
    }

    private void storage(DataSet set) {
        Path place = Path.of(set.place());
        try {
            FileStore store = Files.getFileStore(place);
            String type = store.type();
            if (NETWORK.contains(type)) {
                add(
                        Severity.WARNING,
                        set.name(),
                        "is on a network filesystem (" + type + "): no copy blade of this host reaches its storage",
                        "move it to a local filesystem, or copy it through the host");
            }
            if (VOLATILE.contains(type)) {
                add(Severity.WARNING, set.name(), "is in memory (" + type + ") only", "move it to a disk");
            }
            if (store.getUsableSpace() < store.getTotalSpace() / 50) {
                add(
                        Severity.WARNING,
                        set.name(),
                        "its filesystem is almost full: " + store.getUsableSpace() / 1_048_576 + " MiB are left",
                        "make room before the server stops for lack of it");
            }
            if (!Files.isWritable(place)) {
                add(
                        Severity.WARNING,
                        set.name(),
                        "cannot be written by this process: no restore is possible",
                        "run Copyblade as root or as the server's user");
            }
        } catch (IOException e) {
            add(Severity.ERROR, set.name(), "its filesystem cannot be looked at: " + e.getMessage(), "check " + place);
        }
    }

    private void add(Severity severity, String subject, String text, String hint) {
        findings.add(new SystemFinding(severity, subject, text, hint));
    }
}
