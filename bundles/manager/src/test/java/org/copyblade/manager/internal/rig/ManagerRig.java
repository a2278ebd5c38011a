package org.copyblade.manager.internal.rig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.SetupReport;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.blade.memory.MemoryStorage;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.DataSetCopier;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.HoldTimer;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.LastLook;
import org.copyblade.blade.spi.LateRequests;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.RestoreBeside;
import org.copyblade.blade.spi.RestoreChoice;
import org.copyblade.blade.spi.SecureCopies;
import org.copyblade.catalog.Catalog;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.blade.BladesWithoutEndpoint;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.place.OwnPlace;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.copyblade.manager.internal.run.Waits;
import org.copyblade.manager.internal.schedule.MissedRun;
import org.copyblade.manager.internal.service.BackupsFront;
import org.copyblade.manager.internal.service.BladesFront;
import org.copyblade.manager.internal.service.ManagerCore;
import org.copyblade.manager.internal.service.ReconciliationFront;
import org.copyblade.manager.internal.service.RestoresFront;
import org.copyblade.manager.internal.service.RunsFront;
import org.copyblade.manager.internal.service.SetupFront;
import org.copyblade.manager.internal.service.SystemsFront;
import org.copyblade.manager.internal.system.RefusedAdapters;
import org.copyblade.manager.internal.system.SystemRegistry;
import org.copyblade.system.memory.MemoryServer;
import org.copyblade.system.memory.MemorySystem;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.Barrable;
import org.copyblade.system.spi.CopyChecker;
import org.copyblade.system.spi.Deregistrar;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Registrar;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.Suspendable;

/**
 * A manager over storage, system and catalog in memory. Storage, system and catalog outlive the manager: {@link #restart}
 * makes another one over them.
 */
public final class ManagerRig implements AutoCloseable {

    /** Name of the system and of its only profile. */
    public static final String SYSTEM = "bank";

    /** How the targets begin that nothing takes by itself: one set, if all of the system is on one storage. */
    public static final String RESERVE = "reserve-";

    private static final int TARGETS = 12;
    private static final int RESERVED = 3;
    private static final int COPIER = 1_000;
    private static final int ANOTHER = 2_000;

    /** What is in memory needs no time to recover. */
    private static final Duration RETRY = Duration.ofMillis(1);

    private static final Duration LOOK = Duration.ofMillis(20);

    /** The one storage, or the first of several. */
    public final MemoryStorage storage;

    /** All of them: with several, the log is on the first and each data set on one of the others. */
    public final List<MemoryStorage> storages;

    public final MemoryServer server;
    public final InMemoryCatalog catalog = new InMemoryCatalog();
    public final Map<String, String> options =
            new HashMap<>(Map.of("system", SYSTEM, "blade", "memory", "suspend.limit.ms", "20000", "generations", "2"));

    /** Options of further profiles, by their names. */
    public final Map<String, Map<String, String>> otherProfiles = new TreeMap<>();

    /** Where the manager itself writes, from the next {@link #restart} on. */
    public final List<OwnPlace> places = new ArrayList<>();

    /** What this manager protects, from the next {@link #restart} on. */
    public Claims claims = new Claims(Optional.empty(), "");

    /** How long a step waits for what is absent, from the next {@link #restart} on. */
    public Duration absent = Duration.ofSeconds(60);

    /** How long a storage is waited for once the manager stops, from the next {@link #restart} on. */
    public Duration leaving = Duration.ofSeconds(30);

    /** How long a run waits for the end of guards, from the next {@link #restart} on. */
    public Duration disarming = Duration.ofSeconds(30);

    /** Whether the blades are slow without end, as storage is that still copies. */
    public volatile boolean endless;

    /** Whether the blades say that they still copy back, as storage does that lets work go on meanwhile. */
    public volatile boolean copiesOn;

    /** Whether the adapter can make its recovery control forget, from the next {@link #upgradeSystem} on. */
    public boolean forgetful = true;

    /** Whether the blades can keep manifests beside their copies, from the next {@link #restart} on. */
    public boolean keeping = true;

    /** Whether there is a blade that copies data sets, from the next {@link #restart} on. */
    public boolean copies;

    /** What that blade works with. */
    public final MemoryCopier copier;

    /** Whether the blades copy back member by member and note in their bindings how far, from the next {@link #restart} on. */
    public boolean stepping;

    /** Whether such blades use each member up that they have copied back, from the next {@link #restart} on. */
    public boolean swapping;

    /** Whether the targets of such blades follow their sources until all is back, from the next {@link #restart} on. */
    public boolean mirroring;

    /** Whether such blades refuse every copy back for good. */
    public volatile boolean refusedForGood;

    /** Copy groups whose targets follow their sources, as their storage knows. */
    private final Map<Integer, Set<String>> following = new ConcurrentHashMap<>();

    /** Scheduled starts that did not happen. */
    public final List<MissedRun> missedRuns = new ArrayList<>();

    /** Profiles of which something is refused. */
    public final List<RefusedProfile> refusedProfiles = new ArrayList<>();

    /** Whether somebody deletes the profile right after it was read. */
    public boolean profileGone;

    private CrashPoints points;
    private BladeRegistry blades;
    private SystemRegistry systems;
    private final List<TestReference<CopyBlade>> bladeReferences = new ArrayList<>();
    private int adapters;
    private int versions;
    private ManagerCore core;

    public ManagerRig(Behaviour behaviour) {
        this(List.of(behaviour));
    }

    /** A manager over one storage, or over several that each have an endpoint, and so a blade, of their own. */
    public ManagerRig(List<Behaviour> behaviours) {
        this.storages = behaviours.stream().map(ManagerRig::storage).toList();
        this.storage = storages.get(0);
        this.copier = new MemoryCopier(storage);
        if (storages.size() == 1) {
            this.server = MemoryServer.on(storage, SYSTEM);
        } else {
            List<MemoryStorage> data = storages.subList(1, storages.size());
            this.server = MemoryServer.over(storage, data, SYSTEM);
            options.put("blade", bladeOf(storage));
            options.put(
                    "blade.of.data.set",
                    IntStream.range(0, data.size())
                            .mapToObj(i -> "data-" + i + "=" + bladeOf(data.get(i)))
                            .collect(Collectors.joining(",")));
        }
        start(CrashPoints.none());
    }

    /** A manager over two storages: one has the log, the other this many volumes with data. */
    public ManagerRig(Behaviour log, Behaviour data, int volumes) {
        this.storages = List.of(storage(log), storage(data));
        this.storage = storages.get(0);
        this.copier = new MemoryCopier(storage);
        this.server = MemoryServer.over(storage, Collections.nCopies(volumes, storages.get(1)), SYSTEM);
        options.put("blade", bladeOf(storage));
        options.put(
                "blade.of.data.set",
                IntStream.range(0, volumes)
                        .mapToObj(i -> "data-" + i + "=" + bladeOf(storages.get(1)))
                        .collect(Collectors.joining(",")));
        start(CrashPoints.none());
    }

    private static MemoryStorage storage(Behaviour behaviour) {
        MemoryStorage storage = new MemoryStorage(behaviour, MemoryClock.system());
        if (behaviour.info().needsTargets()) {
            for (int i = 0; i < TARGETS; i++) {
                storage.addTarget("target-" + i);
            }
            for (int i = 0; i < RESERVED; i++) {
                storage.addTarget(RESERVE + i);
            }
        }
        return storage;
    }

    private static String bladeOf(MemoryStorage storage) {
        return "memory@" + storage.behaviour().info().endpoint();
    }

    /** A manager with an empty catalog over what another one has worked on. */
    public ManagerRig(MemoryStorage storage, MemoryServer server) {
        this.storage = storage;
        this.storages = List.of(storage);
        this.copier = new MemoryCopier(storage);
        this.server = server;
        start(CrashPoints.none());
    }

    private void start(CrashPoints nextPoints) {
        points = nextPoints;
        blades = new BladeRegistry();
        systems = new SystemRegistry();
        bladeReferences.clear();
        for (int i = 0; i < storages.size(); i++) {
            bladeReferences.add(addBlade(i));
        }
        if (copies) {
            CopyBlade blade = points.watch("copier", copier.asBlade(), CopyBlade.class, DataSetCopier.class);
            blades.addBlade(copierReference(), blade);
        }
        addSystem();
        core = new ManagerCore(
                points.watch("catalog", catalog, Catalog.class),
                blades,
                systems,
                new OneProfile(),
                new OwnPlaces(places),
                claims,
                new Waits(absent, RETRY, LOOK, leaving, disarming));
    }

    /** Calls of the only blade are points of {@code blade}, those of one of several are points of its endpoint. */
    private TestReference<CopyBlade> addBlade(int index) {
        String endpoint = storages.get(index).behaviour().info().endpoint();
        MemoryBlade memory = new MemoryBlade(storages.get(index));
        List<Class<?>> abilities = new ArrayList<>(List.of(
                HoldTimer.class,
                HostCopier.class,
                LastLook.class,
                LateRequests.class,
                RestoreBeside.class,
                RestoreChoice.class,
                SecureCopies.class));
        if (keeping) {
            abilities.add(ManifestKeeper.class);
        }
        CopyBlade blade = points.watch(
                storages.size() == 1 ? "blade" : endpoint,
                stepping
                        ? SteppingBlade.over(
                                memory,
                                swapping,
                                mirroring ? Optional.of(followingOf(index)) : Optional.empty(),
                                () -> refusedForGood)
                        : EndlessBlade.over(memory, () -> endless, () -> copiesOn),
                CopyBlade.class,
                abilities.toArray(Class<?>[]::new));
        versions++;
        TestReference<CopyBlade> reference = new TestReference<>(
                versions, Map.of("blade", "memory", "endpoint", endpoint, "version", Integer.toString(versions)));
        blades.addBlade(reference, blade);
        return reference;
    }

    private Set<String> followingOf(int index) {
        return following.computeIfAbsent(index, unused -> ConcurrentHashMap.newKeySet());
    }

    /** Somebody splits on the storage what follows, and keeps in its targets whatever is there. */
    public void splitByStranger() {
        following.values().forEach(Set::clear);
    }

    /** Whether targets follow their sources, whatever the catalog says. */
    public boolean somethingFollows() {
        return following.values().stream().anyMatch(groups -> !groups.isEmpty());
    }

    /** The blade that copies data sets, {@code copier@host}. */
    public TestReference<CopyBlade> copierReference() {
        return new TestReference<>(COPIER, Map.of("blade", "copier", "endpoint", "host", "version", "1"));
    }

    /** Replaces a blade, as an upgrade does: the old one goes once nobody calls it any more, then the new one comes. */
    public void upgradeBlade(int index) {
        blades.removeBlade(bladeReferences.get(index));
        bladeReferences.set(index, addBlade(index));
    }

    /** Takes a blade away, until the next {@link #restart}. */
    public void removeBlade(int index) {
        blades.removeBlade(bladeReferences.get(index));
    }

    private void addSystem() {
        adapters++;
        List<Class<?>> abilities = new ArrayList<>(
                List.of(Suspendable.class, BackupMode.class, Restorable.class, CopyChecker.class, Registrar.class));
        if (server.isGated()) {
            abilities.add(Barrable.class);
        }
        if (forgetful) {
            abilities.add(Deregistrar.class);
        }
        ProtectedSystem system = points.watch(
                "system", new MemorySystem(server), ProtectedSystem.class, abilities.toArray(Class<?>[]::new));
        systems.addSystem(systemReference(), system);
    }

    /** Puts another service of the same system before its adapter, until the next {@link #restart}. */
    public void cover(ProtectedSystem system) {
        adapters++;
        systems.addSystem(systemReference(), system);
    }

    /** Another system on the same storage, with an adapter until the next {@link #restart} and a profile of its name. */
    public MemoryServer addAnother(String name) {
        MemoryServer another = MemoryServer.on(storage, name);
        otherProfiles.put(name, Map.of("system", name, "blade", "memory", "suspend.limit.ms", "20000"));
        systems.addSystem(
                new TestReference<>(ANOTHER, Map.of("system.name", name, "system.kind", "memory")),
                new MemorySystem(another));
        return another;
    }

    /** Takes the adapter of the system away, until the next {@link #restart}. */
    public void removeSystem() {
        systems.removeSystem(systemReference());
    }

    private TestReference<ProtectedSystem> systemReference() {
        return new TestReference<>(adapters + 1, Map.of("system.name", SYSTEM, "system.kind", "memory"));
    }

    /** Replaces the adapter of the system, as an upgrade does: the old one goes once nobody calls it any more. */
    public void upgradeSystem() {
        systems.removeSystem(systemReference());
        addSystem();
    }

    private final class OneProfile implements ProfileSource {
        @Override
        public List<BackupOptions> usable() {
            List<BackupOptions> usable = new ArrayList<>();
            if (!options.isEmpty()) {
                usable.add(BackupOptions.of(SYSTEM, options));
            }
            otherProfiles.forEach((name, others) -> usable.add(BackupOptions.of(name, others)));
            return usable;
        }

        @Override
        public List<RefusedProfile> refused() {
            return List.copyOf(refusedProfiles);
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) throws CopybladeException {
            if (options.isEmpty() || profileGone) {
                throw new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "there is no profile '" + profile + "'");
            }
            Map<String, String> all = new HashMap<>(otherProfiles.getOrDefault(profile, options));
            all.putAll(overrides);
            return BackupOptions.of(profile, all);
        }
    }

    /** Another manager over the same storage, system and catalog, as after a crash or a restart. */
    public void restart(CrashPoints nextPoints) {
        start(nextPoints);
    }

    public CrashPoints points() {
        return points;
    }

    public BladeRegistry blades() {
        return blades;
    }

    public BackupsFront backups() {
        return new BackupsFront(core);
    }

    /** Sets the profile up. */
    public SetupReport setUp() throws CopybladeException {
        return new SetupFront(core).setup(BackupOptions.of(SYSTEM, options));
    }

    public BladesFront bladeList() {
        return new BladesFront(core, BladesWithoutEndpoint.NONE);
    }

    /** What lies on the storages, as their blades list it. */
    public List<FoundCopy> copies() {
        List<FoundCopy> found = new ArrayList<>();
        for (MemoryStorage one : storages) {
            try {
                found.addAll(
                        new MemoryBlade(one).list(CopyPolicy.builder().build(), Call.within(Duration.ofMinutes(1))));
            } catch (BladeException e) {
                throw new IllegalStateException(e);
            }
        }
        return found;
    }

    public RestoresFront restores() {
        return new RestoresFront(core);
    }

    public RunsFront runs() {
        return new RunsFront(core);
    }

    public SystemsFront systems() {
        return new SystemsFront(core, () -> List.copyOf(missedRuns), RefusedAdapters.NONE, List::of);
    }

    public ReconciliationFront reconciliation() {
        return new ReconciliationFront(core);
    }

    /** Waits until a run has ended; a minute is more than any test needs. */
    public Run ended(RunId id) throws CopybladeException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Run run = runs().get(id);
        while (run.outcome().isEmpty() && end - System.nanoTime() > 0) {
            run = runs().await(run, Duration.ofSeconds(1));
        }
        return run;
    }

    /** Takes a backup and waits for its end. */
    public Run backUp(Map<String, String> overrides) throws CopybladeException, InterruptedException {
        return ended(backups().start(SYSTEM, overrides));
    }

    /** Whether no run of this manager is under way. */
    public boolean isIdle() {
        return core.isIdle();
    }

    /** Waits until no run is under way or open in the catalog and new ones may begin, or the manager is dead. */
    public void settle() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!points.isDead() && !(core.isIdle() && catalog.openRuns().isEmpty())) {
            if (end - System.nanoTime() <= 0) {
                throw new AssertionError("not settled: " + catalog.openRuns());
            }
            Thread.sleep(1);
        }
    }

    /** Waits until no thread of this manager works any more, dead or alive. */
    @Override
    public void close() {
        core.stop();
    }
}
