package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.drive.VolumeGroups;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.face.LabCertificate;
import org.junit.jupiter.api.Test;

/** Wrong credentials, certificates and volumes: a code, a cause, a cure. */
class FlashBadInputTest extends LaboratoryForEach {

    private final CopyGroup group = Groups.of("ZBADIN01", "0100");

    @Test
    void wrongCredentialsAreNotTriedTwice() throws Exception {
        BladeException failure = failure(with(
                Laboratory.access(URI.create(laboratory.face().url()), "admin", "letmein7"),
                laboratory.settings().trust()));

        assertThat(failure.code()).isEqualTo("FLASHCOPY-CREDENTIALS");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(failure).hasMessageContaining("login of user 'admin'").hasMessageNotContaining("letmein7");
        assertThat(failure.hint()).contains("'password.file'");
        assertThat(laboratory.carriedOut("login")).isEqualTo(1);
    }

    @Test
    void anotherCertificateThanThePinnedOneIsRefused() throws Exception {
        String other = "0".repeat(64);

        BladeException failure = failure(with(laboratory.settings().access(), new Trust.Pinned(other)));

        assertThat(failure.code()).isEqualTo("FLASHCOPY-CERTIFICATE");
        assertThat(failure)
                .hasMessageContaining(
                        "shows the certificate " + laboratory.face().fingerprint());
        assertThat(laboratory.carriedOut("login")).isZero();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedAndItsOwnIsTaken() throws Exception {
        Path other = directory.resolve("other");
        LabCertificate.create(
                other, Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
        Access access = laboratory.settings().access();

        BladeException failure = failure(with(access, new Trust.Authority(other.resolve("lab.pem"))));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-CERTIFICATE");

        Path own = directory.resolve("lab/lab.pem");
        FlashCopyBlade trusting = Laboratory.blade(with(access, new Trust.Authority(own)));
        assertThat(trusting.list(Runs.POLICY, Runs.soon())).isEmpty();
        trusting.close();
    }

    @Test
    void anExpiredCertificateIsRefusedAlsoWhenItIsPinned() throws Exception {
        Path home = directory.resolve("expired");
        LabCertificate.create(
                home, Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(1)));
        try (var face =
                org.copyblade.lab.ds8000.Ds8000Face.start(laboratory.face().array(), home, 0)) {
            Access access = Laboratory.access(URI.create(face.url()), "admin", "secret");

            BladeException pinned = failure(with(access, new Trust.Pinned(face.fingerprint())));
            assertThat(pinned.code()).isEqualTo("FLASHCOPY-CERTIFICATE");
            assertThat(pinned).hasMessageContaining("the certificate of the endpoint has expired at ");
            assertThat(pinned.hint()).contains("renew it there");
            BladeException issued = failure(with(access, new Trust.Authority(home.resolve("lab.pem"))));
            assertThat(issued.code()).isEqualTo("FLASHCOPY-CERTIFICATE");
            assertThat(issued).hasMessageContaining("has expired at ");

            FlashCopyBlade careless = Laboratory.blade(with(access, new Trust.Anybody()));
            assertThat(careless.list(Runs.POLICY, Runs.soon())).isEmpty();
            careless.close();
        }
    }

    @Test
    void nobodyAtTheAddress() throws Exception {
        BladeException failure = failure(with(
                Laboratory.access(URI.create("https://localhost:1/api/v1"), "admin", "secret"),
                laboratory.settings().trust()));

        assertThat(failure.code()).isEqualTo("FLASHCOPY-DOWN");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
    }

    @Test
    void anUnknownVolume() throws Exception {
        assertThat(errors("0177")).containsExactly("volume 0177 does not exist");
    }

    @Test
    void aVolumeOfAnotherSystem() throws Exception {
        CopyGroup strange = VolumeGroups.of("ZBADIN02", "2107-75XYZ99", List.of("0100"));

        assertThat(Runs.errors(Runs.plan(blade, strange, Runs.POLICY).findings()))
                .containsExactly("volume 2107-75XYZ99/0100 is not on 2107-75ABC11, which this endpoint drives");
    }

    @Test
    void aTargetSmallerThanItsSource() throws Exception {
        CopyPolicy policy = CopyPolicy.builder().targets(List.of("0320:0200")).build();

        assertThat(errors(policy, "0320")).hasSize(1).first().asString().startsWith("target 0200 has ");
    }

    @Test
    void volumesOfTheUndoPool_areNoTargets_alsoWhereThePoolsOverlap() throws Exception {
        CopyPolicy overlapping = CopyPolicy.builder()
                .targetPool("0200-0203")
                .reservedPool("0200-0201,0203")
                .build();
        CopyPolicy whole = CopyPolicy.builder()
                .targetPool("0200-0203")
                .reservedPool("0200-02FF")
                .build();
        CopyPolicy pair = CopyPolicy.builder()
                .targets(List.of("0100:0201"))
                .reservedPool("0200-0201")
                .build();
        CopyPolicy bothPairs = CopyPolicy.builder()
                .targets(List.of("0100:0201"))
                .reservedTargets(List.of("0101:0201"))
                .build();
        CopyPolicy unreadable = CopyPolicy.builder().reservedPool("undo").build();

        assertThat(Runs.plan(blade, group, overlapping).copies())
                .extracting(PlannedCopy::target)
                .containsExactly("0202");
        assertThat(Runs.plan(blade, group, overlapping).headroom().freeCopies()).hasValue(1);
        assertThat(errors(whole, "0100"))
                .singleElement()
                .asString()
                .startsWith("there is no free target for volume 0100");
        assertThat(errors(pair, "0100")).containsExactly("target 0201 is reserved for undo copies");
        assertThat(errors(bothPairs, "0100")).containsExactly("target 0201 is reserved for undo copies");
        assertThat(errors(unreadable, "0100")).containsExactly("'undo' is no volume id and no range of them");
    }

    @Test
    void fixedPairsOfSeveralGenerations_areSets_ofWhichEachGenerationTakesOne() throws Exception {
        List<String> pairs = List.of("0100:0200", "0101:0201", "0100:0202", "0101:0203");
        CopyPolicy two = CopyPolicy.builder().generations(2).targets(pairs).build();
        CopyGroup first = Groups.of("ZGENER01", "0100", "0101");
        CopyGroup second = Groups.of("ZGENER02", "0100", "0101");
        CopyGroup third = Groups.of("ZGENER03", "0100", "0101");

        assertThat(Runs.plan(blade, first, two).headroom().freeCopies()).hasValue(2);
        assertThat(targets(first, two)).containsExactly("0200", "0201");
        Binding older = Runs.established(blade, first, two);
        assertThat(Runs.plan(blade, second, two).headroom().freeCopies()).hasValue(1);
        assertThat(targets(second, two)).containsExactly("0202", "0203");
        Binding younger = Runs.established(blade, second, two);
        assertThat(Runs.plan(blade, third, two).headroom().freeCopies()).hasValue(0);
        assertThat(Runs.errors(Runs.plan(blade, third, two).findings()))
                .anyMatch(text -> text.startsWith("target 0200 bears the mark of copy group ZGENER01"));
        CopyPolicy freeing = CopyPolicy.builder()
                .generations(2)
                .targets(pairs)
                .freed(Set.of(second.id()))
                .build();
        assertThat(targets(third, freeing)).containsExactly("0202", "0203");
        Runs.withdrawn(blade, first, older);
        Runs.withdrawn(blade, second, younger);
        CopyPolicy twice =
                CopyPolicy.builder().targets(List.of("0100:0200", "0101:0200")).build();
        assertThat(errors(twice, "0100")).contains("the target of '0101:0200' is named twice");
    }

    private List<String> targets(CopyGroup copied, CopyPolicy policy) throws BladeException {
        CopyPlan plan = Runs.plan(blade, copied, policy);
        assertThat(Runs.errors(plan.findings())).isEmpty();
        return plan.copies().stream().map(PlannedCopy::target).toList();
    }

    @Test
    void aTargetThatIsNotOurs() throws Exception {
        CopyPolicy policy = CopyPolicy.builder().targets(List.of("0100:0101")).build();

        assertThat(errors(policy, "0100"))
                .containsExactly("target 0101 is not among the target volumes of the endpoint");
    }

    /** Nothing that the API shows of a volume tells it from others, so only the storage can refuse it. */
    @Test
    void aTargetThatIsThePrimaryOfAMirror_isTheStoragesRefusal_unlessThePolicyAllowsIt() throws Exception {
        stop();
        laboratory = Laboratory.start(
                Files.createDirectory(directory.resolve("mirrored")),
                "background_tracks_per_second = 5000\nmirror_primaries = [\"0200\"]");
        blade = laboratory.blade();
        CopyPolicy.Builder pair = CopyPolicy.builder().targets(List.of("0100:0200"));
        Binding refused = Runs.prepared(blade, group, pair.build()).binding();

        BladeException failure = catchThrowableOfType(
                BladeException.class,
                () -> blade.establish(group, refused, org.copyblade.blade.spi.Hold.NONE, Runs.soon()));

        assertThat(failure.code()).isEqualTo("FLASHCOPY-REFUSED");
        assertThat(failure).hasMessageContaining("volume 0200 is the primary of a remote mirror");
        Runs.withdrawn(blade, group, refused);
        assertThat(laboratory.system().relations()).isEmpty();
        Binding allowed = Runs.established(
                blade,
                group,
                pair.mirroredTarget(CopyPolicy.MirroredTarget.ALLOW).build());
        assertThat(laboratory.system().relation("0100", "0200")).isPresent();
        Runs.withdrawn(blade, group, allowed);
    }

    @Test
    void aSpaceEfficientTargetWithoutLeave() throws Exception {
        CopyPolicy policy = CopyPolicy.builder().targets(List.of("0100:0310")).build();

        assertThat(errors(policy, "0100")).containsExactly("target 0310 is space-efficient");
        CopyPolicy allowed = CopyPolicy.builder()
                .targets(List.of("0100:0310"))
                .backgroundCopy(CopyPolicy.BackgroundCopy.NOCOPY)
                .spaceEfficient(true)
                .build();
        assertThat(errors(allowed, "0100")).isEmpty();
    }

    @Test
    void aSourceAtItsLimitOfRelations() throws Exception {
        for (int i = 0; i < 12; i++) {
            laboratory
                    .system()
                    .establish(
                            List.of(PairRequest.ofVolumes("0100", String.format("02%02X", i))),
                            Set.of(CopyOption.PERSISTENT));
        }

        assertThat(errors("0100")).containsExactly("volume 0100 has 12 targets, and the storage allows 12");
    }

    @Test
    void aLimitThatIsReachedAfterThePlanIsTheStoragesRefusal() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        for (int i = 1; i <= 12; i++) {
            laboratory
                    .system()
                    .establish(
                            List.of(PairRequest.ofVolumes("0100", String.format("02%02X", i))),
                            Set.of(CopyOption.PERSISTENT));
        }

        BladeException failure = catchThrowableOfType(
                BladeException.class,
                () -> blade.establish(group, prepared, org.copyblade.blade.spi.Hold.NONE, Runs.soon()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-REFUSED");
        assertThat(failure).hasMessageContaining("12 targets");
        Runs.withdrawn(blade, group, prepared);
    }

    @Test
    void aTargetThatSomebodyElseTookAfterThePlanIsNotOverwritten() throws Exception {
        Binding planned = Runs.plan(blade, group, Runs.POLICY).binding();
        laboratory.system().establish(List.of(PairRequest.ofVolumes("0101", "0200")), Set.of(CopyOption.PERSISTENT));

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, planned, Runs.soon()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-TAKEN");
        assertThat(failure).hasMessageContaining("target 0200 is in relation 0101:0200");
        assertThat(laboratory.system().volume("0200").orElseThrow().name()).isEqualTo("BACK_0200");
    }

    @Test
    void aTargetOfACopyThatIsFreedFirstIsNoObstacle() throws Exception {
        CopyPolicy.Builder pair = CopyPolicy.builder().targets(List.of("0100:0200"));
        Binding older = Runs.prepared(blade, group, pair.build()).binding();
        CopyGroup next = Groups.of("ZBADIN04", "0100");

        List<BladeFinding> taken = Runs.plan(blade, next, pair.build()).findings();
        assertThat(Runs.errors(taken)).containsExactly("target 0200 bears the mark of copy group ZBADIN01");
        assertThat(taken).extracting(BladeFinding::topic).containsExactly(BladeFinding.Topic.OTHERS_DATA);

        CopyPolicy freed = pair.freed(Set.of(group.id())).build();
        Binding planned = Runs.plan(blade, next, freed).binding();
        assertThat(Runs.errors(Runs.plan(blade, next, freed).findings())).isEmpty();
        Runs.withdrawn(blade, group, older);
        assertThat(blade.prepare(next, planned, Runs.soon())).isInstanceOf(Preparation.Prepared.class);
        Runs.withdrawn(blade, next, planned);
    }

    @Test
    void aPasswordFileOpenToOthersIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "secret\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
        Access access = new Access(
                URI.create(laboratory.face().url()),
                "admin",
                new org.copyblade.endpoint.PasswordFile(file),
                java.util.Optional.empty(),
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), 4));

        BladeException failure = failure(with(access, laboratory.settings().trust()));
        assertThat(failure.code()).isEqualTo("FLASHCOPY-CONFIG");
        assertThat(failure).hasMessageContaining("is open to others");

        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        FlashCopyBlade good =
                Laboratory.blade(with(access, laboratory.settings().trust()));
        assertThat(good.list(Runs.POLICY, Runs.soon())).isEmpty();
        good.close();
    }

    private List<String> errors(String source) throws BladeException {
        return errors(Runs.POLICY, source);
    }

    private List<String> errors(CopyPolicy policy, String source) throws BladeException {
        return Runs.errors(
                Runs.plan(blade, Groups.of("ZBADIN03", source), policy).findings());
    }

    private FlashSettings with(Access access, Trust trust) {
        FlashSettings settings = laboratory.settings();
        return new FlashSettings(
                settings.endpoint(),
                access,
                trust,
                settings.targets(),
                settings.targetPool(),
                settings.units(),
                settings.pairsPerRequest(),
                settings.freezeMargin(),
                settings.lateRequestLimit(),
                settings.rules(),
                settings.restore());
    }

    private BladeException failure(FlashSettings settings) throws BladeException {
        FlashCopyBlade bad = Laboratory.blade(settings);
        try {
            return catchThrowableOfType(BladeException.class, () -> bad.list(Runs.POLICY, Runs.soon()));
        } finally {
            bad.close();
        }
    }
}
