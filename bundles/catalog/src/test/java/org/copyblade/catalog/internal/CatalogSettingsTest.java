package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.copyblade.catalog.CatalogException;
import org.junit.jupiter.api.Test;

class CatalogSettingsTest {

    private static CatalogSettings of(Map<String, Object> properties) throws CatalogException {
        return CatalogSettings.of(properties, Optional.of("/srv/copyblade/data"));
    }

    private static void refuses(Map<String, Object> properties, String text) {
        assertThatThrownBy(() -> of(properties))
                .isInstanceOf(CatalogException.class)
                .hasMessage(text);
    }

    @Test
    void withoutAFile_theCatalogIsInTheDataDirectory() throws Exception {
        assertThat(of(Map.of("file", "", "busy.limit.ms", 5000, "service.pid", "org.copyblade.catalog")))
                .isEqualTo(new CatalogSettings(
                        new CatalogSettings.InFile(Path.of("/srv/copyblade/data/catalog/catalog.db")),
                        Duration.ofSeconds(5)));
    }

    @Test
    void aConfiguredFile_isTaken() throws Exception {
        assertThat(of(Map.of("file", "/safe/./c.db", "busy.limit.ms", "200")).place())
                .isEqualTo(new CatalogSettings.InFile(Path.of("/safe/c.db")));
    }

    @Test
    void badValues_areRefusedWithKeyValueAndCure() {
        refuses(
                Map.of("file", "c.db", "busy.limit.ms", 5000),
                "org.copyblade.catalog: key 'file' is 'c.db'; give the absolute path of a file");
        refuses(
                Map.of("file", "/a\0b", "busy.limit.ms", 5000),
                "org.copyblade.catalog: key 'file' is '/a\0b', which is no path; give the absolute path of a file");
        refuses(
                Map.of("busy.limit.ms", "soon"),
                "org.copyblade.catalog: key 'busy.limit.ms' is 'soon'; give milliseconds from 100 to 999999");
        refuses(
                Map.of("busy.limit.ms", 5000, "fiel", "/c.db"),
                "org.copyblade.catalog: key 'fiel' is unknown; there are .password, busy.limit.ms, file, url, user");
    }

    @Test
    void aUrl_putsItIntoPostgres_withoutShowingThePassword() throws Exception {
        Map<String, Object> properties = Map.of(
                "url", "jdbc:postgresql://db:5432/slb", "user", "u", ".password", "secret", "busy.limit.ms", 5000);
        assertThat(of(properties).place())
                .isEqualTo(new CatalogSettings.InPostgres(
                        "jdbc:postgresql://db:5432/slb", Optional.of("u"), Optional.of("secret")));
        assertThat(of(properties).toString()).doesNotContain("secret");
    }

    @Test
    void keysThatDoNotGoTogether_areRefused() {
        refuses(
                Map.of("url", "jdbc:postgresql://db/slb", "file", "/c.db", "busy.limit.ms", 5000),
                "org.copyblade.catalog: key 'file' is set beside 'url'; set one of them");
        refuses(
                Map.of("user", "u", "busy.limit.ms", 5000),
                "org.copyblade.catalog: key 'user' is set without 'url'; set both or none");
        refuses(
                Map.of("url", "jdbc:h2:mem:x", "busy.limit.ms", 5000),
                "org.copyblade.catalog: key 'url' is not of the form jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @Test
    void aReferenceThatNothingResolved_isRefused() {
        refuses(
                Map.of("url", "jdbc:postgresql://db/slb", ".password", "$[secret:catalog]", "busy.limit.ms", 5000),
                "org.copyblade.catalog: key '.password' has the reference $[secret:catalog], which nothing could resolve;"
                        + " there must be a file of that name in the secrets directory, or such an environment variable");
    }

    @Test
    void theSample_isReadAsItIs_andNamesEveryKey() throws Exception {
        String sample = Files.readString(Path.of("../../config/org.copyblade.catalog.cfg"));
        Properties values = new Properties();
        values.load(new StringReader(sample));
        Map<String, Object> given = new HashMap<>(Map.of("busy.limit.ms", 5000));
        values.stringPropertyNames().forEach(key -> given.put(key, values.getProperty(key)));

        assertThat(of(given).place()).isInstanceOf(CatalogSettings.InFile.class);
        for (var method : CatalogConfig.class.getDeclaredMethods()) {
            assertThat(sample).contains(method.getName().replace('_', '.') + " =");
        }
    }

    @Test
    void withoutAnyPlace_itSaysWhatToSet() {
        assertThatThrownBy(() -> CatalogSettings.of(Map.of("busy.limit.ms", 5000), Optional.empty()))
                .hasMessage("org.copyblade.catalog: key 'file' is not set, and neither is the framework property"
                        + " copyblade.data; set one of them");
    }
}
