package org.copyblade.launcher;

import java.util.Optional;
import java.util.Set;

/** Which machines Copyblade runs on: Linux on x86-64 or aarch64 with Java 17 or newer. */
final class SupportedMachine {
    private static final int OLDEST_JAVA = 17;
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

    private SupportedMachine() {}

    /** One sentence why this machine is not supported, or empty when it is. */
    static Optional<String> objection(String system, String architecture, int javaVersion) {
        if (!system.equals("Linux") || !ARCHITECTURES.contains(architecture)) {
            return Optional.of(
                    "runs on Linux x86-64 and aarch64 only; this machine is " + system + " on " + architecture);
        }
        if (javaVersion < OLDEST_JAVA) {
            return Optional.of("needs Java 17 or newer; this is Java " + javaVersion);
        }
        return Optional.empty();
    }
}
