package org.copyblade.shell.internal.deploy;

import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Which components of a bundle failed to activate and why, as declarative services remember it. */
final class ComponentFailures {
    private static final String CAUSED = "Caused by: ";

    private final ServiceComponentRuntime components;

    ComponentFailures(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** One entry for each component, or each of its configurations, that failed. */
    List<String> of(Bundle bundle) {
        return components.getComponentDescriptionDTOs(bundle).stream()
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(configured -> configured.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(configured -> named(configured.description, configured.properties) + ": "
                        + reason(configured.failure == null ? "" : configured.failure))
                .toList();
    }

    private static String named(ComponentDescriptionDTO component, Map<String, Object> properties) {
        Object pid = properties.get(Constants.SERVICE_PID);
        return pid == null ? component.name : component.name + " configured by " + pid;
    }

    /** The message of the innermost cause in a printed stack trace, without the name of its class. */
    static String reason(String stackTrace) {
        List<String> lines = stackTrace.lines().toList();
        String reason = lines.stream()
                .filter(line -> line.startsWith(CAUSED))
                .reduce((outer, inner) -> inner)
                .map(line -> line.substring(CAUSED.length()))
                .orElse(lines.isEmpty() ? "no reason is known" : lines.get(0));
        return reason.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
