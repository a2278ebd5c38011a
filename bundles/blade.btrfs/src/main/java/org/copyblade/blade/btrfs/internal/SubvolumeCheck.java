package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/** Whether a directory is a subvolume that a snapshot would copy whole and a restore could exchange. */
final class SubvolumeCheck {

    private final Subvolumes subvolumes;
    private final MountTable mounts;

    SubvolumeCheck(Subvolumes subvolumes, MountTable mounts) {
        this.subvolumes = subvolumes;
        this.mounts = mounts;
    }

    /**
     * What is wrong with a source.
     *
     * @param subject for the findings
     */
    List<BladeFinding> findings(String subject, String source) throws IOException {
        Optional<String> obstacle = obstacle(source);
        if (obstacle.isPresent()) {
            return List.of(BladeFinding.error(
                    subject, obstacle.get(), "name a subvolume of a btrfs by its absolute real path"));
        }
        Path path = Path.of(source);
        Optional<Subvolume> subvolume = subvolumes.at(path);
        if (subvolume.isEmpty()) {
            return List.of(BladeFinding.error(
                    subject,
                    source + " is a directory inside the subvolume at " + holder(path)
                            + " and not a subvolume itself: a snapshot would take foreign data along",
                    "move the data to a subvolume of its own"));
        }
        return findings(subject, path, subvolume.get());
    }

    private List<BladeFinding> findings(String subject, Path path, Subvolume subvolume) throws IOException {
        List<BladeFinding> findings = new ArrayList<>();
        if (subvolume.id() == Subvolume.TOP) {
            findings.add(BladeFinding.error(
                    subject,
                    path + " is the top of its filesystem, which can never be exchanged by a restore",
                    "move the data to a subvolume below it"));
        }
        for (String directory : subvolumes.nested(path)) {
            findings.add(BladeFinding.error(
                    subject,
                    "another subvolume is inside " + path + " in " + directory + " and would be empty in the copy",
                    "move it out, or turn it into a directory"));
        }
        for (Mount mount : mounts.below(path)) {
            findings.add(BladeFinding.error(
                    subject,
                    "a " + mount.type() + " filesystem is mounted inside at " + mount.point() + " and would be missing",
                    "make it a member of its own, or mount it elsewhere"));
        }
        return findings;
    }

    private static Optional<String> obstacle(String source) {
        if (source.chars().anyMatch(c -> c < ' ')) {
            return Optional.of("the path of the source has a line break or control character");
        }
        try {
            Path path = Path.of(source);
            if (!path.isAbsolute()) {
                return Optional.of("source " + source + " is not absolute");
            }
            if (!Files.isDirectory(path)) {
                return Optional.of(
                        "source " + source + (Files.exists(path) ? " is not a directory" : " does not exist"));
            }
            String real = path.toRealPath().toString();
            return real.equals(source)
                    ? notBtrfs(path)
                    : Optional.of("source " + source + " is not a real path, that would be " + real);
        } catch (InvalidPathException | IOException wrong) {
            return Optional.of("source cannot be used: " + wrong.getMessage());
        }
    }

    private static Optional<String> notBtrfs(Path path) throws IOException {
        String type = MountTable.read().holding(path).type();
        return type.equals("btrfs") ? Optional.empty() : Optional.of(path + " is on " + type + ", not on btrfs");
    }

    /** The root of the subvolume that holds a path; the top of the tree if none does. */
    Path holder(Path path) throws IOException {
        Path at = path;
        while (at.getParent() != null && subvolumes.at(at).isEmpty()) {
            at = at.getParent();
        }
        return at;
    }
}
