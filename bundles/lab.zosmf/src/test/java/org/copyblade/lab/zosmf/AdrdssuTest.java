package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.OpenDataSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADRDSSU copies what it says it copies, says how, and says so when it cannot. */
class AdrdssuTest {

    @TempDir
    private Path home;

    private ZosmfFace face;
    private ZosmfClient client;
    private DataSets dataSets;

    @BeforeEach
    void start() throws Exception {
        face = ZosmfFace.start(ZosSeed.write(home), home.resolve("lab"), 0, List.of());
        client = new ZosmfClient(home.resolve("lab"), face.url());
        dataSets = face.sysplex().dataSets();
        make("PROD.A", "PR0100", "first");
        make("PROD.B", "PR0200", "second");
    }

    @AfterEach
    void stop() throws Exception {
        face.close();
    }

    @Test
    void volumes_areCopiedAtOneInstantByTheArray() throws Exception {
        JsonNode job = dss(
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
        String print = client.spool(job, "SYSPRINT");
        assertThat(job.path("retcode").asText()).as(print).isEqualTo("CC 0000");
        assertThat(print.lines().filter(it -> it.contains("ADR806I"))).hasSize(3);
        assertThat(print)
                .contains("ADR101I (R/I)-RI01 (01), TASKID 004 HAS BEEN ASSIGNED TO COMMAND 'CGCREATED '")
                .contains("ADR012I (SCH)-DSSU (01), ");
        assertThat(system().subsystems())
                .allSatisfy(it -> assertThat(it.frozen()).isEmpty());
        assertThat(system().relations()).hasSize(3);
        write("PROD.A", "later");
        assertThat(dataSets.find("PROD.A", "BK0300")).isPresent();
        assertThat(content("PROD.A", "BK0300")).isEqualTo("first");
        assertThat(content("PROD.A", "PR0100")).isEqualTo("later");
        assertThat(face.hostBytes()).isZero();
    }

    @Test
    void expiredFreeze_isFoundByTheVerification() throws Exception {
        dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FASTREP(REQ) FCNOCOPY FCCGFREEZE");
        system().shortenFreezes(Duration.ZERO);
        write("PROD.A", "goes on");
        JsonNode job = dss("CGCREATED FCCGVFY(PR0100) ACCVOL(PR0100)");
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(client.spool(job, "SYSPRINT")).contains("ADR973E (001)");
    }

    @Test
    void volumeThroughTheHost_movesItsDataAndCountsIt() throws Exception {
        JsonNode job = dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FASTREP(NONE)");
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(client.spool(job, "SYSPRINT")).doesNotContain("ADR806I");
        assertThat(content("PROD.A", "BK0300")).isEqualTo("first");
        assertThat(system().relations()).isEmpty();
        assertThat(face.hostBytes()).isPositive();
    }

    @Test
    void volumeThatCannotBeCopied_failsItsTaskOnly() throws Exception {
        JsonNode job = dss(
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((SMALL1)) FASTREP(REQ)",
                "COPY FULL INDYNAM((NOSUCH)) OUTDYNAM((BK0301)) FASTREP(REQ)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0302)) FASTREP(REQ)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0303)) NONSENSE");
        String print = client.spool(job, "SYSPRINT");
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
        dss(copy.formatted("REQ"));
        JsonNode again = dss(copy.formatted("REQ"));
        assertThat(again.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(client.spool(again, "SYSPRINT")).contains("ADR918I").contains("IS THE TARGET OF 0100 ALREADY");
        assertThat(dss(copy.formatted("PREF")).path("retcode").asText()).isEqualTo("CC 0000");
    }

    @Test
    void copyWithTheSourcesSerial_takesTheTargetOffline() throws Exception {
        String unit = face.sysplex().devices().online("BK0300").orElseThrow().unit();
        JsonNode job = dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) COPYVOLID FASTREP(REQ)");
        assertThat(client.spool(job, "SYSPRINT"))
                .contains("VOLUME SERIAL BK0300 ON UNIT " + unit + " IS CHANGED TO PR0100")
                .contains("ADR344I");
        assertThat(face.sysplex().devices().online("BK0300")).isEmpty();
        assertThat(system().volser("0300")).contains("PR0100");
    }

    @Test
    void dataSets_areCopiedWithNewNamesByTheArray() throws Exception {
        make("PROD.C.WORK", "PR0100", "not wanted");
        JsonNode job = dss(
                "COPY DATASET(INCLUDE(PROD.**) EXCLUDE(PROD.*.WORK) BY((DSORG,EQ,SAM))) -",
                "     RENUNC((PROD.**,BKUP.**)) CATALOG OUTDYNAM((BK0303),(BK0304)) -",
                "     SHARE TOL(ENQF) ALLDATA(*) NOPACKING(*) ADMIN FASTREP(REQUIRED)");
        String print = client.spool(job, "SYSPRINT");
        assertThat(job.path("retcode").asText()).as(print).isEqualTo("CC 0000");
        assertThat(print)
                .contains("DATA SET PROD.A ALLOCATED WITH NEWNAME BKUP.A, ON VOLUME(S): BK0303")
                .contains("2 OF 2 DATA SETS WERE SELECTED")
                .contains("ADR454I (001)");
        assertThat(content("BKUP.A", "BK0303")).isEqualTo("first");
        assertThat(dataSets.find("BKUP.B")).isPresent();
        assertThat(dataSets.find("BKUP.C.WORK")).isEmpty();
        assertThat(face.hostBytes()).isZero();
        write("PROD.A", "later");
        assertThat(content("BKUP.A", "BK0303")).as("a point in time").isEqualTo("first");
        assertThat(dataSets.inconsistencies()).isEmpty();
    }

    @Test
    void dataSetInUse_failsUnlessThatIsTolerated() throws Exception {
        String copy = "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) CATALOG OUTDYNAM((BK0303)) SHARE FASTREP(NONE)";
        try (OpenDataSet used = dataSets.open("PROD.A", Enqueue.Mode.EXCLUSIVE, "IMS1")) {
            assertThat(used.entry().name()).isEqualTo("PROD.A");
            JsonNode refused = dss(copy);
            assertThat(refused.path("retcode").asText()).isEqualTo("CC 0008");
            assertThat(client.spool(refused, "SYSPRINT")).contains("ADR412E").contains("ADR455W");
            JsonNode tolerated = dss(copy + " TOL(ENQF)");
            assertThat(tolerated.path("retcode").asText()).isEqualTo("CC 0004");
            assertThat(client.spool(tolerated, "SYSPRINT")).contains("ADR411W");
        }
        JsonNode again = dss(copy);
        assertThat(again.path("retcode").asText()).as("it is there already").isEqualTo("CC 0008");
        assertThat(dss(copy + " REPUNC").path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(dss("COPY DATASET(INCLUDE(NOT.THERE)) OUTDYNAM((BK0303))")
                        .path("retcode")
                        .asText())
                .isEqualTo("CC 0004");
    }

    @Test
    void dumpedVolume_isRestoredAndItsRelationEnds() throws Exception {
        dss("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) DUMPCOND FASTREP(REQ) FCNOCOPY");
        JsonNode dumped = withDump("NEW,CATLG,DELETE", "DUMP FULL INDYNAM((BK0300)) OUTDDNAME(OUT1) ADMIN FCWITHDRAW");
        assertThat(dumped.path("retcode").asText())
                .as(client.spool(dumped, "SYSPRINT"))
                .isEqualTo("CC 0000");
        assertThat(system().relations()).isEmpty();
        write("PROD.A", "spoilt");
        JsonNode restored = withDump("SHR", "RESTORE FULL INDDNAME(OUT1) OUTDYNAM((PR0100)) COPYVOLID PURGE ADMIN");
        assertThat(restored.path("retcode").asText())
                .as(client.spool(restored, "SYSPRINT"))
                .isEqualTo("CC 0000");
        assertThat(content("PROD.A", "PR0100")).isEqualTo("first");
        assertThat(face.sysplex().devices().online("PR0100")).isPresent();
    }

    @Test
    void dumpedDataSets_areRestoredUnderOtherNames() throws Exception {
        withDump("NEW,CATLG,DELETE", "DUMP DATASET(INCLUDE(PROD.**)) OUTDDNAME(OUT1) SHARE ALLDATA(*)");
        JsonNode restored = withDump(
                "SHR",
                "RESTORE DATASET(INCLUDE(PROD.A)) INDDNAME(OUT1) OUTDYNAM((BK0305)) -",
                "  RENUNC((PROD.**,BKUP.**)) CATALOG");
        String print = client.spool(restored, "SYSPRINT");
        assertThat(restored.path("retcode").asText()).as(print).isEqualTo("CC 0000");
        assertThat(content("BKUP.A", "BK0305")).isEqualTo("first");
        assertThat(dataSets.find("BKUP.B")).isEmpty();
        try (OpenDataSet open = dataSets.open("BKUP.A", Enqueue.Mode.SHARED, "test")) {
            assertThat(open.records()).hasSize(1);
        }
    }

    @Test
    void dumpThatDoesNotFit_abends() throws Exception {
        make("PROD.BIG", "PR0100", "x".repeat(80));
        try (OpenDataSet big = dataSets.open("PROD.BIG", Enqueue.Mode.EXCLUSIVE, "test")) {
            byte[] full = new byte[56_664];
            Arrays.fill(full, (byte) 7);
            big.write(0, 0, full);
        }
        JsonNode job = client.run(
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
        assertThat(dataSets.find("DUMP.SMALL")).as("deleted after the abend").isEmpty();
    }

    private JsonNode withDump(String disposition, String... statements) throws Exception {
        return client.run(
                """
                //DSS1     JOB (ACCT),CLASS=A
                //STEP     EXEC PGM=ADRDSSU,REGION=0M
                //SYSPRINT DD SYSOUT=*
                //OUT1     DD DSN=DUMP.ONE,DISP=(%s),
                //            UNIT=SYSALLDA,VOL=SER=BK0307,SPACE=(CYL,(5,0))
                //SYSIN    DD *
                """
                                .formatted(disposition)
                        + cards(statements) + "/*\n");
    }

    private JsonNode dss(String... statements) throws Exception {
        return client.run(
                """
                //DSS1     JOB (ACCT),CLASS=A
                //COPY     EXEC PGM=ADRDSSU,REGION=0M
                //SYSPRINT DD SYSOUT=*
                //SYSIN    DD *
                """
                        + cards(statements) + "/*\n");
    }

    /** Statements on as many cards as they need: what is behind column 72 is not read. */
    private static String cards(String... statements) {
        StringBuilder cards = new StringBuilder();
        for (String statement : statements) {
            String card = " ";
            for (String word : statement.split(" +")) {
                if (card.length() + word.length() > 68) {
                    cards.append(card).append(" -\n");
                    card = "   ";
                }
                card += " " + word;
            }
            cards.append(card).append('\n');
        }
        return cards.toString();
    }

    private StorageSystem system() {
        return face.array().systems().get(0);
    }

    private void make(String name, String volser, String content) throws Exception {
        dataSets.allocate(NewDataSet.on(volser, name, DataSetAttributes.cards(), 3));
        write(name, content);
    }

    private void write(String name, String content) throws Exception {
        try (OpenDataSet open = dataSets.open(name, Enqueue.Mode.EXCLUSIVE, "test")) {
            open.replaceRecords(List.of(content.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Read from the tracks that the volume's own VTOC gives. */
    private String content(String name, String volser) throws Exception {
        var device = face.sysplex().devices().online(volser).orElseThrow();
        HostVolume host = device.system().host(device.volume());
        int first = dataSets.find(name, volser)
                .orElseThrow()
                .pieces()
                .get(0)
                .extents()
                .get(0)
                .first();
        byte[] track = Arrays.copyOf(host.read(first), 80);
        return new String(track, StandardCharsets.US_ASCII)
                .replaceAll("[^a-z ].*", "")
                .strip();
    }
}
