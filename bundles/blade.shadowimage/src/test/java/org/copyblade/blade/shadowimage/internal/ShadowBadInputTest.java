package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.drive.VolumeGroups;
import org.copyblade.blade.shadowimage.internal.array.CopyEngine;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.NewPair;
import org.copyblade.blade.shadowimage.internal.rest.Access;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.vsp.VspFace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong credentials, volumes and pairs, and others who use the storage: a code, a cause, a cure, and nothing left behind. */
class ShadowBadInputTest {

    private static final GroupName THEIRS = GroupName.of("THEIRS");

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZBADIN01", 256, 257);
    private Laboratory laboratory;
    private ShadowImageBlade blade;
    private CopyEngine stranger;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 20000", "sessions = 3");
        blade = laboratory.blade();
        stranger = laboratory.stranger();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void wrongCredentialsAreNotTriedTwice() throws Exception {
        BladeException failure = failure(with(laboratory.access("admin", "letmein7"), trust()));

        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-CREDENTIALS");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(failure).hasMessageContaining("login of user 'admin'").hasMessageNotContaining("letmein7");
        assertThat(laboratory.carriedOut("login")).isEqualTo(1);
    }

    @Test
    void anotherCertificateThanThePinnedOneIsRefused() throws Exception {
        BladeException failure = failure(with(laboratory.access("admin", "secret"), new Trust.Pinned("0".repeat(64))));

        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-CERTIFICATE");
        assertThat(laboratory.carriedOut("login")).isZero();
    }

    @Test
    void anExpiredCertificateIsRefusedAlsoWhenItIsPinned(@TempDir Path home) throws Exception {
        LabCertificate.create(
                home, Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(1)));
        try (VspFace face = VspFace.start(laboratory.face().array(), home, 0)) {
            Access access = Laboratory.access(
                    URI.create(face.endpoints().get(0).url() + "/v1/objects/storages/" + LabSeed.STORAGE),
                    "admin",
                    "secret");
            for (Trust trust :
                    List.of(new Trust.Pinned(face.fingerprint()), new Trust.Authority(home.resolve("lab.pem")))) {
                BladeException failure = failure(with(access, trust));
                assertThat(failure.code()).isEqualTo("SHADOWIMAGE-CERTIFICATE");
                assertThat(failure).hasMessageContaining("the certificate of the endpoint has expired at ");
                assertThat(failure.hint()).contains("renew it");
            }
            assertThat(laboratory.carriedOut("login")).isZero();
            // The control: it is nothing else that is wrong with it.
            assertThat(failure(with(access, new Trust.Anybody()))).isNull();
        }
    }

    @Test
    void nobodyAtTheAddress() throws Exception {
        Access nowhere = Laboratory.access(URI.create("https://localhost:1/ConfigurationManager"), "admin", "secret");

        BladeException failure = failure(with(nowhere, trust()));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-DOWN");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
    }

    @Test
    void aFullTableOfSessionsIsSaidAndPasses() throws Exception {
        List<ShadowImageBlade> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(laboratory.blade());
            others.get(i).list(Runs.POLICY, Runs.soon());
        }

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.plan(group, Runs.POLICY, Runs.soon()));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-SESSIONS");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);

        others.forEach(ShadowImageBlade::close);
        assertThat(blade.plan(group, Runs.POLICY, Runs.soon()).isPossible()).isTrue();
    }

    @Test
    void aLockOfAnotherSessionIsSaidAndPassesAndDoesNotKeepASplitBack() throws Exception {
        CopyGroup first = Groups.of("ZBADIN02", 258);
        Binding ready = Runs.prepared(blade, first, Runs.POLICY).binding();
        Binding planned = Runs.plan(blade, group, Runs.POLICY).binding();
        Binding looked = blade.prepare(group, planned, Runs.soon()).binding();
        Binding creating = blade.prepare(group, looked, Runs.soon()).binding();
        Stranger locking = new Stranger(laboratory);
        locking.lock();

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, creating, Runs.soon()));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-LOCKED");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
        assertThat(failure).hasMessageContaining("KART40050-E");
        assertThat(laboratory.system().relations()).as("only those of before").hasSize(1);
        Binding split = blade.establish(first, ready, Hold.NONE, Runs.soon()).binding();

        locking.end();
        Binding prepared = Runs.withRetries(blade, group, creating, 0).binding();
        Runs.withdrawn(blade, group, prepared);
        Runs.withdrawn(blade, first, split);
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @Test
    void aVolumeThatIsInAnotherCopyGroupSinceThePlan() throws Exception {
        Binding planned = Runs.plan(blade, group, Runs.POLICY).binding();
        theirs(258, 513);

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, planned, Runs.soon()));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-TAKEN");
        assertThat(failure).hasMessageContaining("m257: target 513 is in copy group THEIRS");
        assertThat(failure.hint()).contains("name another target");
        assertThat(laboratory.carriedOut("create-pair")).isEqualTo(1);
        assertThat(Runs.withdrawn(blade, group, planned)).isNotNull();
        assertThat(laboratory.system().relations()).hasSize(1);
    }

    @Test
    void aVolumeThatIsTakenWhileThePairsAreMade() throws Exception {
        Binding planned = Runs.plan(blade, group, Runs.POLICY).binding();
        Binding creating = blade.prepare(group, planned, Runs.soon()).binding();
        theirs(258, 513);

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> Runs.withRetries(blade, group, creating, 0));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-TAKEN");
        assertThat(failure).hasMessageContaining("m257: target 513 is in copy group THEIRS");
        Runs.withdrawn(blade, group, creating);
        assertThat(laboratory.system().relations()).as("theirs stays").hasSize(1);
    }

    @Test
    void aPairInPsueIsRefusedBeforeTheSystemIsSuspended() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        new Stranger(laboratory).suspend(GroupName.of("ZBADIN01"), "v257");

        BladeException again =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, prepared, Runs.soon()));
        assertThat(again.code()).isEqualTo("SHADOWIMAGE-PAIR");
        assertThat(again).hasMessageContaining("pair 257:513 is in status PSUE/PSUE, not PAIR; nothing was split");
        BladeException look =
                catchThrowableOfType(BladeException.class, () -> blade.look(group, prepared, Runs.soon()));
        assertThat(look.code()).isEqualTo("SHADOWIMAGE-PAIR");
        assertThat(look.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
        assertThat(laboratory.carriedOut("split")).isZero();
        Runs.withdrawn(blade, group, prepared);
        assertThat(laboratory.system().relations()).isEmpty();
    }

    /** What changes after the last look: the storage itself refuses the order for all pairs, and a question says why. */
    @Test
    void aPairInPsueSinceTheLastLookIsRefusedByTheStorageForAll() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        blade.look(group, prepared, Runs.soon());
        new Stranger(laboratory).suspend(GroupName.of("ZBADIN01"), "v257");

        BladeException failure = catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-REFUSED");
        assertThat(failure).hasMessageContaining("ZBADIN01P_,ZBADIN01S_,v257 cannot be told to split in status PSUE");
        assertThat(Runs.state(blade, group, prepared))
                .isInstanceOfSatisfying(CopyState.Failed.class, state -> assertThat(state.why())
                        .isEqualTo("pair 257:513 is in status PSUE/PSUE"));
        Runs.withdrawn(blade, group, prepared);
        assertThat(laboratory.system().relations()).isEmpty();
    }

    /** The split answers with success for what is left: the question that proves a backup does not. */
    @Test
    void aPairThatSomebodyHasDeletedSinceTheLastLookIsMissed() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        blade.look(group, prepared, Runs.soon());
        new Stranger(laboratory).delete(GroupName.of("ZBADIN01"), "v257");

        Binding binding =
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();
        assertThat(Runs.state(blade, group, binding))
                .isInstanceOfSatisfying(CopyState.Failed.class, state -> assertThat(state.why())
                        .isEqualTo("only 1 of 2 pairs are there"));
        Runs.withdrawn(blade, group, binding);
        assertThat(laboratory.system().relations()).isEmpty();
    }

    /** Negative control beside it: without the look before it, the order reports success, and the image is the old one. */
    @Test
    void aGroupThatSomebodyElseHasSplitIsRefusedAlthoughTheStorageWouldReportSuccess() throws Exception {
        laboratory.slots(256).write("content", "old".getBytes(StandardCharsets.UTF_8));
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        stranger.split(GroupName.of("ZBADIN01"), Runs.soon());
        laboratory.slots(256).write("content", "new".getBytes(StandardCharsets.UTF_8));

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.look(group, prepared, Runs.soon()));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-PAIR");
        assertThat(failure).hasMessageContaining("pair 256:512 is in status PSUS/");
        stranger.split(GroupName.of("ZBADIN01"), Runs.soon());
        assertThat(laboratory.slots(512).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("old".getBytes(StandardCharsets.UTF_8)));
        Runs.withdrawn(blade, group, prepared);
    }

    @Test
    void volumesThatCannotBeCopied() throws Exception {
        assertThat(errors(Runs.POLICY, 300)).containsExactly("LDEV 300 is not defined");
        CopyGroup elsewhere = VolumeGroups.of("ZBADIN03", "886000999999", List.of("256"));
        assertThat(Runs.errors(Runs.plan(blade, elsewhere, Runs.POLICY).findings()))
                .containsExactly("volume 886000999999/256 is not on 886000123456, which this endpoint drives");
        assertThat(errors(fixed("256:1024"), 256))
                .singleElement()
                .asString()
                .startsWith("target 1024 is 3390-A of 3321 blocks, its source 3390-A of 1661");
        assertThat(errors(fixed("256:257"), 256))
                .containsExactly("target 257 is not among the target volumes of the endpoint");
        assertThat(errors(fixed("256"), 256)).containsExactly("'256' is no pair");
        CopyPolicy elsewherePool = CopyPolicy.builder().targetPool("2000-2010").build();
        assertThat(errors(elsewherePool, 256))
                .singleElement()
                .asString()
                .startsWith("there is no free target for LDEV 256");
    }

    @Test
    void aPoolThatIsNotThere_isFoundByThePlanOfSnapshots() throws Exception {
        CopyPolicy thin = CopyPolicy.builder()
                .method("thin-image")
                .backgroundCopy(CopyPolicy.BackgroundCopy.NOCOPY)
                .build();
        ShadowImageBlade poolless = Laboratory.blade(Laboratory.withPool(laboratory.settings(), 9));

        assertThat(Runs.errors(Runs.plan(poolless, group, thin).findings()))
                .containsExactly("there is no pool 9 for snapshots");
        assertThat(Runs.plan(poolless, group, Runs.POLICY).isPossible())
                .as("pairs need none")
                .isTrue();
        assertThat(Runs.errors(Runs.plan(blade, group, thin).findings())).isEmpty();
        poolless.close();
        assertThat(PoolCheck.findings(1, Optional.of("POLN"))).isEmpty();
        assertThat(Runs.errors(PoolCheck.findings(1, Optional.of("POLE"))))
                .containsExactly("pool 1 for snapshots is in status POLE");
    }

    /** The storage shows nobody how many it has left. */
    @Test
    void aStorageWithoutAFreeConsistencyGroup_saysSoBeforeAnythingIsHeld(@TempDir Path other) throws Exception {
        try (Laboratory full =
                Laboratory.start(other, "background_tracks_per_second = 20000", "consistency_groups = 1")) {
            ShadowImageBlade narrow = full.blade();
            CopyGroup first = Groups.of("ZBADIN05", 258);
            Binding theirs = Runs.established(narrow, first, Runs.POLICY);
            Binding planned = Runs.plan(narrow, group, Runs.POLICY).binding();

            BladeException failure =
                    catchThrowableOfType(BladeException.class, () -> Runs.withRetries(narrow, group, planned, 0));
            assertThat(failure.code()).isEqualTo("SHADOWIMAGE-REFUSED");
            assertThat(failure).hasMessageContaining("no free consistency group");
            assertThat(full.system().relations()).as("only those of before").hasSize(1);
            Runs.settled(narrow, first, theirs);
            Runs.withdrawn(narrow, first, theirs);
            assertThat(full.system().relations()).isEmpty();
            narrow.close();
        }
    }

    @Test
    void aFourthGenerationIsRefusedWithTheLimit() throws Exception {
        for (int generation = 1; generation <= 3; generation++) {
            Runs.established(blade, Groups.of("ZGENER0" + generation, 256), Runs.POLICY);
        }

        assertThat(errors(Runs.POLICY, 256))
                .containsExactly("LDEV 256 has 3 pairs, in ZGENER01, ZGENER02, ZGENER03, and the storage allows 3");
        assertThat(errors(Runs.POLICY, 512)).contains("LDEV 512 is the target of pair 256:512 in ZGENER01");
        CopyGroup fourth = Groups.of("ZGENER04", 256);
        assertThat(Runs.plan(blade, fourth, Runs.POLICY).findings())
                .extracting(BladeFinding::topic)
                .containsExactly(BladeFinding.Topic.LIMIT);
    }

    @Test
    void aCopyThatIsWithdrawnBeforeIsInNobodysWay() throws Exception {
        List<CopyGroup> older = new ArrayList<>();
        for (int generation = 1; generation <= 3; generation++) {
            older.add(Groups.of("ZGENER0" + generation, 256));
            Runs.established(blade, older.get(generation - 1), Runs.POLICY);
        }
        CopyPolicy freeing = CopyPolicy.builder()
                .targets(List.of("256:512"))
                .freed(Set.of(older.get(0).id()))
                .build();
        CopyPolicy another = CopyPolicy.builder()
                .targets(List.of("256:513"))
                .freed(Set.of(older.get(0).id()))
                .build();

        assertThat(errors(freeing, 256)).isEmpty();
        assertThat(errors(another, 256)).containsExactly("target 513 is in copy group ZGENER02");
    }

    /** The endpoint has kept its name, and got another host. */
    @Test
    void bindingOfAnotherStorage_isNeverActedOn() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        ShadowImageBlade moved = Laboratory.blade(
                Laboratory.settings("886000999999", laboratory.access("admin", "secret"), trust(), "512-551", false));
        Map<String, Attempt> attempts = Map.of(
                "prepare", () -> moved.prepare(group, prepared, Runs.soon()),
                "look", () -> moved.look(group, prepared, Runs.soon()),
                "establish", () -> moved.establish(group, prepared, Hold.NONE, Runs.soon()),
                "harden", () -> moved.harden(group, prepared, Runs.soon()),
                "query", () -> moved.query(group, prepared, Runs.soon()),
                "expose", () -> moved.expose(group, prepared, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon()),
                "plan of a restore", () -> moved.planRestore(group, prepared, group.memberNames(), Runs.soon()),
                "restore", () -> moved.restore(group, prepared, group.memberNames(), Runs.soon()),
                "withdraw", () -> moved.withdraw(group, prepared, Runs.soon()));

        attempts.forEach((what, attempt) -> {
            BladeException refused = catchThrowableOfType(BladeException.class, attempt::run);
            assertThat(refused).as(what).isNotNull();
            assertThat(refused.code()).as(what).isEqualTo("SHADOWIMAGE-STORAGE");
            assertThat(refused)
                    .hasMessage(
                            "copy group ZBADIN01 was planned on 886000123456, and endpoint 'lab' drives 886000999999");
        });
        moved.close();
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
        Runs.withdrawn(blade, group, prepared);
    }

    private interface Attempt {
        void run() throws BladeException;
    }

    /** The highest number of all, which is not defined: a plan asks for what is there, and no further. */
    @Test
    void targetsUpToTheHighestNumber_areAskedForOnce() throws Exception {
        ShadowImageBlade wide = Laboratory.blade(with(laboratory.access("admin", "secret"), trust(), "512-65279"));

        assertThat(wide.plan(group, Runs.POLICY, Call.within(Duration.ofSeconds(10)))
                        .isPossible())
                .isTrue();
        assertThat(laboratory.received("ldevs")).isLessThan(10);
        wide.close();
    }

    @Test
    void fixedPairsOfSeveralGenerations_areSets_ofWhichEachGenerationTakesOne() throws Exception {
        CopyPolicy two = CopyPolicy.builder()
                .generations(2)
                .targets(List.of("256:512", "257:513", "256:514", "257:515"))
                .build();
        CopyGroup first = Groups.of("ZGENER01", 256, 257);
        CopyGroup second = Groups.of("ZGENER02", 256, 257);
        CopyGroup third = Groups.of("ZGENER03", 256, 257);

        assertThat(targets(first, two)).containsExactly("512", "513");
        Runs.established(blade, first, two);
        assertThat(targets(second, two)).containsExactly("514", "515");
        Binding binding = Runs.established(blade, second, two);
        assertThat(Runs.errors(Runs.plan(blade, third, two).findings()))
                .containsExactly("target 512 is in copy group ZGENER01", "target 513 is in copy group ZGENER01");
        CopyPolicy freeing = CopyPolicy.builder()
                .generations(2)
                .targets(two.targets())
                .freed(Set.of(second.id()))
                .build();
        assertThat(targets(third, freeing)).containsExactly("514", "515");
        Runs.settled(blade, second, binding);
        Runs.withdrawn(blade, second, binding);
        assertThat(errors(fixedPairs("256:512", "257:512"), 256)).contains("the target of '257:512' is named twice");
    }

    @Test
    void volumesOfTheUndoPool_areNoTargets_alsoWhereThePoolsOverlap() throws Exception {
        CopyPolicy overlapping = CopyPolicy.builder()
                .targetPool("512-515")
                .reservedPool("512-513,515")
                .build();
        CopyPolicy whole = CopyPolicy.builder()
                .targetPool("512-515")
                .reservedPool("500-600")
                .build();
        CopyPolicy pair = CopyPolicy.builder()
                .targets(List.of("256:513"))
                .reservedPool("512-513")
                .build();

        assertThat(targets(Groups.of("ZBADIN04", 256), overlapping)).containsExactly("514");
        assertThat(errors(whole, 256)).singleElement().asString().startsWith("there is no free target for LDEV 256");
        assertThat(errors(pair, 256)).containsExactly("target 513 is reserved for undo copies");
    }

    private List<String> targets(CopyGroup copied, CopyPolicy policy) throws BladeException {
        CopyPlan plan = Runs.plan(blade, copied, policy);
        assertThat(Runs.errors(plan.findings())).isEmpty();
        return plan.copies().stream().map(PlannedCopy::target).toList();
    }

    @Test
    void targetsThatOnlyAnOperatorCanExplainAreListedWithoutBinding() throws Exception {
        theirs(258, 513);

        assertThat(blade.list(Runs.POLICY, Runs.soon())).singleElement().satisfies(copy -> {
            assertThat(copy.where()).isEqualTo("886000123456/THEIRS: 513");
            assertThat(copy.group()).isEmpty();
            assertThat(copy.binding()).isEmpty();
        });
    }

    @Test
    void aPairThatSomebodyHasAddedKeepsTheGroupFromBeingDeleted() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        Runs.settled(blade, group, binding);
        stranger.create(new NewPair(GroupName.of("ZBADIN01"), "x", 258, 540, 0, 15, false), false, Runs.soon());

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> Runs.withdrawn(blade, group, binding));
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-TAKEN");
        assertThat(failure.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
    }

    private void theirs(int pvol, int svol) throws Exception {
        stranger.create(new NewPair(THEIRS, "x", pvol, svol, 0, 15, false), true, Runs.soon());
    }

    private static CopyPolicy fixed(String pair) {
        return fixedPairs(pair);
    }

    private static CopyPolicy fixedPairs(String... pairs) {
        return CopyPolicy.builder().targets(List.of(pairs)).build();
    }

    private List<String> errors(CopyPolicy policy, int source) throws BladeException {
        return Runs.errors(
                Runs.plan(blade, Groups.of("ZBADIN04", source), policy).findings());
    }

    private Trust trust() {
        return laboratory.settings().trust();
    }

    private ShadowSettings with(Access access, Trust trust) {
        return with(access, trust, "512-551");
    }

    private static ShadowSettings with(Access access, Trust trust, String targets) {
        return Laboratory.settings(access, trust, targets, false);
    }

    private static BladeException failure(ShadowSettings settings) throws BladeException {
        ShadowImageBlade bad = Laboratory.blade(settings);
        try {
            return catchThrowableOfType(BladeException.class, () -> bad.list(Runs.POLICY, Runs.soon()));
        } finally {
            bad.close();
        }
    }
}
