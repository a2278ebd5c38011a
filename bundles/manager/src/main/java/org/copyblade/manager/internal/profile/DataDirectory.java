package org.copyblade.manager.internal.profile;

import java.io.File;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where the manager keeps what must survive a restart. */
public final class DataDirectory {

    private DataDirectory() {}

    /** The platform's data directory; under another launcher the bundle's own. */
    public static Path of(BundleContext bundle) {
        String platform = bundle.getProperty("copyblade.data");
        if (platform != null) {
            return Path.of(platform);
        }
        File own = bundle.getDataFile("");
        if (own == null) {
            throw new IllegalStateException("the platform has no place for files");
        }
        return own.toPath();
    }
}
