package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.Storage;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.itests.ims.BadInput.Remedy;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.Faults;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.NewVolume;
import org.copyblade.lab.array.OperationLog;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.ds8000.Ds8000Face;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be wrong with an installation on one DS8000, or happens behind its back: the command ends with an error that has a
 * code, a cause and a cure, IMS goes on, nothing is left over, and the next backup is COMPLETE.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImsBadInputIT {

    /** Of a source; those of an older backup, which goes first, do not count. */
    private static final int LIMIT_OF_RELATIONS = 12;

    /** So that others can have as many although there are backups. */
    private static final String MORE_RELATIONS = "\nmaximum_targets = 16";

    private static final String UNDER_A_FREEZE = "consistency=storage suspend.limit.ms=120000";

    @TempDir
    private static Path directory;

    private BadInputRig rig;

    @BeforeAll
    void start() throws Exception {
        rig = new BadInputRig(
                directory,
                Placement.on(Storage.DS8000),
                MORE_RELATIONS,
                Map.of("flashcopy", List.of(Technology.FLASHCOPY), "dfsmsdss", List.of(Technology.DFSMSDSS)));
    }

    @AfterAll
    void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    static List<BadInput> cases() {
        return BadInput.chosen(Stream.of(
                BadInput.of(
                        "wrong credentials",
                        "slb:backup flashcopy blade=flashcopy@wrong",
                        rig -> rig.withEndpoint(Technology.FLASHCOPY, "wrong", rig.wrongPassword()),
                        "DCM-4002",
                        "FLASHCOPY-CREDENTIALS",
                        "'admin'",
                        "'password.file'"),
                BadInput.of(
                        "expired certificate",
                        "slb:backup flashcopy blade=flashcopy@expired",
                        ImsBadInputIT::expired,
                        "DCM-4002",
                        "FLASHCOPY-CERTIFICATE",
                        "the certificate of the endpoint has expired at",
                        "renew it there"),
                BadInput.of(
                        "unknown volume",
                        "slb:backup flashcopy targets=0100:01FF",
                        rig -> Remedy.NONE,
                        "DCM-2001",
                        "imslg1",
                        "target 01FF does not exist (create it, or name another target)"),
                BadInput.of(
                        "target smaller than its source",
                        "slb:backup flashcopy targets=0103:0110",
                        rig -> Remedy.NONE,
                        "DCM-2001",
                        "imsarc",
                        "target 0110 has 16999200 bytes, its source 67996800 (name a target at least as large"),
                BadInput.of(
                        "storage at its limit of relations",
                        "slb:backup flashcopy",
                        ImsBadInputIT::limitOfRelations,
                        "DCM-2001",
                        "volume 0102 has 1",
                        "targets, and the storage allows 12",
                        "withdraw an older copy, or keep fewer generations"),
                BadInput.of(
                        "job card refused",
                        "slb:backup dfsmsdss blade=dfsmsdss@card",
                        rig -> rig.withEndpoint(
                                Technology.DFSMSDSS, "card", Map.of("job.statements", "//LIB NOSUCH STATEMENT")),
                        "DCM-4002",
                        "DFSMSDSS-JCL",
                        "'job.card'"),
                BadInput.of(
                        "job cancelled by an operator",
                        "slb:backup dfsmsdss",
                        faults(
                                Fault.once(Kind.SLOW, "dss-copy").withDelayMs(60_000),
                                Fault.once(Kind.JOB_CANCELLED, "release").withDelayMs(200)),
                        "DCM-4003",
                        "DFSMSDSS-CANCELLED",
                        "was cancelled",
                        "ask the operator why"),
                BadInput.of(
                        "spool purged before it is read",
                        "slb:backup dfsmsdss",
                        faults(
                                Fault.once(Kind.SPOOL_PURGED, "release"),
                                Fault.once(Kind.SLOW, "release").withDelayMs(2_000)),
                        "DCM-4003",
                        "DFSMSDSS-REPORT",
                        "was purged before it was",
                        "'job.card'"),
                BadInput.of(
                        "z/OSMF takes nothing for the window",
                        "slb:backup dfsmsdss",
                        faults(Fault.once(Kind.SERVER_ERROR, "release")),
                        "DCM-4003",
                        "DFSMSDSS-UNKNOWN",
                        "HTTP 503",
                        "see the z/OSMF server"),
                BadInput.of(
                        "z/OSMF down until members were to go on",
                        "slb:backup dfsmsdss",
                        ImsBadInputIT::zosmfDown,
                        "DCM-4003",
                        "DFSMSDSS-UNKNOWN",
                        "z/OSMF"),
                BadInput.of(
                        "freeze that ends before the copies are made",
                        "slb:backup dfsmsdss " + UNDER_A_FREEZE,
                        faults(Fault.once(Kind.TIMER_EXPIRY, "dss-cgcreated")),
                        "DCM-3005",
                        "did not hold writes of copy group"),
                BadInput.of(
                        "thaw that is not answered",
                        "slb:backup flashcopy " + UNDER_A_FREEZE,
                        faults(Fault.once(Kind.LOST_REPLY, "unfreeze")),
                        "DCM-3005",
                        "whether all writes were held is not known",
                        "let writes go"),
                BadInput.of(
                        "member that does not say that it is suspended",
                        "slb:backup flashcopy",
                        faults(Fault.once(Kind.LOST_REPLY, "suspend").withSystem("IMS2")),
                        "DCM-3003",
                        "IMS-SUSPEND",
                        "IMS2",
                        "'suspend.reply'"),
                BadInput.of(
                        "member that does not hear of the suspension",
                        "slb:backup flashcopy",
                        faults(Fault.once(Kind.LOST_REQUEST, "suspend").withSystem("IMS1")),
                        "DCM-3003",
                        "IMS-SUSPEND",
                        "IMS1",
                        "'suspend.reply'")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void badInput_isACodedErrorAndNothingElse(BadInput bad) throws Exception {
        rig.play(bad);
    }

    /** Shows also that what is looked at after each case is not in order by itself. */
    @Test
    void whatIsLookedAt_isFoundWhereItIsWrong() throws Exception {
        assertThatThrownBy(() -> BadInputRig.requireCoded("DCM-4002 it did not work"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> BadInputRig.requireCoded("DCM-4002 it\nHINT: wait\n\tat org.copyblade.X.y(X.java)"))
                .isInstanceOf(AssertionError.class);

        Instant began = Instant.now();
        rig.laboratory().plex().suspend(60_000);
        assertThatThrownBy(rig::requireWork).hasMessageContaining("suspended");
        Thread.sleep(1_000);
        rig.laboratory().plex().resume();
        rig.requireHeldLessThan(BadInputRig.SUSPEND_LIMIT, began);
        assertThatThrownBy(() -> rig.requireHeldLessThan(Duration.ofSeconds(1), began))
                .hasMessageContaining("longest silence");

        StorageSystem storage = rig.laboratory().systems().get(0);
        storage.put(new VolumeGroup("CB_NOBODYS", List.of("0100")));
        assertThatThrownBy(rig::requireNothingLeft).hasMessageContaining("CB_NOBODYS");
        storage.deleteGroup("CB_NOBODYS");
        rig.requireNothingLeft();
    }

    private static BadInput.Trouble faults(Fault... faults) {
        return rig -> {
            Stream.of(faults).forEach(rig.laboratory().faults()::add);
            return () -> assertThat(rig.laboratory().faults().pending())
                    .as("what was to go wrong, and did not")
                    .isEmpty();
        };
    }

    /** From the start of the copy to the first command after it, which is that to go on. */
    private static Remedy zosmfDown(BadInputRig rig) {
        Faults faults = rig.laboratory().faults();
        faults.add(Fault.once(Kind.SLOW, "dss-copy").withDelayMs(2_000));
        OperationLog log = rig.laboratory().log();
        CompletableFuture<LogWatch> up = new CompletableFuture<>();
        LogWatch down = LogWatch.at(log, Step.EFFECT, "release", () -> {
            faults.add(Fault.once(Kind.SERVER_ERROR, "*").withSystem("zosmf").hitting(0, 0));
            up.complete(LogWatch.at(log, Step.RECEIVED, "command", faults::clear));
        });
        return () -> {
            down.end();
            up.get().end();
        };
    }

    private static Remedy expired(BadInputRig rig) throws Exception {
        Path home = directory.resolve("expired");
        LabCertificate.create(
                home, Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(1)));
        Ds8000Face face = Ds8000Face.start(BadInputRig.SEED, home, 0);
        Remedy configured = rig.withEndpoint(
                Technology.FLASHCOPY,
                "expired",
                Map.of(
                        "port",
                        Integer.toString(face.endpoints().get(0).port()),
                        "certificate.sha256",
                        face.fingerprint()));
        return () -> {
            configured.takeEffect();
            face.close();
        };
    }

    /** Of one track each: volumes that are copied as a whole would have the label of their source. */
    private static Remedy limitOfRelations(BadInputRig rig) throws Exception {
        StorageSystem storage = rig.laboratory().systems().get(0);
        Volume source = storage.volume("0102").orElseThrow();
        List<PairRequest> pairs = new ArrayList<>();
        for (int number = 0; number < LIMIT_OF_RELATIONS; number++) {
            String id = String.format("03C%X", number);
            storage.create(new NewVolume(
                    Optional.of(id), "03", "THEIRS", Emulation.CKD, source.capacityBytes(), source.pool(), false));
            pairs.add(PairRequest.ofExtent(source.id(), new Extent(60, 1), id, 60));
        }
        assertThat(storage.establish(pairs, Set.of(CopyOption.PERSISTENT)))
                .extracting(PairResult::failure)
                .containsOnly(Optional.empty());
        return () -> {
            for (PairRequest pair : pairs) {
                storage.withdraw(storage.relations(pair.target()));
                storage.delete(pair.target());
            }
        };
    }
}
