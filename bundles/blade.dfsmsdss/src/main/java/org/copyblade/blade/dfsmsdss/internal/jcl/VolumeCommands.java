package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Control statements that copy whole volumes.
 *
 * <p>Source: DFSMSdss Storage Administration, "COPY", "FlashCopy Consistency Group", "DUMPCONDITIONING".
 */
public final class VolumeCommands {

    private VolumeCommands() {}

    /**
     * Copies each volume, at an instant of its own. The targets keep their serials and stay online.
     *
     * @param pairs one task each, in this order
     */
    public static List<String> copy(List<VolumePair> pairs, CopyStyle style) {
        List<String> lines = new ArrayList<>();
        together(style, lines);
        pairs.forEach(pair -> lines.addAll(copy(pair, style, false)));
        return lines;
    }

    /**
     * Copies all volumes as one consistent group: each source holds its writes from its copy on, and the last commands let
     * them go and say whether they were held until then. Those run whatever became of the copies, so nothing tests a
     * condition code before them.
     *
     * <p>Each subsystem has a timer of its own, so each has a command of its own that verifies it. What it verifies is the
     * volume that was held first: one that is held after the timer has ended would not show that. So the copies of these
     * volumes do not run beside others.
     *
     * @param pairs one task each, in this order; of each subsystem the representative comes first
     * @param representatives one source of each subsystem
     */
    public static List<String> copyAtOneInstant(
            List<VolumePair> pairs, CopyStyle style, Collection<Volser> representatives) {
        int first = 0;
        for (int i = 0; i < pairs.size(); i++) {
            first = representatives.contains(pairs.get(i).from()) ? i + 1 : first;
        }
        boolean parallel = style.parallel() && first < pairs.size();
        List<String> lines = new ArrayList<>();
        pairs.subList(0, first).forEach(pair -> lines.addAll(copy(pair, style, true)));
        if (parallel) {
            lines.add("  PARALLEL");
        }
        pairs.subList(first, pairs.size()).forEach(pair -> lines.addAll(copy(pair, style, true)));
        if (parallel) {
            lines.add("  SERIAL");
        }
        for (Volser volume : representatives) {
            lines.addAll(new Statement("CGCREATED")
                    .with("FCCGVERIFY(" + volume + ")")
                    .with("ACCESSVOLUME(" + volume + ")")
                    .lines());
        }
        return lines;
    }

    /** Lets writes of whole subsystems go; harmless where none are held. */
    public static List<String> thaw(Collection<Volser> representatives) {
        return new Statement("CGCREATED")
                .with("ACCESSVOLUME(" + Lists.joined(representatives) + ")")
                .lines();
    }

    /**
     * Ends relations without background copy: the only way in DFSMSdss is a dump of the target, which goes to nowhere.
     *
     * @param output DD name of a dummy data set
     */
    public static List<String> endRelations(Collection<Volser> targets, String output) {
        List<String> lines = new ArrayList<>();
        for (Volser target : targets) {
            lines.addAll(new Statement("DUMP FULL")
                    .with("INDYNAM((" + target + "))")
                    .with("OUTDDNAME(" + output + ")")
                    .with("ADMIN")
                    .with("FCWITHDRAW")
                    .lines());
        }
        return lines;
    }

    private static void together(CopyStyle style, List<String> lines) {
        if (style.parallel()) {
            lines.add("  PARALLEL");
        }
    }

    private static List<String> copy(VolumePair pair, CopyStyle style, boolean freeze) {
        Statement statement = new Statement("COPY FULL")
                .with("INDYNAM((" + pair.from() + "))")
                .with("OUTDYNAM((" + pair.to() + "))")
                .with("ADMIN")
                .with("PURGE")
                .with("DUMPCONDITIONING")
                .with(style.fast().keyword());
        if (style.withoutBackgroundCopy()) {
            statement.with("FCNOCOPY");
        }
        if (style.spaceEfficient()) {
            statement.with("FCSETGTOK(FAILRELATION)");
        }
        if (style.mirror() != MirrorChoice.REFUSED) {
            statement.with(style.mirror().keyword());
        }
        if (freeze) {
            statement.with("FCCGFREEZE");
        }
        return statement.with("DEBUG(FRMSG(DETAILED))").lines();
    }
}
