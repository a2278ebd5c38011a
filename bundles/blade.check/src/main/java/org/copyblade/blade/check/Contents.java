package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;

/** What sources and copies of a try hold. */
final class Contents {

    static final String SLOT = "content";

    private Contents() {}

    static void demandStamp(Trial trial, String stamp) {
        for (ScratchVolume volume : trial.volumes()) {
            String found = text(volume.content().read(SLOT));
            demand(found.equals(stamp), "source " + volume.name() + " holds " + found + " instead of " + stamp);
        }
    }

    /** Exposes the copy, compares the slot of every member, conceals it. */
    static void demandCopyHolds(Trial trial, CopyGroup group, Binding binding, String stamp) throws BladeException {
        Exposed exposed = exposeAll(trial, group, binding, ExposeMode.READ_ONLY);
        for (ScratchVolume volume : trial.volumes()) {
            String found = text(at(exposed, volume).read(SLOT));
            demand(found.equals(stamp), "the copy of " + volume.name() + " holds " + found + " instead of " + stamp);
        }
        trial.journal(group, trial.blade().conceal(group, exposed.binding(), trial.call()));
    }

    static Exposed exposeAll(Trial trial, CopyGroup group, Binding binding, ExposeMode mode) throws BladeException {
        Set<String> members = group.memberNames();
        Exposed exposed = trial.blade().expose(group, binding, members, mode, trial.call());
        trial.journal(group, exposed.binding());
        demand(
                exposed.exposures().size() == members.size(),
                "asked to expose " + members + ", exposed " + exposed.exposures());
        return exposed;
    }

    static Slots at(Exposed exposed, ScratchVolume volume) {
        return exposed.exposures().stream()
                .filter(exposure -> exposure.member().equals(volume.name()))
                .map(exposure -> volume.exposed(exposure.location()))
                .findFirst()
                .orElseThrow(() -> new Violation("member " + volume.name() + " is not among the exposures"));
    }

    static String text(Optional<byte[]> bytes) {
        return bytes.map(value -> new String(value, StandardCharsets.UTF_8)).orElse("nothing");
    }
}
