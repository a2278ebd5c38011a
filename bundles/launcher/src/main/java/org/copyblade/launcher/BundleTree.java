package org.copyblade.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Installs LEVEL/*.jar of some trees where they lie, each to be started at its folder's start level. Used by one thread. */
final class BundleTree {
    private final BundleContext framework;
    private final SortedMap<Integer, List<Path>> levels;

    private BundleTree(BundleContext framework, SortedMap<Integer, List<Path>> levels) {
        this.framework = framework;
        this.levels = levels;
    }

    /** What lies in these trees. */
    static BundleTree of(BundleContext framework, List<Path> trees) throws IOException {
        SortedMap<Integer, List<Path>> levels = new TreeMap<>();
        for (Path tree : trees) {
            for (Path level : sorted(tree, "[0-9]*")) {
                levels.computeIfAbsent(Integer.valueOf(level.getFileName().toString()), unused -> new ArrayList<>())
                        .addAll(sorted(level, "*.jar"));
            }
        }
        return new BundleTree(framework, levels);
    }

    /**
     * Installs everything. The lowest level, logging, is started by the framework's own thread meanwhile: both take a tenth of a
     * start. Nothing of it may want to be wired to a bundle of a higher level. The framework has been initialised only.
     */
    void install() throws BundleException {
        int lowest = levels.firstKey();
        install(lowest, levels.get(lowest));
        framework.getBundle().adapt(FrameworkStartLevel.class).setStartLevel(lowest);
        for (Map.Entry<Integer, List<Path>> level : levels.tailMap(lowest + 1).entrySet()) {
            install(level.getKey(), level.getValue());
        }
    }

    private void install(int level, List<Path> jars) throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (Path jar : jars) {
            Bundle bundle = framework.installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            installed.add(bundle);
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
