package org.copyblade.manager.internal.blade;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.api.BladeStatus;
import org.copyblade.blade.spi.CopyBlade;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Components of blades that declarative services have no configuration for. Safe for many threads. */
@Component(service = BladesWithoutEndpoint.class)
public final class UnconfiguredBlades implements BladesWithoutEndpoint {

    private static final String REQUIRED = "require";
    private static final String NOTHING = "-";

    private final ServiceComponentRuntime components;

    @Activate
    public UnconfiguredBlades(@Reference(name = "components") ServiceComponentRuntime components) {
        this.components = components;
    }

    /** Some technologies have a component for each kind of endpoint: with one of any kind the blade is in use. */
    @Override
    public List<BladeStatus> list() {
        Set<String> inUse = new HashSet<>();
        Map<String, BladeStatus> waiting = new TreeMap<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            if (isBlade(component)) {
                BladeStatus blade = status(component);
                String name = blade.technology() + " " + blade.bundle();
                waiting.put(name, blade);
                if (isConfigured(component)) {
                    inUse.add(name);
                }
            }
        }
        waiting.keySet().removeAll(inUse);
        return List.copyOf(waiting.values());
    }

    private static boolean isBlade(ComponentDescriptionDTO component) {
        return REQUIRED.equals(component.configurationPolicy)
                && Arrays.asList(component.serviceInterfaces).contains(CopyBlade.class.getName());
    }

    private boolean isConfigured(ComponentDescriptionDTO component) {
        return components.getComponentConfigurationDTOs(component).stream()
                .anyMatch(configured -> configured.state != ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
    }

    private static BladeStatus status(ComponentDescriptionDTO component) {
        return new BladeStatus(
                String.valueOf(component.properties.get("blade")),
                "",
                String.valueOf(component.properties.get("version")),
                component.bundle.symbolicName + " " + component.bundle.version,
                NOTHING,
                NOTHING,
                NOTHING,
                0);
    }
}
