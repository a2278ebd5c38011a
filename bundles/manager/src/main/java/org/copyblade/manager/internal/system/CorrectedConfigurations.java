package org.copyblade.manager.internal.system;

import java.io.IOException;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.system.spi.ProtectedSystem;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets systems and endpoints start whose first configuration was refused, once it is corrected. Declarative services tell a
 * change to the instance of a component, and this one has none; so its configuration is taken away and put back, and to a new
 * component it is new. No configuration is touched that no blade and no adapter has refused, and none that its owner knows by a
 * PID that cannot be had again. Safe for many threads.
 */
@Component(service = ConfigurationListener.class, immediate = true)
public final class CorrectedConfigurations implements ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(CorrectedConfigurations.class);

    /** File Install writes the file of a configuration here. */
    private static final String FILE_KEY = "felix.fileinstall.filename";

    private final ConfigurationAdmin admin;
    private final FailedComponents failed;
    /** Configurations that were given to their components before: what comes next is a change. */
    private final Set<String> given = ConcurrentHashMap.newKeySet();

    @Activate
    public CorrectedConfigurations(
            @Reference(name = "admin") ConfigurationAdmin admin,
            @Reference(name = "components") ServiceComponentRuntime components)
            throws IOException, InvalidSyntaxException {
        this.admin = admin;
        this.failed = new FailedComponents(components);
        find("(service.factoryPid=*)").forEach(there -> given.add(there.getPid()));
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String factory = event.getFactoryPid();
        if (factory == null) {
            return;
        }
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            given.remove(event.getPid());
        } else if (event.getType() == ConfigurationEvent.CM_UPDATED
                && !given.add(event.getPid())
                && isRefused(event.getPid())) {
            renew(event.getPid(), factory);
        }
    }

    private boolean isRefused(String pid) {
        return Stream.of(CopyBlade.class, ProtectedSystem.class)
                .flatMap(failed::of)
                .anyMatch(refused -> pid.equals(refused.properties.get(Constants.SERVICE_PID)));
    }

    private void renew(String pid, String factory) {
        try {
            for (Configuration refused : find("(service.pid=" + pid + ")")) {
                Dictionary<String, Object> values = refused.getProperties();
                Optional<String> name = newName(pid, factory, values);
                if (name.isEmpty()) {
                    LOG.warn("{} cannot be given to its component again; whoever made it has to make it anew", pid);
                    continue;
                }
                refused.delete();
                admin.getFactoryConfiguration(factory, name.get(), "?").update(values);
            }
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.warn("{} cannot be given to its component again; restart to have it read: {}", pid, e.toString());
        }
    }

    /** With a name its PID stays; File Install finds what it has made by the file. Else the owner would not find it again. */
    private static Optional<String> newName(String pid, String factory, Dictionary<String, Object> values) {
        String named = factory + "~";
        if (pid.startsWith(named)) {
            return Optional.of(pid.substring(named.length()));
        }
        return values.get(FILE_KEY) == null
                ? Optional.empty()
                : Optional.of(pid.startsWith(factory + ".") ? pid.substring(named.length()) : pid);
    }

    private List<Configuration> find(String filter) throws IOException, InvalidSyntaxException {
        Configuration[] found = admin.listConfigurations(filter);
        return found == null ? List.of() : List.of(found);
    }
}
