package org.copyblade.lab.array;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a seed must keep beyond its form; says everything that is wrong at once. Pure. */
final class SeedRules {
    private static final String SERIAL = "[0-9A-Z]{5,12}";

    private final List<String> objections = new ArrayList<>();

    private SeedRules() {}

    static void check(ArraySeed seed, String name) throws SeedException {
        SeedRules rules = new SeedRules();
        rules.unless(!seed.systems().isEmpty(), "systems", "there must be one at least");
        Set<String> serials = new HashSet<>();
        for (SystemSeed system : seed.systems()) {
            String where = "system " + system.serial();
            rules.unless(system.serial().matches(SERIAL), where, "a serial has 5 to 12 letters and digits");
            rules.unless(serials.add(system.serial()), where, "is there twice");
            rules.system(system, where);
        }
        for (Fault fault : seed.faults()) {
            // What is no storage system, such as z/OSMF or a member of IMS, has a name of another form; its face knows
            // it.
            rules.unless(
                    !fault.system().matches(SERIAL) || serials.contains(fault.system()),
                    "fault " + fault.kind(),
                    "names system " + fault.system() + ", which is not in the seed");
            rules.unless(
                    fault.skip() >= 0 && fault.times() >= 0 && fault.delayMs() >= 0 && fault.element() >= 0,
                    "fault " + fault.kind(),
                    "skip, times, delay_ms and element cannot be negative");
            rules.unless(
                    fault.status() >= 500 && fault.status() <= 599,
                    "fault " + fault.kind(),
                    "status must be from 500 to 599");
        }
        if (!rules.objections.isEmpty()) {
            throw new SeedException("seed " + name + ": " + String.join("; ", rules.objections));
        }
    }

    private void system(SystemSeed system, String where) {
        unless(!system.users().isEmpty(), where, "users: there must be one at least");
        unless(
                system.bundle().matches("\\d+(\\.\\d+){2,3}"),
                where,
                "bundle must be three or four numbers, such as 89.40.47.0");
        unless(system.backgroundTracksPerSecond() >= 0, where, "background_tracks_per_second cannot be negative");
        unless(system.maximumTargets() >= 1, where, "maximum_targets must be 1 at least");
        unless(system.tokenIdleMs() >= 1, where, "token_idle_ms must be 1 at least");
        Map<String, PoolSeed> pools = new HashMap<>();
        for (PoolSeed pool : system.pools()) {
            unless(pool.id().matches("P[0-9]{1,4}"), where + " pool " + pool.id(), "an id is P and a number");
            unless(pool.capacityMib() > 0, where + " pool " + pool.id(), "capacity_mib must be positive");
            unless(pools.put(pool.id(), pool) == null, where + " pool " + pool.id(), "is there twice");
        }
        Map<String, SubsystemSeed> subsystems = new HashMap<>();
        Map<Character, Emulation> groups = new HashMap<>();
        for (SubsystemSeed subsystem : system.subsystems()) {
            String which = where + " subsystem " + subsystem.id();
            unless(subsystem.id().matches("[0-9A-F]{2}"), which, "an id is two hexadecimal digits in upper case");
            unless(subsystem.ssid().matches("[0-9A-F]{4}"), which, "ssid is four hexadecimal digits in upper case");
            unless(subsystem.freezeTimerMs() > 0, which, "freeze_timer_ms must be positive");
            unless(subsystems.put(subsystem.id(), subsystem) == null, which, "is there twice");
            Emulation first = groups.putIfAbsent(subsystem.id().charAt(0), subsystem.type());
            unless(
                    first == null || first == subsystem.type(),
                    which,
                    "is " + subsystem.type() + ", others of its address group are " + first);
        }
        Set<String> ids = new HashSet<>();
        for (VolumeSeed volume : system.volumes()) {
            volumes(volume, where + " volumes " + volume.id(), pools, subsystems, ids);
        }
        unless(system.maximumSnapshots() >= 1, where, "maximum_snapshots must be 1 at least");
        unless(ids.containsAll(system.mirrorPrimaries()), where, "mirror_primaries names a volume that is not there");
        for (GroupSeed group : system.groups()) {
            String which = where + " group " + group.name();
            unless(group.isWellFormed(), which, "volumes are ids of four hexadecimal digits, and ranges of them");
            unless(!group.isWellFormed() || ids.containsAll(group.ids()), which, "names a volume that is not there");
        }
    }

    private void volumes(
            VolumeSeed volume,
            String where,
            Map<String, PoolSeed> pools,
            Map<String, SubsystemSeed> subsystems,
            Set<String> ids) {
        if (!volume.id().matches("[0-9A-F]{4}")) {
            objections.add(where + ": an id is four hexadecimal digits in upper case");
            return;
        }
        int first = Integer.parseInt(volume.id(), 16);
        if (volume.count() < 1 || (first & 0xFF) + volume.count() > 256) {
            objections.add(where + ": count " + volume.count() + " does not fit into one subsystem");
            return;
        }
        for (int index = 0; index < volume.count(); index++) {
            unless(ids.add(volume.idOf(index)), where, "id " + volume.idOf(index) + " is there twice");
        }
        unless(volume.nameOf(0).length() <= 16, where, "name '" + volume.nameOf(0) + "' is longer than 16");
        SubsystemSeed subsystem = subsystems.get(volume.id().substring(0, 2));
        PoolSeed pool = pools.get(volume.pool());
        unless(subsystem != null, where, "there is no subsystem " + volume.id().substring(0, 2));
        unless(pool != null, where, "there is no pool " + volume.pool());
        if (subsystem == null || pool == null) {
            return;
        }
        unless(pool.type() == subsystem.type(), where, "pool " + pool.id() + " is not " + subsystem.type());
        if (subsystem.type() == Emulation.CKD) {
            unless(volume.cylinders() > 0 && volume.mib() == 0, where, "a CKD volume needs cylinders, and no mib");
            unless(
                    volume.volser().isEmpty() || volume.volserOf(0).matches("[A-Z0-9@#$]{1,6}"),
                    where,
                    "volser '" + volume.volserOf(0) + "' is no volume serial");
        } else {
            unless(
                    volume.mib() > 0
                            && volume.cylinders() == 0
                            && volume.volser().isEmpty(),
                    where,
                    "an FB volume needs mib, and neither cylinders nor volser");
        }
    }

    private void unless(boolean holds, String where, String objection) {
        if (!holds) {
            objections.add(where + ": " + objection);
        }
    }
}
