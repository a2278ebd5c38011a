package org.copyblade.system.postgresql.internal.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.directory.BackupLabel;
import org.copyblade.system.postgresql.internal.directory.ControlFile;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.DataPages;
import org.copyblade.system.postgresql.internal.directory.LogEnd;
import org.copyblade.system.postgresql.internal.directory.LogWalk;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.copyblade.system.postgresql.internal.directory.PageChecksum;
import org.copyblade.system.postgresql.internal.directory.PlaceLinks;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.directory.ServerOptions;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.host.FreshFile;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.postgresql.internal.server.Programs;
import org.copyblade.system.spi.CopyChecker.CheckReport;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Tries a copy out: recovers it as a restore would, lets the database check itself, looks at every page. */
public final class CloneTrial {

    private static final int MOST_PROBLEMS = 20;
    private static final int CHECKSUM_AT = 8;
    private static final int SHORT_MASK = 0xFFFF;

    private final ServerSettings settings;
    private final Programs programs;
    private final ExposedCopy copy;
    private final List<RecoveryFile> files;
    private final Deadline deadline;
    private final List<String> checks = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private String position = "";
    private long redoMillis;

    public CloneTrial(
            ServerSettings settings,
            Programs programs,
            SystemLayout layout,
            List<ExposedDataSet> exposed,
            List<RecoveryFile> files,
            Deadline deadline) {
        this.settings = settings;
        this.programs = programs;
        this.copy = new ExposedCopy(layout, exposed);
        this.files = files;
        this.deadline = deadline;
    }

    public CheckReport run() throws SystemException {
        copy.missing().ifPresent(failures::add);
        if (failures.isEmpty()) {
            checkLog();
        }
        if (failures.isEmpty()) {
            try {
                prepare();
            } catch (IOException e) {
                throw PgFault.ACCESS.error(
                        "cannot prepare the copy at " + copy.data() + ": " + e, "is it exposed for writing?");
            }
            boot();
        }
        if (failures.isEmpty()) {
            checkPages();
        }
        return new CheckReport(failures.isEmpty(), position, redoMillis, checks, failures);
    }

    /** What must not be found out by starting: a log that would make a clone write elsewhere, pages ahead of the log. */
    private void checkLog() throws SystemException {
        ControlFile control = ControlFile.of(copy.data());
        LogEnd end = LogWalk.from(recoveryStart(control), copy.wal(), control, deadline);
        for (String path : end.newTablespaces()) {
            failures.add("recovery would make a tablespace in " + path
                    + ", where the original has it: this copy can only be restored, not tried out");
        }
        long last = end.bytes().value();
        DataPages.Result result = new DataPages(control, copy.roots())
                .visit((buffer, offset, block) -> aheadOf(last, buffer, offset), MOST_PROBLEMS, deadline);
        failures.addAll(result.problems());
        checks.add("log is whole from " + recoveryStart(control) + " to " + end.records() + "; none of "
                + result.pages() + " pages is ahead of it");
    }

    private Lsn recoveryStart(ControlFile control) throws SystemException {
        for (RecoveryFile file : files) {
            if (file.path().equals("backup_label")) {
                return BackupLabel.parse(file.content()).start();
            }
        }
        return control.redo();
    }

    private static String aheadOf(long end, ByteBuffer buffer, int offset) {
        long lsn = (long) buffer.getInt(offset) << 32 | buffer.getInt(offset + 4) & 0xFFFF_FFFFL;
        return Long.compareUnsigned(lsn, end) <= 0
                ? ""
                : "was written at " + new Lsn(lsn) + ", but the log of the copy ends at " + new Lsn(end);
    }

    private void prepare() throws IOException, SystemException {
        Path data = copy.data();
        if (Postmaster.of(data).isPresent()) {
            throw PgFault.RUNNING.error("a server runs on the copy at " + data, "stop it, then try again");
        }
        for (String name : List.of(Postmaster.LOCK_FILE, "standby.signal", "recovery.signal")) {
            Files.deleteIfExists(data.resolve(name));
        }
        leaveWhatIsNotOurs(data);
        ServerOwner owner = ServerOwner.of(data.resolve("PG_VERSION"));
        PlaceLinks.link(data.resolve("pg_wal"), copy.wal());
        for (Map.Entry<String, Path> tablespace : copy.tablespaces().entrySet()) {
            PlaceLinks.link(
                    data.resolve(DataDirectory.TABLESPACES).resolve(tablespace.getKey()), tablespace.getValue());
        }
        for (RecoveryFile file : files) {
            // The server would follow the map to the tablespaces of the original; the links are right already.
            if (file.dataSet().equals(DataDirectory.DATA) && !file.path().equals("tablespace_map")) {
                FreshFile.write(data.resolve(file.path()), file.content(), owner);
            }
        }
        for (String name : DataDirectory.RUNTIME_DIRECTORIES) {
            owner.own(Files.createDirectories(data.resolve(name)));
        }
    }

    /** Links to what every start empties lead to where the original, which runs, has it. */
    private void leaveWhatIsNotOurs(Path data) throws IOException, SystemException {
        Stream<Path> emptied = Stream.concat(
                DataDirectory.RUNTIME_DIRECTORIES.stream().map(data::resolve),
                DataDirectory.temporary(data, copy.tablespaces().values()).stream());
        for (Path entry : emptied.filter(Files::isSymbolicLink).toList()) {
            Files.delete(entry);
        }
    }

    private void boot() throws SystemException {
        DataDirectory data = DataDirectory.read(copy.data());
        ServerOwner owner = ServerOwner.of(data.place().resolve("PG_VERSION"));
        Path program = programs.postgres(data, owner, deadline);
        try (CloneServer clone = CloneServer.start(settings, program, data, configuration(data))) {
            Connector first = new Connector(clone.address(settings.user()));
            try {
                clone.awaitReady(first, deadline);
            } catch (SystemException e) {
                if (!PgFault.START.is(e)) {
                    throw e;
                }
                failures.add(e.getMessage());
                return;
            }
            redoMillis = clone.redoMillis();
            Connector superuser = new Connector(clone.address(superuser(first)));
            CloneChecks self = new CloneChecks(superuser, deadline);
            self.run();
            checks.addAll(self.checks());
            failures.addAll(self.failures());
            clone.stop(deadline);
        }
    }

    private String superuser(Connector connector) throws SystemException {
        try (Session session = connector.open(deadline)) {
            position = session.text(deadline, "select pg_current_wal_lsn()");
            return session.text(
                    deadline, "select rolname from pg_roles where rolsuper and rolcanlogin order by oid limit 1");
        }
    }

    /** The configuration of the copy; the server finds one in the data directory by itself. */
    private Optional<Path> configuration(DataDirectory data) throws SystemException {
        if (Files.exists(data.place().resolve("postgresql.conf"))) {
            return Optional.empty();
        }
        Optional<Path> original =
                ServerOptions.read(data.place()).setting("config_file").map(Path::of);
        return original.flatMap(copy::inCopy).filter(Files::exists).or(() -> original.filter(Files::exists));
    }

    private void checkPages() throws SystemException {
        ControlFile control = ControlFile.of(copy.data());
        if (!control.checksums()) {
            checks.add("pages carry no checksums");
            return;
        }
        PageChecksum checksum = new PageChecksum(control.blockBytes());
        DataPages.Result result = new DataPages(control, copy.roots())
                .visit(
                        (buffer, offset, block) -> wrongChecksum(checksum, buffer, offset, block),
                        MOST_PROBLEMS,
                        deadline);
        failures.addAll(result.problems());
        checks.add(result.pages() + " pages in " + result.files() + " files carry the right checksum");
    }

    private static String wrongChecksum(PageChecksum checksum, ByteBuffer buffer, int offset, int block) {
        int stated = buffer.getShort(offset + CHECKSUM_AT) & SHORT_MASK;
        int right = checksum.of(
                buffer.duplicate().order(buffer.order()).position(offset).asIntBuffer(), block);
        return stated == right ? "" : "has checksum " + stated + " instead of " + right;
    }
}
