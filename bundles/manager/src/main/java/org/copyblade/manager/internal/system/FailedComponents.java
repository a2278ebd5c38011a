package org.copyblade.manager.internal.system;

import java.util.Arrays;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * Components that refused the configuration they were to begin with, as declarative services remember them. Whose they are says
 * the contract that they provide, not the name of their configuration. Safe for many threads.
 */
final class FailedComponents {

    private final ServiceComponentRuntime components;

    FailedComponents(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** Those that would provide this contract. */
    Stream<ComponentConfigurationDTO> of(Class<?> contract) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(component -> Arrays.asList(component.serviceInterfaces).contains(contract.getName()))
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(configured -> configured.state == ComponentConfigurationDTO.FAILED_ACTIVATION);
    }
}
