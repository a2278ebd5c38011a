package org.copyblade.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Systems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** References to secrets are resolved for the component that asked for them, and for nobody else. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class SecretsTest {

    private static final String PID = "org.copyblade.system.postgresql";
    private static final String SYSTEM = "org.copyblade.system.spi.ProtectedSystem";
    private static final String NAME = "itest-secrets";
    private static final String REFERENCE = "$[secret:" + NAME + "]";
    private static final String SECRET = "Pfl4umenkuchen";

    @InjectBundleContext
    BundleContext context;

    @InjectService
    ConfigurationAdmin admin;

    @InjectService
    ServiceComponentRuntime components;

    @InjectService
    Systems systems;

    private Path secret;

    @BeforeEach
    void open() throws Exception {
        String property = "org.apache.felix.configadmin.plugin.interpolation.secretsdir";
        Path directory = Files.createDirectories(Path.of(context.getProperty(property)));
        secret = directory.resolve(NAME);
    }

    @AfterEach
    void close() throws Exception {
        configuration().delete();
        Files.deleteIfExists(secret);
        Eventually.is("the system is gone", () -> service().isEmpty());
    }

    @Test
    void aSecret_reachesItsComponent_andNobodyElse() throws Exception {
        Files.writeString(secret, SECRET + "\n");
        configure(REFERENCE);
        Eventually.is("the system is there", this::isPresent);

        ServiceReference<?> service = service().orElseThrow();
        assertThat(configuration().getProcessedProperties(service).get(".password"))
                .isEqualTo(SECRET);
        assertThat(configuration().getProperties().get(".password")).isEqualTo(REFERENCE);
        assertThat(Arrays.stream(service.getPropertyKeys()).map(service::getProperty))
                .noneMatch(value -> String.valueOf(value).contains(SECRET));
        assertThat(service.getPropertyKeys()).doesNotContain(".password");
    }

    @Test
    void aReferenceWithNothingBehindIt_isRefusedWithKeyAndCure_untilThereIsSomething() throws Exception {
        configure(REFERENCE);
        Eventually.is("the component has failed", () -> failure().isPresent());
        assertThat(failure().orElseThrow())
                .contains("PG-CONFIG system '" + NAME + "': key '.password' has the reference " + REFERENCE
                        + ", which nothing could resolve")
                .contains("HINT: is there a file of that name in the secrets directory");
        assertThat(isPresent()).isFalse();

        Files.writeString(secret, SECRET);
        configure(REFERENCE, "2");
        Eventually.is("the corrected system is there", this::isPresent);
    }

    @Test
    void aBadReference_leavesTheLastGoodConfigurationInForce() throws Exception {
        Files.writeString(secret, SECRET);
        configure(REFERENCE);
        Eventually.is("the system is there", this::isPresent);
        ServiceReference<?> before = service().orElseThrow();
        Object instance = context.getService(before);

        configure("$[secret:" + NAME + "-absent]", "2");
        // Refused, but seen: declarative services show what they have offered.
        Eventually.is("the bad one was offered", () -> "2".equals(before.getProperty("port")));
        assertThat(isPresent()).isTrue();
        configure(REFERENCE, "3");
        Eventually.is("the next good one was offered", () -> "3".equals(before.getProperty("port")));
        assertThat(service()).contains(before);
        assertThat(context.getService(before)).isSameAs(instance);
    }

    private boolean isPresent() throws CopybladeException {
        return systems.list().stream().anyMatch(system -> system.name().equals(NAME) && system.present());
    }

    private void configure(String password) throws Exception {
        configure(password, "1");
    }

    private void configure(String password, String port) throws Exception {
        Dictionary<String, Object> values = new Hashtable<>();
        values.put("system.name", NAME);
        values.put("host", "127.0.0.1");
        values.put("port", port);
        values.put(".password", password);
        configuration().update(values);
    }

    /** The one of now: one that was refused is taken away and put back when it is corrected. */
    private Configuration configuration() throws IOException {
        return admin.getFactoryConfiguration(PID, NAME, "?");
    }

    private Optional<ServiceReference<?>> service() throws InvalidSyntaxException {
        ServiceReference<?>[] found = context.getServiceReferences(SYSTEM, "(system.name=" + NAME + ")");
        return found == null ? Optional.empty() : Optional.of(found[0]);
    }

    private Optional<String> failure() {
        return configurations().stream()
                .filter(each -> each.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(each -> each.failure)
                .findFirst();
    }

    private List<ComponentConfigurationDTO> configurations() {
        return components.getComponentDescriptionDTOs().stream()
                .filter(component -> component.bundle.symbolicName.equals(PID))
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(each -> NAME.equals(each.properties.get("system.name")))
                .toList();
    }
}
