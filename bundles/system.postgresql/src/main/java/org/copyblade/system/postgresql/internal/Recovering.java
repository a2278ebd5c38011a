package org.copyblade.system.postgresql.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.SystemException;

/**
 * Makes restored directories ready for the start of the server. Everything it does may be done again. No server can start
 * before the end of it: the gate is opened last, when everything else is on disk.
 */
final class Recovering {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_AND_GROUP = PosixFilePermissions.fromString("rwxr-x---");

    private final RecoveryPlan plan;
    private final Map<String, Path> places = new TreeMap<>();
    private final Path data;
    private final Gate gate;

    private Recovering(RecoveryPlan plan) throws SystemException {
        this.plan = plan;
        for (DataSet set : plan.layout().dataSets()) {
            places.put(set.name(), Path.of(set.place()));
        }
        this.data = place(DataDirectory.DATA);
        this.gate = new Gate(data);
    }

    static void recover(RecoveryPlan plan) throws SystemException {
        Recovering recovering = new Recovering(plan);
        try {
            recovering.gate.bar();
            recovering.refuseOtherServer();
            recovering.removeLockFile();
            recovering.linkPlaces();
            ServerOwner owner = ServerOwner.of(recovering.data.resolve("PG_VERSION"));
            recovering.writeFiles(owner);
            recovering.makeRuntimeDirectories();
            for (String set : plan.restored()) {
                recovering.own(set, owner);
            }
            recovering.refuseMissingLog();
            recovering.gate.open();
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot make " + recovering.data + " ready for the start: " + e,
                    "run Copyblade as root, look at the disk, and repeat the restore");
        }
    }

    /** Reads the gate, which is shut now; a restore that is not complete has none. */
    private void refuseOtherServer() throws SystemException {
        String restored = Long.toUnsignedString(gate.read().systemIdentifier());
        if (!plan.layout().epoch().value().startsWith(restored + "/")) {
            throw PgFault.WRONG_DIRECTORY.error(
                    data + " holds server " + restored + ", the backup is of "
                            + plan.layout().epoch(),
                    "was another backup restored meanwhile? repeat the restore");
        }
    }

    private void removeLockFile() throws IOException {
        Files.deleteIfExists(data.resolve(Postmaster.LOCK_FILE));
    }

    private void linkPlaces() throws IOException, SystemException {
        PlaceLinks.link(data.resolve("pg_wal"), place(DataDirectory.WAL));
        for (Map.Entry<String, Path> place : places.entrySet()) {
            if (place.getKey().startsWith(DataDirectory.TABLESPACE_PREFIX)) {
                String oid = place.getKey().substring(DataDirectory.TABLESPACE_PREFIX.length());
                PlaceLinks.link(data.resolve("pg_tblspc").resolve(oid), place.getValue());
            }
        }
        Durable.sync(data.resolve("pg_tblspc"));
        Durable.sync(data);
    }

    private void writeFiles(ServerOwner owner) throws IOException, SystemException {
        for (RecoveryFile file : plan.files()) {
            Path target = place(file.dataSet()).resolve(file.path()).normalize();
            if (!target.startsWith(place(file.dataSet()))) {
                throw PgFault.CONFIG.error(
                        "recovery file '" + file.path() + "' leaves its data set", "the backup's record is damaged");
            }
            Files.writeString(target, file.content());
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
            owner.own(target);
            Durable.sync(target);
            Durable.sync(target.getParent());
        }
    }

    private void makeRuntimeDirectories() throws IOException {
        for (String name : DataDirectory.RUNTIME_DIRECTORIES) {
            Path directory = data.resolve(name);
            if (Files.notExists(directory)) {
                Files.createDirectory(directory);
                Files.setPosixFilePermissions(directory, Files.getPosixFilePermissions(data));
            }
        }
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(data);
        if (!modes.equals(OWNER_ONLY) && !modes.equals(OWNER_AND_GROUP)) {
            Files.setPosixFilePermissions(data, OWNER_ONLY);
        }
    }

    /** Configuration outside may belong to root by intent; everything else is the server's. */
    private void own(String set, ServerOwner owner) throws IOException, SystemException {
        if (set.startsWith("conf")) {
            return;
        }
        SystemException[] refused = new SystemException[1];
        Files.walkFileTree(place(set), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                return visitFile(directory, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    owner.own(file);
                    return FileVisitResult.CONTINUE;
                } catch (SystemException e) {
                    refused[0] = e;
                    return FileVisitResult.TERMINATE;
                }
            }
        });
        if (refused[0] != null) {
            throw refused[0];
        }
    }

    /** Without the segment where recovery begins a start would fail; with an archive the server fetches it itself. */
    private void refuseMissingLog() throws IOException, SystemException {
        if (Files.exists(data.resolve("recovery.signal")) || Files.exists(data.resolve("standby.signal"))) {
            return;
        }
        ControlFile control = gate.read();
        Path label = data.resolve("backup_label");
        Lsn redo =
                Files.exists(label) ? BackupLabel.parse(Files.readString(label)).start() : control.redo();
        int timeline =
                Files.exists(label) ? BackupLabel.parse(Files.readString(label)).timeline() : control.timeline();
        String name = Lsn.segmentName(timeline, redo.segment(control.segmentBytes()), control.segmentBytes());
        if (Files.notExists(place(DataDirectory.WAL).resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw PgFault.INCOMPLETE.error(
                    "log segment " + name + ", where recovery begins, is not in " + place(DataDirectory.WAL),
                    "restore data set '" + DataDirectory.WAL + "' of the same backup");
        }
    }

    private Path place(String set) throws SystemException {
        Path place = places.get(set);
        if (place == null) {
            throw PgFault.CONFIG.error(
                    "the recorded layout has no data set '" + set + "'", "the backup's record is damaged");
        }
        return place;
    }
}
