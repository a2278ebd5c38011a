package org.copyblade.lab.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.ims.internal.console.MemberCommands;
import org.copyblade.lab.ims.internal.dbrc.Dbrc;
import org.copyblade.lab.ims.internal.dbrc.Media;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command of DBRC that the references name: what it lists, remembers and generates, and what it refuses. */
class DbrcCommandsTest {
    private static final String TIME = "2024.123 10:15:02.123456 +00:00";
    private static final String ACCT = "DBD(ACCT0001) DDN(ACCTDD1)";

    @TempDir
    private Path home;

    private LiveGroup live;
    private final List<String> jobs = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        live = LiveGroup.open(home);
        live.plex().startAll();
    }

    @AfterEach
    void stop() throws Exception {
        live.close();
    }

    @Test
    void everyKindOfRecord_isListed() throws Exception {
        assertThat(records("LIST.RECON STATUS")).containsExactly("RECON");
        assertThat(records("LIST.DB ALL")).hasSize(6).containsOnly("DB");
        assertThat(records("LIST.DB DBD(ACCT0001)")).containsExactly("DB");
        assertThat(records("LIST.DB ALL DBDS")).hasSize(12).contains("DB", "DBDS");
        assertThat(records("LIST.DBDS DBD(TLRA0001) AREA(TLRAREA1)")).containsExactly("DBDS");
        assertThat(records("LIST.SUBSYS ALL")).containsExactly("SSYS", "SSYS");
        assertThat(records("LIST.SUBSYS SSID(IMS2)")).containsExactly("SSYS");
        assertThat(records("LIST.OLDS SSID(IMS1)")).containsExactly("PRIOLD", "SECOLD");
        assertThat(records("LIST.CAGRP")).containsExactly("CAGRP");
        assertThat(run("LIST.CAGRP")).anyMatch(it -> it.contains("DBD=ACCT0001    DDN=ACCTDD1    COMPLETE=NO"));
        assertThat(records("LIST.BKOUT ALL")).isEmpty();
        for (String command : List.of("LIST.DB DBD(NONE)", "LIST.DBDS DBD(NONE)", "LIST.HISTORY DBD(NONE)")) {
            assertThat(run(command)).as(command).contains(" DSP0211I  HIGHEST CONDITION CODE = 08");
        }
    }

    @Test
    void archivedLogs_areListedWithTheirRecords() throws Exception {
        archive();
        List<String> listed = run("LIST.LOG ALL");
        assertThat(records("LIST.LOG")).contains("PRILOG", "PRISLD", "PRIOLD", "SECOLD");
        assertThat(listed)
                .anyMatch(it -> it.matches("  START = .*\\*    SSID=IMS1    VERSION=15\\.1"))
                .anyMatch(it -> it.matches("   DSN=BANKPRD\\.SLDSP\\.IMS1\\..*    UNIT=SYSDA"))
                .anyMatch(it -> it.matches("   DSN=BANKPRD\\.RLDSP\\.IMS1\\..*    UNIT=SYSDA"))
                .anyMatch(it -> it.matches("   START = .* FIRST DS LSN= [0-9A-F]{16}"));
        assertThat(run("LIST.OLDS")).anyMatch(it -> it.contains("STATUS=ACTIVE    FEOV=NO    AVAIL"));
        assertThat(records("LIST.HISTORY DBD(ACCT0001)")).contains("DB", "DBDS", "PRILOG");
    }

    @Test
    void imageCopies_areRegisteredWithNameAndTime() throws Exception {
        assertDone("NOTIFY.IC " + ACCT + " RUNTIME('" + TIME + "') ICDSN(BANKPRD.IC.ONE)");
        assertThat(dbds()).contains("   RUN    =" + TIME + "  *  RECORD COUNT =0");
        assertThat(dbds()).anyMatch(it -> it.contains("IC1  DSN=BANKPRD.IC.ONE"));
        assertThat(dbds()).anyMatch(it -> it.matches("   STOP    =.*    IMAGE   USID=[0-9]{10}"));
        assertRefused("NOTIFY.IC " + ACCT + " RUNTIME('" + TIME + "')", "ICDSN IS MISSING");
        assertRefused("NOTIFY.IC " + ACCT + " ICDSN(BANKPRD.IC.ONE)", "RUNTIME IS MISSING");
        assertRefused("NOTIFY.IC DBD(ACCT0001) DDN(NONE) RUNTIME('" + TIME + "') ICDSN(A)", "DSP0144I");
    }

    /** What is half moved is in neither place as a whole. */
    @Test
    void copiesDuringAnOnlineReorganization_areRefused() throws Exception {
        assertDone("CHANGE.DB DBD(ACCT0001) OLRACTV");
        String fuzzy = "NOTIFY.UIC CIC " + ACCT + " RUNTIME('" + TIME + "') UDATA('A')";
        String batch = "NOTIFY.UIC BATCH " + ACCT + " RUNTIME('" + TIME + "') UDATA('A')";
        assertRefused(fuzzy, "REORGANIZATION");
        assertRefused(batch, "REORGANIZATION");
        assertRefused("NOTIFY.IC " + ACCT + " RUNTIME('" + TIME + "') ICDSN(A)", "REORGANIZATION");
        assertThat(dbds()).noneMatch(it -> it.contains("UDATA"));
        assertDone("CHANGE.DB DBD(ACCT0001) OLRRESET");
        assertDone(fuzzy);
        assertThat(dbds()).contains("   UDATA='A'");
    }

    @Test
    void recoveries_areRemembered_andWhatNeededOneDoesNoMore() throws Exception {
        assertDone("CHANGE.DBDS " + ACCT + " RECOV ICON");
        assertThat(dbds()).contains("   IC NEEDED    =ON  IC RECOMMENDED =ON  RECOV NEEDED   =ON  EEQE COUNT =0");
        assertThat(run("LIST.DB DBD(ACCT0001)")).anyMatch(it -> it.contains("RECOVERY NEEDED COUNT   =1"));
        assertDone("NOTIFY.RECOV " + ACCT + " RCVTIME('" + TIME + "') RUNTIME('" + TIME + "')");
        assertThat(dbds())
                .contains("   RUN    =" + TIME + "  *  RECOV TO=" + TIME)
                .contains("   IC NEEDED    =ON  IC RECOMMENDED =ON  RECOV NEEDED   =OFF  EEQE COUNT =0");
        assertDone("CHANGE.DBDS " + ACCT + " RECOV");
        assertDone("CHANGE.DBDS " + ACCT + " NORECOV ICOFF");
        assertThat(dbds()).contains("   IC NEEDED    =OFF  IC RECOMMENDED =ON  RECOV NEEDED   =OFF  EEQE COUNT =0");
        assertRefused("NOTIFY.RECOV " + ACCT, "RCVTIME IS MISSING");
        assertRefused("CHANGE.DBDS DBD(ACCT0001) DDN(NONE) RECOV", "DSP0144I");
    }

    @Test
    void databasesAndSubsystems_haveTheirFlags() throws Exception {
        assertDone("CHANGE.DB DBD(ACCT0001) NOAUTH");
        assertThat(run("LIST.DB DBD(ACCT0001)")).anyMatch(it -> it.contains("PROHIBIT AUTHORIZATION=ON"));
        assertDone("CHANGE.DB DBD(ACCT0001) AUTH");
        assertThat(run("LIST.DB DBD(ACCT0001)")).anyMatch(it -> it.contains("PROHIBIT AUTHORIZATION=OFF"));
        assertDone("CHANGE.SUBSYS SSID(IMS2) STARTRCV");
        assertThat(run("LIST.SUBSYS SSID(IMS2)")).anyMatch(it -> it.contains("RECOVERY STARTED=YES"));
        assertThat(run("LIST.SUBSYS SSID(IMS1)")).anyMatch(it -> it.contains("RECOVERY STARTED=NO"));
        assertDone("CHANGE.SUBSYS SSID(IMS2) ENDRECOV");
        assertThat(run("LIST.SUBSYS SSID(IMS2)")).anyMatch(it -> it.contains("RECOVERY STARTED=NO"));
        assertRefused("CHANGE.DB DBD(NONE) NOAUTH", "DSP0144I");
        assertRefused("CHANGE.SUBSYS SSID(IMS9) STARTRCV", "DSP0144I");
    }

    @Test
    void jobsForUtilities_areGeneratedFromWhatReconKnows() throws Exception {
        archive();
        assertThat(generated("GENJCL.IC " + ACCT))
                .contains("//ACCTDD1 DD DISP=SHR,DSN=BANKPRD.DB.ACCT0001", "D1 ACCT0001 ACCTDD1  DATAOUT1");
        assertThat(generated("GENJCL.CA GRPNAME(CAG1)"))
                .contains("//DFSUCUMN DD DISP=(NEW,CATLG),DSN=BANKPRD.CA.CAG1")
                .anyMatch(it -> it.startsWith("//DFSULOG DD DISP=OLD,DSN=BANKPRD.RLDSP."));
        assertThat(run("GENJCL.ARCHIVE SSID(IMS9)"))
                .contains(
                        " DSP0271I  NOTHING TO BE DONE, NO JCL WAS GENERATED",
                        " DSP0211I  HIGHEST CONDITION CODE = 04");
        assertThat(run("GENJCL.NONSENSE")).contains(" DSP0211I  HIGHEST CONDITION CODE = 12");
    }

    /** A copy of its own kind cannot be read by the utility: it was restored before, or is of no use. */
    @Test
    void recoveryJobs_beginWithACopyThatTheUtilityReads_orWithWhatIsThere() throws Exception {
        archive();
        String recovery = "GENJCL.RECOV " + ACCT;
        assertThat(generated(recovery + " USEDBDS RCVTIME('" + TIME + "')"))
                .contains("//DFSUDUMP DD DUMMY", "//ACCTDD1 DD DISP=OLD,DSN=BANKPRD.DB.ACCT0001")
                .contains("S  ACCT0001 ACCTDD1           " + TIME);
        assertRefused(recovery, "DSP0815I");
        assertDone("NOTIFY.UIC BATCH " + ACCT + " RUNTIME('" + TIME + "') UDATA('A')");
        assertRefused(recovery, "DSP0815I");
        assertDone("NOTIFY.IC " + ACCT + " RUNTIME('2024.122 10:15:02.123456 +00:00') ICDSN(BANKPRD.IC.ONE)");
        assertDone("NOTIFY.UIC BATCH " + ACCT + " RUNTIME('2024.124 10:15:02.123456 +00:00') UDATA('B')");
        assertThat(generated(recovery)).contains("//DFSUDUMP DD DISP=OLD,DSN=BANKPRD.IC.ONE");
    }

    private void archive() throws Exception {
        live.plex().startWork();
        live.work(30);
        new MemberCommands(
                        live.plex().group().shared(),
                        live.plex().group().member("IMS1").orElseThrow(),
                        false)
                .run("SWI OLDS");
        long end = System.nanoTime() + 60_000_000_000L;
        while (run("LIST.LOG").stream().noneMatch(it -> it.contains("SLDSP.IMS1."))) {
            assertThat(System.nanoTime() - end).as("nothing is archived").isNegative();
            Thread.sleep(20);
        }
    }

    private void assertDone(String command) {
        assertThat(run(command)).as(command).contains(" DSP0211I  HIGHEST CONDITION CODE = 00");
    }

    private void assertRefused(String command, String why) {
        assertThat(run(command))
                .as(command)
                .contains(" DSP0211I  HIGHEST CONDITION CODE = 08")
                .anyMatch(it -> it.contains(why));
    }

    private List<String> generated(String command) {
        jobs.clear();
        assertDone(command);
        return List.copyOf(jobs);
    }

    private List<String> dbds() {
        return run("LIST.DBDS " + ACCT);
    }

    /** Types of the records that a command lists, and a check of the number that it tells. */
    private List<String> records(String command) {
        List<String> lines = run(command);
        List<String> types = new ArrayList<>();
        for (int index = 0; index + 1 < lines.size(); index++) {
            if (lines.get(index).matches(" -{5,}")) {
                types.add(lines.get(index + 1).strip().split(" ")[0]);
            }
        }
        types.removeIf(it -> it.startsWith("DSP0"));
        assertThat(lines)
                .as(command)
                .contains(String.format(" DSP0180I  NUMBER OF RECORDS LISTED IS %8d", types.size()));
        return types;
    }

    private List<String> run(String command) {
        var shared = live.plex().group().shared();
        List<String> lines = new ArrayList<>();
        new Dbrc(shared.recon(), "BANKPRD", shared.clock()).runOne(command, Media.online(lines::add, jobs::add));
        return lines;
    }
}
