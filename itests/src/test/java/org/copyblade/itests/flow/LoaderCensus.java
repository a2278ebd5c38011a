package org.copyblade.itests.flow;

import java.lang.ref.WeakReference;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.copyblade.itests.process.TestJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A bundle to be dropped into deploy/ that follows the class loaders of all others without holding them: {@code
 * census:alive} collects garbage and counts those still in memory for each symbolic name, {@code census:trail} tells in
 * which order bundles stopped and started.
 */
public final class LoaderCensus implements BundleActivator, SynchronousBundleListener {

    private static final int COLLECTIONS = 2;

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> trail = new CopyOnWriteArrayList<>();

    private record Seen(String name, WeakReference<ClassLoader> loader) {}

    static TestJar jar() {
        return TestJar.bundle("census", "1.0.0", List.of(LoaderCensus.class, Seen.class, Commands.class))
                .header("Bundle-Activator", LoaderCensus.class.getName())
                .header("Import-Package", "org.osgi.framework,org.osgi.framework.wiring");
    }

    @Override
    public void start(BundleContext context) {
        context.addBundleListener(this);
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.ACTIVE) {
                note(bundle);
            }
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "census");
        properties.put("osgi.command.function", new String[] {"alive", "trail"});
        context.registerService(Object.class, new Commands(this), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework removes listener and commands
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTED) {
            note(event.getBundle());
            trail.add("started " + event.getBundle().getSymbolicName());
        } else if (event.getType() == BundleEvent.STOPPED) {
            trail.add("stopped " + event.getBundle().getSymbolicName());
        }
    }

    private void note(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        if (loader != null && seen.stream().noneMatch(old -> old.loader().refersTo(loader))) {
            seen.add(new Seen(bundle.getSymbolicName(), new WeakReference<>(loader)));
        }
    }

    /** The commands. */
    public static final class Commands {
        private final LoaderCensus census;

        Commands(LoaderCensus census) {
            this.census = census;
        }

        /** One line for each symbolic name: the name and how many class loaders of it are in memory. */
        public String alive() {
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
            }
            Map<String, Integer> alive = new TreeMap<>();
            census.seen.forEach(one -> alive.merge(one.name(), one.loader().refersTo(null) ? 0 : 1, Integer::sum));
            return alive.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining("\n"));
        }

        /** What has stopped and started since the last question. */
        public String trail() {
            List<String> events = List.copyOf(census.trail);
            census.trail.removeAll(events);
            return String.join("\n", events);
        }
    }
}
