package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.Mounting;
import org.copyblade.linux.RawName;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.GroupDirectory;

/**
 * Puts new writable snapshots of a generation in the place of the sources. Each step looks at what is there, by the ids
 * noted before the first change, and does what is missing; so it can be repeated, by anybody, after any interruption. A
 * binding that does not know the noted restore begins a new one: what the noted ids mean, others may have changed since.
 */
final class Restorer {

    private static final String ATTEMPT = "attempt";

    private final CopyGroup group;
    private final List<CopyMember> members;
    private final GroupDirectory directory;
    private final Subvolumes subvolumes;

    Restorer(CopyGroup group, List<CopyMember> members, GroupDirectory directory, Subvolumes subvolumes) {
        this.group = group;
        this.members = members;
        this.directory = directory;
        this.subvolumes = subvolumes;
    }

    /** One member per step; after the last of them the old subvolumes go. The gates stay shut: the system opens them. */
    Advance step(BtrfsBinding before) throws BladeException, IOException {
        Facts left = directory.restoring().orElse(Facts.none());
        boolean goesOn = !before.attempt().isEmpty() && before.attempt().equals(left.text(ATTEMPT));
        Facts noted = goesOn ? left : anew(left);
        BtrfsBinding binding = before.restoring(noted.text(ATTEMPT));
        for (CopyMember member : members) {
            Path source = Path.of(member.source());
            Optional<RestoreNote> note = RestoreNote.of(noted, member.name()).filter(RestoreNote::isBegun);
            if (note.isEmpty()) {
                noted = begin(member, source, noted);
                return continues(binding, noted);
            }
            if (exchange(member, source, note.get())) {
                return continues(binding, noted);
            }
        }
        for (CopyMember member : members) {
            removeOld(member, RestoreNote.of(noted, member.name()).orElseThrow());
        }
        directory.endRestore();
        return new Advance.Done(binding.restored().toBinding());
    }

    /** Removes what an earlier restore has made beside; how sources were mounted stays known, for one may be unmounted now. */
    private Facts anew(Facts left) throws IOException {
        Facts noted = Facts.none().with("percent", 0).with(ATTEMPT, UUID.randomUUID());
        for (CopyMember member : group.members()) {
            Optional<RestoreNote> note = RestoreNote.of(left, member.name());
            if (note.isPresent()) {
                removeBeside(member, note.get());
                noted = noted.with(note.get().abandoned().facts(member.name()));
            }
        }
        return noted;
    }

    private static Advance continues(BtrfsBinding binding, Facts noted) {
        return new Advance.Continues(binding.toBinding(), (int) noted.number("percent"), Duration.ZERO);
    }

    private String besideName(CopyMember member) {
        return ".copyblade-" + group.id() + "-" + member.name();
    }

    /** Makes the new subvolume beside the old one and notes both. */
    private Facts begin(CopyMember member, Path source, Facts noted) throws BladeException, IOException {
        directory.noteRestore(noted);
        shutGate(source, member);
        RestoreNote note = mounting(member, source, noted);
        try (Home home = note.home(source, group.id().value())) {
            Optional<Subvolume> old = subvolumes.at(home.subvolume());
            if (old.isEmpty() && Files.exists(home.subvolume())) {
                throw Failure.state("restore", group.id(), source + " is no subvolume", Recovery.ASK_OPERATOR);
            }
            if (old.isPresent()) {
                refuseNested(home.subvolume());
            }
            String beside = besideName(member);
            // Without a note nothing was exchanged: what is there was made by a step that was interrupted.
            if (subvolumes.at(home.directory().resolve(beside)).isPresent()) {
                subvolumes.destroy(home.directory(), beside);
            }
            subvolumes.snapshot(directory.member(member.name()), home.directory(), beside, false);
            shutGate(home.directory().resolve(beside), member);
            long fresh = subvolumes
                    .at(home.directory().resolve(beside))
                    .orElseThrow()
                    .id();
            note = note.with(fresh, old.map(Subvolume::id).orElse(0L));
        }
        int percent = Math.min(90, (members.indexOf(member) + 1) * 100 / (members.size() + 1));
        Facts more = noted.with(note.facts(member.name())).with("percent", percent);
        directory.noteRestore(more);
        return more;
    }

    /** An earlier restore may have ended between unmounting and mounting. */
    private RestoreNote mounting(CopyMember member, Path source, Facts noted) throws IOException {
        Optional<Mount> mount = MountTable.read().at(source);
        if (mount.isEmpty() && subvolumes.at(source).isEmpty()) {
            return RestoreNote.of(noted, member.name()).orElse(RestoreNote.plain());
        }
        return mount.map(RestoreNote::of).orElse(RestoreNote.plain());
    }

    private void refuseNested(Path subvolume) throws BladeException, IOException {
        List<String> nested = subvolumes.nested(subvolume);
        if (!nested.isEmpty()) {
            throw Failure.state(
                    "restore",
                    group.id(),
                    "another subvolume is inside " + subvolume + " in " + nested.get(0) + " and would be lost");
        }
    }

    /**
     * Brings a member from whatever is there to the new subvolume in its place, mounted if the old one was.
     *
     * @return whether anything had to be done
     */
    private boolean exchange(CopyMember member, Path source, RestoreNote note) throws BladeException, IOException {
        if (isAtSource(source, note)) {
            return false;
        }
        if (note.mounted() && MountTable.read().at(source).isPresent()) {
            Mounting.unmount(source);
        }
        try (Home home = note.home(source, group.id().value())) {
            long present = subvolumes.at(home.subvolume()).map(Subvolume::id).orElse(0L);
            if (present != note.fresh()) {
                if (present != note.old()) {
                    throw Failure.state(
                            "restore", group.id(), source + " was exchanged by somebody else", Recovery.ASK_OPERATOR);
                }
                exchange(home, besideName(member), note);
            }
            subvolumes.sync(home.directory());
        }
        if (note.mounted()) {
            Mounting.mount(note.device(), source, "btrfs", note.options() + ",subvol=" + note.root());
        }
        return true;
    }

    private boolean isAtSource(Path source, RestoreNote note) throws IOException {
        boolean mountedAsNeeded =
                !note.mounted() || MountTable.read().at(source).isPresent();
        return mountedAsNeeded && subvolumes.at(source).map(Subvolume::id).orElse(0L) == note.fresh();
    }

    private void exchange(Home home, String beside, RestoreNote note) throws IOException {
        int flags = note.old() == 0 ? FileCalls.NO_REPLACE : FileCalls.EXCHANGE;
        subvolumes.in(home.directory(), open -> {
            subvolumes.calls().rename(open, raw(beside), open, raw(home.name()), flags);
            return null;
        });
    }

    private static String raw(String name) {
        return RawName.of(name);
    }

    /** Takes away the file without which the system cannot start. */
    private void shutGate(Path root, CopyMember member) throws IOException {
        if (member.gate().isPresent() && Files.exists(root.resolve(member.gate().get()))) {
            Files.move(
                    root.resolve(member.gate().get()),
                    root.resolve(member.shutGate().orElseThrow()),
                    StandardCopyOption.REPLACE_EXISTING);
            subvolumes.sync(root);
        }
    }

    /** Ends a restore that nobody will finish: what it made beside the sources goes, the sources stay as they are. */
    void abandon() throws IOException {
        Optional<Facts> noted = directory.restoring();
        if (noted.isEmpty()) {
            return;
        }
        for (CopyMember member : members) {
            Optional<RestoreNote> note = RestoreNote.of(noted.get(), member.name());
            if (note.isPresent()) {
                removeBeside(member, note.get());
            }
        }
        directory.endRestore();
    }

    private void removeBeside(CopyMember member, RestoreNote note) throws IOException {
        try (Home home = note.home(Path.of(member.source()), group.id().value())) {
            if (subvolumes.at(home.directory().resolve(besideName(member))).isPresent()) {
                subvolumes.destroy(home.directory(), besideName(member));
            }
        }
    }

    private void removeOld(CopyMember member, RestoreNote note) throws IOException {
        try (Home home = note.home(Path.of(member.source()), group.id().value())) {
            String beside = besideName(member);
            Optional<Subvolume> left = subvolumes.at(home.directory().resolve(beside));
            if (left.isPresent() && left.get().id() == note.old()) {
                subvolumes.destroy(home.directory(), beside);
            }
        }
    }
}
