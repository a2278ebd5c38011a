package org.copyblade.launcher.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Filesystems that can copy at an instant: those in use, those the kernel offers, and what tests and demo make of a file. */
final class StorageChecks {
    private final Programs programs;

    StorageChecks(Programs programs) {
        this.programs = programs;
    }

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new ReflinkChecks(programs).examine(lines("/proc/self/mounts")));
        for (String type : List.of("xfs", "btrfs")) {
            findings.add(offered(type));
        }
        findings.add(tool("mkfs.xfs", "xfsprogs"));
        findings.add(tool("mkfs.btrfs", "btrfs-progs"));
        findings.add(loopDevices());
        return findings;
    }

    private static Finding offered(String type) {
        Set<String> known = lines("/proc/filesystems").stream()
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .collect(Collectors.toSet());
        if (known.contains(type)) {
            return Finding.ok(type, "known to the kernel");
        }
        return Finding.limit(
                type, "not known to the kernel, or its module is not loaded yet", "modprobe " + type + ", as root");
    }

    private Finding tool(String program, String inPackage) {
        return programs.find(program)
                .map(path -> Finding.ok(program, path.toString()))
                .orElseGet(() -> Finding.limit(
                        program,
                        "not installed: no scratch filesystem of this kind for demo and tests",
                        "install the" + " package " + inPackage));
    }

    private static Finding loopDevices() {
        if (!Files.isWritable(Path.of("/dev/loop-control"))) {
            return Finding.limit(
                    "loop devices",
                    "/dev/loop-control may not be used: the demo shows host copy only",
                    "run the demo as root, in a container with --privileged");
        }
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of("/dev"), "loop[0-9]*")) {
            return devices.iterator().hasNext()
                    ? Finding.ok("loop devices", "usable")
                    : Finding.limit("loop devices", "/dev has none yet", "modprobe loop, as root");
        } catch (IOException cause) {
            return Finding.limit("loop devices", "cannot look into /dev: " + cause.getMessage(), "run as root");
        }
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException absent) {
            return List.of(); // seen by its reader as nothing there, which is what a kernel without it offers
        }
    }
}
