package org.copyblade.lab.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.ims.internal.console.LogHook;
import org.copyblade.lab.ims.internal.console.MemberCommands;
import org.copyblade.lab.ims.internal.console.TypeTwoCommands;
import org.copyblade.lab.ims.internal.dbrc.Dbrc;
import org.copyblade.lab.ims.internal.dbrc.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What members answer on the console, and what DBRC lists and remembers. */
class MemberCommandsTest {

    @TempDir
    private Path home;

    @Test
    void displayOlds_endsWhereASuspendedLogEnds() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            live.plex().startWork();
            live.work(30);
            LogHook hook = new LogHook(live.plex().group());
            String suspended = hook.run(List.of("SUSPEND", "IMS1"), "JOB1").message();
            assertThat(suspended).startsWith("BSY0315I IMS1 suspended by JOB1 BSN=");
            List<String> lines = run(live, "IMS1", "/DIS OLDS.");
            assertThat(lines).first().isEqualTo("DFS4444I DISPLAY FROM ID=IMS1");
            assertThat(lines).anyMatch(it -> it.matches("\\*DFSOLP0\\d {6}[ 0-9]{3} {32}IN USE"));
            String lsn = suspended.substring(suspended.indexOf("LSN=") + 4);
            assertThat(lines).anyMatch(it -> it.startsWith(" CURRENT BSN = ") && it.endsWith("LSN = " + lsn));
            assertThat(run(live, "IMS1", "DIS OLDS")).anyMatch(it -> it.endsWith("LSN = " + lsn));
            assertThat(hook.run(List.of("SUSPEND", "IMS1"), "JOB2").message())
                    .isEqualTo("BSY0317E IMS1 was not suspended");
            assertThat(hook.run(List.of("RESUME", "IMS1"), "JOB1").message()).startsWith("BSY0316I IMS1 resumed");
            assertThat(hook.run(List.of("RESUME", "IMS1"), "JOB1").condition()).isEqualTo(4);
            live.work(30);
        }
    }

    @Test
    void databaseThatIsStopped_isDeallocatedAndStartsAgain() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            live.plex().startWork();
            assertThat(run(live, "IMS1", "DBR DB ACCT0001 NONE0001"))
                    .singleElement()
                    .asString()
                    .matches("DFS058I ..:..:.. DBR COMMAND COMPLETED EXCEPT DB NONE0001  IMS1");
            assertThat(run(live, "IMS1", "DIS DB ACCT0001")).anyMatch(it -> it.contains("STOPPED, NOTOPEN"));
            assertThat(list(live, "LIST.DBDS DBD(ACCT0001)")).anyMatch(it -> it.contains("DEALLOC ="));
            run(live, "IMS1", "STA DB ACCT0001");
            assertThat(run(live, "IMS1", "DIS DB ACCT0001")).anyMatch(it -> it.contains("ALLOCS"));
            live.work(30);
        }
    }

    @Test
    void areasRegionsAndLogs_areDisplayed_checkpointedAndSwitched() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            assertThat(run(live, "IMS1", "DIS ACT")).noneMatch(it -> it.contains("LEDGPGM"));
            live.plex().startWork();
            live.work(30);
            assertThat(run(live, "IMS1", "DIS ACT"))
                    .contains("REGID JOBNAME  TYPE  TRAN/STEP PROGRAM  STATUS       CLASS")
                    .filteredOn(it -> it.contains("LEDGPGM"))
                    .hasSize(LiveGroup.SEED.workers());
            assertThat(run(live, "IMS1", "/DIS AREA TLRAREA1 NONE."))
                    .anyMatch(it -> it.matches("   TLRAREA1 .* TLRA0001 .* ALLOCS"))
                    .anyMatch(it -> it.matches("   NONE +NOTDEFINED"));
            assertThat(run(live, "IMS1", "DIS DB ALL"))
                    .filteredOn(it -> it.matches("   [A-Z]{4}[0-9]{4} .*ALLOCS"))
                    .hasSize(6);
            assertThat(run(live, "IMS1", "DIS DB NONE")).anyMatch(it -> it.endsWith("NOTDEFINED"));
            assertThat(run(live, "IMS1", "DIS NONSENSE"))
                    .singleElement()
                    .asString()
                    .startsWith("DFS065 ");
            assertThat(run(live, "IMS1", "NONSENSE")).singleElement().asString().startsWith("DFS064 ");

            assertThat(run(live, "IMS2", "/CHE."))
                    .singleElement()
                    .asString()
                    .matches("DFS058I ..:..:.. CHECKPOINT COMMAND COMPLETED  IMS2");
            assertThat(live.messages())
                    .anyMatch(it -> it.matches("DFS994I \\*CHKPT \\d{5}/\\d{6}\\*\\*SIMPLE\\*  IMS2"));
            String before = current(live);
            int checkpoints = checkpoints(live);
            assertThat(run(live, "IMS1", "SWI OLDS CHKPT").get(0)).contains("SWITCH COMMAND COMPLETED");
            assertThat(current(live)).isNotEqualTo(before);
            assertThat(checkpoints(live)).isGreaterThan(checkpoints);
        }
    }

    @Test
    void databasesAndAreas_areStoppedByEachCommandOfTheirs() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            live.plex().startWork();
            for (String stop : List.of("STO DB ACCT0002", "DBD DB ACCT0002", "/DBR DB ACCT0002.")) {
                assertThat(run(live, "IMS1", stop)).as(stop).first().asString().contains(" COMMAND COMPLETED  IMS1");
                assertThat(run(live, "IMS1", "DIS DB ACCT0002"))
                        .as(stop)
                        .anyMatch(it -> it.endsWith("STOPPED, NOTOPEN"));
                run(live, "IMS1", "/STA DB ACCT0002.");
                assertThat(run(live, "IMS1", "DIS DB ACCT0002")).as(stop).anyMatch(it -> it.endsWith("ALLOCS"));
            }
            run(live, "IMS1", "STO AREA TLRAREA2");
            assertThat(run(live, "IMS1", "DIS AREA TLRAREA2")).anyMatch(it -> it.endsWith("STOPPED, NOTOPEN"));
            run(live, "IMS1", "STA AREA TLRAREA2");
            assertThat(run(live, "IMS1", "DIS AREA TLRAREA2")).anyMatch(it -> it.endsWith("ALLOCS"));
            live.work(30);
        }
    }

    private static String current(LiveGroup live) {
        return run(live, "IMS1", "DIS OLDS").stream()
                .filter(it -> it.startsWith("*DFSOLP"))
                .findFirst()
                .orElseThrow()
                .substring(0, 9);
    }

    private static int checkpoints(LiveGroup live) {
        return (int) live.messages().stream()
                .filter(it -> it.contains("*CHKPT") && it.endsWith("IMS1"))
                .count();
    }

    @Test
    void quiescedDatabases_areUpdatedByNobody_untilTheQuiesceEnds() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            live.plex().startWork();
            live.work(30);
            TypeTwoCommands commands = new TypeTwoCommands(live.plex().group());
            assertThat(commands.run("UPDATE DB NAME(*) STOP(QUIESCE)").condition())
                    .isEqualTo(4);
            assertThat(commands.run("UPDATE DB NAME(NONE*) START(QUIESCE)").condition())
                    .isEqualTo(8);

            TypeTwoCommands.Answer answer = commands.run("UPDATE DB NAME(*) START(QUIESCE) OPTION(HOLD)");
            assertThat(answer.condition()).isZero();
            assertThat(answer.lines()).hasSize(1 + 6 * 2).contains("ACCT0001 IMS2        0 DL/I    QUIESCED");
            var ends = live.plex().logEnds();
            assertThat(list(live, "LIST.DBDS DBD(ACCT0001)")).anyMatch(it -> it.contains("DEALLOC ="));
            assertThat(run(live, "IMS1", "DIS DB ACCT0001")).anyMatch(it -> it.endsWith("QUIESCED"));
            assertThat(commands.run("UPDATE DB NAME(ACCT*) START(QUIESCE)").condition())
                    .isEqualTo(4);
            assertThat(live.plex().logEnds()).isEqualTo(ends);

            assertThat(commands.run("UPDATE DB NAME(*) STOP(QUIESCE)").condition())
                    .isZero();
            live.work(30);
            assertThat(live.plex().logEnds()).isNotEqualTo(ends);
        }
    }

    @Test
    void memberThatDied_isRestartedWithOverrideOnly() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            live.plex().startWork();
            live.work(30);
            live.plex().killAll();
            assertThat(run(live, "IMS1", "DIS OLDS")).containsExactly("DFS3100I IMS1 IS NOT ACTIVE");
            assertThat(run(live, "IMS1", "/ERE")).first().asString().startsWith("DFS0618A ");
            assertThat(run(live, "IMS1", "/ERE OVERRIDE.")).first().asString().contains("ERE COMMAND COMPLETED");
            assertThat(run(live, "IMS1", "/CHE FREEZE")).first().asString().contains("CHECKPOINT COMMAND COMPLETED");
            assertThat(run(live, "IMS1", "/NRE")).first().asString().contains("NRE COMMAND COMPLETED");
        }
    }

    @Test
    void dbrc_registersCopiesAndRefusesWhatItDoesNotKnow() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            List<String> notified = list(
                    live,
                    "NOTIFY.UIC CIC DBD(ACCT0001) -",
                    "  DDN(ACCTDD1) RUNTIME('2024.123 10:15:02.123456 +00:00') -",
                    "  UDATA('SLB0001')");
            assertThat(notified).contains(" DSP0211I  HIGHEST CONDITION CODE = 00");
            assertThat(list(live, "LIST.DBDS DBD(ACCT0001) DDN(ACCTDD1)"))
                    .contains("   RUN    =2024.123 10:15:02.123456 +00:00  *  RECORD COUNT =0", "   UDATA='SLB0001'");
            String[] deletion = {
                "DELETE.UIC DBD(ACCT0001) DDN(ACCTDD1) -", "  RECTIME('2024.123 10:15:02.123456 +00:00')"
            };
            assertThat(list(live, deletion)).contains(" DSP0211I  HIGHEST CONDITION CODE = 00");
            assertThat(list(live, "LIST.DBDS DBD(ACCT0001) DDN(ACCTDD1)")).noneMatch(it -> it.contains("UDATA="));
            assertThat(list(live, deletion)).contains(" DSP0211I  HIGHEST CONDITION CODE = 08");
            assertThat(list(live, "NOTIFY.UIC DBD(NONE) DDN(NONE) RUNTIME('24.1')"))
                    .contains(" DSP0211I  HIGHEST CONDITION CODE = 08");
            assertThat(list(live, "LIST.RECON STATUS", "LIST.NONSENSE"))
                    .contains(
                            "  RECON1        COPY1          BANKPRD.RECON1",
                            " DSP0180I  NUMBER OF RECORDS LISTED IS        1",
                            " DSP0211I  HIGHEST CONDITION CODE = 12");
            assertThat(list(live, "LIST.DBDS DBD(ACCT0001")).contains(" DSP0211I  HIGHEST CONDITION CODE = 12");
            assertThat(list(live, "LIST.SUBSYS ALL")).anyMatch(it -> it.contains("SSID=IMS2"));
        }
    }

    @Test
    void reconThatIsReplaced_isFollowedByTheSpare_overADeathOfAllMembers() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            live.plex().startWork();
            live.work(30);
            assertThat(list(live, "LIST.RECON STATUS")).contains("  RECON3        SPARE          BANKPRD.RECON3");

            assertThat(list(live, "CHANGE.RECON REPLACE(RECON1)")).contains(" DSP0211I  HIGHEST CONDITION CODE = 00");

            live.work(30);
            List<String> replaced = List.of(
                    "  RECON1        DISCARDED      BANKPRD.RECON1",
                    "  RECON2        COPY2          BANKPRD.RECON2",
                    "  RECON3        COPY1          BANKPRD.RECON3");
            assertThat(list(live, "LIST.RECON STATUS")).containsAll(replaced);
            live.plex().killAll();
            assertThat(run(live, "IMS1", "/ERE OVERRIDE.")).first().asString().contains("ERE COMMAND COMPLETED");
            assertThat(run(live, "IMS2", "/ERE OVERRIDE.")).first().asString().contains("ERE COMMAND COMPLETED");
            assertThat(list(live, "LIST.RECON STATUS")).containsAll(replaced);
            assertThat(list(live, "LIST.SUBSYS ALL")).anyMatch(it -> it.contains("SSID=IMS2"));
            var ends = live.plex().suspend(20_000);
            assertThat(live.system()
                            .establish(live.pairs(), EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY)))
                    .allMatch(PairResult::established);
            boolean inForce = live.plex().resume();
            assertThat(ImsPlex.check(live.copies(), "BANKPRD", new Evidence(inForce, ends, List.of()))
                            .findings())
                    .isEmpty();
        }
    }

    /** The control: what cannot be replaced is refused, and what was there stays. */
    @Test
    void reconThatCannotBeReplaced_staysWhatItIs() throws Exception {
        try (LiveGroup live = LiveGroup.open(home)) {
            live.plex().startAll();
            List<String> before = list(live, "LIST.RECON STATUS");
            for (String command : List.of(
                    "CHANGE.RECON",
                    "CHANGE.RECON REPLACE()",
                    "CHANGE.RECON REPLACE(RECON4)",
                    "CHANGE.RECON DASDUNIT(A)")) {
                assertThat(list(live, command))
                        .contains(
                                " DSP0016I  REPLACE IS MISSING OR NAMES NO RECON",
                                " DSP0211I  HIGHEST CONDITION CODE = 12");
            }
            assertThat(list(live, "CHANGE.RECON REPLACE(RECON3)"))
                    .contains(" DSP0014I  RECON3 IS NO ACTIVE COPY", " DSP0211I  HIGHEST CONDITION CODE = 12");
            assertThat(recons(list(live, "LIST.RECON STATUS"))).isEqualTo(recons(before));

            assertThat(list(live, "CHANGE.RECON REPLACE(RECON2)")).contains(" DSP0211I  HIGHEST CONDITION CODE = 00");
            assertThat(list(live, "CHANGE.RECON REPLACE(RECON1)"))
                    .contains(
                            " DSP0015I  THERE IS NO SPARE: DELETE AND DEFINE THE ONE DISCARDED",
                            " DSP0211I  HIGHEST CONDITION CODE = 12");
        }
    }

    private static List<String> recons(List<String> listing) {
        return listing.stream().filter(line -> line.matches("  RECON\\d .*")).toList();
    }

    private static List<String> run(LiveGroup live, String imsid, String command) {
        return new MemberCommands(
                        live.plex().group().shared(),
                        live.plex().group().member(imsid).orElseThrow(),
                        false)
                .run(command);
    }

    private static List<String> list(LiveGroup live, String... cards) {
        var shared = live.plex().group().shared();
        List<String> lines = new ArrayList<>();
        new Dbrc(shared.recon(), "BANKPRD", shared.clock()).run(List.of(cards), Media.online(lines::add, job -> {}));
        return lines;
    }
}
