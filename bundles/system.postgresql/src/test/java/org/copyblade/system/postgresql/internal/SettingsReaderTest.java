package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private final Map<String, Object> given = new HashMap<>(Map.of("system.name", "orders"));

    @Test
    void aNameIsEnough() throws Exception {
        ServerSettings settings = read();

        assertThat(settings.address()).isEqualTo("localhost:5432");
        assertThat(settings.password()).isEmpty();
        assertThat(settings.dataDirectory()).isEmpty();
    }

    @Test
    void keysOfTheFrameworkAreNoneOfOurs() throws Exception {
        given.putAll(Map.of("service.pid", "x", "component.id", 7L, "felix.fileinstall.filename", "f"));
        given.putAll(Map.of("guards.target", "(*)", "osgi.ds.satisfying.condition.target", "(osgi.condition.id=true)"));

        assertThat(read().name()).isEqualTo("orders");
    }

    @Test
    void anUnknownKeyIsRefused() {
        given.put("hosst", "db1");

        refused("unknown key 'hosst'");
    }

    @Test
    void badValuesAreRefusedWithKeyAndValue() {
        badValue("system.name", "../x");
        badValue("host", "a,b");
        badValue("port", 0);
        badValue("port", 65536);
        badValue("port", "many");
        badValue("user", " ");
        badValue("database", "");
        badValue("ssl.mode", "yes");
        badValue("data.directory", "pgdata");
        badValue("bin.directory", "bin");
        badValue("runtime.directory", "/" + "x".repeat(80));
        badValue("connect.timeout.s", 0);
        badValue("checkpoint.timeout.s", 100_000);
    }

    @Test
    void aSecretThatNothingResolvedIsRefused() {
        given.put(".password", "$[secret:orders]");

        refused("key '.password' has the reference $[secret:orders], which nothing could resolve");

        given.put(".password", "pre$[env:ORDERS;default=]post");
        refused("key '.password' has the reference $[env:ORDERS;default=], which nothing could resolve");

        given.remove(".password");
        given.put("host", "$[env:ORDERS_HOST]");
        refused("key 'host' has the reference $[env:ORDERS_HOST], which nothing could resolve");
    }

    @Test
    void aPasswordNeverShowsItself() throws Exception {
        given.put(".password", "very secret");

        assertThat(read().toString()).doesNotContain("very secret");
    }

    @Test
    void theSampleIsReadAsItIs_andNamesEveryKey() throws Exception {
        String sample = Files.readString(Path.of("../../config/org.copyblade.system.postgresql-NAME.cfg"));
        Properties values = new Properties();
        values.load(new StringReader(sample));
        values.stringPropertyNames().forEach(key -> given.put(key, values.getProperty(key)));
        given.put(".password", "what the secret holds");

        assertThat(read().name()).isEqualTo("shop");
        for (var method : PostgresConfig.class.getDeclaredMethods()) {
            String key = method.getName().replace('_', '.');
            assertThat(sample).as(key).contains(key + " =");
        }
    }

    private void badValue(String key, Object value) {
        Object before = given.put(key, value);
        refused("key '" + key + "' has the value '" + value + "', which cannot be used");
        if (before == null) {
            given.remove(key);
        } else {
            given.put(key, before);
        }
    }

    private void refused(String message) {
        ThrowingCallable reading = this::read;
        assertThatThrownBy(reading)
                .isInstanceOf(SystemException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((SystemException) e).code()).isEqualTo("PG-CONFIG"))
                .satisfies(e -> assertThat(((SystemException) e).hint()).isNotBlank());
    }

    private ServerSettings read() throws SystemException {
        return SettingsReader.read(GivenConfig.of(given), given);
    }
}
