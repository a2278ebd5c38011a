package org.copyblade.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** The version of the distribution, which is that of the launcher's jar. */
final class Version {

    private Version() {}

    static String ofThisJar() throws CopybladeException {
        try {
            Path jar = Path.of(Version.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (JarFile file = new JarFile(jar.toFile())) {
                return file.getManifest().getMainAttributes().getValue("Bundle-Version");
            }
        } catch (IOException | URISyntaxException cause) {
            throw new CopybladeException(
                    ErrorCode.INSTALLATION_DAMAGED, "cannot read the version of lib/: " + cause.getMessage());
        }
    }
}
