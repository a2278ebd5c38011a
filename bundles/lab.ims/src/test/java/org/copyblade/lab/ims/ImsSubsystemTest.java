package org.copyblade.lab.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.ims.internal.console.MemberCommands;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.Group;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zosmf.ZosmfFace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample seed, on the z/OS of the laboratory: the group comes up, works, is copied, dies and comes up again. */
class ImsSubsystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SAMPLE = Path.of("..", "..", "config", "lab.ims.seed.toml");

    @TempDir
    private Path home;

    @Test
    void sampleSeed_bringsUpAGroupThatSurvivesTheEndOfZos() throws Exception {
        ImsSubsystem subsystem = new ImsSubsystem();
        List<Evidence.Acknowledged> acknowledged;
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            ImsPlex plex = subsystem.plex().orElseThrow();
            awaitUnits(plex, 50);
            Map<String, Evidence.LogRange> ends = plex.suspend(10_000);
            CheckReport report = ImsPlex.check(
                    plex.group().shared().volumes().volumes(), "BANKPRD", new Evidence(true, ends, List.of()));
            assertThat(plex.resume()).isTrue();
            assertThat(report.findings()).isEmpty();
            assertThat(face.url()).startsWith("https://");
            acknowledged = plex.acknowledged();
        }
        assertThat(subsystem.plex()).isEmpty();
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            ImsPlex plex = subsystem.plex().orElseThrow();
            awaitUnits(plex, 20);
            plex.suspend(10_000);
            assertThat(ImsPlex.check(
                                    plex.group().shared().volumes().volumes(),
                                    "BANKPRD",
                                    new Evidence(true, Map.of(), acknowledged))
                            .findings())
                    .isEmpty();
            assertThat(face.url()).isNotEmpty();
            plex.resume();
        }
    }

    @Test
    void faultsOfTheSeed_hitAMemberByItsName() throws Exception {
        Path seed = Files.writeString(
                home.resolve("faulty.toml"),
                Files.readString(SAMPLE)
                        + """

                        [[faults]]
                        kind = "lost_request"
                        operation = "display"
                        system = "IMS2"
                        """);
        try (ZosmfFace face = ZosmfFace.start(seed, home, 0, List.of(new ImsSubsystem()))) {
            assertThat(displayed(face, "IMS1", PATIENCE)).isNotEmpty();
            assertThat(face.array().faults().pending()).hasSize(1);
            assertThat(displayed(face, "IMS2", Duration.ofSeconds(2))).isEmpty();
            assertThat(face.array().faults().pending()).isEmpty();
            assertThat(displayed(face, "IMS2", PATIENCE)).isNotEmpty();
        }
    }

    private static List<String> displayed(ZosmfFace face, String member, Duration patience) throws Exception {
        return face.sysplex()
                .operator()
                .enter("OPER1", "", member + "DIS OLDS.")
                .await(0, patience);
    }

    /** As after a restore that was cut off when some volumes had been copied back. */
    @Test
    void memberWhoseLogCannotBeRead_staysDownAndKeepsNobodyElseDown() throws Exception {
        ImsSubsystem subsystem = new ImsSubsystem();
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            awaitUnits(subsystem.plex().orElseThrow(), 1);
            subsystem.plex().orElseThrow().killAll();
            wipe(face, "BANKPRD.IMS1.WADS0");
            wipe(face, "BANKPRD.IMS1.WADS1");
        }
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            Group group = subsystem.plex().orElseThrow().group();
            assertThat(group.member("IMS1").orElseThrow().region()).isEmpty();
            assertThat(group.member("IMS2").orElseThrow().region()).isPresent();
            assertThat(face.sysplex().operator().await(0, text -> text.startsWith("DFS0738X IMS1 "), Duration.ZERO))
                    .isPresent();
        }
    }

    /** Its volumes may be half copied back by then; whoever stopped it starts it. The other one shows that members do start. */
    @Test
    void memberThatWasStoppedInOrder_isNotStartedByTheNextStartOfZos() throws Exception {
        ImsSubsystem subsystem = new ImsSubsystem();
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            awaitUnits(subsystem.plex().orElseThrow(), 1);
            assertThat(face.url()).isNotEmpty();
            new MemberCommands(group(subsystem).shared(), member(subsystem, "IMS1"), true).run("CHE FREEZE");
        }
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            assertThat(member(subsystem, "IMS1").region()).isEmpty();
            assertThat(member(subsystem, "IMS2").region()).isPresent();
            assertThat(face.sysplex().operator().await(0, text -> text.startsWith("IMS1 WAS DOWN "), Duration.ZERO))
                    .isPresent();
            new ImsCommands(subsystem).ims("kill", "IMS2");
            assertThat(new ImsCommands(subsystem).ims("start")).contains("IMS1 up", "IMS2 up");
            new ImsCommands(subsystem).ims("abend", "IMS2");
        }
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            assertThat(face.url()).isNotEmpty();
            assertThat(member(subsystem, "IMS1").region()).isPresent();
            assertThat(member(subsystem, "IMS2").region()).isEmpty();
        }
    }

    /** It was up when z/OS ended. The other one is the control: a member that abends of the same failure stays down. */
    @Test
    void memberWhoseLastWriteFailsBecauseZosEnds_isStartedAgain() throws Exception {
        ImsSubsystem subsystem = new ImsSubsystem();
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            assertThat(face.url()).isNotEmpty();
            failedWrite(subsystem, "IMS1", () -> {});
            failedWrite(subsystem, "IMS2", subsystem.plex().orElseThrow()::killAll);
        }
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            assertThat(face.url()).isNotEmpty();
            assertThat(member(subsystem, "IMS1").region()).isEmpty();
            assertThat(member(subsystem, "IMS2").region()).isPresent();
        }
    }

    private static void failedWrite(ImsSubsystem subsystem, String imsid, Runnable before) {
        ControlRegion region = member(subsystem, imsid).region().orElseThrow();
        before.run();
        region.work(() -> {
                    throw new DiskFailure("the storage is gone");
                })
                .run();
    }

    /** The seed names it, and it may be the target of a copy that was cut off, or relabelled: only IMS needs it. */
    @Test
    void volumeThatIsNotOnline_keepsImsDownAndNothingElse_untilItIsBack() throws Exception {
        ImsSubsystem subsystem = new ImsSubsystem();
        String unit;
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            awaitUnits(subsystem.plex().orElseThrow(), 1);
            subsystem.plex().orElseThrow().killAll();
            unit = face.sysplex().devices().online("IMSDB1").orElseThrow().unit();
            face.sysplex().devices().relabel(unit, "OTHER1");
        }
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            String why = "hosts.ims names volume IMSDB1, which is not online";
            assertThat(subsystem.plex()).isEmpty();
            assertThat(face.sysplex().operator().await(0, ("IMS STAYS DOWN: " + why)::equals, Duration.ZERO))
                    .isPresent();
            assertThat(face.sysplex()
                            .operator()
                            .enter("OPER", "", "IMS1DIS OLDS.")
                            .await(0, Duration.ofSeconds(60)))
                    .containsExactly("DFS3100I IMS1 IS NOT ACTIVE", "IMS IS NOT THERE: " + why);
            assertThatThrownBy(() -> new ImsCommands(subsystem).ims("start")).hasMessage("IMS is not there: " + why);

            face.sysplex().devices().relabel(unit, "IMSDB1");

            assertThat(new ImsCommands(subsystem).ims("start")).contains("IMS1 up", "IMS2 up");
            subsystem.plex().orElseThrow().startWork();
            awaitUnits(subsystem.plex().orElseThrow(), 1);
        }
    }

    /** As in the middle of a restore through the host: what is not there yet is not made anew. */
    @Test
    void groupThatHasRun_isNotMadeAnewWhereItsReconIsGone() throws Exception {
        ImsSubsystem subsystem = new ImsSubsystem();
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            subsystem.plex().orElseThrow().killAll();
            for (int number = 1; number <= 3; number++) {
                wipe(face, "BANKPRD.RECON" + number);
            }
        }
        try (ZosmfFace face = ZosmfFace.start(SAMPLE, home, 0, List.of(subsystem))) {
            assertThat(subsystem.plex()).isEmpty();
            assertThat(face.sysplex().dataSets().list("BANKPRD.IMS1.**")).isNotEmpty();
            assertThatThrownBy(() -> new ImsCommands(subsystem).ims())
                    .hasMessage("IMS is not there: no RECON of BANKPRD holds anything, though its members have run");
        }
    }

    /** Negative control: what has never been right is refused with the start. */
    @Test
    void volumeThatWasNeverOnline_isRefusedByName() throws Exception {
        Path seed = home.resolve("bad.toml");
        Files.writeString(seed, Files.readString(SAMPLE).replace("system = \"IMSSYS\"", "system = \"NOSUCH\""));
        assertThatThrownBy(() -> ZosmfFace.start(seed, home.resolve("lab"), 0, List.of(new ImsSubsystem())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("hosts.ims names volume NOSUCH, which is not online");
    }

    private static Group group(ImsSubsystem subsystem) {
        return subsystem.plex().orElseThrow().group();
    }

    private static Member member(ImsSubsystem subsystem, String imsid) {
        return group(subsystem).member(imsid).orElseThrow();
    }

    private static void wipe(ZosmfFace face, String name) throws Exception {
        try (OpenDataSet dataSet = face.sysplex().dataSets().open(name, Enqueue.Mode.EXCLUSIVE, "TEST")) {
            for (int track = 0; track < dataSet.entry().tracks(); track++) {
                dataSet.write(track, 0, new byte[Emulation.CKD.trackBytes()]);
            }
        }
    }

    @Test
    void badKeyOfTheSeed_isRefusedByName() throws Exception {
        Path seed = home.resolve("bad.toml");
        Files.writeString(seed, Files.readString(SAMPLE).replace("olds_pairs = 3", "olds_pairs = 2"));
        assertThatThrownBy(() -> ZosmfFace.start(seed, home.resolve("lab"), 0, List.of(new ImsSubsystem())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("hosts.ims")
                .hasMessageContaining("olds_pairs is 2, which must be: 3 to 100");
    }

    private static void awaitUnits(ImsPlex plex, int units) throws InterruptedException {
        long goal = plex.committed() + units;
        while (plex.committed() < goal) {
            Thread.sleep(2);
        }
    }
}
