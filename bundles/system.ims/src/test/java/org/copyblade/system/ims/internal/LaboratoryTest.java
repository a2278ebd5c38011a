package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.PlaceKind;
import org.copyblade.system.spi.DataSet.Role;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Registrar.Registered;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The adapter as it is shipped against the laboratory's z/OSMF and IMS, which works all the time. */
class LaboratoryTest {

    private static final Duration FAR = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static ImsLaboratory laboratory;

    private RemoteGuards guards;
    private ImsSystem system;

    @BeforeAll
    static void start() throws Exception {
        laboratory = ImsLaboratory.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        laboratory.close();
    }

    @BeforeEach
    void open() throws Exception {
        guards = new RemoteGuards();
        system = laboratory.system(guards);
        laboratory.commit();
    }

    @AfterEach
    void close() {
        system.close();
        guards.close();
    }

    private static Deadline deadline() {
        return Deadline.within(PATIENCE);
    }

    private SuspendToken arm() throws SystemException {
        return system.arm(PlexFixture.epoch(), FAR, deadline());
    }

    @Test
    void everythingOfTheGroupIsFound() throws Exception {
        SystemLayout layout = system.discover(deadline());

        assertThat(layout.running()).isTrue();
        assertThat(layout.productVersion()).isEqualTo("IMS V15R1");
        assertThat(layout.members()).containsExactly("IMS1", "IMS2");
        assertThat(layout.epoch().value()).matches("RECON [0-9A-F]{16} IMS1,IMS2");
        assertThat(layout.dataSets())
                .contains(
                        dataSet("bankprd.recon1", Role.CONTROL, "IMSLG1"),
                        dataSet("bankprd.recon2", Role.CONTROL, "IMSLG2"),
                        dataSet("bankprd.recon3", Role.CONTROL, "IMSSYS"),
                        dataSet("bankprd.ims1.oldsp00", Role.LOG, "IMSLG1"),
                        dataSet("bankprd.ims2.oldss02", Role.LOG, "IMSLG2"),
                        dataSet("bankprd.ims2.wads1", Role.LOG, "IMSLG2"),
                        dataSet("bankprd.ims1.rds", Role.SYSTEM, "IMSSYS"),
                        dataSet("ucat.ims", Role.CATALOG, "IMSLG2"));
        Map<String, List<String>> databases = layout.dataSets().stream()
                .filter(dataSet -> dataSet.role() == Role.DATABASE)
                .collect(Collectors.groupingBy(
                        DataSet::dataSetName, Collectors.mapping(DataSet::place, Collectors.toList())));
        assertThat(databases.get("BANKPRD.DB.ACCT0001")).containsExactly("IMSDB1", "IMSDB2");
        assertThat(databases.values().stream().filter(places -> places.size() == 1))
                .as("areas are on one volume")
                .isNotEmpty();
        assertThat(layout.dataSets().stream().map(DataSet::place))
                .contains("IMSLG1", "IMSLG2", "IMSSYS", "IMSDB1", "IMSDB2", "IMSDB3");
        assertThat(layout.foreign()).isEmpty();
        assertThat(texts(layout, Severity.ERROR)).isEmpty();
        assertThat(texts(layout, Severity.NOTE))
                .contains("allows full restore without forward recovery", "allows recovery of single databases");
        // Databases and logs have one user catalog here.
        assertThat(texts(layout, Severity.WARNING))
                .hasSize(3)
                .allMatch(text -> text.endsWith("catalogs [UCAT.IMS] list databases and logs or RECON"));
    }

    private static DataSet dataSet(String name, Role role, String volume) {
        return new DataSet(
                name, role, PlaceKind.VOLSER, volume, name.toUpperCase(Locale.ROOT), List.of(), Optional.empty());
    }

    private static List<String> texts(SystemLayout layout, Severity severity) {
        return layout.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(SystemFinding::text)
                .toList();
    }

    @Test
    void allMembersAreHeldBetweenTwoPositions_andWhatIsOnTheVolumesIsConsistent() throws Exception {
        SuspendToken token = arm();
        List<Evidence.Acknowledged> acknowledged = laboratory.plex().acknowledged();
        Suspension suspension = system.suspend(token, deadline());
        Map<String, Long> ends = laboratory.plex().logEnds();

        Position before = system.position(deadline());
        assertThat(laboratory.standsStill()).isTrue();
        Map<String, Evidence.LogRange> ranges = new HashMap<>();
        ends.forEach((member, lsn) -> ranges.put(member, new Evidence.LogRange(lsn, lsn)));
        assertThat(laboratory.check(new Evidence(true, ranges, acknowledged)).findings())
                .isEmpty();
        assertThat(system.position(deadline())).isEqualTo(before);
        Resumption resumption = system.resume(token);

        assertThat(resumption.verdict()).as(resumption.why()).isEqualTo(Verdict.IN_FORCE);
        ends.forEach((member, lsn) -> assertThat(suspension.heldBy())
                .contains(member + " BSN=")
                .contains(String.format("LSN=%08X_%08X", lsn >>> 32, lsn & 0xFFFFFFFFL)));
        laboratory.commit();
        Position after = system.position(deadline());
        assertThat(after.reaches(before) && !before.reaches(after)).isTrue();
    }

    @Test
    void aMemberThatRefusesIsNamed_andAllGoOnAtOnce() throws Exception {
        SuspendToken token = arm();
        laboratory.command("F IMSLOG,SUSPEND,IMS2,LIMIT=600000");

        assertThatThrownBy(() -> system.suspend(token, deadline()))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-SUSPEND"))
                .hasMessage("cannot hold 'bank': IMS2 refuses: BSY0317E IMS2 was not suspended");
        laboratory.commit();
    }

    @Test
    void aMemberThatDoesNotAnswerIsNamed_andAllGoOn() throws Exception {
        ImsSystem hasty = ImsLaboratory.system(laboratory.configuration(Map.of("suspend.timeout.ms", "1000")), guards);
        SuspendToken token = hasty.arm(PlexFixture.epoch(), FAR, deadline());
        laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "suspend").withSystem("IMS2"));

        assertThatThrownBy(() -> hasty.suspend(token, deadline()))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-SUSPEND"))
                .hasMessageMatching("cannot hold 'bank': IMS2: .*no answer.* in time");
        laboratory.commit();
        hasty.close();
    }

    @Test
    void aResumeWhoseAnswerIsLostIsDoneByTheGuards_andProvesNothing() throws Exception {
        SuspendToken token = arm();
        system.suspend(token, deadline());
        laboratory.fault(Fault.once(Fault.Kind.LOST_REQUEST, "resume").withSystem("IMS1"));

        Resumption resumption = system.resume(token);

        assertThat(resumption.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(resumption.why()).contains("IMS1");
        laboratory.commit();
    }

    @Test
    void aStoppedGroupIsRestartedByEmergencyRestart_andLosesNothing() throws Exception {
        SystemLayout layout = system.discover(deadline());
        List<Evidence.Acknowledged> acknowledged = laboratory.plex().acknowledged();
        system.stop(deadline());
        Position stopped = system.position(deadline());
        assertThat(system.position(deadline())).isEqualTo(stopped);
        assertThat(stopped.text()).matches("stopped IMS1 LSN=.* log data sets; stopped IMS2 LSN=.* log data sets");
        assertThat(system.discover(deadline()).running()).isFalse();
        long seen = laboratory.face().sysplex().operator().lastMessage();

        system.recover(new RecoveryPlan(layout, List.of(), List.of()), deadline());
        system.start(deadline());

        for (String member : List.of("IMS1", "IMS2")) {
            assertThat(laboratory
                            .face()
                            .sysplex()
                            .operator()
                            .await(
                                    seen,
                                    text -> text.contains("DFS994I EMERGENCY START COMPLETED.  " + member),
                                    PATIENCE))
                    .isPresent();
        }
        laboratory.commit();
        SuspendToken token = arm();
        system.suspend(token, deadline());
        assertThat(laboratory.check(new Evidence(true, Map.of(), acknowledged)).findings())
                .isEmpty();
        assertThat(system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
    }

    /** What was changed before the oldest allocation that RECON keeps was allowed all the same. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void aDatabaseClosedOftenerThanReconRemembers_isConsistent() throws Exception {
        for (int i = 0; i < 5; i++) {
            laboratory.commit();
            for (String member : List.of("IMS1", "IMS2")) {
                laboratory.command(member + "DBR DB ACCT0001.");
                laboratory.command(member + "STA DB ACCT0001.");
            }
        }
        laboratory.commit();
        SuspendToken token = arm();
        system.suspend(token, deadline());
        assertThat(laboratory.check(new Evidence(true, Map.of(), List.of())).findings())
                .isEmpty();
        assertThat(system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
    }

    @Test
    void copiesOfDatabasesAreRegisteredOnce_asFuzzyOnesWhereTheyCouldBeUpdated_andForgotten() throws Exception {
        laboratory.command("IMS1DBR DB ACCT0002.");
        laboratory.command("IMS2DBR DB ACCT0002.");
        try {
            SystemLayout layout = system.discover(deadline());
            Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
            BackupFacts first = new BackupFacts("B7", begun, begun.plusMillis(5), layout);
            BackupFacts second = new BackupFacts("B8", begun.plusMillis(10), begun.plusMillis(15), layout);

            assertThat(system.register(first, deadline())).isEqualTo(new Registered(6, 0, List.of()));
            assertThat(system.register(first, deadline())).isEqualTo(new Registered(0, 6, List.of()));
            // The second job is the one that tells.
            laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "submit").hitting(1, 1));
            assertThat(system.register(second, deadline())).isEqualTo(new Registered(6, 0, List.of()));

            String recon = String.join("\n", laboratory.command("IMS1RML DBRC='DB ALL DBDS'"));
            for (String backup : List.of("B7", "B8")) {
                assertThat(recon.split("UDATA='COPYBLADE[.]" + backup + "[.]", -1))
                        .hasSize(7);
            }
            laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "submit").hitting(1, 1));
            assertThat(system.deregister(first, deadline())).isEqualTo(6);
            assertThat(system.deregister(first, deadline())).isZero();
            String left = String.join("\n", laboratory.command("IMS1RML DBRC='DB ALL DBDS'"));
            assertThat(left).doesNotContain("COPYBLADE.B7.");
            assertThat(left.split("UDATA='COPYBLADE[.]B8[.]", -1)).hasSize(7);
            String stopped = String.join("\n", laboratory.command("IMS1RML DBRC='DBDS DBD(ACCT0002)'"));
            assertThat(stopped).contains("    BATCH   USID").doesNotContain("    CIC   USID");
            String working = String.join("\n", laboratory.command("IMS1RML DBRC='DBDS DBD(ACCT0001)'"));
            assertThat(working).contains("    CIC   USID").doesNotContain("    BATCH   USID");
        } finally {
            laboratory.command("IMS1STA DB ACCT0002.");
            laboratory.command("IMS2STA DB ACCT0002.");
        }
        laboratory.commit();
    }

    /** What somebody has marked otherwise is not ours to delete; and a copy that DBRC still names is said to be. */
    @Test
    void aRecordThatCannotBeDeleted_isNamed_andThoseOfOthersStay() throws Exception {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
        BackupFacts facts = new BackupFacts("B9", begun, begun.plusMillis(5), system.discover(deadline()));
        String mark =
                "COPYBLADE.B9." + ReconTime.of(begun).replaceAll("[^0-9]", "").substring(0, 19);
        laboratory.command(
                "IMS1RMN DBRC='UIC BATCH DBD(ACCT0001) DDN(ACCTDD1) RUNTIME(2024.123 10:15:02.1 +00:00) UDATA(" + mark
                        + ")'");

        assertThatThrownBy(() -> system.deregister(facts, deadline()))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-JOB"))
                .hasMessageContaining("the RECON still names copies of backup B9 of ACCT0001/ACCTDD1: DSP0144I");

        laboratory.command("IMS1RMD DBRC='UIC DBD(ACCT0001) DDN(ACCTDD1) RECTIME(2024.123 10:15:02.1 +00:00)'");
        assertThat(system.deregister(facts, deadline())).isZero();
    }

    /** A manager in a virtual machine of its own. */
    public static final class Manager {

        private Manager() {}

        /** Arguments: epoch, and keys of the configuration. Holds, says so with the guards' process ids, and waits to be killed. */
        public static void main(String[] arguments) throws Exception {
            Map<String, Object> keys = new HashMap<>();
            for (String argument : List.of(arguments).subList(1, arguments.length)) {
                keys.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
            }
            ImsSystem system = ImsLaboratory.system(keys, new RemoteGuards());
            SuspendToken token = system.arm(Long.parseLong(arguments[0]), FAR, deadline());
            system.suspend(token, deadline());
            System.out.println("held " + String.join(" ", GuardProcesses.own()));
            LockSupport.park();
        }
    }

    private record Held(Process manager, List<Long> guards) {}

    private static Held hold() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Manager.class.getName(),
                Long.toString(PlexFixture.epoch())));
        laboratory.configuration(Map.of()).forEach((key, value) -> command.add(key + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            assertThat(line).startsWith("held ");
            assertThat(laboratory.standsStill()).isTrue();
            return new Held(
                    process,
                    List.of(line.substring(5).split(" ")).stream()
                            .map(Long::valueOf)
                            .toList());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void aKilledManagerLeavesNothingHeld() throws Exception {
        Held held = hold();

        held.manager().destroyForcibly();

        laboratory.commit();
        assertThat(held.manager().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
    }

    /** Negative control: it is the guards who do it. The next arm ends what nobody else could. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void withoutGuardsTheMembersStayHeldUntilTheNextArm() throws Exception {
        Held held = hold();
        held.guards().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        held.manager().destroyForcibly();
        LockSupport.parkNanos(1_000_000_000);
        assertThat(laboratory.standsStill()).isTrue();

        system.disarm(arm());

        laboratory.commit();
    }
}
