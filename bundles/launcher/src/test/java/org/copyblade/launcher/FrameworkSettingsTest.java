package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.copyblade.api.CopybladeException;
import org.junit.jupiter.api.Test;

class FrameworkSettingsTest {
    private static final Map<String, String> VARIABLES =
            Map.of("copyblade.data", "/var/$1\\data", "copyblade.home", "/opt");

    @Test
    void variables_areReplacedAndHandedOn() throws CopybladeException {
        Properties properties = new Properties();
        properties.setProperty("dirs", "${copyblade.home}/a,${copyblade.data}/b");
        assertThat(FrameworkSettings.settings(properties, VARIABLES))
                .containsEntry("dirs", "/opt/a,/var/$1\\data/b")
                .containsEntry("copyblade.home", "/opt");
    }

    @Test
    void unknownVariable_isRefusedByName() {
        Properties properties = new Properties();
        properties.setProperty("dir", "${copyblade.hme}/a");
        assertThatThrownBy(() -> FrameworkSettings.settings(properties, VARIABLES))
                .hasMessage(
                        "conf/framework.properties: dir uses ${copyblade.hme}, known are copyblade.data, copyblade.home");
    }
}
