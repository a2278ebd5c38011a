package org.copyblade.manager.internal.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.TargetUse;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.GroupIds;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.UndoCopies;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.place.OwnPlace;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.plan.Grouping.Draft;
import org.copyblade.manager.internal.plan.Grouping.Placed;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.system.SystemCalls;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Registrar;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.SystemLayout;

/** Finds out what a backup would copy, with what, onto what, and what forbids it. Changes nothing. Safe for many threads. */
public final class Planner {

    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Catalog catalog;
    private final BodyCodec codec;
    private final SystemCalls systems;
    private final BladeCalls blades;
    private final ProfileSource profiles;
    private final OwnPlaces places;
    private final Claims claims;
    private final GroupIds ids;

    public Planner(
            Catalog catalog,
            BodyCodec codec,
            SystemCalls systems,
            BladeCalls blades,
            ProfileSource profiles,
            OwnPlaces places,
            Claims claims) {
        this.catalog = catalog;
        this.codec = codec;
        this.systems = systems;
        this.blades = blades;
        this.profiles = profiles;
        this.places = places;
        this.claims = claims;
        this.ids = new GroupIds(catalog);
    }

    /**
     * A planned backup.
     *
     * @param layout of the system now
     * @param groups with the bindings of their plans
     * @param goneOnFrom groups of the backup that gives way whose targets and relations new ones take over
     * @param oneInstant whether one establish makes everything at one instant
     * @param holdWanted whether the storage has to hold writes
     * @param choice of the generation
     * @param fingerprint of sources and targets
     * @param findings of all checks
     */
    public record Planned(
            SystemLayout layout,
            List<GroupRecord> groups,
            Set<String> goneOnFrom,
            boolean oneInstant,
            boolean holdWanted,
            Generations.Choice choice,
            String fingerprint,
            List<Finding> findings) {

        public boolean isPossible() {
            return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        }
    }

    /**
     * Plans.
     *
     * @param inUse backups that runs work on now
     */
    public Planned plan(BackupOptions options, Set<BackupId> inUse) throws Failure {
        SystemLayout layout = systems.call(
                options.system(),
                ProtectedSystem.class,
                "discover system " + options.system(),
                system -> system.discover(Deadline.within(LOOK)));
        List<Finding> findings = new ArrayList<>(Checks.layout(layout, options));
        findings.addAll(PlaceChecks.claimed(options.system(), claims.other(layout)));
        List<Placed> placed = place(layout, options, findings);
        findings.addAll(MixedLogs.check(placed, options));
        findings.addAll(Checks.byDataSet(placed));
        List<Draft> drafts = Grouping.group(placed, options.consistency());
        findings.addAll(BladeChoices.check(
                options, drafts.stream().map(Draft::blade).distinct().toList()));
        boolean suspendable = systems.can(options.system(), Suspendable.class);
        boolean backupMode = systems.can(options.system(), BackupMode.class);
        findings.addAll(Grouping.reach(drafts, options.consistency(), suspendable, backupMode));
        Generations.Choice choice = chooseGeneration(options, layout.running() ? inUse : needed(options, inUse));
        Policies policies = Policies.of(
                options, new UndoReservations(options, profiles.usable()), drafts, predecessors(options, choice));
        findings.addAll(policies.findings());
        if (options.register() && !systems.can(options.system(), Registrar.class)) {
            findings.add(Checks.noRegistrar(options.system()));
        }
        GroupPlanning planning = new GroupPlanning(blades, ids, policies, lastTime(options));
        for (Draft draft : drafts) {
            planning.plan(draft);
        }
        findings.addAll(planning.findings());
        findings.addAll(Rebuilding.check(options, keepsManifest(drafts)));
        List<GroupRecord> groups = planning.groups();
        findings.addAll(checks(options, groups, planning, choice));
        findings.addAll(choice.findings());
        boolean oneInstant = Grouping.oneInstant(drafts);
        boolean holdWanted = options.consistency() == Consistency.STORAGE && !oneInstant;
        if (holdWanted) {
            findings.addAll(EndlessHolds.check(blades, groups, options.suspendLimit()));
        }
        findings.addAll(surroundings(options).check(groups, placesOf(layout), holdWanted));
        return new Planned(
                layout,
                groups,
                planning.goneOnFrom(),
                oneInstant,
                holdWanted,
                choice,
                Checks.fingerprint(groups),
                List.copyOf(findings));
    }

    /** What forbids the groups as they are planned. */
    private List<Finding> checks(
            BackupOptions options, List<GroupRecord> groups, GroupPlanning planning, Generations.Choice choice)
            throws Failure {
        List<Finding> findings = new ArrayList<>(Checks.groups(groups, options.consistency()));
        List<Finding> fixedPairs = Checks.fixedPairs(groups, options);
        findings.addAll(fixedPairs);
        findings.addAll(Room.now(planning.room()));
        if (fixedPairs.isEmpty()) {
            findings.addAll(Room.later(planning.room(), choice.unmade()));
        }
        findings.addAll(TargetSharing.check(groups, options, profiles.usable(), others(groups, options)));
        return findings;
    }

    private boolean keepsManifest(List<Draft> drafts) throws Failure {
        for (BladeName name : drafts.stream().map(Draft::blade).distinct().toList()) {
            boolean keeps = blades.call(
                    name,
                    "ask blade " + name + " what it can do",
                    LOOK,
                    Interest.ALWAYS,
                    (blade, call) -> blade instanceof ManifestKeeper);
            if (keeps) {
                return true;
            }
        }
        return false;
    }

    /** A system that is down may be half restored; one that runs was put right by somebody. */
    private Set<BackupId> needed(BackupOptions options, Set<BackupId> inUse) throws Failure {
        try {
            Set<BackupId> needed = new HashSet<>(inUse);
            needed.addAll(new UndoCopies(catalog).needed(options.system()).keySet());
            return needed;
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private Surroundings surroundings(BackupOptions options) {
        List<OwnPlace> own = new ArrayList<>(places.all(catalog.file()));
        options.manifestDirectory()
                .ifPresent(directory -> own.add(new OwnPlace("manifest directory", Path.of(directory), true)));
        return new Surroundings(blades, own);
    }

    private static Set<String> placesOf(SystemLayout layout) {
        Set<String> paths = new HashSet<>();
        layout.dataSets().stream()
                .filter(dataSet -> dataSet.kind() == DataSet.PlaceKind.PATH)
                .forEach(dataSet -> paths.add(dataSet.place()));
        return paths;
    }

    /** Backups of other profiles on what these groups would be copied onto. */
    private List<TargetUse> others(List<GroupRecord> groups, BackupOptions options) throws Failure {
        try {
            return catalog.usedByOthers(TargetSharing.targets(groups), options.profile(), TargetSharing.NAMED + 1);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private List<Placed> place(SystemLayout layout, BackupOptions options, List<Finding> findings) throws Failure {
        Map<List<String>, List<DataSet>> byBlades = new LinkedHashMap<>();
        for (DataSet dataSet : layout.dataSets()) {
            byBlades.computeIfAbsent(options.bladesOf(dataSet.name()), unused -> new ArrayList<>())
                    .add(dataSet);
        }
        Map<String, Placed> placed = new LinkedHashMap<>();
        for (Map.Entry<List<String>, List<DataSet>> entry : byBlades.entrySet()) {
            locate(entry.getKey(), entry.getValue(), options, placed, findings);
        }
        List<Placed> inOrder = new ArrayList<>();
        for (DataSet dataSet : layout.dataSets()) {
            Placed item = placed.get(dataSet.name());
            if (item == null) {
                findings.add(Checks.uncovered(dataSet, options));
            } else {
                inOrder.add(item);
            }
        }
        return inOrder;
    }

    /** Asks one blade after the other for what those before it have not found. One that is absent may be the right one. */
    private void locate(
            List<String> names,
            List<DataSet> dataSets,
            BackupOptions options,
            Map<String, Placed> placed,
            List<Finding> findings)
            throws Failure {
        for (String name : names) {
            List<DataSet> left = dataSets.stream()
                    .filter(dataSet -> !placed.containsKey(dataSet.name()))
                    .toList();
            if (!left.isEmpty()) {
                locate(BladeName.parse(name), left, options, placed, findings);
            }
        }
    }

    private void locate(
            BladeName name,
            List<DataSet> dataSets,
            BackupOptions options,
            Map<String, Placed> placed,
            List<Finding> findings)
            throws Failure {
        Located located =
                blades.call(name, "locate the data of " + options.system(), LOOK, Interest.ALWAYS, (blade, call) -> {
                    BladeInfo info = blade.info(options.policy(BladeName.of(blade.info())));
                    Map<HostVolume, List<DataSet>> hosts = Grouping.hosts(dataSets, info.grain());
                    return new Located(info, hosts, blade.locate(hosts.keySet(), call));
                });
        Map<HostVolume, List<DataSet>> hosts = located.hosts();
        for (LocatedVolume volume : located.volumes()) {
            if (!hosts.containsKey(volume.host())) {
                continue;
            }
            volume.findings().forEach(finding -> findings.add(BladeFindings.ofLocate(finding)));
            BladeName exact = BladeName.of(located.info());
            hosts.get(volume.host())
                    .forEach(dataSet -> placed.put(dataSet.name(), new Placed(dataSet, exact, located.info(), volume)));
        }
    }

    private record Located(BladeInfo info, Map<HostVolume, List<DataSet>> hosts, List<LocatedVolume> volumes) {}

    private LastTime lastTime(BackupOptions options) throws Failure {
        try {
            return LastTime.of(options.profile(), catalog, codec);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** The copies of the backup that loses its generation. */
    private Predecessors predecessors(BackupOptions options, Generations.Choice choice) throws Failure {
        if (choice.overwrites().isEmpty()) {
            return Predecessors.none();
        }
        Backup old = choice.overwrites().orElseThrow();
        try {
            return catalog.backup(old.id())
                    .flatMap(stored -> codec.readBody(stored.body()))
                    .map(body -> Predecessors.of(options, old.state(), body))
                    .orElse(Predecessors.none());
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private Generations.Choice chooseGeneration(BackupOptions options, Set<BackupId> inUse) throws Failure {
        try {
            List<Backup> oldest = new OldestBackups(catalog).thatMayGiveWay(options, inUse);
            Generations.Choice choice = Generations.choose(
                    options.generations(),
                    catalog.occupiedGenerations(options.profile()),
                    neededByNoOther(options, oldest),
                    last(options, oldest),
                    options.overwriteLast());
            return ProtectedGenerations.told(options, choice);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private Generations.Last last(BackupOptions options, List<Backup> oldest) throws CatalogException {
        Set<String> systems = new HashSet<>(Set.of(options.system()));
        oldest.forEach(backup -> systems.add(backup.system()));
        Set<BackupId> complete = new HashSet<>();
        Set<BackupId> verified = new HashSet<>();
        for (String system : systems) {
            catalog.lastGood(system, false).ifPresent(backup -> complete.add(backup.id()));
            catalog.lastGood(system, true).ifPresent(backup -> verified.add(backup.id()));
        }
        return new Generations.Last(complete, verified);
    }

    /** Without those of other systems that a restore which is half done needs: whether it is, only their own runs ask. */
    private List<Backup> neededByNoOther(BackupOptions options, List<Backup> oldest) throws CatalogException {
        Set<BackupId> needed = new HashSet<>();
        for (String system : oldest.stream().map(Backup::system).distinct().toList()) {
            if (!system.equals(options.system())) {
                needed.addAll(new UndoCopies(catalog).needed(system).keySet());
            }
        }
        return oldest.stream().filter(backup -> !needed.contains(backup.id())).toList();
    }
}
