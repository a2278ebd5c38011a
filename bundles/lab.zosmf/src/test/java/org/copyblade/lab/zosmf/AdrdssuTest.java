package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.OpenDataSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADRDSSU copies what it says it copies, says how, and says so when it cannot. */
class AdrdssuTest {

    @TempDir
    private Path home;

    private DssLab lab;

    @BeforeEach
    void start() throws Exception {
        lab = DssLab.start(ZosSeed.write(home), home.resolve("lab"));
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    @Test
    void volumes_areCopiedAtOneInstantByTheArray() throws Exception {
        JsonNode job = lab.dss(
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) ADMIN -",
                "     DUMPCONDITIONING FASTREPLICATION(REQUIRED) FCNOCOPY -",
                "     FCCGFREEZE DEBUG(FRMSG(DETAILED))",
                "PARALLEL",
                "COPY FULL INDYNAM((PR0200)) OUTDYNAM((BK0301)) ADMIN -",
                "     DUMPCOND FASTREP(REQ) FCNOCOPY FCFREEZE",
                "COPY FULL INDYNAM((PR0201)) OUTDYNAM((BK0302)) ADMIN -",
                "     DUMPCOND FASTREP(REQ) FCNOCOPY FCFREEZE",
                "SERIAL",
                "CGCREATED FCCGVERIFY(PR0100) ACCESSVOLUME(PR0100,PR0200)");
        String print = lab.print(job);
        assertThat(job.path("retcode").asText()).as(print).isEqualTo("CC 0000");
        assertThat(print.lines().filter(it -> it.contains("ADR806I"))).hasSize(3);
        assertThat(print)
                .contains("ADR101I (R/I)-RI01 (01), TASKID 004 HAS BEEN ASSIGNED TO COMMAND 'CGCREATED '")
                .contains("ADR012I (SCH)-DSSU (01), ");
        assertThat(lab.system().subsystems())
                .allSatisfy(it -> assertThat(it.frozen()).isEmpty());
        assertThat(lab.system().relations()).hasSize(3);
        lab.write("PROD.A", "later");
        assertThat(lab.dataSets().find("PROD.A", "BK0300")).isPresent();
        assertThat(lab.content("PROD.A", "BK0300")).isEqualTo("first");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("later");
        assertThat(lab.face().hostBytes()).isZero();
    }

    @Test
    void expiredFreeze_isFoundByTheVerification() throws Exception {
        lab.dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FASTREP(REQ) FCNOCOPY FCCGFREEZE");
        lab.system().shortenFreezes(Duration.ZERO);
        lab.write("PROD.A", "goes on");
        JsonNode job = lab.dss("CGCREATED FCCGVFY(PR0100) ACCVOL(PR0100)");
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(job)).contains("ADR973E (001)");
    }

    @Test
    void volumeThroughTheHost_movesItsDataAndCountsIt() throws Exception {
        JsonNode job = lab.dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FASTREP(NONE)");
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(lab.print(job)).doesNotContain("ADR806I");
        assertThat(lab.content("PROD.A", "BK0300")).isEqualTo("first");
        assertThat(lab.system().relations()).isEmpty();
        assertThat(lab.face().hostBytes()).isPositive();
    }

    @Test
    void volumeThatCannotBeCopied_failsItsTaskOnly() throws Exception {
        JsonNode job = lab.dss(
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((SMALL1)) FASTREP(REQ)",
                "COPY FULL INDYNAM((NOSUCH)) OUTDYNAM((BK0301)) FASTREP(REQ)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0302)) FASTREP(REQ)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0303)) NONSENSE");
        String print = lab.print(job);
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(print)
                .contains("ADR306E (001)-SBRTN(02), UNABLE TO COPY THE VOLUME PR0100, IT HAS 150 TRACKS")
                .contains("ADR403E (002)")
                .contains("ADR806I (003)")
                .contains("ADR105E (R/I)-RI01 (01), KEYWORD 'NONSENSE' IS NOT VALID FOR COPY");
        assertThat(print.lines().filter(it -> it.contains("ADR013I")).map(it -> it.replaceAll(".*CODE ", "")))
                .containsExactly("0008", "0008", "0000");
    }

    @Test
    void takenTarget_failsWhenFastReplicationIsRequired() throws Exception {
        String copy = "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FCNOCOPY FASTREP(%s) DEBUG(FRMSG(DTL))";
        lab.dss(copy.formatted("REQ"));
        JsonNode again = lab.dss(copy.formatted("REQ"));
        assertThat(again.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(again)).contains("ADR918I").contains("IS THE TARGET OF 0100 ALREADY");
        assertThat(lab.dss(copy.formatted("PREF")).path("retcode").asText()).isEqualTo("CC 0000");
    }

    @Test
    void copyWithTheSourcesSerial_takesTheTargetOffline() throws Exception {
        String unit =
                lab.face().sysplex().devices().online("BK0300").orElseThrow().unit();
        JsonNode job = lab.dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) COPYVOLID FASTREP(REQ)");
        assertThat(lab.print(job))
                .contains("VOLUME SERIAL BK0300 ON UNIT " + unit + " IS CHANGED TO PR0100")
                .contains("ADR344I");
        assertThat(lab.face().sysplex().devices().online("BK0300")).isEmpty();
        assertThat(lab.system().volser("0300")).contains("PR0100");
    }

    @Test
    void dataSets_areCopiedWithNewNamesByTheArray() throws Exception {
        lab.make("PROD.C.WORK", "PR0100", "not wanted");
        JsonNode job = lab.dss(
                "COPY DATASET(INCLUDE(PROD.**) EXCLUDE(PROD.*.WORK) BY((DSORG,EQ,SAM))) -",
                "     RENUNC((PROD.**,BKUP.**)) CATALOG OUTDYNAM((BK0303),(BK0304)) -",
                "     SHARE TOL(ENQF) ALLDATA(*) NOPACKING(*) ADMIN FASTREP(REQUIRED)");
        String print = lab.print(job);
        assertThat(job.path("retcode").asText()).as(print).isEqualTo("CC 0000");
        assertThat(print)
                .contains("DATA SET PROD.A ALLOCATED WITH NEWNAME BKUP.A, ON VOLUME(S): BK0303")
                .contains("2 OF 2 DATA SETS WERE SELECTED")
                .contains("ADR454I (001)");
        assertThat(lab.content("BKUP.A", "BK0303")).isEqualTo("first");
        assertThat(lab.dataSets().find("BKUP.B")).isPresent();
        assertThat(lab.dataSets().find("BKUP.C.WORK")).isEmpty();
        assertThat(lab.face().hostBytes()).isZero();
        lab.write("PROD.A", "later");
        assertThat(lab.content("BKUP.A", "BK0303")).as("a point in time").isEqualTo("first");
        assertThat(lab.dataSets().inconsistencies()).isEmpty();
    }

    @Test
    void dataSetInUse_failsUnlessThatIsTolerated() throws Exception {
        String copy = "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) CATALOG OUTDYNAM((BK0303)) SHARE FASTREP(NONE)";
        try (OpenDataSet used = lab.dataSets().open("PROD.A", Enqueue.Mode.EXCLUSIVE, "IMS1")) {
            assertThat(used.entry().name()).isEqualTo("PROD.A");
            JsonNode refused = lab.dss(copy);
            assertThat(refused.path("retcode").asText()).isEqualTo("CC 0008");
            assertThat(lab.print(refused)).contains("ADR412E").contains("ADR455W");
            JsonNode tolerated = lab.dss(copy + " TOL(ENQF)");
            assertThat(tolerated.path("retcode").asText()).isEqualTo("CC 0004");
            assertThat(lab.print(tolerated)).contains("ADR411W");
        }
        JsonNode again = lab.dss(copy);
        assertThat(again.path("retcode").asText()).as("it is there already").isEqualTo("CC 0008");
        assertThat(lab.dss(copy + " REPUNC").path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(lab.dss("COPY DATASET(INCLUDE(NOT.THERE)) OUTDYNAM((BK0303))")
                        .path("retcode")
                        .asText())
                .isEqualTo("CC 0004");
    }

    @Test
    void dumpedVolume_isRestoredAndItsRelationEnds() throws Exception {
        lab.dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) DUMPCOND FASTREP(REQ) FCNOCOPY");
        JsonNode dumped =
                lab.withDump("NEW,CATLG,DELETE", "DUMP FULL INDYNAM((BK0300)) OUTDDNAME(OUT1) ADMIN FCWITHDRAW");
        assertThat(dumped.path("retcode").asText()).as(lab.print(dumped)).isEqualTo("CC 0000");
        assertThat(lab.system().relations()).isEmpty();
        lab.write("PROD.A", "spoilt");
        JsonNode restored = lab.withDump("SHR", "RESTORE FULL INDDNAME(OUT1) OUTDYNAM((PR0100)) COPYVOLID PURGE ADMIN");
        assertThat(restored.path("retcode").asText()).as(lab.print(restored)).isEqualTo("CC 0000");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("first");
        assertThat(lab.face().sysplex().devices().online("PR0100")).isPresent();
    }

    @Test
    void dumpedDataSets_areRestoredUnderOtherNames() throws Exception {
        lab.withDump("NEW,CATLG,DELETE", "DUMP DATASET(INCLUDE(PROD.**)) OUTDDNAME(OUT1) SHARE ALLDATA(*)");
        JsonNode restored = lab.withDump(
                "SHR",
                "RESTORE DATASET(INCLUDE(PROD.A)) INDDNAME(OUT1) OUTDYNAM((BK0305)) -",
                "  RENUNC((PROD.**,BKUP.**)) CATALOG");
        String print = lab.print(restored);
        assertThat(restored.path("retcode").asText()).as(print).isEqualTo("CC 0000");
        assertThat(lab.content("BKUP.A", "BK0305")).isEqualTo("first");
        assertThat(lab.dataSets().find("BKUP.B")).isEmpty();
        try (OpenDataSet open = lab.dataSets().open("BKUP.A", Enqueue.Mode.SHARED, "test")) {
            assertThat(open.records()).hasSize(1);
        }
    }

    @Test
    void dumpThatDoesNotFit_abends() throws Exception {
        lab.make("PROD.BIG", "PR0100", "x".repeat(80));
        try (OpenDataSet big = lab.dataSets().open("PROD.BIG", Enqueue.Mode.EXCLUSIVE, "test")) {
            byte[] full = new byte[56_664];
            Arrays.fill(full, (byte) 7);
            big.write(0, 0, full);
        }
        JsonNode job = lab.client()
                .run(
                        """
                //DSS2     JOB (ACCT)
                //DUMP     EXEC PGM=ADRDSSU
                //SYSPRINT DD SYSOUT=*
                //OUT1     DD DSN=DUMP.SMALL,DISP=(NEW,CATLG,DELETE),UNIT=SYSDA,
                //            VOL=SER=BK0307,SPACE=(TRK,(1,0))
                //SYSIN    DD *
                  DUMP FULL INDYNAM((PR0100)) OUTDDNAME(OUT1)
                /*
                """);
        assertThat(job.path("retcode").asText()).isEqualTo("ABEND SB37");
        assertThat(lab.dataSets().find("DUMP.SMALL"))
                .as("deleted after the abend")
                .isEmpty();
    }
}
