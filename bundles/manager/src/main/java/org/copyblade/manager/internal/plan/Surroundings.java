package org.copyblade.manager.internal.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.place.OwnPlace;
import org.copyblade.manager.internal.plan.PlaceChecks.Written;
import org.copyblade.manager.internal.run.Failure;

/**
 * Asks blades and host on what storage the targets of a run and Copyblade itself are. Where a blade holds writes above a
 * directory of this host, everything on the same filesystem counts as held. Changes nothing; safe for many threads.
 */
final class Surroundings {

    private static final Duration LOOK = Duration.ofSeconds(30);

    private final BladeCalls blades;
    private final List<OwnPlace> own;

    Surroundings(BladeCalls blades, List<OwnPlace> own) {
        this.blades = blades;
        this.own = own;
    }

    /**
     * Findings of 31 and 32 for groups that are planned.
     *
     * @param places of the data sets
     */
    List<Finding> check(List<GroupRecord> groups, Set<String> places, boolean holdWanted) throws Failure {
        Set<String> sources = new TreeSet<>(places);
        groups.forEach(group ->
                group.members().forEach(member -> sources.add(member.member().source())));
        List<Finding> findings = new ArrayList<>();
        Map<OwnPlace, Written> known = new LinkedHashMap<>();
        for (OwnPlace place : own) {
            if (place.memory() || holdWanted) {
                String what = "the " + place.what() + " of Copyblade";
                known.put(place, new Written(what, real(place.directory()).toString(), Set.of(), Set.of()));
            }
        }
        List<Written> asked = new ArrayList<>(known.values());
        if (holdWanted) {
            asked.addAll(targets(groups));
        }
        Map<String, Written> answers = ask(groups, asked);
        known.forEach((place, written) -> {
            if (place.memory()) {
                findings.addAll(PlaceChecks.memory(answers.get(written.where()), sources));
            }
        });
        if (holdWanted) {
            findings.addAll(PlaceChecks.hold(held(groups, sources), answers.values()));
        }
        return findings;
    }

    private static Set<String> held(List<GroupRecord> groups, Set<String> sources) {
        Set<String> held = new HashSet<>();
        groups.forEach(group -> group.holds().forEach(domain -> held.add(domain.id())));
        sources.forEach(source -> filesystem(source).ifPresent(held::add));
        return held;
    }

    /** A unit of an array is written to by the array, which no hold of its own keeps from it. */
    private static List<Written> targets(List<GroupRecord> groups) {
        return groups.stream()
                .flatMap(group -> group.members().stream())
                .filter(member -> member.target().startsWith("/"))
                .map(member ->
                        new Written("the target of " + member.member().name(), member.target(), Set.of(), Set.of()))
                .toList();
    }

    /** Adds what backs each of them, by where it is; every blade is asked once. */
    private Map<String, Written> ask(List<GroupRecord> groups, List<Written> asked) throws Failure {
        Map<String, Written> answers = new LinkedHashMap<>();
        Map<HostVolume, List<String>> hosts = new LinkedHashMap<>();
        for (Written item : asked) {
            Set<String> domains = filesystem(item.where()).map(Set::of).orElse(Set.of());
            answers.put(item.where(), item.with(Set.of(), domains));
            for (String directory : new TreeSet<>(
                    List.of(item.where(), existing(Path.of(item.where())).toString()))) {
                hosts.computeIfAbsent(HostVolume.path(directory), unused -> new ArrayList<>())
                        .add(item.where());
            }
        }
        Set<BladeName> names = new LinkedHashSet<>();
        groups.forEach(group -> names.add(group.blade()));
        for (BladeName name : names) {
            for (LocatedVolume volume : locate(name, hosts.keySet())) {
                hosts.getOrDefault(volume.host(), List.of())
                        .forEach(where -> answers.computeIfPresent(
                                where,
                                (unused, item) -> item.with(
                                        Set.of(volume.storageId()),
                                        Set.of(volume.holdDomain().id()))));
            }
        }
        return answers;
    }

    private List<LocatedVolume> locate(BladeName name, Set<HostVolume> hosts) throws Failure {
        return blades.call(
                name,
                "see what storage Copyblade itself is on",
                LOOK,
                Interest.ALWAYS,
                (blade, call) -> blade.locate(hosts, call));
    }

    /** The filesystem of this host that a directory is or will be on; empty if this host knows no such path. */
    private static Optional<String> filesystem(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        Path existing = existing(Path.of(path));
        if (existing.getNameCount() == 0 && !path.equals("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of("filesystem of this host " + Files.getAttribute(existing, "unix:dev"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The directory itself or the nearest above it that exists. */
    private static Path existing(Path path) {
        Path existing = path.toAbsolutePath().normalize();
        while (existing.getParent() != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = existing(absolute);
        try {
            return existing.toRealPath().resolve(existing.relativize(absolute));
        } catch (IOException e) {
            return absolute;
        }
    }
}
