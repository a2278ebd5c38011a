package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.copyblade.system.spi.SystemException;

/** A directory of this process's user in one where anybody may make something of any name. */
public final class PrivateDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /** The same one each time; a number tells it from what somebody else has put there. */
    public static Path of(Path parent, String prefix) throws IOException, SystemException {
        for (int number = 1; true; number++) {
            Path directory = parent.resolve(prefix + "-" + number);
            try {
                return Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } catch (FileAlreadyExistsException e) {
                if (isOurs(directory)) {
                    return directory;
                }
            }
        }
    }

    private static boolean isOurs(Path directory) throws IOException, SystemException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && ServerOwner.of(directory).isSelf()
                && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY);
    }
}
