package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ConnectionConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private final Map<String, Object> keys = new HashMap<>();

    @BeforeEach
    void sample() throws IOException {
        Properties sample = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("../../config/org.copyblade.system.ims-NAME.cfg"))) {
            sample.load(reader);
        }
        // File Install takes a doubled backslash and a plain one alike for what a regular expression needs.
        sample.forEach((key, value) -> keys.put(key.toString(), value));
    }

    private ImsSettings read() throws SystemException {
        return SettingsReader.read(config(ImsConfig.class), config(ConnectionConfig.class), keys);
    }

    private <T> T config(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object given = keys.get(method.getName().replace('_', '.'));
                    return given == null
                            ? method.getDefaultValue()
                            : method.getReturnType() == int.class ? Integer.valueOf(given.toString()) : given;
                }));
    }

    @Test
    void theSampleIsRead() throws Exception {
        ImsSettings settings = read();

        assertThat(settings.members()).containsExactly(new Member("IMS1", "SY1"), new Member("IMS2", "SY2"));
        assertThat(settings.hook().suspend().namesLimit()).isTrue();
        assertThat(settings.scope().dataSets()).isEqualTo(List.of("BANKPRD.**"));
        assertThat(settings.commands().restart().of(settings.members().get(0))).isEqualTo("IMS1ERE OVERRIDE.");
    }

    @Test
    void badValuesAreRefusedWithKeyValueAndCure() {
        assertRefused("members", "IMS-ONE", "write them as IMS1@SY1,IMS2@SY2");
        assertRefused("members", "", "name every IMS that writes");
        assertRefused("suspend.command", "SUSPEND", "with {member} where the IMSID belongs");
        assertRefused("suspend.reply", "(", "write a regular expression");
        assertRefused("reslib", "not a data set", "give the name of a data set");
        assertRefused("data.sets", "", "give the patterns of all data sets");
        assertRefused("job.prefix", "TOOLONG", "use 1 to 5 capital letters");
        assertRefused("job.card", "//X JOB", "begin with JOB");
        assertRefused("suspend.timeout.ms", "5", "use a whole number from 100 to 60000");
        assertRefused("console", "x", "use 2 to 8 letters and digits");
        assertRefused("suspend.comand", "x", "known keys are");
        assertRefused("port", "0", "");
    }

    private void assertRefused(String key, Object value, String cure) {
        Object before = keys.put(key, value);
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(SystemException.class, e -> {
                    assertThat(e.code()).isEqualTo("IMS-CONFIG");
                    assertThat(e.hint()).contains(cure);
                })
                .hasMessageContaining(key);
        if (before == null) {
            keys.remove(key);
        } else {
            keys.put(key, before);
        }
    }
}
