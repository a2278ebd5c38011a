package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.PlaceKind;
import org.copyblade.system.spi.DataSet.Role;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {

    @TempDir
    Path directory;

    private ScriptedPlex plex;
    private ImsSystem system;

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        system = new ImsSystem(plex.parts(), new RemoteGuards());
    }

    @AfterEach
    void stop() {
        plex.close();
    }

    private static Deadline deadline() {
        return Deadline.within(Duration.ofMinutes(1));
    }

    private static DataSet dataSet(String name, Role role, String volume, String dsn) {
        return new DataSet(name, role, PlaceKind.VOLSER, volume, dsn, List.of(), Optional.empty());
    }

    @Test
    void everyDataSetIsFoundOnAllItsVolumes() throws Exception {
        SystemLayout layout = system.discover(deadline());

        assertThat(layout.running()).isTrue();
        assertThat(layout.productVersion()).isEqualTo("IMS V15R1");
        assertThat(layout.members()).containsExactly("IMS1", "IMS2");
        assertThat(layout.epoch()).isEqualTo(new Epoch("RECON 24100F0801020F IMS1,IMS2"));
        assertThat(layout.dataSets())
                .contains(
                        dataSet("bankprd.db.acct0001.data", Role.DATABASE, "IMSDB1", "BANKPRD.DB.ACCT0001.DATA"),
                        dataSet("bankprd.db.acct0001.data-v2", Role.DATABASE, "IMSDB2", "BANKPRD.DB.ACCT0001.DATA"),
                        dataSet("bankprd.db.branch", Role.DATABASE, "IMSDB2", "BANKPRD.DB.BRANCH"),
                        dataSet("bankprd.recon1", Role.CONTROL, "IMSLG1", "BANKPRD.RECON1"),
                        dataSet("bankprd.ims1.olp00", Role.LOG, "IMSLG1", "BANKPRD.IMS1.OLP00"),
                        dataSet("bankprd.ims1.wads0", Role.LOG, "IMSLG1", "BANKPRD.IMS1.WADS0"),
                        dataSet("bankprd.ims1.rds", Role.SYSTEM, "IMSSYS", "BANKPRD.IMS1.RDS"),
                        dataSet("ucat.data", Role.CATALOG, "IMSDB2", "UCAT.DATA"));
        assertThat(layout.foreign()).containsExactly("PAY.MASTER");
        assertThat(texts(layout, Severity.ERROR)).isEmpty();
        assertThat(texts(layout, Severity.WARNING)).containsExactly("needs recovery; a backup of it does too");
        assertThat(texts(layout, Severity.NOTE))
                .contains("allows full restore with forward recovery", "allows recovery of single databases");
    }

    private static List<String> texts(SystemLayout layout, Severity severity) {
        return layout.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(SystemFinding::text)
                .toList();
    }

    @Test
    void aDataSetOfDbrcThatIsNowhereForbidsTheBackup() throws Exception {
        plex.databases(Listings.DATABASES.replace("BANKPRD.DB.BRANCH", "BANKOLD.DB.BRANCH"));

        assertThat(system.discover(deadline()).findings())
                .anyMatch(finding -> finding.severity() == Severity.ERROR
                        && finding.subject().equals("BANKOLD.DB.BRANCH"));
    }

    @Test
    void aSubsystemThatIsNoMemberForbidsTheBackup() throws Exception {
        plex.subsystems(Listings.SUBSYSTEMS.replace("SSID=IMS2", "SSID=IMS3"));

        assertThat(system.discover(deadline()).findings())
                .anyMatch(finding -> finding.severity() == Severity.ERROR
                        && finding.subject().equals("IMS3")
                        && finding.text().equals("is known to DBRC as a subsystem that writes log, and is no member"));
    }

    @Test
    void aBatchJobThatWritesLogIsNotHeld() throws Exception {
        plex.subsystems(Listings.SUBSYSTEMS + Listings.BATCH_JOB);

        assertThat(system.discover(deadline()).findings())
                .contains(new SystemFinding(
                        Severity.NOT_HELD,
                        "PAYROLL",
                        "is a batch job that writes a log of its own, and nothing holds it",
                        "let it end before the backup; set batch.held=true only if what holds the members holds it,"
                                + " too"));
    }

    @Test
    void aBatchJobThatHasEndedAbnormallyIsWarnedOf() throws Exception {
        plex.subsystems(Listings.SUBSYSTEMS + Listings.BATCH_JOB.replace("ABNORMAL TERM=OFF", "ABNORMAL TERM=ON"));

        assertThat(system.discover(deadline()).findings())
                .filteredOn(finding -> finding.subject().equals("PAYROLL"))
                .extracting(SystemFinding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void aDatabaseWithWorkHalfDoneIsWarnedOf() throws Exception {
        plex.databases(
                Listings.DATABASES.replace("BACKOUT NEEDED    =OFF", "BACKOUT NEEDED    =ON") + Listings.PARTITION);

        assertThat(system.discover(deadline()).findings())
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(finding -> finding.subject() + " " + finding.text())
                .containsExactlyInAnyOrder(
                        "ACCT0001 needs backout; a backup of it holds changes that were never committed",
                        "PARTA is in online reorganization; a backup of it holds it half done, and DBRC registers none",
                        "BRANCH01/BRANDD1 needs recovery; a backup of it does too");
    }

    @Test
    void aJobThatFailsIsShownWithItsLastMessage() {
        plex.retcode("CC 0012");

        assertThatThrownBy(() -> system.discover(deadline()))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-JOB"))
                .hasMessageContaining("ended with CC 0012, DSP0302I RECON NOT AVAILABLE");
    }

    @Test
    void patternsOfDataSetsAreThoseOfTheCatalog() {
        assertThat(Discovery.matches("BANKPRD.**", "BANKPRD.DB.ACCT")).isTrue();
        assertThat(Discovery.matches("BANKPRD.*.WADS*", "BANKPRD.IMS1.WADS0")).isTrue();
        assertThat(Discovery.matches("BANKPRD.*.WADS*", "BANKPRD.X.IMS1.WADS0")).isFalse();
        assertThat(Discovery.matches("BANKPRD.IMS%.RDS", "BANKPRD.IMS1.RDS")).isTrue();
        assertThat(Discovery.matches("BANKPRD.RECON1", "BANKPRDXRECON1")).isFalse();
    }
}
