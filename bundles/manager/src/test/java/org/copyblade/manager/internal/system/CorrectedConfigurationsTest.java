package org.copyblade.manager.internal.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.manager.internal.rig.TestReference;
import org.copyblade.system.spi.ProtectedSystem;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

class CorrectedConfigurationsTest {

    private static final String FACTORY = "org.copyblade.blade.tape";
    private static final String PID = FACTORY + "~library";

    private final Dictionary<String, Object> values = new Hashtable<>(Map.of("endpoint", "library"));
    private final List<String> done = new ArrayList<>();

    @Test
    void whatABladeHasRefused_isTakenAwayAndPutBackWhenItIsCorrected() throws Exception {
        changed(FACTORY, PID, failed(CopyBlade.class, PID));

        assertThat(done).containsExactly("delete " + PID, "make " + FACTORY + " library", "update {endpoint=library}");
    }

    @Test
    void whatAnAdapterHasRefused_andIsInAFile_isTakenAwayAndPutBackWhenItIsCorrected() throws Exception {
        values.put("felix.fileinstall.filename", "file:/etc/com.example.db-7.cfg");
        changed("com.example.db", "com.example.db.7", failed(ProtectedSystem.class, "com.example.db.7"));

        assertThat(done).startsWith("delete com.example.db.7", "make com.example.db 7");
    }

    /** It could not be put back with the same PID, by which its owner changes and deletes it. */
    @Test
    void whatItsOwnerKnowsByAGivenPid_isLeftAlone() throws Exception {
        changed("com.example.db", "com.example.db.7", failed(ProtectedSystem.class, "com.example.db.7"));

        assertThat(done).isEmpty();
    }

    @Test
    void whatSomethingElseHasRefused_isLeftAlone() throws Exception {
        changed(FACTORY, PID, failed(Runnable.class, PID));

        assertThat(done).isEmpty();
    }

    @Test
    void whatABladeHasRefused_isLeftAloneWhenAnotherIsChanged() throws Exception {
        changed(FACTORY, PID, failed(CopyBlade.class, FACTORY + "~other"));

        assertThat(done).isEmpty();
    }

    @Test
    void aConfigurationThatIsNew_isNoChange() throws Exception {
        CorrectedConfigurations corrected =
                new CorrectedConfigurations(admin(FACTORY, List.of()), failed(CopyBlade.class, PID));

        corrected.configurationEvent(updated(FACTORY, PID));

        assertThat(done).isEmpty();
    }

    private void changed(String factory, String pid, ServiceComponentRuntime components) throws Exception {
        CorrectedConfigurations corrected = new CorrectedConfigurations(admin(factory, List.of(pid)), components);
        corrected.configurationEvent(updated(factory, pid));
    }

    private static ConfigurationEvent updated(String factory, String pid) {
        return new ConfigurationEvent(
                new TestReference<ConfigurationAdmin>(1, Map.of()), ConfigurationEvent.CM_UPDATED, factory, pid);
    }

    private ConfigurationAdmin admin(String factory, List<String> there) {
        return scripted(ConfigurationAdmin.class, (method, arguments) -> switch (method) {
            case "listConfigurations" ->
                there.stream().map(pid -> configuration(factory, pid)).toArray(Configuration[]::new);
            case "getFactoryConfiguration" -> {
                done.add("make " + arguments[0] + " " + arguments[1]);
                yield configuration(factory, arguments[0] + "~" + arguments[1]);
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Configuration configuration(String factory, String pid) {
        return scripted(Configuration.class, (method, arguments) -> switch (method) {
            case "getPid" -> pid;
            case "getFactoryPid" -> factory;
            case "getProperties" -> values;
            case "delete" -> note("delete " + pid);
            case "update" -> note("update " + arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Object note(String what) {
        done.add(what);
        return null;
    }

    private static ServiceComponentRuntime failed(Class<?> service, String pid) {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.serviceInterfaces = new String[] {service.getName()};
        ComponentConfigurationDTO configured = new ComponentConfigurationDTO();
        configured.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        configured.properties = Map.of("service.pid", pid);
        return scripted(ServiceComponentRuntime.class, (method, arguments) -> switch (method) {
            case "getComponentDescriptionDTOs" -> List.of(component);
            case "getComponentConfigurationDTOs" -> List.of(configured);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    /** What a method answers. */
    private interface Script {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T scripted(Class<T> type, Script script) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> script.answer(method.getName(), arguments)));
    }
}
