package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.Volume;

/** The names that the storage groups and the snapshot of a copy group bear. Pure. */
final class Mark {

    private static final String OURS = "CB_";
    private static final String TARGETS = "_T";

    private Mark() {}

    static String of(CopyGroupId group) {
        return OURS + group.value();
    }

    /** The storage group of the targets of clones; it is the sign that their sessions are those of the copy group. */
    static String ofTargets(CopyGroupId group) {
        return of(group) + TARGETS;
    }

    /** The storage group of those sources that a restore of some members is about. */
    static String ofRestored(CopyGroupId group) {
        return of(group) + "_R";
    }

    /** The same of their targets. */
    static String ofRestoredTargets(CopyGroupId group) {
        return of(group) + "_RT";
    }

    /** Every storage group that a copy by clones may have; the sign of it is the last one. */
    static List<String> ofClones(CopyGroupId group) {
        return List.of(ofRestored(group), ofRestoredTargets(group), of(group), ofTargets(group));
    }

    /** Whose targets a storage group of this name holds. */
    static Optional<CopyGroupId> readTargets(String name) {
        return name.endsWith(TARGETS) ? read(name.substring(0, name.length() - TARGETS.length())) : Optional.empty();
    }

    /** Whose clone a volume holds, or is to hold. */
    static Optional<CopyGroupId> ownerOf(Volume volume) {
        return volume.groups().stream()
                .flatMap(name -> readTargets(name).stream())
                .findFirst();
    }

    static Optional<CopyGroupId> read(String name) {
        boolean ours = name.startsWith(OURS) && CopyGroupId.isValid(name.substring(OURS.length()));
        return ours ? Optional.of(new CopyGroupId(name.substring(OURS.length()))) : Optional.empty();
    }
}
