package org.copyblade.itests.ims;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Placement;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.itests.ims.BadInput.Remedy;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.Snapshots;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VolumeGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be wrong, or happen behind its back, with a backup over all storage systems by all four blades: the command ends
 * with an error that has a code, a cause and a cure, IMS goes on, nothing is left over of any blade, and the next backup is
 * COMPLETE. Only with {@code -Pmatrix}: every build tries that with one storage system, and each blade by itself with its own
 * bad input.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedBadInputIT {

    private static final String COMMAND = "slb:backup mixed";
    private static final String VSP = "123456";
    private static final String POWERMAX = "000197900001";

    /** Of a volume: of the backups that are kept, of one that is taken meanwhile, and one of others. */
    private static final int MOST_SNAPSHOTS = 4;

    private static final String LIMITS = "\nmaximum_snapshots = " + MOST_SNAPSHOTS;

    /** For as long an answer is kept back, somebody else does something. */
    private static final long MEANWHILE_MS = 3_000;

    @TempDir
    private static Path directory;

    private BadInputRig rig;

    @BeforeAll
    void start() throws Exception {
        rig = new BadInputRig(
                directory,
                Placement.EVERYWHERE,
                LIMITS,
                Map.of(
                        "mixed",
                        List.of(
                                Technology.SHADOWIMAGE,
                                Technology.TIMEFINDER,
                                Technology.FLASHCOPY,
                                Technology.DFSMSDSS)));
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
                        "wrong credentials of the VSP",
                        "slb:backup mixed blade=shadowimage@wrong,timefinder,flashcopy,dfsmsdss",
                        rig -> rig.withEndpoint(Technology.SHADOWIMAGE, "wrong", rig.wrongPassword()),
                        "DCM-4002",
                        "SHADOWIMAGE-CREDENTIALS",
                        "'admin'",
                        "'password.file'"),
                BadInput.of(
                        "wrong credentials of Unisphere",
                        "slb:backup mixed blade=shadowimage,timefinder@wrong,flashcopy,dfsmsdss",
                        rig -> rig.withEndpoint(Technology.TIMEFINDER, "wrong", rig.wrongPassword()),
                        "DCM-4002",
                        "TIMEFINDER-CREDENTIALS",
                        "user 'admin'",
                        "'password.file'"),
                BadInput.of(
                        "storage group changed after the plan",
                        COMMAND,
                        rig -> meanwhile(rig, Kind.SLOW, "edit-group", () -> growNewestGroup(rig.storage(POWERMAX))),
                        "DCM-4002",
                        "TIMEFINDER-GROUP",
                        "with 00113",
                        "somebody has changed the storage group"),
                BadInput.of(
                        "storage group changed before its snapshot",
                        COMMAND,
                        rig -> meanwhile(
                                rig,
                                Kind.LATE_SUCCESS,
                                "establish",
                                POWERMAX,
                                () -> shrinkNewestGroup(rig.storage(POWERMAX))),
                        "DCM-4003",
                        "TIMEFINDER-GROUP"),
                BadInput.of(
                        "snapshot limit reached since the plan",
                        COMMAND,
                        rig -> {
                            Snapshots snapshots = rig.storage(POWERMAX).snapshots();
                            return both(
                                    meanwhile(
                                            rig,
                                            Kind.LATE_SUCCESS,
                                            "establish",
                                            POWERMAX,
                                            () -> takeAllSnapshots(snapshots)),
                                    () -> endTheirs(snapshots));
                        },
                        "DCM-4003",
                        "TIMEFINDER-LIMIT",
                        "withdraw older copies, or other snapshots of the volume"),
                BadInput.of(
                        "LDEV in another copy group since the plan",
                        COMMAND,
                        rig -> {
                            VspStranger stranger = stranger(rig);
                            Remedy watch = meanwhile(
                                    rig,
                                    Kind.LATE_SUCCESS,
                                    "create-pair",
                                    () -> takeTargets(rig.storage(VSP), stranger));
                            return both(watch, stranger::end);
                        },
                        "DCM-4002",
                        "SHADOWIMAGE-TAKEN",
                        "is in copy group THEIRS",
                        "name another target"),
                BadInput.of(
                        "LDEVs in other copy groups",
                        COMMAND + " generations=3",
                        rig -> {
                            VspStranger stranger = stranger(rig);
                            takeTargets(rig.storage(VSP), stranger);
                            return stranger::end;
                        },
                        "DCM-2001",
                        "there is no free target for LDEV"),
                BadInput.of(
                        "session table full",
                        "slb:backup mixed blade=shadowimage@full,timefinder,flashcopy,dfsmsdss",
                        rig -> {
                            Remedy configured = rig.withEndpoint(Technology.SHADOWIMAGE, "full", Map.of());
                            VspStranger stranger = stranger(rig);
                            stranger.takeAllSessions();
                            return both(stranger::end, configured);
                        },
                        "DCM-4002",
                        "SHADOWIMAGE-SESSIONS",
                        "end sessions that nobody needs"),
                BadInput.of(
                                "lock held by another",
                                COMMAND,
                                rig -> {
                                    VspStranger stranger = stranger(rig);
                                    stranger.lock();
                                    return stranger::end;
                                },
                                "DCM-4002",
                                "SHADOWIMAGE-LOCKED",
                                "have its resource lock released")
                        .keepingCopies(),
                BadInput.of(
                        "pair in PSUE while it is prepared",
                        COMMAND,
                        rig -> suspendedMeanwhile(rig, Kind.SLOW, "create-pair"),
                        "DCM-4002",
                        "SHADOWIMAGE-PAIR",
                        "is in status PSUE/PSUE",
                        "look why the storage has suspended the pair"),
                BadInput.of(
                        "pair in PSUE before it is split",
                        COMMAND,
                        rig -> suspendedMeanwhile(rig, Kind.LATE_SUCCESS, "split"),
                        "DCM-4003",
                        "SHADOWIMAGE-REFUSED",
                        "in status PSUE"),
                BadInput.of(
                        "hold of the storage over storage that cannot hold",
                        COMMAND + " consistency=storage",
                        rig -> Remedy.NONE,
                        "DCM-2001",
                        "no single instant and no hold of the storage reaches across all copies: ",
                        "shadowimage@lab cannot hold writes",
                        "timefinder@lab cannot hold writes"),
                BadInput.of(
                        "method that its blade does not have",
                        COMMAND + " method.of.blade=shadowimage=clone",
                        rig -> Remedy.NONE,
                        "DCM-2001",
                        "blade shadowimage@lab: ",
                        "'method.of.blade' sets it"),
                BadInput.of(
                        "method of a blade that copies nothing",
                        COMMAND + " method.of.blade=timefindr=clone",
                        rig -> Remedy.NONE,
                        "DCM-1002",
                        "'method.of.blade' names blade 'timefindr'",
                        "'blade' and 'blade.of.data.set' name shadowimage, timefinder"),
                BadInput.of(
                        "method of a blade that is no pair",
                        COMMAND + " method.of.blade=timefinder",
                        rig -> Remedy.NONE,
                        "DCM-1002",
                        "'method.of.blade' is 'timefinder' but must be pairs 'blade=value'"),
                BadInput.of(
                        "Unisphere takes nothing for the window",
                        COMMAND,
                        rig -> outOfOrder(rig, "establish", POWERMAX),
                        "DCM-4003",
                        "TIMEFINDER-UNKNOWN",
                        "HTTP 503"),
                BadInput.of(
                        "the VSP takes nothing for the window",
                        COMMAND,
                        rig -> outOfOrder(rig, "split", VSP),
                        "DCM-4003",
                        "SHADOWIMAGE-UNKNOWN",
                        "HTTP 503"),
                BadInput.of(
                        "z/OSMF takes nothing for the window",
                        COMMAND,
                        rig -> outOfOrder(rig, "release", "*"),
                        "DCM-4003",
                        "DFSMSDSS-UNKNOWN",
                        "HTTP 503")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void badInput_isACodedErrorAndNothingElse(BadInput bad) throws Exception {
        rig.play(bad);
    }

    private static Remedy outOfOrder(BadInputRig rig, String operation, String system) {
        rig.laboratory().faults().add(Fault.once(Kind.SERVER_ERROR, operation).withSystem(system));
        return Remedy.NONE;
    }

    private static VspStranger stranger(BadInputRig rig) throws Exception {
        LabEndpoints endpoints = rig.laboratory().endpoints();
        return new VspStranger(Technology.SHADOWIMAGE.endpoint().apply(endpoints));
    }

    /** Somebody leaves in PSUE what is being prepared. */
    private static Remedy suspendedMeanwhile(BadInputRig rig, Kind kind, String operation) throws Exception {
        VspStranger stranger = stranger(rig);
        return both(meanwhile(rig, kind, operation, stranger::suspendWhatFollows), stranger::end);
    }

    private static Remedy meanwhile(BadInputRig rig, Kind kind, String operation, LogWatch.Act act) {
        return meanwhile(rig, kind, operation, "*", act);
    }

    /** While the next such operation waits, before it is done or after. */
    private static Remedy meanwhile(BadInputRig rig, Kind kind, String operation, String system, LogWatch.Act act) {
        rig.laboratory()
                .faults()
                .add(Fault.once(kind, operation).withSystem(system).withDelayMs(MEANWHILE_MS));
        // Nobody else does anything of that name before: the backup is not asked for yet.
        Step step = kind == Kind.SLOW ? Step.EFFECT : Step.RECEIVED;
        return LogWatch.at(rig.laboratory().log(), step, operation, system, act)::end;
    }

    private static Remedy both(Remedy first, Remedy second) {
        return () -> {
            try {
                first.takeEffect();
            } finally {
                second.takeEffect();
            }
        };
    }

    private static VolumeGroup newestGroup(StorageSystem storage) {
        List<VolumeGroup> groups = storage.groups();
        return groups.get(groups.size() - 1);
    }

    private static void growNewestGroup(StorageSystem storage) throws Exception {
        VolumeGroup newest = newestGroup(storage);
        List<String> more = new ArrayList<>(newest.volumes());
        more.add("0113");
        storage.put(new VolumeGroup(newest.name(), more));
    }

    private static void shrinkNewestGroup(StorageSystem storage) throws Exception {
        VolumeGroup newest = newestGroup(storage);
        storage.put(new VolumeGroup(
                newest.name(), newest.volumes().subList(0, newest.volumes().size() - 1)));
    }

    private static void takeAllSnapshots(Snapshots snapshots) throws Exception {
        long there = snapshots.all().stream()
                .filter(snapshot -> snapshot.sources().contains("0103"))
                .count();
        for (long number = there; number < MOST_SNAPSHOTS; number++) {
            snapshots.take("THEIRS", List.of("0103"), Snapshot.Term.UNLIMITED);
        }
    }

    private static void endTheirs(Snapshots snapshots) throws Exception {
        for (Snapshot snapshot : snapshots.all()) {
            if (snapshot.name().equals("THEIRS")) {
                snapshots.terminate(snapshot.id(), snapshot.sources());
            }
        }
    }

    /** Every target of one source that is free, each with one of the other source. */
    private static void takeTargets(StorageSystem storage, VspStranger stranger)
            throws IOException, InterruptedException {
        String other = free(storage, "1").get(0);
        for (String target : free(storage, "0")) {
            stranger.pair(other, target);
        }
    }

    private static List<String> free(StorageSystem storage, String source) {
        return Stream.of("021", "022", "023")
                .map(target -> target + source)
                .filter(target -> storage.relations(target).isEmpty())
                .toList();
    }
}
