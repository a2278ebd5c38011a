package org.copyblade.lab.zosmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetAttributes.Organization;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.OpenDataSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each keyword of ADRDSSU does to a copy, and which exclude each other. */
class AdrdssuKeywordsTest {
    private static final int TRACKS = 150;
    private static final int AT_ONCE = 1_000_000;

    /** A space-efficient volume in a pool that has room for part of it only. */
    private static final String THIN =
            """
              [[systems.pools]]
              id = "P2"
              name = "thin"
              type = "ckd"
              capacity_mib = 3
              [[systems.volumes]]
              id = "03E0"
              volser = "SE03E0"
              cylinders = 10
              pool = "P2"
              space_efficient = true
            """;

    private static final String PRIMARY = "mirror_primaries = [\"0300\"]\n";

    @TempDir
    private Path home;

    private DssLab lab;

    @BeforeEach
    void start() throws Exception {
        Path seed = ZosSeed.write(home);
        Files.writeString(seed, Files.readString(seed).replace("[hosts.zos]", THIN + "[hosts.zos]"));
        lab = DssLab.start(seed, home.resolve("lab"));
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    @Test
    void incrementalCopy_isRefreshedAndTakenBack_inTheDirectionThatIsDemanded_untilTheLast() throws Exception {
        lab.system().backgroundTracksPerSecond(AT_ONCE);
        String copy = "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) DUMPCOND FASTREP(REQ) DEBUG(FRMSG(DETAILED)) ";
        String back = "COPY FULL INDYNAM((BK0300)) OUTDYNAM((PR0100)) DUMPCOND FASTREP(REQ) DEBUG(FRMSG(DETAILED)) ";
        assertThat(lab.code(copy + "FCINCREMENTAL")).isEqualTo("CC 0000");
        awaitCopied("0100", "0300");
        lab.system().backgroundTracksPerSecond(0);
        lab.write("PROD.A", "later");
        assertThat(lab.code(copy + "FCINCREMENTAL FCINCRVERIFY(NOREVERSE)")).isEqualTo("CC 0000");
        assertThat(relation("0100", "0300").outOfSyncTracks())
                .as("what was written on either side")
                .isBetween(1, TRACKS / 10);
        assertThat(lab.content("PROD.A", "BK0300")).isEqualTo("later");

        lab.system().backgroundTracksPerSecond(AT_ONCE);
        awaitCopied("0100", "0300");
        lab.write("PROD.A", "spoilt");
        JsonNode wrong = lab.dss(back + "FCINCREMENTAL FCINCRVERIFY(NOREVERSE)");
        assertThat(wrong.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(wrong)).contains("FCINCRVERIFY(NOREVERSE) FINDS THE OTHER DIRECTION");
        assertThat(lab.code(copy + "FCINCREMENTAL FCINCRVERIFY(REVERSE)")).isEqualTo("CC 0008");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("spoilt");
        assertThat(lab.code(back + "FCINCREMENTAL FCINCRVERIFY(REVERSE)")).isEqualTo("CC 0000");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("later");
        awaitCopied("0300", "0100");

        assertThat(lab.code(back + "FCINCREMENTALLAST")).isEqualTo("CC 0000");
        await(() -> lab.system().relations().isEmpty());
        assertThat(lab.face().hostBytes()).isZero();
    }

    @Test
    void fastReverseRestore_takesBackWhatIsNotCopiedYet() throws Exception {
        assertThat(lab.code("COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) DUMPCOND FASTREP(REQ)"))
                .isEqualTo("CC 0000");
        lab.write("PROD.A", "spoilt");
        String back = "COPY FULL INDYNAM((BK0300)) OUTDYNAM((PR0100)) DUMPCOND FASTREP(REQ) ";
        assertThat(lab.code(back)).as("nothing is copied yet").isEqualTo("CC 0008");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("spoilt");
        assertThat(lab.code(back + "FASTREVERSERESTORE")).isEqualTo("CC 0000");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("first");
    }

    @Test
    void spaceEfficientTarget_failsItsRelationInsteadOfWrites_whereThatIsAsked() throws Exception {
        String copy = "COPY FULL INDYNAM((PR0100)) OUTDYNAM((SE03E0)) DUMPCOND FASTREP(REQ) FCNOCOPY ";
        overwriteAll();
        assertThat(lab.code(copy)).isEqualTo("CC 0000");
        assertThatThrownBy(this::overwriteAll).hasMessageContaining("pool P2 is full");
        lab.system().withdraw(lab.system().relations());

        assertThat(lab.code(copy + "FCSETGTOK(FAILRELATION)")).isEqualTo("CC 0000");
        overwriteAll();
        assertThat(relation("0100", "03E0").state()).isEqualTo(Relation.State.FAILED);
    }

    private void overwriteAll() throws Exception {
        HostVolume source = lab.system().host("0100");
        for (int track = 75; track < TRACKS; track++) {
            byte[] content = source.read(track);
            content[0]++;
            source.write(track, content);
        }
    }

    @Test
    void primaryOfAMirror_isATargetOnlyWhereThatIsAllowed_andItsMirrorIsNotPreserved() throws Exception {
        lab.close();
        Path seed = ZosSeed.write(home);
        Files.writeString(
                seed,
                Files.readString(seed).replace("users = [{ name = \"admin\"", PRIMARY + "users = [{ name = \"admin\""));
        lab = DssLab.start(seed, home.resolve("mirrored"));
        String copy = "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) DUMPCOND FASTREP(REQ) FCNOCOPY"
                + " DEBUG(FRMSG(DETAILED)) ";
        JsonNode refused = lab.dss(copy);
        assertThat(refused.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(refused)).contains("VOLUME 0300 IS THE PRIMARY OF A REMOTE MIRROR");
        JsonNode required = lab.dss(copy + "FCTOPPRCPRIMARY(PRESMIRREQ)");
        assertThat(required.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(required))
                .contains("ADR850I (001)")
                .contains("VOLUME BK0300 WAS REJECTED FOR QFRVOLS VOLUME REASON CODE 8");
        assertThat(lab.system().relations()).isEmpty();

        JsonNode preferred = lab.dss(copy + "FCTOPPRCPRIMARY(PRESMIRPREF)");
        assertThat(preferred.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(lab.print(preferred)).contains("ADR850I (001)").contains("ADR806I (001)");
        lab.system().withdraw(lab.system().relations());
        JsonNode lost = lab.dss(copy + "FCTOPPRCPRIMARY(PRESMIRNONE)");
        assertThat(lost.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(lab.print(lost)).doesNotContain("ADR850I");
        assertThat(lab.content("PROD.A", "BK0300")).isEqualTo("first");
    }

    @Test
    void replace_isForADataSetThatKeepsItsName() throws Exception {
        String copy = "COPY DATASET(INCLUDE(PROD.A)) OUTDYNAM((BK0303)) FASTREP(REQ) ";
        assertThat(lab.code(copy)).isEqualTo("CC 0000");
        lab.write("PROD.A", "later");
        assertThat(lab.code(copy)).as("it is there already").isEqualTo("CC 0008");
        lab.system().withdraw(lab.system().relations());
        assertThat(lab.code(copy + "REPLACE")).isEqualTo("CC 0000");
        assertThat(lab.content("PROD.A", "BK0303")).isEqualTo("later");

        String renamed = "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) CATALOG OUTDYNAM((BK0304)) FASTREP(NONE) ";
        assertThat(lab.code(renamed)).isEqualTo("CC 0000");
        assertThat(lab.code(renamed + "REPLACE")).isEqualTo("CC 0008");
        assertThat(lab.code(renamed + "REPUNC")).isEqualTo("CC 0000");
    }

    @Test
    void restoredDataSet_replacesOnlyWhereItMay() throws Exception {
        lab.withDump("NEW,CATLG,DELETE", "DUMP DATASET(INCLUDE(PROD.**)) OUTDDNAME(OUT1) SHARE");
        lab.write("PROD.A", "spoilt");
        String restore = "RESTORE DATASET(INCLUDE(PROD.A)) INDDNAME(OUT1) CATALOG ";
        JsonNode refused = lab.withDump("SHR", restore);
        assertThat(refused.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(refused)).contains("ADR455W").contains("PROD.A");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("spoilt");
        assertThat(lab.withDump("SHR", restore + "REPLACE").path("retcode").asText())
                .isEqualTo("CC 0000");
        assertThat(lab.content("PROD.A", "PR0100")).isEqualTo("first");
    }

    @Test
    void delete_movesADataSet_unlessSomebodyElseUsesIt() throws Exception {
        String move =
                "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) CATALOG OUTDYNAM((BK0303)) SHARE FASTREP(NONE) DELETE";
        try (OpenDataSet used = lab.dataSets().open("PROD.A", Enqueue.Mode.SHARED, "IMS1")) {
            assertThat(used.entry().name()).isEqualTo("PROD.A");
            JsonNode refused = lab.dss(move);
            assertThat(refused.path("retcode").asText()).isEqualTo("CC 0008");
            assertThat(lab.print(refused)).contains("ADR410E (001)").contains("ADR455W");
            assertThat(lab.dataSets().find("PROD.A")).isPresent();
        }
        assertThat(lab.code(move + " REPUNC PURGE")).isEqualTo("CC 0000");
        assertThat(lab.dataSets().find("PROD.A")).isEmpty();
        assertThat(lab.content("BKUP.A", "BK0303")).isEqualTo("first");
    }

    @Test
    void wait_triesForADataSetAgain() throws Exception {
        String copy = "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) CATALOG OUTDYNAM((BK0303)) SHARE FASTREP(NONE) ";
        OpenDataSet used = lab.dataSets().open("PROD.A", Enqueue.Mode.EXCLUSIVE, "IMS1");
        assertThat(lab.code(copy)).isEqualTo("CC 0008");
        assertThat(lab.code(copy + "WAIT(X,2)")).as("no number").isEqualTo("CC 0008");
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return lab.code(copy + "WAIT(1,60)");
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        Thread.sleep(300);
        assertThat(waiting).isNotDone();
        used.close();
        assertThat(waiting.get()).isEqualTo("CC 0000");
    }

    @Test
    void library_isCopiedByTheArrayOnlyWhereItIsNotCompressed() throws Exception {
        lab.dataSets()
                .allocate(NewDataSet.on(
                        "PR0100", "PROD.LIB", new DataSetAttributes(Organization.PARTITIONED, "FB", 80, 27_920), 5));
        String copy = "COPY DATASET(INCLUDE(PROD.LIB)) RENUNC(BKUP) CATALOG REPUNC OUTDYNAM((BK0303)) ";
        JsonNode refused = lab.dss(copy + "FASTREP(REQ)");
        assertThat(refused.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(refused)).contains("ADR935E").contains("NOPACKING");
        assertThat(lab.face().hostBytes()).isZero();
        assertThat(lab.code(copy + "FASTREP(PREF)")).isEqualTo("CC 0000");
        assertThat(lab.face().hostBytes()).isPositive();
        assertThat(lab.code(copy + "FASTREP(REQ) NOPACKING(*)")).isEqualTo("CC 0000");
    }

    @Test
    void volumes_areNamedByDdsToo() throws Exception {
        JsonNode job = lab.run(
                "",
                """
                //IN1      DD UNIT=SYSDA,VOL=SER=PR0100,DISP=OLD
                //OUT1     DD UNIT=SYSDA,VOL=SER=BK0300,DISP=OLD
                """,
                "COPY FULL INDDNAME(IN1) OUTDDNAME(OUT1) DUMPCOND FASTREP(REQ) FCNOCOPY",
                "COPY FULL INDDNAME(IN9) OUTDDNAME(OUT1) DUMPCOND FASTREP(REQ) FCNOCOPY");
        assertThat(job.path("retcode").asText()).isEqualTo("CC 0008");
        assertThat(lab.print(job)).contains("ADR806I (001)").contains("ADR070E (002)");
        assertThat(lab.content("PROD.A", "BK0300")).isEqualTo("first");
    }

    @Test
    void statements_areOnlyCheckedWhereThatIsAsked() throws Exception {
        String check = ",PARM='TYPRUN=NORUN'";
        JsonNode good = lab.run(check, "", "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FASTREP(REQ)");
        assertThat(good.path("retcode").asText()).isEqualTo("CC 0000");
        assertThat(lab.print(good)).contains("ADR109I").doesNotContain("ADR006I");
        assertThat(lab.system().relations()).isEmpty();
        assertThat(lab.run(check, "", "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) NONSENSE")
                        .path("retcode")
                        .asText())
                .isEqualTo("CC 0008");
    }

    /** By the times at which the second task comes while the first one sleeps. */
    @Test
    void tasks_runTogetherBetweenParallelAndSerial_andElseOneAfterTheOther() throws Exception {
        String first = "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FASTREP(REQ)";
        String second = "COPY FULL INDYNAM((PR0200)) OUTDYNAM((BK0301)) FASTREP(REQ)";
        assertThat(millisBetweenTasks(1_500, "PARALLEL", first, second, "SERIAL"))
                .isLessThan(1_500);
        lab.system().withdraw(lab.system().relations());
        assertThat(millisBetweenTasks(300, first, second)).isGreaterThanOrEqualTo(300);
        lab.system().withdraw(lab.system().relations());
        assertThat(millisBetweenTasks(300, "PARALLEL", first, "SERIAL", second)).isGreaterThanOrEqualTo(300);
    }

    private long millisBetweenTasks(long delayMs, String... statements) throws Exception {
        lab.face()
                .array()
                .faults()
                .add(Fault.once(Fault.Kind.SLOW, "dss-copy")
                        .withDelayMs(delayMs)
                        .hitting(0, 2));
        assertThat(lab.code(statements)).isEqualTo("CC 0000");
        List<Long> came = lab.face().array().log().entries().stream()
                .filter(it -> it.step() == Step.EVENT && it.detail().equals("SLOW for dss-copy"))
                .map(LoggedOperation::nanos)
                .toList();
        return (came.get(came.size() - 1) - came.get(came.size() - 2)) / 1_000_000;
    }

    @Test
    void whatExcludesEachOther_isRefusedInEverySpelling() throws Exception {
        for (String statement : List.of(
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) TOL(ENQF)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) TOLERATE(ENQFAILURE)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) CONCURRENT FASTREP(REQ)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) FASTREP(SOMETIMES)",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300),(BK0301))",
                "COPY INDYNAM((PR0100)) OUTDYNAM((BK0300))",
                "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) OUTDYNAM((BK0303)) CC FASTREPLICATION(REQUIRED)",
                "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) OUTDYNAM((BK0303)) FCCGFREEZE",
                "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) OUTDYNAM((BK0303)) FCINCREMENTAL",
                "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) OUTDYNAM((BK0303)) FCINCREMENTALLAST",
                "COPY DATASET(INCLUDE(PROD.A)) RENUNC(BKUP) OUTDYNAM((BK0303)) FCINCRVERIFY(REVERSE)",
                "DUMP FULL INDYNAM((PR0100)) OUTDDNAME(OUT1) FCNOCOPY",
                "RESTORE FULL INDDNAME(OUT1) OUTDYNAM((PR0100)) FCWITHDRAW",
                "CGCREATED FCCGVERIFY(PR0100)")) {
            assertThat(lab.code(statement)).as(statement).isEqualTo("CC 0008");
        }
        assertThat(lab.system().relations()).isEmpty();
        assertThat(lab.dataSets().find("BKUP.A")).isEmpty();
    }

    @Test
    void everyKeywordOfTheReference_isKnown() throws Exception {
        JsonNode job = lab.run(
                "",
                "//OUT1     DD DUMMY\n",
                "COPY FULL INDYNAM((PR0100)) OUTDYNAM((BK0300)) ADMINISTRATOR PURGE ALLDATA(*) ALLEXCP OPTIMIZE(4)"
                        + " CANCELERROR DUMPCONDITIONING FASTREPLICATION(REQUIRED) FCNOCOPY WAIT(1,1)"
                        + " FCTOPPRCPRIMARY(PRESMIRPREF) DEBUG(FRMSG(SUMMARIZED))",
                "COPY DS(INCL(PROD.**) EXCL(PROD.B)) RENAMEUNCONDITIONAL((PROD.**,BKUP.**)) RECATALOG BYPASSACS(**)"
                        + " NULLSTORCLAS STORCLAS(SC1) MGMTCLAS(MC1) OUTDYNAM((BK0303)) SHR TOL(ENQF) FR(PREF)"
                        + " DEBUG(FRMSG(MINIMAL))",
                "DUMP FULL INDYNAM((PR0200)) OUTDDNAME(OUT1) COMPRESS HWCOMPRESS ZCOMPRESS(PREFERRED) CC ADMIN",
                "DUMP DATASET(BY((DSORG,EQ,SAM),(CATLG,EQ,YES),(MULTI,NE,YES))) LOGINDYNAM((PR0200))"
                        + " OUTDDNAME(OUT1) OPT(1)");
        String print = lab.print(job);
        assertThat(job.path("retcode").asText()).as(print).isEqualTo("CC 0000");
        assertThat(print.lines().filter(it -> it.contains("ADR013I"))).hasSize(4);
        assertThat(print).contains("1 OF 1 DATA SETS WERE SELECTED").doesNotContain("ADR105E");
        assertThat(lab.content("BKUP.A", "BK0303")).isEqualTo("first");
    }

    private Relation relation(String source, String target) {
        return lab.system().relation(source, target).orElseThrow();
    }

    private void awaitCopied(String source, String target) throws Exception {
        await(() -> relation(source, target).outOfSyncTracks() == 0);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime() - end).as("waited too long").isNegative();
            Thread.sleep(5);
        }
    }
}
