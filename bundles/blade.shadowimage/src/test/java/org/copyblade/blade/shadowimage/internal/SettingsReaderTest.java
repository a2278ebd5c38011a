package org.copyblade.blade.shadowimage.internal;

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

class SettingsReaderTest {

    private final Map<String, Object> given = new HashMap<>(Map.of(
            "endpoint", "vsp1",
            "host", "svp1.example.com",
            "user", "copyblade",
            "password.file", "/etc/copyblade/vsp1.password",
            "certificate.sha256", "AB:".repeat(31) + "AB",
            "target.volumes", "512-767",
            "storage.id", "886000123456"));

    @Test
    void whatIsNotGivenHasADefault() throws Exception {
        ShadowSettings settings = read();

        assertThat(settings.access().objects())
                .hasToString("https://svp1.example.com:443/ConfigurationManager/v1/objects/storages/886000123456");
        assertThat(settings.pace()).isEqualTo(3);
        assertThat(settings.quickRestore()).isFalse();
        assertThat(settings.trust()).isEqualTo(new org.copyblade.endpoint.Trust.Pinned("ab".repeat(32)));
        assertThat(settings.targets().contains(640)).isTrue();
        assertThat(settings.targets().contains(768)).isFalse();
    }

    @Test
    void theSampleIsReadAsItIs() throws Exception {
        given.clear();
        Properties sample = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("../../config/org.copyblade.blade.shadowimage-NAME.cfg"))) {
            sample.load(text);
        }
        sample.stringPropertyNames().forEach(key -> given.put(key, sample.getProperty(key)));

        assertThat(read().endpoint()).isEqualTo("vsp1");
    }

    @Test
    void theSampleNamesEveryKey() throws IOException {
        String sample = Files.readString(Path.of("../../config/org.copyblade.blade.shadowimage-NAME.cfg"));

        for (var method : ShadowImageConfig.class.getDeclaredMethods()) {
            String key = method.getName().replace('_', '.');
            assertThat(sample).as(key).contains(key + " =");
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithKeyValueAndCure() {
        refused("port", "many", "key 'port' has the value 'many', which cannot be used");
        refused("port", "0", "key 'port' has the value '0', which cannot be used");
        refused("endpoint", "two words", "key 'endpoint' has the value 'two words', which cannot be used");
        refused("host", "svp:443", "key 'host' has the value 'svp:443', which cannot be used");
        refused("target.volumes", "9-3", "key 'target.volumes' has the value '9-3', which cannot be used");
        refused("target.volumes", "02:00", "key 'target.volumes' has the value '02:00', which cannot be used");
        refused("storage.id", "123456", "key 'storage.id' has the value '123456', which cannot be used");
        refused("copy.pace", "16", "key 'copy.pace' has the value '16', which cannot be used");
        refused("volsers", "PROD01", "key 'volsers' has the value 'PROD01', which cannot be used");
        refused("units", "02:8200", "key 'units' has the value '02:8200', which cannot be used");
        refused("restore.mode", "fast", "key 'restore.mode' has the value 'fast', which cannot be used");
        refused("password.file", "pw", "key 'password.file' has the value 'pw', which cannot be used");
        refused("certificate.sha256", "12", "key 'certificate.sha256' has the value '12', which cannot be used");
        refused("max.conections", "3", "unknown key 'max.conections'");
        refused(
                "trust.all",
                "true",
                "exactly one of 'certificate.sha256', 'ca.file' and 'trust.all' says which certificate is trusted");
    }

    @Test
    void aSecretWithoutValueIsRefused() {
        refused(
                ".password",
                "$[secret:vsp1]",
                "key '.password' has the reference $[secret:vsp1], which nothing could resolve");
        refused("host", "$[env:SVP]", "key 'host' has the reference $[env:SVP], which nothing could resolve");
        given.remove(".password");
        given.remove("password.file");
        assertThatThrownBy(this::read).hasMessage("neither 'password.file' nor '.password' has a value");
    }

    private void refused(String key, String value, String message) {
        Object before = given.put(key, value);
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(BladeException.class, e -> {
                    assertThat(e.code()).isEqualTo("SHADOWIMAGE-CONFIG");
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
        ShadowImageBlade blade = new ShadowImageBlade(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();

        given.put("hosst", "other");
        assertThatThrownBy(() -> blade.modified(config(), given)).isInstanceOf(IllegalArgumentException.class);
        assertThat(blade.refusedEdit()).hasValueSatisfying(said -> assertThat(said)
                .contains("-CONFIG endpoint 'vsp1': unknown key 'hosst'\nHINT: "));
        assertThat(blade.info().endpoint()).isEqualTo("vsp1");

        given.remove("hosst");
        blade.modified(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();
        blade.close();
    }

    private ShadowSettings read() throws BladeException {
        return SettingsReader.read(config(), given);
    }

    private ShadowImageConfig config() {
        return (ShadowImageConfig) Proxy.newProxyInstance(
                SettingsReaderTest.class.getClassLoader(),
                new Class<?>[] {ShadowImageConfig.class},
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
