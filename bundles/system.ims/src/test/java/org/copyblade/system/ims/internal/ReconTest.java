package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.system.ims.internal.Recon.DatabaseDataSet;
import org.copyblade.system.ims.internal.Recon.Subsystem;
import org.junit.jupiter.api.Test;

class ReconTest {

    @Test
    void theListingIsReadWithAndWithoutCarriageControl() throws Exception {
        String listing = Listings.RECON + Listings.DATABASES + Listings.SUBSYSTEMS + Listings.LOGS;
        String bare = listing.lines()
                .map(line -> line.substring(Math.min(1, line.length())))
                .reduce("", (a, b) -> a + b + "\n");
        for (String form : List.of(listing, bare)) {
            Recon recon = Recon.read(form);
            assertThat(recon.initToken()).isEqualTo("24100F0801020F");
            assertThat(recon.recons())
                    .isEqualTo(Map.of("COPY1", "BANKPRD.RECON1", "COPY2", "BANKPRD.RECON2", "SPARE", "BANKPRD.RECON3"));
            assertThat(recon.databaseDataSets())
                    .containsExactly(
                            new DatabaseDataSet("ACCT0001", "ACCTDD1", List.of("BANKPRD.DB.ACCT0001"), true, false),
                            new DatabaseDataSet("BRANCH01", "BRANDD1", List.of("BANKPRD.DB.BRANCH"), false, true));
            assertThat(recon.logs()).isEqualTo(Set.of("BANKPRD.IMS1.OLP00", "BANKPRD.IMS1.OLS00"));
            assertThat(recon.subsystems())
                    .containsExactly(new Subsystem("IMS1", true, false), new Subsystem("IMS2", true, false));
        }
    }

    @Test
    void areaDataSetsAreAllFound() throws Exception {
        String area = String.join(
                "\n",
                " AREA",
                " DBD=DEDB0001   AREA=AREA01   DSID=001 DBORG=DEDB   DSORG=VSAM",
                " ADS",
                "  ADS DDN=AREA01A  ADS DSN=BANKPRD.AREA01A",
                " ADS",
                "  ADS DDN=AREA01B  ADS DSN=BANKPRD.AREA01B",
                "");
        assertThat(Recon.read(Listings.RECON + area).databaseDataSets())
                .containsExactly(new DatabaseDataSet(
                        "DEDB0001", "AREA01", List.of("BANKPRD.AREA01A", "BANKPRD.AREA01B"), false, false));
    }

    @Test
    void aListingWithoutReconIsNotTakenForAnEmptyOne() {
        assertThatThrownBy(() -> Recon.read(Listings.DATABASES)).hasMessageContaining("has no RECON record");
        assertThatThrownBy(() -> Recon.read(Listings.RECON.replace("INIT TOKEN=", "TOKEN=")))
                .hasMessageContaining("has no INIT TOKEN");
    }

    @Test
    void fieldsMayHaveBlanksAndNulls() {
        ReconRecord record =
                new ReconRecord("DB", " A KEY =  V1   OTHER= ** NONE **   EMPTY=   NEXT KEY=V2\n LAST  DS LSN= 0128\n");
        assertThat(record.field("A KEY")).contains("V1");
        assertThat(record.field("OTHER")).isEmpty();
        assertThat(record.field("EMPTY")).isEmpty();
        assertThat(record.field("LAST DS LSN")).contains("0128");
    }

    @Test
    void positionsAreUnsignedAndOfAnyLength() {
        Member member = new Member("IMS1", "");
        assertThat(LogPoint.in(member, List.of(" CURRENT BSN = 0000A1F0, LSN = F0000000_0007C3D2")))
                .contains(new LogPoint("IMS1", "0000A1F0", 0xF00000000007C3D2L));
        assertThat(LogPoint.in(member, List.of("CURRENT BSN=A1F0,LSN=000000000007C3D2")))
                .contains(new LogPoint("IMS1", "A1F0", 0x7C3D2L));
        assertThat(LogPoint.in(member, List.of("DFS4444I DISPLAY FROM ID=IMS1")))
                .isEmpty();
        assertThat(new LogPoint("IMS1", "A1F0", 0xF00000000007C3D2L))
                .hasToString("IMS1 BSN=A1F0 LSN=F0000000_0007C3D2");
    }

    @Test
    void volumesAreReadFromTheCatalog() {
        assertThat(Places.volumes(Listings.CATALOG).get("BANKPRD.DB.ACCT0001.DATA"))
                .containsExactly("IMSDB1", "IMSDB2");
    }
}
