package org.copyblade.lab.array;

import java.time.Instant;
import java.util.Set;

/**
 * A point-in-time copy relation, as it was when asked for.
 *
 * @param id number within the system, never given twice
 * @param source id of the volume that is copied
 * @param sourceExtent its tracks
 * @param target id of the volume that is copied to
 * @param targetExtent its tracks
 * @param options as of the last establish
 * @param sequence how often the pair was established, from 1
 * @param established when, for people
 * @param outOfSyncTracks tracks that the target still reads from its source
 * @param neverCopiedTracks tracks of them that the target has not got once since the last establish
 * @param state what its copy is worth
 */
public record Relation(
        long id,
        String source,
        Extent sourceExtent,
        String target,
        Extent targetExtent,
        Set<CopyOption> options,
        int sequence,
        Instant established,
        int outOfSyncTracks,
        int neverCopiedTracks,
        State state) {

    /** Is the target a copy of its source at the point in time? */
    public enum State {
        VALID,
        /** Space ran out: the target is unusable, the relation must be withdrawn. */
        FAILED
    }

    public Relation {
        options = Set.copyOf(options);
    }

    public boolean has(CopyOption option) {
        return options.contains(option);
    }

    /** Does the target follow its source? With no track out of sync the two are the same at this moment. */
    public boolean mirrors() {
        return has(CopyOption.MIRROR);
    }
}
