package org.copyblade.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A password in the first line of a file that nobody but its owner can read. */
public record PasswordFile(Path file) implements PasswordSource {

    public PasswordFile {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public Secret password() throws PasswordException {
        List<String> lines;
        try {
            Set<PosixFilePermission> modes = new HashSet<>(Files.getPosixFilePermissions(file));
            modes.removeAll(Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
            if (!modes.isEmpty()) {
                throw new PasswordException("the password file " + file + " is open to others, chmod 0600");
            }
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new PasswordException("cannot read the password file " + file + ": " + e);
        }
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw new PasswordException("the password file " + file + " has no password in its first line");
        }
        return new Secret(lines.get(0));
    }
}
