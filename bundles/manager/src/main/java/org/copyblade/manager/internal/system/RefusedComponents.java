package org.copyblade.manager.internal.system;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.spi.ProtectedSystem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Systems whose adapter refused its configuration, as declarative services remember them. Safe for many threads. */
@Component(service = RefusedSystems.class)
public final class RefusedComponents implements RefusedSystems {

    private static final String NAME = "system.name";
    private static final String CAUSED = "Caused by: ";

    private final ServiceComponentRuntime components;

    @Activate
    public RefusedComponents(@Reference(name = "components") ServiceComponentRuntime components) {
        this.components = components;
    }

    @Override
    public Optional<String> why(String system) {
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            if (Arrays.asList(component.serviceInterfaces).contains(ProtectedSystem.class.getName())) {
                for (ComponentConfigurationDTO configured : components.getComponentConfigurationDTOs(component)) {
                    if (configured.state == ComponentConfigurationDTO.FAILED_ACTIVATION
                            && system.equals(configured.properties.get(NAME))) {
                        return Optional.of(reason(configured.failure));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The message of the innermost cause in a printed stack trace, without the name of its class. */
    static String reason(String stackTrace) {
        List<String> lines = stackTrace.lines().toList();
        String reason = lines.stream()
                .filter(line -> line.startsWith(CAUSED))
                .reduce((outer, inner) -> inner)
                .map(line -> line.substring(CAUSED.length()))
                .orElse(lines.isEmpty() ? "" : lines.get(0));
        return reason.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
