package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;

/** Shows a copy to this host: itself for reading, a clone of it for writing. */
final class Exposure {

    private static final String COMPLETE = ".complete-";

    private final CopyGroup group;
    private final Layout layout;
    private final Call call;

    Exposure(CopyGroup group, Layout layout, Call call) {
        this.group = group;
        this.layout = layout;
        this.call = call;
    }

    Exposed.Exposure of(CopyMember member, ExposeMode mode) throws BladeException, IOException {
        Path location =
                switch (mode) {
                    case READ_ONLY -> layout.copyOf(member);
                    case WRITABLE -> cloneOf(member);
                };
        return new Exposed.Exposure(member.name(), location.toString());
    }

    private Path cloneOf(CopyMember member) throws BladeException, IOException {
        layout.of(member).beginClones();
        Path clone = layout.of(member).clone(member.name());
        Path complete = layout.of(member).clones().resolve(COMPLETE + member.name());
        if (Files.exists(complete)) {
            return clone;
        }
        Files.createDirectories(clone);
        try (OpenTrees trees = new OpenTrees(layout.copyOf(member), clone)) {
            TreeCopy.Manner manner = new TreeCopy.Manner(true, Layout.part(group), "");
            // The copy itself has nothing excluded: what was left out is not in it.
            Exclusion nothing = new Exclusion(CopyMember.whole(member.name(), member.source()));
            TreeCopy copy =
                    new TreeCopy(trees, nothing, manner, HardLinks.none(), TreeCopy.Begun.NOTHING, Budget.ofCall(call));
            if (TreeWalk.from(trees.calls, trees.source, "", copy).isPresent()) {
                throw Failure.deadline("clone", group.id(), Recovery.RETRY);
            }
        }
        Files.createFile(complete);
        return clone;
    }
}
