package org.copyblade.lab.ims;

import java.util.List;

/**
 * What a group of the laboratory is made of.
 *
 * @param prefix first qualifier of all its data sets
 * @param plex name of the group, one to five characters
 * @param members names of its members, one to four characters each
 * @param logPrimary volume of primary logs, the first write-ahead data set and RECON1
 * @param logSecondary volume of the second copy of each, of RECON2 and of the catalog of the logs
 * @param system volume of restart data sets and RECON3
 * @param data volumes of the databases, at least two
 * @param archive volume of archived logs
 * @param oldsPairs pairs of online logs of each member, at least 3
 * @param oldsBlocks blocks of 32 KiB of each online log, at least 4
 * @param databaseTracks tracks of each database on each of its two volumes
 * @param areaTracks tracks of each area
 * @param workers how many regions of each member work at once
 * @param thinkMs pause of each after a unit of work, in milliseconds
 * @param suspendLimitMs longest time a member stays suspended, in milliseconds
 */
public record ImsSeed(
        String prefix,
        String plex,
        List<String> members,
        String logPrimary,
        String logSecondary,
        String system,
        List<String> data,
        String archive,
        int oldsPairs,
        int oldsBlocks,
        int databaseTracks,
        int areaTracks,
        int workers,
        long thinkMs,
        long suspendLimitMs) {

    public ImsSeed {
        members = List.copyOf(members);
        data = List.copyOf(data);
        require(prefix.matches("[A-Z][A-Z0-9]{0,7}"), "prefix", prefix, "a qualifier of up to 8 characters");
        require(plex.matches("[A-Z][A-Z0-9]{0,4}"), "plex", plex, "1 to 5 characters");
        require(
                !members.isEmpty() && members.stream().allMatch(it -> it.matches("[A-Z][A-Z0-9]{0,3}")),
                "members",
                members,
                "names of 1 to 4 characters");
        require(data.size() >= 2, "data", data, "two volumes at least, because each database is on two");
        require(oldsPairs >= 3 && oldsPairs <= 100, "olds_pairs", oldsPairs, "3 to 100");
        require(oldsBlocks >= 4, "olds_blocks", oldsBlocks, "at least 4");
        require(databaseTracks >= 1, "database_tracks", databaseTracks, "at least 1");
        require(areaTracks >= 1, "area_tracks", areaTracks, "at least 1");
        require(workers >= 1, "workers", workers, "at least 1");
        require(suspendLimitMs >= 1, "suspend_limit_ms", suspendLimitMs, "at least 1");
    }

    private static void require(boolean holds, String key, Object value, String cure) {
        if (!holds) {
            throw new IllegalArgumentException(key + " is " + value + ", which must be: " + cure);
        }
    }

    /** All volumes, each once. */
    public List<String> volumes() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(logPrimary, logSecondary, system, archive), data.stream())
                .distinct()
                .sorted()
                .toList();
    }
}
