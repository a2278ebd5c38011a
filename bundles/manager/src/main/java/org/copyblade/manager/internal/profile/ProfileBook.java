package org.copyblade.manager.internal.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.copyblade.api.CopybladeException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles in force, live from Config Admin. Looks at all configurations together after each change, in the thread that
 * makes the change: whoever updates a configuration finds it in force on return. Safe for many threads.
 */
@Component(
        service = {ProfileSource.class, ProfileBook.class, SynchronousConfigurationListener.class},
        immediate = true)
public final class ProfileBook implements ProfileSource, SynchronousConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileBook.class);
    private static final String LAST_GOOD = "configuration-in-force.json";

    private final ConfigurationAdmin admin;
    private final Bundle framework;
    private final LastGoodFile lastGood;
    private final OwnEdits edits = new OwnEdits();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile ConfigurationSet set = ConfigurationSet.of(List.of(), Map.of());

    @Activate
    public ProfileBook(@Reference(name = "admin") ConfigurationAdmin admin, BundleContext bundle) {
        this(admin, bundle.getBundle(Constants.SYSTEM_BUNDLE_ID), DataDirectory.of(bundle));
    }

    /**
     * The profiles of a Config Admin.
     *
     * @param framework tells whether the platform is still starting
     * @param data directory for what survives a restart
     */
    ProfileBook(ConfigurationAdmin admin, Bundle framework, Path data) {
        this.admin = admin;
        this.framework = framework;
        this.lastGood = new LastGoodFile(data.resolve(LAST_GOOD));
        reload();
    }

    @Override
    public List<BackupOptions> usable() {
        return set.usable();
    }

    @Override
    public List<RefusedProfile> refused() {
        return set.refused();
    }

    @Override
    public BackupOptions options(String profile, Map<String, String> overrides) throws CopybladeException {
        return set.options(profile, overrides);
    }

    /** The profiles of this moment, all at once. */
    ConfigurationSet now() {
        return set;
    }

    /** Writes a file for a command; after it the new text has to be given to Config Admin. */
    void edit(ConfigurationText before, ConfigurationText after, OwnEdits.Writing writing) throws CopybladeException {
        edits.make(before, after, writing);
    }

    /** Whether the platform has started, so that every file was read. */
    public boolean isComplete() {
        return framework.getState() == Bundle.ACTIVE;
    }

    /** Runs something after each change, in the thread of the change: it must not wait for anything. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (ConfigurationText.Kind.of(event.getPid(), event.getFactoryPid()).isPresent()) {
            reload();
            listeners.forEach(Runnable::run);
        }
    }

    private synchronized void reload() {
        ConfigurationSet before = set;
        ConfigurationSet after = ConfigurationSet.of(read(), lastGood.layers());
        set = after;
        report(before, after);
        // While the platform starts, files not yet read have their last good configuration kept; later they are gone.
        Map<String, Layer> good = new HashMap<>(isComplete() ? Map.of() : lastGood.layers());
        after.entries().forEach(entry -> entry.inForce()
                .ifPresent(layer -> good.put(entry.text().pid(), layer)));
        lastGood.write(good);
    }

    private List<ConfigurationText> read() {
        List<ConfigurationText> texts = new ArrayList<>();
        for (ConfigurationText.Kind kind : ConfigurationText.Kind.values()) {
            String filter = "(|(service.pid=" + kind.pid() + ")(service.factoryPid=" + kind.pid() + "))";
            for (Configuration configuration : list(filter)) {
                // As they are written: options are shown, logged and kept with each backup, so no reference in them is
                // resolved. Null until the first update: created, but not yet filled.
                Dictionary<String, Object> properties = configuration.getProperties();
                if (properties != null
                        && ConfigurationText.Kind.of(configuration.getPid(), configuration.getFactoryPid())
                                .isPresent()) {
                    texts.add(edits.newest(ConfigurationText.of(configuration.getPid(), kind, properties)));
                }
            }
        }
        return texts;
    }

    private List<Configuration> list(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("Config Admin cannot list " + filter, e);
        }
    }

    /** Each refusal is said once, and its end too. */
    private static void report(ConfigurationSet before, ConfigurationSet after) {
        Map<String, List<Problem>> known = new HashMap<>();
        before.entries().forEach(entry -> known.put(entry.text().pid(), entry.problems()));
        for (ConfigurationSet.Entry entry : after.entries()) {
            List<Problem> earlier = known.getOrDefault(entry.text().pid(), List.of());
            if (entry.problems().equals(earlier)) {
                continue;
            }
            if (entry.problems().isEmpty()) {
                LOG.info("{} is in force again", entry.text().where());
            } else {
                LOG.error(
                        "{}; {}",
                        Problem.joined(entry.problems()),
                        entry.inForce().isPresent()
                                ? "the last good configuration stays in force"
                                : "there is no earlier one, so it cannot be used");
            }
        }
    }
}
