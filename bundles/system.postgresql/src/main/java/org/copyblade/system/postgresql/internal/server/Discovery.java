package org.copyblade.system.postgresql.internal.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.ForeignData;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.directory.ServerOptions;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Finds everything a server keeps on storage. Remembers the data directory for times when the server is down. */
public final class Discovery {

    private static final Pattern UNIT = Pattern.compile("/([^/]+\\.service)$");

    private final ServerSettings settings;
    private final Connector connector;
    private volatile Optional<Path> lastSeen = Optional.empty();

    public Discovery(ServerSettings settings, Connector connector) {
        this.settings = settings;
        this.connector = connector;
    }

    public SystemLayout discover(Deadline deadline) throws SystemException {
        try (Session session = connector.open(deadline)) {
            ServerFacts server = ServerFacts.ask(session, deadline);
            return running(server);
        } catch (SystemException e) {
            if ((PgFault.DOWN.is(e) || PgFault.STARTING.is(e))
                    && knownDirectory().isPresent()) {
                return down(knownDirectory().get(), e);
            }
            throw e;
        }
    }

    /** The data directory, without asking the server more often than needed. */
    public Path dataDirectory(Deadline deadline) throws SystemException {
        Optional<Path> known = knownDirectory();
        if (known.isPresent()) {
            return known.get();
        }
        try (Session session = connector.open(deadline)) {
            return located(ServerFacts.ask(session, deadline)).place();
        } catch (SystemException e) {
            throw PgFault.DOWN.is(e)
                    ? PgFault.DOWN.error(
                            e.getMessage() + "; nor is its data directory known",
                            "start it, or set key 'data.directory'")
                    : e;
        }
    }

    /** Where the server may be that does not answer because it is held: nothing is asked, and nothing waited for. */
    public List<Path> placesOfHeld() {
        return knownDirectory().map(List::of).orElseGet(() -> HostProcess.placesOfStopped("postgres").stream()
                .filter(place -> Postmaster.mayListenOn(settings.port(), place))
                .toList());
    }

    private Optional<Path> knownDirectory() {
        return settings.dataDirectory().or(() -> lastSeen);
    }

    private SystemLayout running(ServerFacts server) throws SystemException {
        DataDirectory data = located(server);
        LayoutFindings findings = new LayoutFindings().of(server).of(data);
        Postmaster.of(data.place())
                .flatMap(master -> unit(master.process()))
                .ifPresent(unit -> manageByUnit(findings, unit));
        return layout(
                true,
                server.version(),
                server.epoch(),
                data,
                server.configurationFiles(),
                server.path("log_directory"),
                findings);
    }

    private void manageByUnit(LayoutFindings findings, String unit) {
        if (settings.startCommand().isEmpty()) {
            findings.note(
                    "server",
                    "is run by the unit " + unit + ", which would not know of a stop and start by Copyblade",
                    "set start.command = systemctl start " + unit + " and stop.command = systemctl stop " + unit);
        }
    }

    private SystemLayout down(Path directory, SystemException why) throws SystemException {
        DataDirectory data = DataDirectory.read(directory);
        List<Path> files = ServerOptions.read(data.place()).configurationFiles();
        LayoutFindings findings = new LayoutFindings()
                .of(data)
                .warning("server", "does not answer: " + why.getMessage(), "start it to see all of its settings");
        return layout(false, data.major(), data.control().epoch(), data, files, Optional.empty(), findings);
    }

    private SystemLayout layout(
            boolean running,
            String version,
            Epoch epoch,
            DataDirectory data,
            List<Path> configurationFiles,
            Optional<Path> logDirectory,
            LayoutFindings findings)
            throws SystemException {
        List<DataSet> sets = new ArrayList<>(data.dataSets());
        List<Path> covered = sets.stream().map(set -> Path.of(set.place())).toList();
        ConfigurationPlaces configuration = new ConfigurationPlaces(configurationFiles, covered);
        sets.addAll(configuration.dataSets());
        findings.with(configuration.findings());
        List<String> foreign = new ArrayList<>(ForeignData.find(data, logDirectory));
        foreign.addAll(configuration.foreign());
        return new SystemLayout(running, version, List.of(settings.name()), epoch, sets, foreign, findings.all());
    }

    /** The data directory of the server that answered, proven to be on this host. */
    private DataDirectory located(ServerFacts server) throws SystemException {
        Path directory = settings.dataDirectory()
                .or(() -> server.path("data_directory"))
                .orElseThrow(() -> PgFault.RIGHTS.error(
                        "role '" + settings.user() + "' may not see the data directory of the server at "
                                + settings.address(),
                        "GRANT pg_monitor to it, or set key 'data.directory'"));
        DataDirectory data = DataDirectory.read(directory);
        String onDisk = Long.toUnsignedString(data.control().systemIdentifier());
        if (!onDisk.equals(server.systemIdentifier())
                || Postmaster.of(data.place()).isEmpty()) {
            throw PgFault.WRONG_DIRECTORY.error(
                    "the server at " + settings.address() + " (identifier " + server.systemIdentifier()
                            + ") does not run on " + directory + " (identifier " + onDisk + ") of this host",
                    "run Copyblade on the server's host; check keys 'host', 'port' and 'data.directory'");
        }
        lastSeen = Optional.of(data.place());
        return data;
    }

    private static Optional<String> unit(HostProcess process) {
        return process.controlGroup()
                .map(UNIT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .filter(unit -> unit.contains("postgres"));
    }
}
