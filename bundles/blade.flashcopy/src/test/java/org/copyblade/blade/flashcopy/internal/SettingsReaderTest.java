package org.copyblade.blade.flashcopy.internal;

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
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.BladeException;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private final Map<String, Object> given = new HashMap<>(Map.of(
            "endpoint", "ds8k1",
            "host", "hmc1.example.com",
            "user", "copyblade",
            "password.file", "/etc/copyblade/ds8k1.password",
            "certificate.sha256", "AB:".repeat(31) + "AB",
            "target.volumes", "0200-02FF"));

    @Test
    void whatIsNotGivenHasADefault() throws Exception {
        FlashSettings settings = read();

        assertThat(settings.access().base()).hasToString("https://hmc1.example.com:8452/api/v1");
        assertThat(settings.pairsPerRequest()).isEqualTo(32);
        assertThat(settings.trust()).isEqualTo(new org.copyblade.endpoint.Trust.Pinned("ab".repeat(32)));
        assertThat(settings.targets().contains(new VolumeId("0280"))).isTrue();
    }

    @Test
    void theSampleIsReadAsItIs() throws Exception {
        given.clear();
        Properties sample = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("../../config/org.copyblade.blade.flashcopy-NAME.cfg"))) {
            sample.load(text);
        }
        sample.stringPropertyNames().forEach(key -> given.put(key, sample.getProperty(key)));

        assertThat(read().endpoint()).isEqualTo("ds8k1");
    }

    @Test
    void theSampleNamesEveryKey() throws IOException {
        String sample = Files.readString(Path.of("../../config/org.copyblade.blade.flashcopy-NAME.cfg"));

        for (var method : FlashCopyConfig.class.getDeclaredMethods()) {
            String key = method.getName().replace('_', '.');
            assertThat(sample).as(key).contains(key + " =");
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithKeyValueAndCure() {
        refused("port", "many", "key 'port' has the value 'many', which cannot be used");
        refused("port", "0", "key 'port' has the value '0', which cannot be used");
        refused("endpoint", "two words", "key 'endpoint' has the value 'two words', which cannot be used");
        refused("host", "hmc:8452", "key 'host' has the value 'hmc:8452', which cannot be used");
        refused("target.volumes", "02-03", "key 'target.volumes' has the value '02-03', which cannot be used");
        refused("target.pool", "pool", "key 'target.pool' has the value 'pool', which cannot be used");
        refused("units", "02:8200", "key 'units' has the value '02:8200', which cannot be used");
        refused("restore.mode", "quick", "key 'restore.mode' has the value 'quick', which cannot be used");
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
                "$[secret:ds8k1]",
                "key '.password' has the reference $[secret:ds8k1], which nothing could resolve");
        refused("host", "$[env:HMC]", "key 'host' has the reference $[env:HMC], which nothing could resolve");
        given.remove(".password");
        given.remove("password.file");
        assertThatThrownBy(this::read).hasMessage("neither 'password.file' nor '.password' has a value");
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
        FlashCopyBlade blade = new FlashCopyBlade(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();

        given.put("hosst", "other");
        assertThatThrownBy(() -> blade.modified(config(), given)).isInstanceOf(IllegalArgumentException.class);
        assertThat(blade.refusedEdit()).hasValueSatisfying(said -> assertThat(said)
                .contains("-CONFIG endpoint 'ds8k1': unknown key 'hosst'\nHINT: "));
        assertThat(blade.info().endpoint()).isEqualTo("ds8k1");

        given.remove("hosst");
        blade.modified(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();
        blade.close();
    }

    private FlashSettings read() throws BladeException {
        return SettingsReader.read(config(), given);
    }

    private FlashCopyConfig config() {
        return config(given);
    }

    /** As declarative services would make it: the given value, else the default. */
    static FlashCopyConfig config(Map<String, Object> given) {
        return (FlashCopyConfig) Proxy.newProxyInstance(
                SettingsReaderTest.class.getClassLoader(),
                new Class<?>[] {FlashCopyConfig.class},
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
