package org.copyblade.itests.figures;

import java.util.Map;
import java.util.function.Function;
import org.copyblade.demo.ims.fixture.LabEndpoints;

/** By what the halves of a mixed backup are copied. */
enum MixedMethod {
    /** ShadowImage and SnapVX. */
    USUAL("split", arrays -> Map.of()),
    /** ShadowImage and clones, which are copied before. */
    CLONES("split", arrays -> LabEndpoints.clonesBesideOthers()),
    /** ShadowImage and a BCV set. */
    BCV_SETS("split", arrays -> Map.of("method.of.blade", "timefinder=bcv", "targets", arrays.bcvSet())),
    /** Thin Image and SnapVX. */
    THIN_IMAGE("split-snapshots", arrays -> LabEndpoints.thinImageBesideOthers());

    private final String split;
    private final Function<TwoArrays, Map<String, String>> options;

    MixedMethod(String split, Function<TwoArrays, Map<String, String>> options) {
        this.split = split;
        this.options = options;
    }

    /** What the VSP calls its instant. */
    String split() {
        return split;
    }

    /** Whether the PowerMax keeps a session of each volume, and not one snapshot of all. */
    boolean clones() {
        return this == CLONES || this == BCV_SETS;
    }

    /** What the profile says more. */
    Map<String, String> options(TwoArrays arrays) {
        return options.apply(arrays);
    }
}
