package org.copyblade.zosmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.endpoint.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionReaderTest {

    @TempDir
    Path directory;

    private final Map<String, Object> keys = new HashMap<>(Map.of(
            "host",
            "zos1.example.com",
            "user",
            "ibmuser",
            ".password",
            "secret",
            "certificate.sha256",
            "AB:".repeat(32)));

    private ZosmfAccess read() throws ZosmfException {
        ConnectionConfig config = (ConnectionConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConnectionConfig.class},
                (proxy, method, arguments) ->
                        keys.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue()));
        return ConnectionReader.read(config, keys);
    }

    @Test
    void theSampleIsRead() throws Exception {
        keys.put("base.path", "/ibmzosmf/api/v1");

        ZosmfAccess access = read();

        assertThat(access.base()).isEqualTo(URI.create("https://zos1.example.com:443/ibmzosmf/api/v1/zosmf"));
        assertThat(access.authentication()).isEqualTo(Authentication.TOKEN);
        assertThat(access.trust()).isEqualTo(new Trust.Pinned("ab".repeat(32)));
        assertThat(access.toString()).doesNotContain("secret");
    }

    @Test
    void badValuesAreRefusedWithKeyValueAndCure() {
        assertRefused(
                "port", 70_000, "key 'port' has the value '70000', which cannot be used: use a whole number from 1");
        assertRefused("host", "zos1:443", "key 'host' has the value 'zos1:443'");
        assertRefused("authentication", "kerberos", "use token or basic");
        assertRefused("certificate.sha256", "abc", "give the 64 hex digits");
        assertRefused("ca.file", "/etc/ca.pem", "exactly one of");
        assertRefused("base.path", "x/", "write it as /ibmzosmf/api/v1");
        assertRefused(".password", "$[secret:zos1]", "which nothing could resolve");
        assertRefused("request.timeout.s", "long", "use a value of the right type");
    }

    /** Whatever is wrong, and wherever it is said, the password is in none of it. */
    @Test
    void noMessageHasThePassword() {
        Object[] wrong = {"x", 0, 1_000_000, "x/", "/", "$[secret:zos1]", "zos1:443", new Object()};
        keys.put(".password", "sesame");
        for (String key : ConnectionReader.keys()) {
            for (Object value : wrong) {
                Object before = keys.put(key, key.equals(".password") ? new Object[] {"sesame", value} : value);
                assertSilent();
                if (before == null) {
                    keys.remove(key);
                } else {
                    keys.put(key, before);
                }
            }
        }
    }

    private void assertSilent() {
        try {
            assertThat(read().toString()).doesNotContain("sesame");
        } catch (ZosmfException e) {
            assertThat(e.toString() + e.hint()).doesNotContain("sesame").isNotBlank();
        }
    }

    /** Negative control of the one above: a value without a dot before its key is shown. */
    @Test
    void aPasswordOfTheWrongType_isNotShown_andAnotherValueIs() {
        assertRefused(".password", List.of("sesame"), "key '.password' has the value '***', which cannot be used");
        assertRefused("user", List.of("sesame"), "key 'user' has the value '[sesame]', which cannot be used");
    }

    private void assertRefused(String key, Object value, String message) {
        Object before = keys.put(key, value);
        assertThatThrownBy(this::read).isInstanceOf(ZosmfException.class).hasMessageContaining(message);
        if (before == null) {
            keys.remove(key);
        } else {
            keys.put(key, before);
        }
    }
}
