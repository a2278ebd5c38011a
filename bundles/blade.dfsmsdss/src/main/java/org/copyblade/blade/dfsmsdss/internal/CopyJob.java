package org.copyblade.blade.dfsmsdss.internal;

import java.util.List;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetCommands;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetCommands.Places;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetPair;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.MirrorChoice;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.jcl.VolumeCommands;
import org.copyblade.blade.dfsmsdss.internal.jcl.VolumePair;

/** Control statements of the jobs that copy a group there and back. Pure. */
final class CopyJob {

    private CopyJob() {}

    /** Copies the group, one task for each member in the order of the binding. */
    static List<String> control(DssBinding binding, DssSettings settings, boolean held) {
        if (binding.grain() == Grain.DATA_SET) {
            List<DataSetPair> pairs = binding.copies().stream()
                    .map(copy -> new DataSetPair(new DataSetName(copy.source()), new DataSetName(copy.target())))
                    .toList();
            List<Volser> to = List.copyOf(settings.dataSetVolumes().volumes());
            return DataSetCommands.copy(pairs, binding.style(), Places.toNewNames(to));
        }
        List<VolumePair> pairs = binding.copies().stream()
                .map(copy -> new VolumePair(new Volser(copy.source()), new Volser(copy.target())))
                .toList();
        if (!held) {
            return VolumeCommands.copy(pairs, binding.style());
        }
        return VolumeCommands.copyAtOneInstant(pairs, binding.style(), representatives(binding));
    }

    /**
     * Copies these members back, one task for each. By the storage if it can: a source that is restored is not in use, so
     * there is no window to be kept short, and a copy whose background copy has not ended cannot be reversed.
     *
     * @param mirror what becomes of the mirror of a source, which is what is written to
     */
    static List<String> back(List<BoundCopy> copies, Grain grain, MirrorChoice mirror, boolean parallel) {
        CopyStyle style = new CopyStyle(FastReplication.PREFERRED, false, false, mirror, parallel);
        if (grain == Grain.DATA_SET) {
            List<DataSetPair> pairs = copies.stream()
                    .map(copy -> new DataSetPair(new DataSetName(copy.target()), new DataSetName(copy.source())))
                    .toList();
            return DataSetCommands.copy(pairs, style, new Places(List.of(), List.of(), true));
        }
        return VolumeCommands.copy(
                copies.stream()
                        .map(copy -> new VolumePair(new Volser(copy.target()), new Volser(copy.source())))
                        .toList(),
                style);
    }

    static List<Volser> representatives(DssBinding binding) {
        return binding.representatives().stream().map(Volser::new).toList();
    }
}
