package org.copyblade.lab.array.internal;

import java.util.EnumSet;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.Volume;

/** The hidden volumes that hold the images of snapshots, and the relations that lead to and from them. Pure. */
final class ImageVolumes {

    private static final String PREFIX = "SNAP";

    private ImageVolumes() {}

    /** Is it the hidden volume of a snapshot? */
    static boolean isImage(String volume) {
        return volume.startsWith(PREFIX);
    }

    /** That of a source, by the number of the relation between both. */
    static Volume of(Volume source, long relation) {
        String id = PREFIX + relation;
        return new Volume(id, id, source.emulation(), source.tracks(), source.capacityBytes(), source.pool(), true);
    }

    static StoredRelation relation(long number, String from, String to, int tracks, boolean copy, long nowEpochMs) {
        Set<CopyOption> options = EnumSet.of(
                CopyOption.PERSISTENT,
                CopyOption.PERMIT_SPACE_EFFICIENT_TARGET,
                CopyOption.FAIL_RELATION_WHEN_OUT_OF_SPACE);
        if (!copy) {
            options.add(CopyOption.NO_BACKGROUND_COPY);
        }
        Extent whole = new Extent(0, tracks);
        return new StoredRelation(number, number, null, from, whole, to, whole, options, 1, nowEpochMs, false);
    }

    static void requireTarget(String source, Volume image, LiveVolume target) throws ArrayException {
        String pair = source + ":" + target.id();
        if (!target.incoming().isEmpty()) {
            throw new ArrayException(
                    Reason.TARGET_TAKEN,
                    "volume " + target.id() + " is the target of "
                            + target.incoming().get(0).source().id() + " already");
        }
        if (!target.outgoing().isEmpty()) {
            throw new ArrayException(
                    Reason.VOLUME_IN_RELATION, "pair " + pair + ": the target is the source of other copies");
        }
        if (target.volume().emulation() != image.emulation()
                || target.volume().tracks() < image.tracks()
                || source.equals(target.id())) {
            throw new ArrayException(Reason.MISFIT, "pair " + pair + ": type or size do not fit");
        }
    }
}
