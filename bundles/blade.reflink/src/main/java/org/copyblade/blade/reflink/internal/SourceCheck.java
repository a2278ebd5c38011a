package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/** Whether what a member names can be copied at all. */
final class SourceCheck {

    private SourceCheck() {}

    static List<BladeFinding> findings(CopyMember member, MountTable mounts) {
        List<BladeFinding> findings = new ArrayList<>();
        String source = member.source();
        if (source.chars().anyMatch(c -> c < ' ')) {
            findings.add(BladeFinding.error(
                    member.name(),
                    "the path of the source has a line break or control character",
                    "rename the directory"));
            return findings;
        }
        String why = obstacle(source);
        if (!why.isEmpty()) {
            findings.add(BladeFinding.error(
                    member.name(), "source " + source + " " + why, "name the directory by its absolute real path"));
            return findings;
        }
        for (String path : member.excluded()) {
            checkRelative(member, path, findings);
        }
        member.gate().ifPresent(gate -> checkRelative(member, gate, findings));
        for (Mount mount : InnerMounts.of(member, mounts)) {
            findings.add(BladeFinding.error(
                    member.name(),
                    "a " + mount.type() + " filesystem is mounted inside the source at "
                            + Path.of(source).relativize(mount.point()) + " and would be missing",
                    "make it a member of its own and exclude it here"));
        }
        return findings;
    }

    /** Why a path cannot be a source, or nothing. */
    static String obstacle(String source) {
        try {
            Path path = Path.of(source);
            if (!path.isAbsolute()) {
                return "is not absolute";
            }
            if (!Files.isDirectory(path)) {
                return Files.exists(path) ? "is not a directory" : "does not exist";
            }
            Path real = path.toRealPath();
            if (!real.toString().equals(source)) {
                return "is not a real path, that would be " + real;
            }
            return Files.isReadable(path) ? "" : "cannot be read";
        } catch (InvalidPathException | IOException wrong) {
            return "cannot be used: " + wrong.getMessage();
        }
    }

    private static void checkRelative(CopyMember member, String path, List<BladeFinding> findings) {
        if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
            findings.add(BladeFinding.error(
                    member.name(), "'" + path + "' is not a path inside the source", "give it relative to the source"));
        }
    }
}
