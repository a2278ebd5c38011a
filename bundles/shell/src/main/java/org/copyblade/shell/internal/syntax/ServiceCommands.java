package org.copyblade.shell.internal.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Reads the commands of all bundles off their services, as the command processor finds them. */
public final class ServiceCommands {

    private static final String SCOPE = "osgi.command.scope";
    private static final String FUNCTION = "osgi.command.function";

    private final BundleContext context;

    public ServiceCommands(BundleContext context) {
        this.context = context;
    }

    /** All commands, by name; of two with one name that which ranks higher. */
    public List<CommandSyntax> present() {
        Map<String, CommandSyntax> commands = new TreeMap<>();
        for (ServiceReference<?> reference : references()) {
            add(commands, reference);
        }
        return List.copyOf(commands.values());
    }

    private List<ServiceReference<?>> references() {
        try {
            ServiceReference<?>[] found =
                    context.getAllServiceReferences(null, "(&(" + SCOPE + "=*)(" + FUNCTION + "=*))");
            List<ServiceReference<?>> references = new ArrayList<>(found == null ? List.of() : Arrays.asList(found));
            references.sort(Comparator.naturalOrder());
            return references;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is constant", e);
        }
    }

    private void add(Map<String, CommandSyntax> commands, ServiceReference<?> reference) {
        Object service = context.getService(reference);
        if (service == null) {
            return; // it left meanwhile
        }
        try {
            for (String function : functions(reference.getProperty(FUNCTION))) {
                String name = reference.getProperty(SCOPE) + ":" + function;
                commands.put(name, CommandSyntax.of(name, service.getClass(), function));
            }
        } finally {
            context.ungetService(reference);
        }
    }

    private static List<String> functions(Object property) {
        if (property instanceof String[] several) {
            return List.of(several);
        }
        if (property instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return List.of(String.valueOf(property));
    }
}
