package org.copyblade.manager.internal.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.copyblade.api.ConfigurationTrouble;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The folder of configuration files, looked at anew each time. Safe for many threads. */
@Component(service = MisnamedFiles.class)
public final class ConfigurationFolder implements MisnamedFiles {

    private static final String FOLDER = "copyblade.config";
    private static final String TAKERS = "(|(objectClass=org.osgi.service.cm.ManagedService)"
            + "(objectClass=org.osgi.service.cm.ManagedServiceFactory))";

    private final ServiceComponentRuntime components;
    private final BundleContext context;

    @Activate
    public ConfigurationFolder(
            @Reference(name = "components") ServiceComponentRuntime components, BundleContext context) {
        this.components = components;
        this.context = context;
    }

    @Override
    public List<ConfigurationTrouble> list() {
        String folder = context.getProperty(FOLDER);
        if (folder == null) {
            return List.of();
        }
        Set<String> taken = taken();
        List<ConfigurationTrouble> misnamed = new ArrayList<>();
        for (String name : names(Path.of(folder))) {
            Optional<String> problem = FileNames.problem(name, taken);
            problem.ifPresent(why -> misnamed.add(new ConfigurationTrouble(name, "file", why)));
        }
        return List.copyOf(misnamed);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // no folder, no file that could be misnamed
        }
    }

    private Set<String> taken() {
        Set<String> taken = new TreeSet<>();
        components
                .getComponentDescriptionDTOs()
                .forEach(component -> taken.addAll(Arrays.asList(component.configurationPid)));
        try {
            ServiceReference<?>[] takers = context.getAllServiceReferences(null, TAKERS);
            for (ServiceReference<?> taker : takers == null ? new ServiceReference<?>[0] : takers) {
                Object pid = taker.getProperty(Constants.SERVICE_PID);
                if (pid instanceof String[] several) {
                    taken.addAll(Arrays.asList(several));
                } else if (pid != null) {
                    taken.add(pid.toString());
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the framework does not take " + TAKERS, e);
        }
        return taken;
    }
}
