package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobStyle;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.zosmf.ZosmfFace;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobFilter;
import org.copyblade.zosmf.Pace;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input on the laboratory's z/OS: a code, a cause, a cure, and targets that are accounted for. */
class DssLabTest {

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZLAB0001", "PR0100", "PR0300");
    private Laboratory laboratory;
    private DfsmsdssBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory);
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void noByteGoesThroughTheHost() throws Exception {
        SlotText.write(laboratory.slots("0100"), "old");
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();

        Binding established = blade.establish(group, prepared, Hold.atMost(Duration.ofSeconds(30)), Runs.soon())
                .binding();

        assertThat(blade.release(group, established, Runs.soon())).isEqualTo(Release.VERIFIED_BY_STORAGE);
        assertThat(SlotText.read(laboratory.slots("0200"))).isEqualTo("old");
        assertThat(laboratory.face().hostBytes()).isZero();
        Runs.withdrawn(blade, group, established);
    }

    /** JES starts no two jobs of one name together, so a thaw under the name of the copy would come too late. */
    @Test
    void writesAreLetGoWhileTheCopyStillRuns() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        Fault second = Fault.once(Fault.Kind.SLOW, "dss-copy").hitting(1, 1).withDelayMs(40_000);
        laboratory.fault(second);
        BladeException failure = catchThrowableOfType(
                BladeException.class,
                () -> blade.establish(
                        group, prepared, Hold.atMost(Duration.ofSeconds(30)), Call.within(Duration.ofSeconds(3))));
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(frozen("01")).as("the control").contains("0100");

        assertThat(blade.release(group, prepared, Runs.soon())).isEqualTo(Release.LOST);

        assertThat(frozen("01")).isEmpty();
        try (Zosmf operator = Zosmf.of(laboratory.access())) {
            List<Job> running = jobs(operator).stream()
                    .filter(job -> job.status() == Job.Status.ACTIVE)
                    .toList();
            assertThat(running).as("the copy").hasSize(1);
            operator.jobs().cancel(running.get(0).ref(), ZosmfCall.within(Duration.ofSeconds(10)));
        }
        withdrawnAndGone(blade);
        assertThat(laboratory.face().jobs()).isEmpty();
    }

    /** Each subsystem has a timer of its own: one that ends early does not show at the others. */
    @Test
    void aSubsystemWhoseFreezeEndsBeforeTheOthersLosesTheHold() throws Exception {
        stop();
        laboratory = Laboratory.start(Files.createDirectory(directory.resolve("short")), Map.of("03", 300));
        blade = laboratory.blade();
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Fault.Kind.SLOW, "dss-cgcreated").withDelayMs(900));

        Binding established = blade.establish(group, prepared, Hold.atMost(Duration.ofSeconds(30)), Runs.soon())
                .binding();

        assertThat(laboratory.system().subsystem("03").orElseThrow().expirations())
                .as("the control")
                .isEqualTo(1);
        assertThat(blade.release(group, established, Runs.soon())).isEqualTo(Release.LOST);
        assertThat(frozen("01")).isEmpty();
        Runs.withdrawn(blade, group, established);
    }

    /** JES runs what it is given: it is the fence, which the first run has used up, that keeps the copy from being overwritten. */
    @Test
    void aJobThatIsSubmittedOnceMoreCopiesNothing() throws Exception {
        SlotText.write(laboratory.slots("0100"), "old");
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        ZosmfCall call = ZosmfCall.within(Duration.ofMinutes(1));
        try (Zosmf operator = Zosmf.of(laboratory.access())) {
            List<String> decks = new ArrayList<>();
            for (Job staged : jobs(operator)) {
                decks.add(operator.jobs().jcl(staged.ref(), call));
            }
            Binding established =
                    blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();
            SlotText.write(laboratory.slots("0100"), "new");

            assertThat(decks).hasSize(2);
            for (String deck : decks) {
                Job again = operator.jobs().submit(deck.replace(",TYPRUN=HOLD", ""), call);
                Job ended = operator.jobs().await(again.ref(), Pace.QUICK, call);
                assertThat(ended.completion().orElseThrow().kind()).isEqualTo(Completion.Kind.JCL_ERROR);
                operator.jobs().purge(ended.ref(), call);
            }

            assertThat(SlotText.read(laboratory.slots("0200"))).isEqualTo("old");
            assertThat(Runs.state(blade, group, established)).isInstanceOf(CopyState.Established.class);
            Runs.withdrawn(blade, group, established);
        }
    }

    private Set<String> frozen(String subsystem) {
        return laboratory.system().subsystem(subsystem).orElseThrow().frozen();
    }

    @Test
    void wrongCredentials() throws Exception {
        BladeException failure = failure(Laboratory.access(
                laboratory.face().url(),
                "STGADM",
                "letmein7",
                new Trust.Pinned(laboratory.face().fingerprint())));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-CREDENTIALS");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(failure).hasMessageNotContaining("letmein7");
        assertThat(failure.hint()).contains("'password.file'");
    }

    @Test
    void anotherCertificateThanThePinnedOne() throws Exception {
        BladeException failure = failure(
                Laboratory.access(laboratory.face().url(), "STGADM", "secret", new Trust.Pinned("0".repeat(64))));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-CERTIFICATE");
        assertThat(laboratory.carriedOut("login")).isZero();
    }

    @Test
    void anExpiredCertificateAlsoWhenItIsPinned() throws Exception {
        Path home = directory.resolve("expired");
        LabCertificate.create(
                home, Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(1)));
        try (ZosmfFace face = ZosmfFace.start(laboratory.face().array(), home, 0, List.of())) {
            BladeException failure =
                    failure(Laboratory.access(face.url(), "STGADM", "secret", new Trust.Pinned(face.fingerprint())));

            assertThat(failure.code()).isEqualTo("DFSMSDSS-CERTIFICATE");
            assertThat(failure.hint()).contains("renew it there");
        }
    }

    @Test
    void nobodyAtTheAddress() throws Exception {
        BladeException failure = failure(
                Laboratory.access("https://localhost:1/zosmf", "STGADM", "secret", new Trust.Pinned("0".repeat(64))));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-DOWN");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
    }

    @Test
    void anUnknownVolumeAndATargetThatIsTooSmall() throws Exception {
        assertThat(Runs.errors(blade.plan(Groups.of("ZLAB0002", "NOSUCH"), Runs.POLICY, Runs.soon())))
                .containsExactly("volume NOSUCH is not online in the subsystems that 'units' names");
        CopyPolicy small =
                CopyPolicy.builder().targets(List.of("PR0320:BK0200")).build();
        assertThat(Runs.errors(blade.plan(Groups.of("ZLAB0002", "PR0320"), small, Runs.soon())))
                .containsExactly("target BK0200 has 5 cylinders, fewer than the 9 of PR0320");
    }

    @Test
    void aCardThatJesRefuses() throws Exception {
        JobStyle wrong = new JobStyle("(ACCT),'COPYBLADE',CLASS=A", List.of("//LIB NOSUCH STATEMENT"), List.of());
        DfsmsdssBlade bad = Laboratory.blade(laboratory.access(), wrong);

        BladeException failure = catchThrowableOfType(BladeException.class, () -> {
            Binding prepared = Runs.prepared(bad, group, Runs.POLICY).binding();
            bad.establish(group, prepared, Hold.NONE, Runs.soon());
        });

        assertThat(failure.code()).isEqualTo("DFSMSDSS-JCL");
        assertThat(failure).hasMessageContaining("JCL ERROR");
        assertThat(failure.hint()).contains("'job.card'");
        withdrawnAndGone(bad);
        bad.close();
    }

    @Test
    void aJobThatAnOperatorCancels() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        try (Zosmf operator = Zosmf.of(laboratory.access())) {
            for (Job job : jobs(operator)) {
                operator.jobs().cancel(job.ref(), ZosmfCall.within(Duration.ofSeconds(10)));
            }
        }

        BladeException failure = establishFailure(prepared);

        assertThat(failure.code()).isIn("DFSMSDSS-CANCELLED", "DFSMSDSS-REFUSED");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Failed.class);
        withdrawnAndGone(blade);
    }

    @Test
    void aJobThatSomebodyPurged() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        try (Zosmf operator = Zosmf.of(laboratory.access())) {
            for (Job job : jobs(operator)) {
                operator.jobs().purge(job.ref(), ZosmfCall.within(Duration.ofSeconds(10)));
            }
        }

        assertThat(establishFailure(prepared).code()).isEqualTo("DFSMSDSS-STATE");
        withdrawnAndGone(blade);
    }

    @Test
    void aReportThatIsPurgedBeforeAnybodyReadsIt() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "release"));
        assertThat(establishFailure(prepared).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        try (Zosmf operator = Zosmf.of(laboratory.access())) {
            for (Job job : jobs(operator)) {
                operator.jobs().purge(job.ref(), ZosmfCall.within(Duration.ofSeconds(10)));
            }
        }

        assertThat(Runs.state(blade, group, prepared))
                .isEqualTo(
                        new CopyState.Failed("its job or the report of it is gone, and nobody can tell what it did"));
        withdrawnAndGone(blade);
    }

    @Test
    void zosmfThatIsOutOfOrderInTheWindow() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        for (int i = 0; i < 3; i++) {
            laboratory.fault(Fault.once(Fault.Kind.SERVER_ERROR, "job"));
        }
        laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "spool-read"));
        laboratory.fault(Fault.once(Fault.Kind.UNAUTHORIZED, "spool-files"));

        Binding established =
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();

        assertThat(laboratory.carriedOut("release")).isEqualTo(1);
        Runs.withdrawn(blade, group, established);
    }

    @Test
    void zosmfThatIsGoneFromTheWindow() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.close();

        BladeException failure = establishFailure(prepared, Call.within(Duration.ofSeconds(1)));

        assertThat(failure.code()).isIn("DFSMSDSS-DOWN", "DFSMSDSS-UNKNOWN");
        laboratory = Laboratory.start(directory);
        blade.close();
        blade = laboratory.blade();
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
        withdrawnAndGone(blade);
    }

    @Test
    void aTargetInTheWayOfAnotherRelation() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.system().establish(List.of(PairRequest.ofVolumes("0103", "0201")), Set.of(CopyOption.PERSISTENT));

        BladeException failure = establishFailure(prepared);

        assertThat(failure.code()).isEqualTo("DFSMSDSS-COPY");
        assertThat(failure).hasMessageContaining("1 of 2 members not copied, first PR0300");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Failed.class);
        withdrawnAndGone(blade);
    }

    /** What the storage says of a mirror that cannot be preserved is shown, and decides where it is required. */
    @Test
    void aTargetThatIsThePrimaryOfAMirror() throws Exception {
        stop();
        laboratory = Laboratory.mirrored(Files.createDirectory(directory.resolve("mirrored")), List.of("0200"));
        blade = laboratory.blade();
        CopyGroup one = Groups.of("ZLAB0003", "PR0100");
        for (MirroredTarget refusing : List.of(MirroredTarget.NO, MirroredTarget.PRESERVE_REQUIRED)) {
            Binding prepared = Runs.prepared(blade, one, mirrored(refusing)).binding();
            BladeException failure = catchThrowableOfType(
                    BladeException.class, () -> blade.establish(one, prepared, Hold.NONE, Runs.soon()));
            assertThat(failure.code()).as(refusing.name()).isEqualTo("DFSMSDSS-COPY");
            Runs.withdrawn(blade, one, prepared);
        }
        for (MirroredTarget allowing : List.of(MirroredTarget.ALLOW, MirroredTarget.PRESERVE_PREFERRED)) {
            Binding established = Runs.established(blade, one, mirrored(allowing));
            assertThat(blade.planRestore(one, established, one.memberNames(), Runs.soon()).stream()
                            .anyMatch(finding -> finding.text().contains("ADR850I")))
                    .as(allowing.name())
                    .isEqualTo(allowing == MirroredTarget.PRESERVE_PREFERRED);
            Runs.withdrawn(blade, one, established);
        }
    }

    /** The storage copies back onto it only where that is allowed; else everything goes through the host. */
    @Test
    void aSourceThatIsThePrimaryOfAMirror() throws Exception {
        stop();
        laboratory = Laboratory.mirrored(Files.createDirectory(directory.resolve("mirrored")), List.of("0100"));
        blade = laboratory.blade();
        CopyGroup one = Groups.of("ZLAB0003", "PR0100");
        for (MirroredTarget wanted : List.of(MirroredTarget.ALLOW, MirroredTarget.NO)) {
            SlotText.write(laboratory.slots("0100"), "old");
            Binding established = Runs.established(blade, one, mirrored(wanted));
            SlotText.write(laboratory.slots("0100"), "new");
            Binding restored = Runs.restored(blade, one, established);
            assertThat(SlotText.read(laboratory.slots("0100"))).isEqualTo("old");
            assertThat(laboratory.face().hostBytes() > 0)
                    .as("through the host with " + wanted)
                    .isEqualTo(wanted == MirroredTarget.NO);
            Runs.withdrawn(blade, one, restored);
        }
    }

    private static CopyPolicy mirrored(MirroredTarget wanted) {
        return CopyPolicy.builder()
                .targets(List.of("PR0100:BK0200"))
                .mirroredTarget(wanted)
                .build();
    }

    /** ADR324E, return code 16: what the target holds now, nobody knows. */
    @Test
    void aTargetLeftInPiecesIsNotTakenAgain() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Fault.Kind.PARTIAL_FAILURE, "dss-copy"));

        BladeException failure = establishFailure(prepared);

        assertThat(failure.code()).isEqualTo("DFSMSDSS-TARGET");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Failed.class);
        Runs.withdrawn(blade, group, prepared);
        String spoiled = blade.list(Runs.POLICY, Runs.soon()).get(0).where();
        assertThat(spoiled).startsWith("SYS2.COPYBLD.SPOILED.VBK020");
        String target = spoiled.substring(spoiled.length() - 6);
        assertThat(blade.plan(group, Runs.POLICY, Runs.soon()).copies())
                .noneMatch(copy -> copy.target().contains(target));
    }

    @Test
    void aSlowTaskLengthensTheWindowAndNothingElse() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Fault.Kind.SLOW, "dss-copy").withDelayMs(300));
        long before = System.nanoTime();

        Binding established =
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(299));
        assertThat(Runs.state(blade, group, established)).isInstanceOf(CopyState.Established.class);
        Runs.withdrawn(blade, group, established);
    }

    private List<Job> jobs(Zosmf operator) throws Exception {
        return operator.jobs().list(JobFilter.named(group.id().value()), ZosmfCall.within(Duration.ofSeconds(10)));
    }

    private void withdrawnAndGone(DfsmsdssBlade by) throws BladeException {
        Binding planned = by.plan(group, Runs.POLICY, Runs.soon()).binding();
        Runs.withdrawn(by, group, planned);
        assertThat(Runs.state(by, group, planned)).isInstanceOf(CopyState.Absent.class);
        assertThat(by.list(Runs.POLICY, Runs.soon())).isEmpty();
    }

    private BladeException establishFailure(Binding prepared) {
        return establishFailure(prepared, Runs.soon());
    }

    private BladeException establishFailure(Binding prepared, Call call) {
        return catchThrowableOfType(BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, call));
    }

    private BladeException failure(ZosmfAccess access) throws Exception {
        DfsmsdssBlade bad = Laboratory.blade(access, Laboratory.style());
        try {
            return catchThrowableOfType(BladeException.class, () -> bad.list(Runs.POLICY, Runs.soon()));
        } finally {
            bad.close();
        }
    }
}
