package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.RawName;

/** Shows a copy to this host: itself for reading, a clone of it for writing. */
final class Exposure {

    private final CopyGroup group;
    private final Layout layout;
    private final Call call;

    Exposure(CopyGroup group, Layout layout, Call call) {
        this.group = group;
        this.layout = layout;
        this.call = call;
    }

    List<Exposed.Exposure> of(List<CopyMember> members, ExposeMode mode) throws BladeException, IOException {
        if (mode == ExposeMode.WRITABLE) {
            requireSpace(members);
        }
        List<Exposed.Exposure> exposures = new ArrayList<>();
        for (CopyMember member : members) {
            Path location =
                    switch (mode) {
                        case READ_ONLY -> layout.copyOf(member);
                        case WRITABLE -> cloneOf(member);
                    };
            exposures.add(new Exposed.Exposure(member.name(), location.toString()));
        }
        return exposures;
    }

    /**
     * Of those that have begun it was seen to be there. What is left of earlier clones that nobody goes on with is removed first,
     * or there would be none because of it.
     */
    private void requireSpace(List<CopyMember> members) throws BladeException, IOException {
        List<CopyMember> fresh = new ArrayList<>();
        for (CopyMember member : members) {
            if (CloneNote.read(note(member)).isEmpty()) {
                fresh.add(member);
                removeLeft(member);
            }
        }
        new CloneSpace(group, layout, call).require(fresh);
    }

    private Path note(CopyMember member) {
        return CloneNote.of(member, layout.of(member).clones());
    }

    private Path links(CopyMember member) {
        return layout.of(member).clones().resolve("." + member.name() + ".links");
    }

    /** Goes on where an earlier call has ended; one that is complete may have been written to and stays as it is. */
    private Path cloneOf(CopyMember member) throws BladeException, IOException {
        layout.of(member).beginClones();
        Path clone = layout.of(member).clone(member.name());
        Optional<CloneNote> known = CloneNote.read(note(member));
        CloneNote note = known.isPresent() ? known.orElseThrow() : begin(member, clone);
        while (!note.complete()) {
            note = goOn(member, clone, note);
            note.write(note(member));
            if (!note.complete() && Budget.ofCall(call).spent()) {
                throw Failure.deadline("clone", group.id(), Recovery.RETRY);
            }
        }
        return clone;
    }

    /** What somebody has left without a note could be anything. */
    private void removeLeft(CopyMember member) throws BladeException, IOException {
        Path clones = layout.of(member).clones();
        if (!layout.of(member).hasClones()) {
            return;
        }
        Files.deleteIfExists(links(member));
        if (!Files.exists(clones.resolve(member.name()), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileCalls calls = new FileCalls()) {
            int parent = calls.openDirectory(clones);
            try {
                DirectoryEntry left = new DirectoryEntry(RawName.of(member.name()), FileKind.DIRECTORY);
                if (!new TreeRemoval(calls, Budget.ofCall(call)).remove(parent, left)) {
                    throw Failure.deadline("clone", group.id(), Recovery.RETRY);
                }
                // Until then the filesystem may not count its space as free.
                calls.syncFilesystem(parent, RawName.of(clones));
            } finally {
                calls.close(parent);
            }
        }
    }

    private CloneNote begin(CopyMember member, Path clone) throws IOException {
        Files.createDirectory(clone);
        CloneNote.BEGUN.write(note(member));
        return CloneNote.BEGUN;
    }

    private CloneNote goOn(CopyMember member, Path clone, CloneNote note) throws IOException {
        try (OpenTrees trees = new OpenTrees(layout.copyOf(member), clone)) {
            TreeCopy.Manner manner = new TreeCopy.Manner(true, Layout.part(group), "");
            // The copy itself has nothing excluded: what was left out is not in it.
            Exclusion nothing = new Exclusion(CopyMember.whole(member.name(), member.source()));
            HardLinks links = HardLinks.load(links(member));
            TreeCopy copy =
                    new TreeCopy(trees, nothing, manner, links, TreeCopy.Begun.at(note.place()), Budget.ofStep(call));
            Optional<String> paused = TreeWalk.from(trees.calls, trees.source, note.path(), copy);
            if (paused.isEmpty()) {
                return CloneNote.COMPLETE;
            }
            links.save(links(member));
            return new CloneNote(false, paused.orElseThrow(), copy.offset());
        }
    }
}
