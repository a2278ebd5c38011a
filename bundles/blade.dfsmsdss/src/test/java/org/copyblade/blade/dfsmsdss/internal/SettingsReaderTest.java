package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.zosmf.ConnectionConfig;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private static final Map<String, Object> LEAST =
            Map.of("endpoint", "zos1", "prefix", "SYS2.COPYBLD", "units", "01=8100,02=8200");

    @Test
    void theLeastThatIsNeeded() throws Exception {
        DssSettings settings = SettingsReader.read(config(LEAST), LEAST);

        assertThat(settings.endpoint()).isEqualTo("zos1");
        assertThat(settings.prefix()).isEqualTo(new DataSetName("SYS2.COPYBLD"));
        assertThat(settings.units()).containsEntry("01", 0x8100).containsEntry("02", 0x8200);
        assertThat(settings.job().card()).isEqualTo("(COPYBLD),'COPYBLADE',CLASS=A,MSGCLASS=X");
        assertThat(settings.freezeTimer()).hasSeconds(120);
        assertThat(settings.parallel()).isTrue();
        assertThat(settings.targets().isEmpty()).isTrue();
        assertThat(SettingsReader.console(config(LEAST), LEAST)).isEqualTo("defcn");
        assertThat(SettingsReader.shape(config(LEAST), LEAST).unit()).isEqualTo("SYSALLDA");
    }

    @Test
    void theSiteSaysWhereSmallDataSetsGo() throws Exception {
        Map<String, Object> given = with("control.unit", "CPYDISK");
        assertThat(SettingsReader.shape(config(given), given).unit()).isEqualTo("CPYDISK");
        given = with("control.volume", "CTL001");
        assertThat(SettingsReader.shape(config(given), given).volume()).isEqualTo("CTL001");
    }

    @Test
    void rangesOfSerials() throws Exception {
        Map<String, Object> given = with("target.volumes", "TG0008-TG0010, SPARE1");

        assertThat(SettingsReader.read(config(given), given).targets().volumes())
                .containsExactly(
                        new Volser("TG0008"), new Volser("TG0009"), new Volser("TG0010"), new Volser("SPARE1"));
    }

    @Test
    void whatCannotBeUsedIsRefusedWithKeyValueAndCure() {
        refused("prefix", "SYS2.COPYBLD.MUCHTOO.LONG", "at most 17 characters");
        refused("prefix", "sys2", "one or two qualifiers");
        refused("units", "", "name the subsystems");
        refused("units", "01:8100", "01=8100,02=8200");
        refused("target.volumes", "TG0010-TG0008", "serials and ranges");
        refused("target.volumes", "TOOLONG1", "serials and ranges");
        refused("endpoint", "a b", "letters, digits");
        refused("freeze.timer.s", 0, "from 1 to 3600");
        refused("steplib", new String[] {"not a name"}, "names of data sets");
    }

    @Test
    void aCardThatIsNoneIsRefused() {
        Map<String, Object> given = with("job.card", "(A");

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> SettingsReader.read(config(given), given));
        assertThat(failure).hasMessageContaining("'job.card'").hasMessageContaining("(A");
    }

    @Test
    void unknownKeysAreRefusedThoseOfTheFrameworkAreNot() throws Exception {
        Map<String, Object> given = new HashMap<>(with("prefx", "X"));

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> SettingsReader.read(config(given), given));
        assertThat(failure).hasMessage("unknown key 'prefx'");
        assertThat(failure.hint()).contains("prefix").contains("certificate.sha256");
        given.remove("prefx");
        given.put("service.pid", "x");
        given.put("felix.fileinstall.filename", "x");
        SettingsReader.read(config(given), given);
    }

    @Test
    void aRefusedEditIsToldUntilItIsPutRight() {
        Map<String, Object> given = with("host", "zos1.example.com");
        given.put("user", "STGADM");
        given.put("password.file", "/etc/copyblade/zos1.password");
        given.put("certificate.sha256", "AB".repeat(32));
        DfsmsdssBlade blade = new DfsmsdssBlade(config(given), access(given), given);
        assertThat(blade.refusedEdit()).isEmpty();

        for (String key : List.of("prefx", "authentication")) {
            given.put(key, "X");
            assertThatThrownBy(() -> blade.modified(config(given), access(given), given))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(blade.refusedEdit()).hasValueSatisfying(said -> assertThat(said)
                    .startsWith("DFSMSDSS-CONFIG endpoint 'zos1': ")
                    .contains("key '" + key + "'"));

            given.remove(key);
            blade.modified(config(given), access(given), given);
            assertThat(blade.refusedEdit()).isEmpty();
        }
        blade.close();
    }

    private static void refused(String key, Object value, String cure) {
        Map<String, Object> given = with(key, value);
        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> SettingsReader.read(config(given), given));
        assertThat(failure.code()).isEqualTo("DFSMSDSS-CONFIG");
        assertThat(failure).hasMessageContaining("key '" + key + "'");
        assertThat(failure.hint()).contains(cure);
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> given = new HashMap<>(LEAST);
        given.put(key, value);
        return given;
    }

    /** A configuration as declarative services would make it: the given value, else the default. */
    static DssConfig config(Map<String, Object> given) {
        return typed(DssConfig.class, given);
    }

    static ConnectionConfig access(Map<String, Object> given) {
        return typed(ConnectionConfig.class, given);
    }

    private static <T> T typed(Class<T> type, Map<String, Object> given) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> given.getOrDefault(key(method), method.getDefaultValue())));
    }

    private static String key(Method method) {
        return method.getName().replace('_', '.');
    }
}
