package org.copyblade.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Installs bundles/LEVEL/*.jar where they lie and starts each at its folder's start level. */
final class BundleTree {
    private final BundleContext framework;

    BundleTree(BundleContext framework) {
        this.framework = framework;
    }

    /** Installs the whole tree, then marks all of it to be started as the framework reaches each level. */
    void install(Path tree) throws IOException, BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (Path level : sorted(tree, "[0-9]*")) {
            for (Path jar : sorted(level, "*.jar")) {
                Bundle bundle = framework.installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class)
                        .setStartLevel(Integer.parseInt(level.getFileName().toString()));
                installed.add(bundle);
            }
        }
        for (Bundle bundle : installed) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    private static List<Path> sorted(Path directory, String pattern) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        return entries;
    }
}
