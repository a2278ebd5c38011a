package org.copyblade.blade.flashcopy.internal.virtualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.copyblade.blade.spi.BladeException;
import org.junit.jupiter.api.Test;

class ClusterSettingsReaderTest {
    private static final Path SAMPLE = Path.of("../../config/org.copyblade.blade.flashcopy.virtualize-NAME.cfg");

    private final Map<String, Object> given = new HashMap<>(Map.of(
            "endpoint", "svc1",
            "host", "svc1.example.com",
            "user", "copyblade",
            "password.file", "/etc/copyblade/svc1.password",
            "certificate.sha256", "AB:".repeat(31) + "AB",
            "target.volumes", "cb_*, spare1",
            "paths", "/srv/pg/=pg_data, /srv/wal=pg_wal"));

    @Test
    void whatIsGivenIsUsed_andTheRestHasADefault() throws Exception {
        ClusterSettings settings = read();
        assertThat(settings.access().base()).hasToString("https://svc1.example.com:7443/rest");
        assertThat(settings.copyRate()).isEqualTo(50);
        assertThat(settings.paths()).containsOnly(Map.entry("/srv/pg", "pg_data"), Map.entry("/srv/wal", "pg_wal"));
        assertThat(settings.targets().contains("cb_17")).isTrue();
        assertThat(settings.targets().contains("spare1")).isTrue();
        assertThat(settings.targets().contains("spare11")).isFalse();
    }

    @Test
    void theSampleIsReadAsItIs() throws Exception {
        given.clear();
        Properties sample = new Properties();
        try (Reader text = Files.newBufferedReader(SAMPLE)) {
            sample.load(text);
        }
        sample.stringPropertyNames().forEach(key -> given.put(key, sample.getProperty(key)));
        assertThat(read().endpoint()).isEqualTo("svc1");
    }

    @Test
    void theSampleNamesEveryKey() throws IOException {
        String sample = Files.readString(SAMPLE);
        for (var method : VirtualizeConfig.class.getDeclaredMethods()) {
            String key = method.getName().replace('_', '.');
            assertThat(sample).as(key).contains(key + " =");
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithKeyValueAndCure() {
        refused("port", "many", "key 'port' has the value 'many', which cannot be used");
        refused("host", "svc:7443", "key 'host' has the value 'svc:7443', which cannot be used");
        refused("target.volumes", "*", "key 'target.volumes' has the value '*', which cannot be used");
        refused("paths", "srv=x", "key 'paths' has the value 'srv=x', which cannot be used");
        refused("paths", "/srv", "key 'paths' has the value '/srv', which cannot be used");
        refused("copy.rate", "0", "key 'copy.rate' has the value '0', which cannot be used");
        refused("mappings.per.group", "513", "key 'mappings.per.group' has the value '513', which cannot be used");
        refused("console", "x", "unknown key 'console'");
        refused("host", "$[env:SVC]", "key 'host' has the reference $[env:SVC], which nothing could resolve");
    }

    private void refused(String key, String value, String message) {
        Object before = given.put(key, value);
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(BladeException.class, e -> {
                    assertThat(e.code()).isEqualTo("FLASHCOPY-CONFIG");
                    assertThat(e.hint()).isNotEmpty();
                })
                .hasMessage(message);
        if (before == null) {
            given.remove(key);
        } else {
            given.put(key, before);
        }
    }

    @Test
    void aRefusedEditIsToldUntilItIsPutRight() {
        VirtualizeBlade blade = new VirtualizeBlade(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();

        given.put("hosst", "other");
        assertThatThrownBy(() -> blade.modified(config(), given)).isInstanceOf(IllegalArgumentException.class);
        assertThat(blade.refusedEdit()).hasValueSatisfying(said -> assertThat(said)
                .contains("-CONFIG endpoint 'svc1': unknown key 'hosst'\nHINT: "));
        assertThat(blade.info().endpoint()).isEqualTo("svc1");

        given.remove("hosst");
        blade.modified(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();
        blade.close();
    }

    private ClusterSettings read() throws BladeException {
        return ClusterSettingsReader.read(config(), given);
    }

    private VirtualizeConfig config() {
        return (VirtualizeConfig) Proxy.newProxyInstance(
                ClusterSettingsReaderTest.class.getClassLoader(),
                new Class<?>[] {VirtualizeConfig.class},
                (proxy, method, arguments) -> {
                    Object value = given.get(method.getName().replace('_', '.'));
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    if (method.getReturnType() == int.class) {
                        return Integer.valueOf(value.toString());
                    }
                    return method.getReturnType() == boolean.class ? Boolean.valueOf(value.toString()) : value;
                });
    }
}
