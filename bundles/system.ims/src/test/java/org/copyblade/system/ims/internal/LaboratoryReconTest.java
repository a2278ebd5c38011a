package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.spi.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the adapter says of databases that the RECON of the laboratory shows with work half done. */
class LaboratoryReconTest {

    @TempDir
    Path directory;

    @Test
    void backoutAndReorganizationAreWarnedOf_asLongAsTheRecordSaysSo() throws Exception {
        try (ImsLaboratory laboratory = ImsLaboratory.start(directory);
                RemoteGuards guards = new RemoteGuards()) {
            ImsSystem system = laboratory.system(guards);

            laboratory.command("IMS1RMC DBRC='DB DBD(ACCT0001) BACKOUT'");
            laboratory.command("IMS1RMC DBRC='DB DBD(ACCT0002) OLRACTV'");
            List<String> shown = warnings(system);
            laboratory.command("IMS1RMC DBRC='DB DBD(ACCT0001) NOBACK'");
            laboratory.command("IMS1RMC DBRC='DB DBD(ACCT0002) OLRRESET'");

            assertThat(shown)
                    .contains(
                            "ACCT0001 needs backout; a backup of it holds changes that were never committed",
                            "ACCT0002 is in online reorganization; a backup of it holds it half done, and DBRC"
                                    + " registers none");
            assertThat(warnings(system)).noneMatch(text -> text.startsWith("ACCT000"));
            system.close();
        }
    }

    private static List<String> warnings(ImsSystem system) throws Exception {
        return system.discover(Deadline.within(Duration.ofSeconds(90))).findings().stream()
                .map(finding -> finding.subject() + " " + finding.text())
                .toList();
    }
}
