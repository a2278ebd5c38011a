package org.copyblade.manager.internal.status;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.SystemStatus;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.Overdue;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.schedule.MissedRuns;
import org.copyblade.manager.internal.system.RefusedAdapters;

/** How well each system is protected, from the catalog and what is there now. Safe for many threads. */
public final class SystemsView {

    private final Engine engine;
    private final ProfileSource profiles;
    private final RunDesk desk;
    private final MissedRuns missedRuns;
    private final RefusedAdapters refused;
    private final RefusedEdits edits;
    private final Clock clock;

    public SystemsView(
            Engine engine,
            ProfileSource profiles,
            RunDesk desk,
            MissedRuns missedRuns,
            RefusedAdapters refused,
            Clock clock) {
        this.engine = engine;
        this.profiles = profiles;
        this.desk = desk;
        this.missedRuns = missedRuns;
        this.refused = refused;
        this.edits = new RefusedEdits(engine.systemRegistry(), engine.bladeRegistry());
        this.clock = clock;
    }

    /** Refuses at once what nobody has configured, and what cannot come by itself; else it would be waited for. */
    public void requireKnown(String name) throws CopybladeException {
        Set<String> there = names();
        if (!there.contains(name)) {
            String names = String.join(", ", there);
            throw new CopybladeException(
                    ErrorCode.SYSTEM_ABSENT,
                    "there is no system '" + name + "'; "
                            + (names.isEmpty() ? "none is configured" : "there are " + names));
        }
        Optional<String> why = refused.why(name);
        if (why.isPresent()) {
            throw new CopybladeException(
                    ErrorCode.SYSTEM_ABSENT, "the configuration of system '" + name + "' is refused: " + why.get());
        }
    }

    /** Without asking the catalog how each of them is. */
    private Set<String> names() {
        Set<String> names = new TreeSet<>(refusedProfiles().keySet());
        engine.systemRegistry()
                .present()
                .forEach(present -> names.add(present.key().name()));
        profiles.usable().forEach(options -> names.add(options.system()));
        return names;
    }

    public List<SystemStatus> list() {
        Map<String, String> kinds = new LinkedHashMap<>();
        engine.systemRegistry()
                .present()
                .forEach(
                        present -> kinds.put(present.key().name(), present.key().kind()));
        Map<String, List<BackupOptions>> bySystem = new LinkedHashMap<>();
        for (BackupOptions options : profiles.usable()) {
            bySystem.computeIfAbsent(options.system(), unused -> new ArrayList<>())
                    .add(options);
        }
        Map<String, String> refusedProfiles = refusedProfiles();
        TreeSet<String> names = new TreeSet<>(kinds.keySet());
        names.addAll(bySystem.keySet());
        names.addAll(refusedProfiles.keySet());
        List<SystemStatus> result = new ArrayList<>();
        for (String name : names) {
            result.add(status(
                    name,
                    Optional.ofNullable(kinds.get(name)),
                    bySystem.getOrDefault(name, List.of()),
                    refusedProfiles.getOrDefault(name, "")));
        }
        return List.copyOf(result);
    }

    /** What is told of them, by system. */
    private Map<String, String> refusedProfiles() {
        return profiles.refused().stream()
                .filter(profile -> !profile.system().isEmpty())
                .collect(Collectors.toMap(RefusedProfile::system, RefusedProfile::told, SystemsView::joined));
    }

    /** What is not in force and belongs to no system. */
    public List<ConfigurationTrouble> configurationTroubles() {
        List<ConfigurationTrouble> result = new ArrayList<>(refused.blades());
        result.addAll(edits.ofBlades());
        profiles.refused().stream()
                .filter(profile -> profile.system().isEmpty())
                .map(profile -> new ConfigurationTrouble(profile.name(), "profile", profile.told()))
                .forEach(result::add);
        return List.copyOf(result);
    }

    private SystemStatus status(
            String name, Optional<String> kind, List<BackupOptions> options, String refusedProfiles) {
        Optional<Run> running =
                desk.active().stream().filter(run -> run.system().equals(name)).findFirst();
        boolean inWindow =
                running.map(Run::phase).filter(phase -> phase == Phase.SUSPEND).isPresent();
        Optional<Instant> lastGood = Optional.empty();
        Optional<Instant> lastVerified = Optional.empty();
        Optional<String> mayBeSuspended = engine.perhapsSuspended().since(name);
        String problem = kind.isEmpty() ? refused.why(name).orElse("its adapter is not there; a profile names it") : "";
        try {
            lastGood = engine.catalog().lastGood(name, false).map(Overdue::shows);
            lastVerified = engine.catalog().lastGood(name, true).map(Overdue::shows);
            if (problem.isEmpty()) {
                Optional<Instant> newest = lastGood;
                problem = Troubles.of(engine.catalog(), name, options, newest)
                        .or(() -> missed(options, newest))
                        .orElse("");
            }
        } catch (CatalogException e) {
            problem = "the catalog cannot be read: " + e.getMessage();
        }
        problem = joined(joined(problem, refusedProfiles), edits.ofSystem(name).orElse(""));
        if (mayBeSuspended.isPresent()) {
            problem = joined(
                    "it may still be suspended " + mayBeSuspended.orElseThrow() + "; " + goingOn(running), problem);
        }
        Optional<Instant> next = options.stream()
                .flatMap(option -> option.schedule().stream()
                        .flatMap(schedule -> schedule.nextAfter(clock.instant(), option.scheduleZone()).stream()))
                .min(Instant::compareTo);
        return new SystemStatus(
                name,
                kind.orElse(""),
                kind.isPresent(),
                inWindow || mayBeSuspended.isPresent(),
                running.map(Run::id),
                lastGood,
                lastVerified,
                Overdue.by(lastGood, options, clock.instant()),
                next,
                problem);
    }

    /** What hides nothing: the one, then the other. */
    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }

    private static String goingOn(Optional<Run> settling) {
        return settling.map(run -> "run " + run.id() + " asks it to go on: " + run.message())
                .orElse("let it go on by hand, then start the manager again");
    }

    /** A scheduled backup that was not started, unless a newer one makes up for it. */
    private Optional<String> missed(List<BackupOptions> options, Optional<Instant> lastGood) {
        Set<String> names = options.stream().map(BackupOptions::profile).collect(Collectors.toSet());
        return missedRuns.list().stream()
                .filter(run -> names.contains(run.profile()))
                .filter(run -> lastGood.filter(run.due()::isBefore).isEmpty())
                .map(run -> "profile '" + run.profile() + "' was not started at " + Moments.shown(run.due()) + ": "
                        + run.reason())
                .findFirst();
    }
}
