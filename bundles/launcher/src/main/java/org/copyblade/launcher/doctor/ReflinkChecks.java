package org.copyblade.launcher.doctor;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which mounted filesystems can copy at an instant. btrfs always can; XFS only if it was made so. Changes nothing. */
final class ReflinkChecks {
    private static final long PATIENCE_SECONDS = 5;

    private final Programs programs;

    ReflinkChecks(Programs programs) {
        this.programs = programs;
    }

    /** One finding for all that can, and one for each that cannot or does not tell. */
    List<Finding> examine(List<String> mounts) {
        List<String> able = new ArrayList<>();
        List<Finding> others = new ArrayList<>();
        for (String mount : mounts) {
            String[] fields = mount.split(" ");
            // Blanks in a path are written as their octal code.
            String path = fields[1].replace("\\040", " ");
            if (fields[2].equals("btrfs")) {
                able.add(path + " (btrfs)");
            } else if (fields[2].equals("xfs")) {
                Optional<Finding> limit = limit(path);
                limit.ifPresentOrElse(others::add, () -> able.add(path + " (xfs)"));
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (!able.isEmpty()) {
            findings.add(Finding.ok("storage", String.join(", ", able)));
        } else if (others.isEmpty()) {
            findings.add(Finding.limit(
                    "storage",
                    "no XFS or btrfs is mounted: backups read and write all data",
                    "keep the database on XFS with reflink, or on a btrfs subvolume"));
        }
        findings.addAll(others);
        return findings;
    }

    private Optional<Finding> limit(String path) {
        Optional<String> geometry = programs.find("xfs_info").flatMap(program -> output(program, path));
        if (geometry.isEmpty()) {
            return Optional.of(Finding.limit(
                    "storage",
                    path + " is XFS, and xfs_info does not tell whether it can share blocks",
                    "install the package xfsprogs; slb:plan says it for each profile"));
        }
        return cannotShare(geometry.orElseThrow())
                ? Optional.of(Finding.limit(
                        "storage",
                        path + " is XFS without reflink: backups of what is there read and write all data",
                        "make the filesystem anew with mkfs.xfs -m reflink=1 and move the data there"))
                : Optional.empty();
    }

    static boolean cannotShare(String geometry) {
        return !geometry.contains("reflink=1");
    }

    private static Optional<String> output(Path program, String mount) {
        try {
            Process process = new ProcessBuilder(program.toString(), mount)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException notRun) {
            return Optional.empty(); // the finding says what to install
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
