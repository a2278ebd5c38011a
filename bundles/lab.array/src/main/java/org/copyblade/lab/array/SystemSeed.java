package org.copyblade.lab.array;

import java.util.List;

/**
 * One storage system of a seed file.
 *
 * @param serial such as 75ABC11
 * @param name given by the operator
 * @param bundle level of the microcode; 89.40.x.y is release 9.4 of a DS8000
 * @param cascading may a volume be source and target at once?
 * @param multipleIncremental may a source have several incremental relations?
 * @param reversePair how a restore names its pair
 * @param backgroundTracksPerSecond speed of the background copy, 0 for none
 * @param maximumTargets how many targets a source may have
 * @param tokenIdleMs how long a session of the management interface lives unused
 * @param users who may log in there
 * @param pools where space comes from
 * @param subsystems logical subsystems
 * @param volumes what is configured at first
 * @param maximumSnapshots how many snapshots a volume may have
 * @param groups named groups of volumes that are there at first
 * @param mirrorPrimaries ids of volumes that are primaries of a remote mirror, of which the lab has the near side only
 */
public record SystemSeed(
        String serial,
        String name,
        String bundle,
        boolean cascading,
        boolean multipleIncremental,
        ReversePair reversePair,
        int backgroundTracksPerSecond,
        int maximumTargets,
        long tokenIdleMs,
        List<UserSeed> users,
        List<PoolSeed> pools,
        List<SubsystemSeed> subsystems,
        List<VolumeSeed> volumes,
        int maximumSnapshots,
        List<GroupSeed> groups,
        List<String> mirrorPrimaries) {

    /** Whether a restore request names source and target as they are, or as they will be (unconfirmed for DS8000). */
    public enum ReversePair {
        CURRENT,
        REVERSED
    }

    public SystemSeed {
        users = List.copyOf(users);
        pools = List.copyOf(pools);
        subsystems = List.copyOf(subsystems);
        volumes = List.copyOf(volumes);
        groups = List.copyOf(groups);
        mirrorPrimaries = List.copyOf(mirrorPrimaries);
    }
}
