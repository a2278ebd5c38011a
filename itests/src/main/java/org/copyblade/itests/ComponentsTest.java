package org.copyblade.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** The components of the distribution find each other, and the commands that operators know are there. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class ComponentsTest {
    private static final List<String> COMMANDS = List.of(
            "slb:status",
            "slb:profiles",
            "slb:profile",
            "slb:set",
            "slb:setup",
            "slb:plan",
            "slb:backup",
            "slb:list",
            "slb:show",
            "slb:runs",
            "slb:watch",
            "slb:cancel",
            "slb:restore",
            "slb:undo",
            "slb:extract",
            "slb:verify",
            "slb:hold",
            "slb:unhold",
            "slb:delete",
            "slb:reconcile",
            "blade:list",
            "blade:check",
            "system:list",
            "system:analyze",
            "deploy:status",
            "copyblade:help");

    @InjectBundleContext
    BundleContext context;

    @InjectService
    ServiceComponentRuntime components;

    @Test
    void noComponentOfOurs_failsOrWaitsForAnother() {
        assertThat(components.getComponentDescriptionDTOs().stream()
                        .filter(component -> component.bundle.symbolicName.startsWith("org.copyblade."))
                        .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                        .filter(ComponentsTest::isOutOfOrder)
                        .map(configuration -> configuration.description.name + ": failure " + configuration.failure
                                + ", waits for "
                                + Arrays.stream(configuration.unsatisfiedReferences)
                                        .map(reference -> reference.name)
                                        .toList()))
                .isEmpty();
    }

    @Test
    void everyDocumentedCommand_isThere() throws InvalidSyntaxException {
        TreeSet<String> there = new TreeSet<>();
        for (ServiceReference<?> reference : context.getAllServiceReferences(null, "(osgi.command.function=*)")) {
            functions(reference.getProperty("osgi.command.function"))
                    .forEach(function -> there.add(reference.getProperty("osgi.command.scope") + ":" + function));
        }
        assertThat(there).containsAll(COMMANDS);
    }

    /** A component that has no configuration of its own yet is in order: a blade without endpoint, a profile without file. */
    private static boolean isOutOfOrder(ComponentConfigurationDTO configuration) {
        return configuration.failure != null || configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
    }

    private static Stream<String> functions(Object property) {
        return property instanceof String[] several ? Arrays.stream(several) : Stream.of(property.toString());
    }
}
