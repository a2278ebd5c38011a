package org.copyblade.itests.ims;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Storage;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.itests.rig.ManagerProcess.Listed;
import org.copyblade.itests.rig.Point;

/** What a manager does with the group of the laboratory when it is killed. */
enum ImsCrashScene {
    FLASHCOPY_BACKUP(
            Work.BACKUP,
            List.of(Technology.FLASHCOPY),
            "after flashcopy.establish",
            List.of("before flashcopy.prepare")),
    FLASHCOPY_REPLACEMENT(Work.REPLACEMENT, List.of(Technology.FLASHCOPY), "after flashcopy.withdraw", List.of()),
    DFSMSDSS_BACKUP(
            Work.BACKUP, List.of(Technology.DFSMSDSS), "after dfsmsdss.establish", List.of("before dfsmsdss.prepare")),
    /** Databases without their volumes, and all else with them. */
    DATA_SET_BACKUP(
            Work.BACKUP,
            Optional.of(Storage.DS8000),
            List.of(Technology.FLASHCOPY, Technology.DFSMSDSS),
            unused -> databasesByDataSet(),
            "after dfsmsdss.establish",
            List.of("before dfsmsdss.prepare", "after flashcopy.establish")),
    CLONE_BACKUP(Work.BACKUP, LabEndpoints::clones, "after timefinder.establish", List.of("before timefinder.prepare")),
    CLONE_REPLACEMENT(Work.REPLACEMENT, LabEndpoints::clones, "after timefinder.withdraw", List.of()),
    BCV_BACKUP(Work.BACKUP, LabEndpoints::bcvSets, "after timefinder.establish", List.of("before timefinder.prepare")),
    BCV_REPLACEMENT(Work.REPLACEMENT, LabEndpoints::bcvSets, "after timefinder.withdraw", List.of()),
    SHADOWIMAGE_BACKUP(
            Work.BACKUP,
            Storage.VSP,
            List.of(Technology.SHADOWIMAGE),
            unused -> Map.of(),
            "after shadowimage.establish",
            List.of("before shadowimage.prepare")),
    SHADOWIMAGE_INCREMENTAL_REPLACEMENT(
            Work.REPLACEMENT,
            Storage.VSP,
            List.of(Technology.SHADOWIMAGE),
            unused -> incremental(),
            "after shadowimage.prepare",
            List.of()),
    /** One after the other, so that points have an order. */
    MIXED_BACKUP(
            Work.BACKUP,
            Technology.ALL,
            "after flashcopy.establish",
            List.of(
                    "before shadowimage.prepare",
                    "after shadowimage.establish",
                    "after timefinder.establish",
                    "after dfsmsdss.establish")),
    MIXED_REPLACEMENT(
            Work.REPLACEMENT,
            Technology.ALL,
            "after flashcopy.withdraw",
            List.of("after shadowimage.withdraw", "after timefinder.withdraw", "after dfsmsdss.withdraw")),
    MIXED_INCREMENTAL_REPLACEMENT(
            Work.REPLACEMENT,
            Technology.ALL,
            unused -> LabEndpoints.incrementalPairsAndClonesBesideOthers(),
            "after timefinder.prepare",
            List.of("after shadowimage.prepare", "after flashcopy.withdraw", "after dfsmsdss.withdraw")),
    MIXED_DELETION(
            Work.DELETION,
            Technology.ALL,
            "after flashcopy.withdraw",
            List.of(
                    "after system.deregister",
                    "after shadowimage.withdraw",
                    "after timefinder.withdraw",
                    "after dfsmsdss.withdraw")),
    MIXED_CLONE_BACKUP(
            Work.BACKUP,
            Technology.ALL,
            unused -> LabEndpoints.clonesBesideOthers(),
            "after timefinder.establish",
            List.of("before timefinder.prepare", "after shadowimage.establish", "after flashcopy.establish")),
    MIXED_CLONE_REPLACEMENT(
            Work.REPLACEMENT,
            Technology.ALL,
            unused -> LabEndpoints.clonesBesideOthers(),
            "after timefinder.withdraw",
            List.of("after shadowimage.withdraw", "after flashcopy.withdraw", "after dfsmsdss.withdraw")),
    MIXED_BCV_BACKUP(
            Work.BACKUP,
            Technology.ALL,
            LabEndpoints::bcvSetsBesideOthers,
            "after timefinder.establish",
            List.of("before timefinder.prepare", "after shadowimage.establish", "after flashcopy.establish")),
    MIXED_THIN_IMAGE_BACKUP(
            Work.BACKUP,
            Technology.ALL,
            unused -> LabEndpoints.thinImageBesideOthers(),
            "after shadowimage.establish",
            List.of("before shadowimage.prepare", "after timefinder.establish", "after flashcopy.establish")),
    MIXED_THIN_IMAGE_REPLACEMENT(
            Work.REPLACEMENT,
            Technology.ALL,
            unused -> LabEndpoints.thinImageBesideOthers(),
            "after shadowimage.withdraw",
            List.of("after timefinder.withdraw", "after flashcopy.withdraw", "after dfsmsdss.withdraw")),
    DFSMSDSS_EXTRACTION(
            Work.EXTRACT, List.of(Technology.DFSMSDSS), "after dfsmsdss.copy", List.of("after dfsmsdss.expose")),
    FLASHCOPY_RESTORE(Work.RESTORE, List.of(Technology.FLASHCOPY), "after flashcopy.restore", List.of()),
    DFSMSDSS_RESTORE(Work.RESTORE, List.of(Technology.DFSMSDSS), "after dfsmsdss.restore", List.of()),
    CLONE_RESTORE(Work.RESTORE, LabEndpoints::clones, "after timefinder.restore", List.of()),
    SNAPVX_RESTORE(Work.RESTORE, unused -> Map.of(), "after timefinder.restore", List.of()),
    SHADOWIMAGE_RESTORE(
            Work.RESTORE,
            Storage.VSP,
            List.of(Technology.SHADOWIMAGE),
            unused -> Map.of(),
            "after shadowimage.restore",
            List.of()),
    THIN_IMAGE_RESTORE(
            Work.RESTORE,
            Storage.VSP,
            List.of(Technology.SHADOWIMAGE),
            unused -> LabEndpoints.thinImage(),
            "after shadowimage.restore",
            List.of()),
    MIXED_RESTORE(
            Work.RESTORE,
            Technology.ALL,
            "after flashcopy.restore",
            List.of("after shadowimage.restore", "after timefinder.restore", "after dfsmsdss.restore"));

    /** Those of two volumes have two names; a name of nothing gives nothing to anybody. */
    private static Map<String, String> databasesByDataSet() {
        return Map.of(
                "method.of.blade",
                "dfsmsdss=data-set",
                "blade.of.data.set",
                Stream.of("acct0001", "acct0002", "ctrl0001", "jrnl0001", "tlra0001", "tlra0002")
                        .flatMap(name -> Stream.of(name, name + "-v2"))
                        .map(name -> "bankprd.db." + name + "=dfsmsdss")
                        .collect(Collectors.joining(",")));
    }

    private static Map<String, String> incremental() {
        return Map.of("incremental", "yes");
    }

    /** What is done, and how many backups there are before. */
    private enum Work {
        BACKUP(1, List.of("before system.suspend", "after system.resume", "after system.register")),
        /** A backup whose targets another has, which goes first. */
        REPLACEMENT(2, List.of("after system.deregister")),
        DELETION(2, List.of()),
        /** A data set comes out of a backup while the group works. */
        EXTRACT(1, List.of()),
        RESTORE(1, List.of("before system.stop", "after system.start"));

        private final int before;
        private final List<String> landmarks;

        Work(int before, List<String> landmarks) {
            this.before = before;
            this.landmarks = landmarks;
        }
    }

    /** Of the laboratory's volumes for DFSMSdss a third is for data sets. */
    private static final Map<String, String> FOR_DATA_SETS =
            Map.of("target.volumes", "BK0310-BK0316,BK0320-BK0326", "data.set.volumes", "BK0330-BK0336");

    /** How many backups are kept. */
    private static final int GENERATIONS = 2;

    /** How long the group may be held; guards let it go on much earlier. */
    static final Duration SUSPEND_LIMIT = Duration.ofSeconds(20);

    private static final List<String> GUARDED = List.of(
            "before guard.start guard A",
            "after guard.start guard B",
            "before guard.send BEGIN to guard A",
            "after guard.send FINISH to guard B");

    /** Once a request without answer is older, it is not carried out any more: here nothing takes longer. Jobs have a fence. */
    private static final String LATE_REQUEST_LIMIT_S = "2";

    private final Work work;
    private final Optional<Storage> storage;
    private final List<Technology> technologies;
    private final Function<LabEndpoints, Map<String, String>> options;
    private final String firstDeath;
    private final List<String> landmarks;

    ImsCrashScene(Work work, List<Technology> technologies, String firstDeath, List<String> landmarks) {
        this(work, Storage.DS8000, technologies, unused -> Map.of(), firstDeath, landmarks);
    }

    /** By a method of TimeFinder. */
    ImsCrashScene(
            Work work, Function<LabEndpoints, Map<String, String>> method, String firstDeath, List<String> landmarks) {
        this(work, Storage.POWERMAX, List.of(Technology.TIMEFINDER), method, firstDeath, landmarks);
    }

    /** By all blades, one of them by a method that is said of it alone. */
    ImsCrashScene(
            Work work,
            List<Technology> technologies,
            Function<LabEndpoints, Map<String, String>> method,
            String firstDeath,
            List<String> landmarks) {
        this(work, Storage.DS8000, technologies, method, firstDeath, landmarks);
    }

    /** @param alone where the volumes are if there is one technology; they are everywhere if there are more */
    ImsCrashScene(
            Work work,
            Storage alone,
            List<Technology> technologies,
            Function<LabEndpoints, Map<String, String>> method,
            String firstDeath,
            List<String> landmarks) {
        this(
                work,
                technologies.size() > 1 ? Optional.empty() : Optional.of(alone),
                technologies,
                method,
                firstDeath,
                landmarks);
    }

    /** @param storage what all volumes are on; empty: they are spread over all storage systems */
    ImsCrashScene(
            Work work,
            Optional<Storage> storage,
            List<Technology> technologies,
            Function<LabEndpoints, Map<String, String>> method,
            String firstDeath,
            List<String> landmarks) {
        this.work = work;
        this.storage = storage;
        this.technologies = technologies;
        this.options = method;
        this.firstDeath = firstDeath;
        this.landmarks = landmarks;
    }

    /** What all volumes are on; empty: they are spread over all storage systems. */
    Optional<Storage> storage() {
        return storage;
    }

    /** Where the manager is killed whose settlement is then killed, too: when most is left open. */
    Point firstDeath() {
        return new Point(firstDeath, 1);
    }

    /** How many backups there are when it begins. */
    int before() {
        return work.before;
    }

    /** Whether a backup is taken where there is room for one. */
    boolean backsUp() {
        return work == Work.BACKUP;
    }

    /** Whether the group is stopped and its volumes are set back. */
    boolean restores() {
        return work == Work.RESTORE;
    }

    /** Whether some copies are data sets, which nobody can look into but by restoring them. */
    boolean copiesDataSets() {
        return this == DATA_SET_BACKUP;
    }

    /** Whether a backup may be used up by it. */
    boolean usesUp() {
        return restores() && (technologies.contains(Technology.FLASHCOPY) || this == THIN_IMAGE_RESTORE);
    }

    /** Whether a data set comes out of a backup. */
    boolean extracts() {
        return work == Work.EXTRACT;
    }

    /**
     * What to tell the manager.
     *
     * @param newestFirst its COMPLETE backups
     * @param dataSet what comes out, and under which name, if anything does
     */
    String command(List<Listed> newestFirst, String dataSet) {
        return switch (work) {
            case BACKUP, REPLACEMENT -> "backup";
            case DELETION -> "delete " + newestFirst.get(newestFirst.size() - 1).id();
            case EXTRACT -> "extract " + newestFirst.get(0).id() + " " + dataSet + " LABSYS";
            case RESTORE -> "restore " + newestFirst.get(0).id() + " without undo";
        };
    }

    /**
     * The points of it: where another backup goes first, only those until then, because the rest is as without it; and where
     * one is used up, only those until the system is as it should be, because it goes when the copy back has ended by then.
     */
    List<Point> points(List<Point> trace) {
        return switch (work) {
            case REPLACEMENT -> untilLast(trace, name -> name.endsWith(".withdraw"));
            case RESTORE -> untilLast(trace, name -> name.startsWith("after system."));
            case BACKUP, DELETION, EXTRACT -> trace;
        };
    }

    private static List<Point> untilLast(List<Point> trace, Predicate<String> wanted) {
        int end = trace.size();
        while (end > 0 && !wanted.test(trace.get(end - 1).name())) {
            end--;
        }
        return trace.subList(0, end);
    }

    /** Some points without which the trace would have missed what it is for. */
    List<String> landmarks() {
        return Stream.of(
                        List.of("before catalog.commit", "after catalog.commit", firstDeath),
                        work == Work.BACKUP ? GUARDED : List.<String>of(),
                        work.landmarks,
                        landmarks)
                .flatMap(List::stream)
                .toList();
    }

    /** Endpoints of its blades. */
    Map<String, Map<String, String>> blades(LabEndpoints endpoints) {
        Map<String, Map<String, String>> blades = new HashMap<>();
        for (Technology technology : technologies) {
            Map<String, String> keys = new HashMap<>(technology.endpoint().apply(endpoints));
            if (copiesDataSets() && technology == Technology.DFSMSDSS) {
                keys.putAll(FOR_DATA_SETS);
            }
            if (technology != Technology.DFSMSDSS) {
                keys.put("late.request.limit.s", LATE_REQUEST_LIMIT_S);
            }
            blades.put(technology.blade(), keys);
        }
        return blades;
    }

    Map<String, String> profile(LabEndpoints endpoints) {
        Map<String, String> keys = new HashMap<>(ImsLabConfiguration.profile(
                technologies.stream().map(Technology::blade).collect(Collectors.joining(","))));
        keys.putAll(options.apply(endpoints));
        keys.put("register", "true");
        keys.put("generations", Integer.toString(GENERATIONS));
        keys.put("parallel.tasks", "1");
        keys.put("suspend.limit.ms", Long.toString(SUSPEND_LIMIT.toMillis()));
        return keys;
    }
}
