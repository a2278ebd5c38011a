package org.copyblade.system.postgresql.internal.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.system.postgresql.internal.directory.BackupLabel;
import org.copyblade.system.postgresql.internal.directory.ControlFile;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.Gate;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.copyblade.system.postgresql.internal.directory.PlaceLinks;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.host.Durable;
import org.copyblade.system.postgresql.internal.host.FreshFile;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.postgresql.internal.host.Strays;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.SystemException;

/**
 * Makes restored directories ready for the start of the server. Everything it does may be done again. No server can start
 * before the end of it: the gate is opened last, when everything else is on disk.
 */
public final class Recovering {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_AND_GROUP = PosixFilePermissions.fromString("rwxr-x---");

    private final RecoveryPlan plan;
    private final Optional<String> osUser;
    private final Deadline deadline;
    private final Map<String, Path> places = new TreeMap<>();
    private final Path data;
    private final Gate gate;

    private Recovering(RecoveryPlan plan, Optional<String> osUser, Deadline deadline) throws SystemException {
        this.plan = plan;
        this.osUser = osUser;
        this.deadline = deadline;
        for (DataSet set : plan.layout().dataSets()) {
            places.put(set.name(), Path.of(set.place()));
        }
        this.data = place(DataDirectory.DATA);
        this.gate = new Gate(data);
    }

    /** @param osUser that is configured to run the server */
    public static void recover(RecoveryPlan plan, Optional<String> osUser, Deadline deadline) throws SystemException {
        Recovering recovering = new Recovering(plan, osUser, deadline);
        try {
            recovering.gate.bar();
            recovering.refuseOtherServer();
            recovering.removeLockFile();
            ServerOwner owner = recovering.owner();
            recovering.linkPlaces(owner);
            recovering.writeFiles(owner);
            recovering.makeRuntimeDirectories(owner);
            recovering.ownStrays(owner);
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

    private ServerOwner owner() throws SystemException {
        ServerOwner found = ServerOwner.of(data.resolve("PG_VERSION"));
        return osUser.isEmpty() || found.isKnown() ? found : ServerOwner.named(osUser.get(), deadline);
    }

    private void linkPlaces(ServerOwner owner) throws IOException, SystemException {
        link(data.resolve("pg_wal"), place(DataDirectory.WAL), owner);
        for (Map.Entry<String, Path> place : places.entrySet()) {
            if (place.getKey().startsWith(DataDirectory.TABLESPACE_PREFIX)) {
                String oid = place.getKey().substring(DataDirectory.TABLESPACE_PREFIX.length());
                link(data.resolve("pg_tblspc").resolve(oid), place.getValue(), owner);
            }
        }
        Durable.sync(data.resolve("pg_tblspc"));
        Durable.sync(data);
    }

    private static void link(Path entry, Path place, ServerOwner owner) throws IOException, SystemException {
        PlaceLinks.link(entry, place);
        if (Files.isSymbolicLink(entry)) {
            owner.own(entry);
        }
    }

    private void writeFiles(ServerOwner owner) throws IOException, SystemException {
        for (RecoveryFile file : plan.files()) {
            Path target = place(file.dataSet()).resolve(file.path()).normalize();
            if (!target.startsWith(place(file.dataSet()))) {
                throw PgFault.CONFIG.error(
                        "recovery file '" + file.path() + "' leaves its data set", "the backup's record is damaged");
            }
            FreshFile.write(target, file.content(), owner);
        }
    }

    private void makeRuntimeDirectories(ServerOwner owner) throws IOException, SystemException {
        for (String name : DataDirectory.RUNTIME_DIRECTORIES) {
            Path directory = data.resolve(name);
            if (Files.notExists(directory)) {
                Files.createDirectory(directory);
                Files.setPosixFilePermissions(directory, Files.getPosixFilePermissions(data));
            }
            // Also if it was made before: perhaps it was not given away then.
            owner.own(directory);
        }
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(data);
        if (!modes.equals(OWNER_ONLY) && !modes.equals(OWNER_AND_GROUP)) {
            Files.setPosixFilePermissions(data, OWNER_ONLY);
        }
    }

    /** Configuration outside may be of anybody by intent; of a server in a container this host knows none of the users. */
    private void ownStrays(ServerOwner owner) throws IOException, SystemException {
        if (!owner.isKnown()) {
            return;
        }
        Strays strays = new Strays(owner);
        for (String set : plan.restored()) {
            if (!set.startsWith("conf")) {
                strays.giveAway(place(set));
            }
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
