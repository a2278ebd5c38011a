package org.copyblade.launcher.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java that runs us, and what our user may do. */
final class MachineChecks {

    List<Finding> examine() {
        return List.of(java(), rights(), processes());
    }

    private static Finding java() {
        return Finding.ok(
                "java",
                System.getProperty("java.version") + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + ", " + System.getProperty("java.home"));
    }

    private static Finding rights() {
        try {
            Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            if (user.equals(0)) {
                return Finding.ok("rights", "root: all blades and methods");
            }
            return Finding.limit(
                    "rights",
                    "user " + user + ": log suspend and backup mode of servers of this user, reflink on its own files;"
                            + " no btrfs blade, no mount, no filesystem freeze",
                    "run as root for those");
        } catch (IOException cause) {
            return Finding.problem("rights", "cannot read /proc/self: " + cause.getMessage(), "mount /proc");
        }
    }

    /** The guards confirm in /proc that every process of a server is stopped. */
    private static Finding processes() {
        if (Files.isReadable(Path.of("/proc/1/stat"))) {
            return Finding.ok("processes", "/proc shows the processes of all users");
        }
        return Finding.limit(
                "processes",
                "/proc hides the processes of other users",
                "run as the user of the database server, or mount /proc without hidepid");
    }
}
