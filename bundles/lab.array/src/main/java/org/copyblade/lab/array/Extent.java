package org.copyblade.lab.array;

/**
 * A range of tracks.
 *
 * @param first its first track, from 0
 * @param tracks how many, at least 1
 */
public record Extent(int first, int tracks) {

    public Extent {
        if (first < 0 || tracks < 1 || first > Integer.MAX_VALUE - tracks) {
            throw new IllegalArgumentException("no range of tracks: " + tracks + " from " + first);
        }
    }

    public boolean contains(int track) {
        return track >= first && track < first + tracks;
    }

    public boolean overlaps(Extent other) {
        return first < other.first + other.tracks && other.first < first + tracks;
    }
}
