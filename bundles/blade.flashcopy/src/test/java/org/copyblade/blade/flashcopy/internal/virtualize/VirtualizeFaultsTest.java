package org.copyblade.blade.flashcopy.internal.virtualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.copyblade.blade.flashcopy.internal.rest.VirtualizeClient;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.endpoint.TlsContexts;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.face.LabCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way or is asked for wrongly: each with its code, cure, and the targets accounted for. */
class VirtualizeFaultsTest {
    @TempDir
    private Path directory;

    private ClusterLaboratory laboratory;
    private VirtualizeBlade blade;
    private int groups;

    @BeforeEach
    void start() throws Exception {
        laboratory = ClusterLaboratory.start(directory, 0);
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void tokenThatEndsInMidRun_isRenewedOnceAndNothingSentTwice() throws Exception {
        CopyGroup group = group("red", "green");
        Binding binding = prepared(group);
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, "startfcconsistgrp"));
        Binding established = blade.establish(group, binding, Hold.NONE, call()).binding();
        assertThat(laboratory.carriedOut("startfcconsistgrp")).isEqualTo(1);
        assertThat(blade.query(group, established, call())).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void everyTokenRefused_isAboutCredentials() throws Exception {
        CopyGroup group = group("red");
        Binding binding = prepared(group);
        laboratory.fault(new Fault(Kind.UNAUTHORIZED, "startfcconsistgrp", "*", 0, 2, 0, 0, 503));
        BladeException failure = failure(() -> blade.establish(group, binding, Hold.NONE, call()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-CREDENTIALS");
        assertThat(laboratory.carriedOut("startfcconsistgrp")).isZero();
        assertThat(blade.query(group, binding, call())).isInstanceOf(CopyState.Prepared.class);
    }

    @Test
    void serverErrorAtTheStart_isSettledByLooking() throws Exception {
        CopyGroup group = group("red");
        Binding binding = prepared(group);
        for (int status : new int[] {502, 503}) {
            laboratory.fault(Fault.once(Kind.SERVER_ERROR, "startfcconsistgrp").withStatus(status));
            BladeException failure = failure(() -> blade.establish(group, binding, Hold.NONE, call()));
            assertThat(failure.code()).isEqualTo("FLASHCOPY-UNKNOWN");
            assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        }
        assertThat(blade.query(group, binding, call())).isInstanceOf(CopyState.Prepared.class);
        withdraw(group, binding);
    }

    @Test
    void slowStart_isOneInstantAllTheSame() throws Exception {
        CopyGroup group = group("red", "green");
        Binding binding = prepared(group);
        laboratory.fault(Fault.once(Kind.SLOW, "startfcconsistgrp").withDelayMs(150));
        assertThat(blade.establish(group, binding, Hold.NONE, call()).storageNanos())
                .isGreaterThan(Duration.ofMillis(149).toNanos());
        assertThat(laboratory.system().relations()).hasSize(2);
    }

    @Test
    void refusedStart_hasStartedNothing() throws Exception {
        CopyGroup group = group("red", "green");
        Binding binding = prepared(group);
        laboratory.fault(Fault.once(Kind.PARTIAL_FAILURE, "startfcconsistgrp").withElement(1));
        BladeException failure = failure(() -> blade.establish(group, binding, Hold.NONE, call()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-REFUSED");
        assertThat(failure.getMessage())
                .startsWith("cannot establish " + group.id() + ": startfcconsistgrp: CMMVC5903E Mapping");
        assertThat(failure.hint())
                .isEqualTo("somebody else has started or stopped the mappings of the group: ask for its state");
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @Test
    void lostAnswersOfPreparation_leaveNoSecondMapping() throws Exception {
        CopyGroup group = group("red");
        for (String command : List.of("mkfcconsistgrp", "mkfcmap", "prestartfcconsistgrp")) {
            laboratory.fault(Fault.once(Kind.LOST_REPLY, command));
        }
        Binding binding = blade.plan(group, policy(), call()).binding();
        int lost = 0;
        for (int step = 0; step < 200; step++) {
            try {
                Preparation answer = blade.prepare(group, binding, call());
                binding = answer.binding();
                if (answer instanceof Preparation.Prepared) {
                    break;
                }
            } catch (BladeException e) {
                assertThat(e.recovery()).isEqualTo(Recovery.RETRY);
                lost++;
            }
        }
        assertThat(lost).isEqualTo(3);
        assertThat(blade.query(group, binding, call())).isInstanceOf(CopyState.Prepared.class);
        assertThat(laboratory.carriedOut("mkfcmap")).isEqualTo(1);
    }

    @Test
    void mappingTakenOutOfItsGroup_isAskedAbout() throws Exception {
        CopyGroup group = group("red");
        Binding binding =
                blade.establish(group, prepared(group), Hold.NONE, call()).binding();
        client().run(
                        "rmfcconsistgrp",
                        GroupMark.copy(group.id()),
                        JsonNodeFactory.instance.objectNode().put("force", true),
                        call());
        assertThat(blade.query(group, binding, call())).isInstanceOf(CopyState.Failed.class);
        BladeException failure = failure(() -> blade.withdraw(group, binding, call()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-TAKEN");
        assertThat(failure.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
        assertThat(blade.list(policy(), call())).hasSize(1).allSatisfy(copy -> assertThat(copy.binding())
                .isEmpty());
    }

    @Test
    void stoppedMapping_isAFailedCopyThatCanBeWithdrawn() throws Exception {
        CopyGroup group = group("red");
        Binding binding =
                blade.establish(group, prepared(group), Hold.NONE, call()).binding();
        client().run("stopfcconsistgrp", GroupMark.copy(group.id()), JsonNodeFactory.instance.objectNode(), call());
        assertThat(blade.query(group, binding, call()))
                .isInstanceOfSatisfying(CopyState.Failed.class, state -> assertThat(state.why())
                        .endsWith("is stopped, and its target unusable"));
        withdraw(group, binding);
        assertThat(blade.query(group, binding, call())).isInstanceOf(CopyState.Absent.class);
    }

    @Test
    void wrongPassword_namesTheUser() throws Exception {
        VirtualizeBlade wrong = ClusterLaboratory.blade(ClusterLaboratory.settings(
                laboratory.face().url(),
                "wrong",
                new Trust.Pinned(laboratory.face().fingerprint())));
        BladeException failure = failure(() -> wrong.list(policy(), call()));
        wrong.close();
        assertThat(failure.code()).isEqualTo("FLASHCOPY-CREDENTIALS");
        assertThat(failure).hasMessageContaining("login of user 'admin': refused, HTTP 403");
    }

    @Test
    void certificateThatIsAnotherOrHasExpired_isRefused() throws Exception {
        VirtualizeBlade other = ClusterLaboratory.blade(
                ClusterLaboratory.settings(laboratory.face().url(), "secret", new Trust.Pinned("0".repeat(64))));
        assertThat(failure(() -> other.list(policy(), call())).code()).isEqualTo("FLASHCOPY-CERTIFICATE");
        other.close();
        Path aged = Files.createDirectory(directory.resolve("aged"));
        Files.createDirectory(aged.resolve("lab"));
        LabCertificate.create(
                aged.resolve("lab"),
                Instant.now().minus(Duration.ofDays(9)),
                Instant.now().minus(Duration.ofDays(2)));
        try (ClusterLaboratory expired = ClusterLaboratory.start(aged, 0)) {
            VirtualizeBlade trusting = expired.blade();
            assertThat(failure(() -> trusting.list(policy(), call())).code()).isEqualTo("FLASHCOPY-CERTIFICATE");
            trusting.close();
        }
    }

    @Test
    void nobodyAtTheAddress_isDown() throws Exception {
        String url = laboratory.face().url();
        laboratory.close();
        VirtualizeBlade lonely =
                ClusterLaboratory.blade(ClusterLaboratory.settings(url, "secret", new Trust.Anybody()));
        assertThat(failure(() -> lonely.list(policy(), call())).code()).isEqualTo("FLASHCOPY-DOWN");
        lonely.close();
        laboratory = ClusterLaboratory.start(directory, 0);
    }

    @Test
    void targetsThatDoNotFit_areFoundByThePlan() throws Exception {
        CopyGroup group = group("red");
        assertThat(errors(group, fixed("prod_1000:large")))
                .contains("target large has 2097152 bytes, its source 1048576");
        assertThat(errors(group, fixed("prod_1000:alien"))).contains("target alien does not belong to Copyblade");
        assertThat(errors(group, fixed("prod_1000:nobody")))
                .contains("'prod_1000:nobody' is no pair of volumes that exist");
        assertThat(errors(
                        group,
                        CopyPolicy.builder()
                                .incremental(CopyPolicy.Incremental.YES)
                                .build()))
                .hasSize(1);
        CopyGroup other = group("green");
        Binding binding = prepared(other);
        String taken = blade.plan(group, policy(), call()).copies().get(0).target();
        assertThat(taken).as("not the one that is taken").isEqualTo("back_1021");
        assertThat(errors(group, fixed("prod_1000:back_1020")))
                .contains("target back_1020 is in mapping 1 of group " + GroupMark.copy(other.id()));
        withdraw(other, binding);
    }

    @Test
    void groupBeyondTheLimitOfTheSystem_isFoundByThePlan() throws Exception {
        ClusterSettings usual = laboratory.settings();
        VirtualizeBlade narrow = ClusterLaboratory.blade(new ClusterSettings(
                usual.endpoint(), usual.access(), usual.trust(), usual.targets(), usual.paths(), 100, 1));
        CopyPlan plan = narrow.plan(group("red", "green"), policy(), call());
        narrow.close();
        assertThat(plan.findings())
                .extracting(BladeFinding::text)
                .contains("2 volumes do not fit into one consistency group of 1 mappings");
    }

    @Test
    void volumeDeletedAfterThePlan_isNotPrepared() throws Exception {
        CopyGroup group = group("red");
        Binding binding = blade.plan(group, policy(), call()).binding();
        laboratory.system().delete("1020");
        BladeException failure = failure(() -> blade.prepare(group, binding, call()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-TAKEN");
        assertThat(failure).hasMessageContaining("does not exist");
    }

    @Test
    void deviceOfAVolume_isLocatedToo() throws Exception {
        LocatedVolume byPath =
                blade.locate(List.of(HostVolume.path("/srv/red/")), call()).get(0);
        String uid = VdiskSource.parse(byPath.storageId()).orElseThrow().uid();
        String device = "/dev/disk/by-id/wwn-0x" + uid.toLowerCase(Locale.ROOT);
        assertThat(blade.locate(List.of(HostVolume.path(device), HostVolume.volser("PR0100")), call()))
                .extracting(LocatedVolume::storageId)
                .containsExactly(byPath.storageId());
    }

    private interface Attempt {
        Object run() throws BladeException;
    }

    private static BladeException failure(Attempt attempt) {
        return catchThrowableOfType(BladeException.class, attempt::run);
    }

    private VirtualizeClient client() throws Exception {
        return new VirtualizeClient(
                laboratory.settings().access(),
                TlsContexts.of(laboratory.settings().trust()),
                ForkJoinPool.commonPool());
    }

    private List<String> errors(CopyGroup group, CopyPolicy policy) throws BladeException {
        return blade.plan(group, policy, call()).findings().stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .map(BladeFinding::text)
                .toList();
    }

    @Test
    void volumesOfTheUndoPool_areNoTargets_alsoWhereThePoolsOverlap() throws Exception {
        CopyGroup group = group("red");
        CopyPolicy overlapping = CopyPolicy.builder()
                .targetPool("back_*")
                .reservedPool("back_102*,back_102A")
                .build();
        CopyPolicy whole =
                CopyPolicy.builder().targetPool("back_*").reservedPool("back*").build();
        CopyPolicy pair = CopyPolicy.builder()
                .targets(List.of("prod_1000:back_1021"))
                .reservedPool("back_1021")
                .build();

        assertThat(blade.plan(
                                group,
                                CopyPolicy.builder().reservedPool("back_1020").build(),
                                call())
                        .copies())
                .extracting(PlannedCopy::target)
                .containsExactly("back_1021");
        assertThat(errors(group, overlapping))
                .singleElement()
                .asString()
                .startsWith("there is no free target for volume prod_1000");
        assertThat(errors(group, whole))
                .singleElement()
                .asString()
                .startsWith("there is no free target for volume prod_1000");
        assertThat(errors(group, pair)).containsExactly("target back_1021 is reserved for undo copies");
    }

    @Test
    void fixedPairsOfSeveralGenerations_areSets_ofWhichEachGenerationTakesOne() throws Exception {
        List<String> pairs =
                List.of("prod_1000:back_1020", "prod_1001:back_1021", "prod_1000:back_1022", "prod_1001:back_1023");
        CopyPolicy two = CopyPolicy.builder().generations(2).targets(pairs).build();
        CopyGroup first = group("red", "green");
        CopyGroup second = group("red", "green");
        CopyGroup third = group("red", "green");

        assertThat(blade.plan(first, two, call()).headroom().freeCopies()).hasValue(2);
        assertThat(targets(first, two)).containsExactly("back_1020", "back_1021");
        Binding older = prepared(first, two);
        assertThat(blade.plan(second, two, call()).headroom().freeCopies()).hasValue(1);
        assertThat(targets(second, two)).containsExactly("back_1022", "back_1023");
        Binding younger = prepared(second, two);
        assertThat(blade.plan(third, two, call()).headroom().freeCopies()).hasValue(0);
        assertThat(errors(third, two)).anyMatch(text -> text.startsWith("target back_1020 is in mapping "));
        CopyPolicy freeing = CopyPolicy.builder()
                .generations(2)
                .targets(pairs)
                .freed(Set.of(second.id()))
                .build();
        assertThat(targets(third, freeing)).containsExactly("back_1022", "back_1023");
        withdraw(first, older);
        withdraw(second, younger);
        CopyPolicy twice = CopyPolicy.builder()
                .targets(List.of("prod_1000:back_1020", "prod_1001:back_1020"))
                .build();
        assertThat(errors(first, twice)).contains("the target of 'prod_1001:back_1020' is named twice");
    }

    private List<String> targets(CopyGroup copied, CopyPolicy policy) throws BladeException {
        assertThat(errors(copied, policy)).isEmpty();
        return blade.plan(copied, policy, call()).copies().stream()
                .map(PlannedCopy::target)
                .toList();
    }

    private static CopyPolicy fixed(String pair) {
        return CopyPolicy.builder().targets(List.of(pair)).build();
    }

    private Binding prepared(CopyGroup group) throws Exception {
        return prepared(group, policy());
    }

    private Binding prepared(CopyGroup group, CopyPolicy policy) throws Exception {
        Binding binding = blade.plan(group, policy, call()).binding();
        for (int step = 0; step < 2_000; step++) {
            Preparation answer = blade.prepare(group, binding, call());
            binding = answer.binding();
            if (answer instanceof Preparation.Prepared) {
                return binding;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("prepare has not ended");
    }

    private void withdraw(CopyGroup group, Binding binding) throws Exception {
        Binding newest = binding;
        for (int step = 0; step < 2_000; step++) {
            Advance advance = blade.withdraw(group, newest, call());
            newest = advance.binding();
            if (advance instanceof Advance.Done) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("withdraw has not ended");
    }

    private CopyGroup group(String... names) throws BladeException {
        List<CopyMember> members = new ArrayList<>();
        for (String name : names) {
            LocatedVolume located = blade.locate(List.of(HostVolume.path("/srv/" + name)), call())
                    .get(0);
            members.add(CopyMember.whole(name, located.storageId()));
        }
        return new CopyGroup(new CopyGroupId(String.format("T%07d", ++groups)), members);
    }

    private static CopyPolicy policy() {
        return CopyPolicy.builder().build();
    }

    private static Call call() {
        return Call.within(Duration.ofSeconds(60));
    }
}
