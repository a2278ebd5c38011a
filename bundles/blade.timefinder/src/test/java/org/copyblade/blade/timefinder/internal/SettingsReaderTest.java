package org.copyblade.blade.timefinder.internal;

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
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private final Map<String, Object> given = new HashMap<>(Map.of(
            "endpoint", "pmax1",
            "array", "000197900001",
            "host", "unisphere.example.com",
            "user", "copyblade",
            "password.file", "/etc/copyblade/pmax1.password",
            "certificate.sha256", "AB:".repeat(31) + "AB",
            "target.volumes", "00200-002FF"));

    @Test
    void whatIsNotGivenHasADefault() throws Exception {
        TimeFinderSettings settings = read();

        assertThat(settings.access().base()).hasToString("https://unisphere.example.com:8443/univmax/restapi");
        assertThat(settings.term()).isEqualTo(Term.UNLIMITED);
        assertThat(settings.trust()).isEqualTo(new org.copyblade.endpoint.Trust.Pinned("ab".repeat(32)));
        assertThat(settings.targets().contains(new VolumeId("00280"))).isTrue();
    }

    @Test
    void theSampleIsReadAsItIs() throws Exception {
        given.clear();
        Properties sample = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("../../config/org.copyblade.blade.timefinder-NAME.cfg"))) {
            sample.load(text);
        }
        sample.stringPropertyNames().forEach(key -> given.put(key, sample.getProperty(key)));

        assertThat(read().endpoint()).isEqualTo("pmax1");
    }

    @Test
    void theSampleNamesEveryKey() throws IOException {
        String sample = Files.readString(Path.of("../../config/org.copyblade.blade.timefinder-NAME.cfg"));

        for (var method : TimeFinderConfig.class.getDeclaredMethods()) {
            String key = method.getName().replace('_', '.');
            assertThat(sample).as(key).contains(key + " =");
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithKeyValueAndCure() {
        refused("port", "many", "key 'port' has the value 'many', which cannot be used");
        refused("port", "0", "key 'port' has the value '0', which cannot be used");
        refused("endpoint", "two words", "key 'endpoint' has the value 'two words', which cannot be used");
        refused("host", "unisphere:8443", "key 'host' has the value 'unisphere:8443', which cannot be used");
        refused("target.volumes", "002-003", "key 'target.volumes' has the value '002-003', which cannot be used");
        refused("units", "00200:8200", "key 'units' has the value '00200:8200', which cannot be used");
        refused("array", "12", "key 'array' has the value '12', which cannot be used");
        refused("volsers", "IMS001", "key 'volsers' has the value 'IMS001', which cannot be used");
        refused("snapvx.ttl.h", "-1", "key 'snapvx.ttl.h' has the value '-1', which cannot be used");
        refused("password.file", "pw", "key 'password.file' has the value 'pw', which cannot be used");
        refused("certificate.sha256", "12", "key 'certificate.sha256' has the value '12', which cannot be used");
        refused("max.conections", "3", "unknown key 'max.conections'");
        refused(
                "trust.all",
                "true",
                "exactly one of 'certificate.sha256', 'ca.file' and 'trust.all' says which certificate is trusted");
    }

    @Test
    void onlyOneOfBothTermsIsTaken() throws Exception {
        given.put("snapvx.secure.h", "4");
        assertThat(read().term()).isEqualTo(new Term(4, true));
        refused("snapvx.ttl.h", "5", "both 'snapvx.ttl.h' and 'snapvx.secure.h' have a value");
    }

    @Test
    void deviceNumbersAndSerialsAreCountedAndFound() throws Exception {
        given.put("units", "00200=8200,00210=9000");
        given.put("volsers", "ims001=00100, IMS002=0010F");
        assertThat(read().unitOf(new VolumeId("0020F"))).contains(0x820F);
        assertThat(read().unitOf(new VolumeId("00212"))).contains(0x9002);
        assertThat(read().unitOf(new VolumeId("001FF"))).isEmpty();
        assertThat(read().unitOf(new VolumeId("00310"))).isEmpty();
        assertThat(read().volserOf(new VolumeId("0010F"))).contains("IMS002");
    }

    @Test
    void aSecretWithoutValueIsRefused() {
        refused(
                ".password",
                "$[secret:pmax1]",
                "key '.password' has the reference $[secret:pmax1], which nothing could resolve");
        refused("host", "$[env:UNI]", "key 'host' has the reference $[env:UNI], which nothing could resolve");
        given.remove(".password");
        given.remove("password.file");
        assertThatThrownBy(this::read).hasMessage("neither 'password.file' nor '.password' has a value");
    }

    private void refused(String key, String value, String message) {
        Object before = given.put(key, value);
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(BladeException.class, e -> {
                    assertThat(e.code()).isEqualTo("TIMEFINDER-CONFIG");
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
        TimeFinderBlade blade = new TimeFinderBlade(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();

        given.put("hosst", "other");
        assertThatThrownBy(() -> blade.modified(config(), given)).isInstanceOf(IllegalArgumentException.class);
        assertThat(blade.refusedEdit()).hasValueSatisfying(said -> assertThat(said)
                .contains("-CONFIG endpoint 'pmax1': unknown key 'hosst'\nHINT: "));
        assertThat(blade.info().endpoint()).isEqualTo("pmax1");

        given.remove("hosst");
        blade.modified(config(), given);
        assertThat(blade.refusedEdit()).isEmpty();
        blade.close();
    }

    private TimeFinderSettings read() throws BladeException {
        return SettingsReader.read(config(), given);
    }

    private TimeFinderConfig config() {
        return (TimeFinderConfig) Proxy.newProxyInstance(
                SettingsReaderTest.class.getClassLoader(),
                new Class<?>[] {TimeFinderConfig.class},
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
