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
        assertThat(settings.hook().way().namesLimit()).isTrue();
        assertThat(settings.scope().dataSets()).isEqualTo(List.of("BANKPRD.**"));
        assertThat(settings.commands().restart().of(settings.members().get(0))).isEqualTo("IMS1ERE OVERRIDE.");
    }

    @Test
    void badValuesAreRefusedWithKeyValueAndCure() {
        assertRefused("batch.held", "yes", "use true or false");
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

    private void holdBy(String word) {
        keys.keySet()
                .removeAll(List.of(
                        "suspend.command", "suspend.reply", "resume.command", "resume.reply", "idle.reply", "imsplex"));
        keys.put("hold.by", word);
    }

    @Test
    void defaultsThatAFrameworkPutsAmongTheKeys_areNoSecondWay() throws Exception {
        keys.putAll(Map.of("suspend.job", "", "resume.job", "", "imsplex", "", "quiesce.databases", "*"));

        assertThat(read().hook().way()).isInstanceOf(ImsSettings.ByCommand.class);
    }

    @Test
    void jobsOfTheSite_areReadWithTheirLines() throws Exception {
        holdBy("job");
        keys.put(
                "suspend.job",
                "//HOLD EXEC PGM=IMSLOG,PARM='SUSPEND,{member},LIMIT={limit.ms}'\n//SYSPRINT DD SYSOUT=*");
        keys.put("resume.job", "//GO EXEC PGM=IMSLOG,PARM='RESUME,{member}'\\n//SYSPRINT DD SYSOUT=*");

        ImsSettings.ByJob way = (ImsSettings.ByJob) read().hook().way();

        assertThat(way.each()).isTrue();
        assertThat(way.namesLimit()).isTrue();
        assertThat(way.idleCode()).isEqualTo(4);
        assertThat(way.suspend().of(new Member("IMS2", ""), 7, 3))
                .isEqualTo("//HOLD EXEC PGM=IMSLOG,PARM='SUSPEND,IMS2,LIMIT=3000'\n//SYSPRINT DD SYSOUT=*");
        assertThat(way.resume().text().lines()).hasSize(2);
        assertRefused("suspend.job", "IMSLOG {member}", "give the steps of a job");
        assertRefused("resume.job", "//GO EXEC PGM=IMSLOG,PARM='RESUME'", "with {member} where the IMSID belongs");
        assertRefused("resume.job", "//GO EXEC PGM=X,PARM='{member},{epoch}" + " ".repeat(40) + "'", "at most 71");
        assertRefused("idle.job.code", "0", "use a whole number from 1 to 4095");
        assertRefused("fence.prefix", "A.VERY.LONG.PREFIX.OF.ALL", "use at most 23 characters");
        assertRefused("suspend.command", "{member}HOLD", "leave it out: 'hold.by' is job");
        assertRefused("ended.epochs", "R7", "write the numbers that the run names");
        assertRefused("hold.by", "hand", "use command, job or quiesce");
    }

    @Test
    void quiesce_isOneJobForAllMembers_whoseLimitImsIsNotTold() throws Exception {
        holdBy("quiesce");
        keys.put("imsplex", "PLEX1");
        keys.put("quiesce.databases", "ACCT*,CTRL0001");

        ImsSettings.ByJob way = (ImsSettings.ByJob) read().hook().way();

        assertThat(way.each()).isFalse();
        assertThat(way.namesLimit()).isFalse();
        assertThat(way.suspend().text())
                .contains(
                        "EXEC PGM=CSLUSPOC,PARM=('IMSPLEX=PLEX1,WAIT=10')",
                        "\n UPDATE DB NAME(ACCT*,CTRL0001) START(QUIESCE) OPTION(HOLD) SET(TIMEOUT(5))\n");
        assertThat(way.resume().text()).contains("\n UPDATE DB NAME(ACCT*,CTRL0001) STOP(QUIESCE)\n");
        assertThat(way.suspend().text().lines()).allMatch(line -> line.length() <= 80);
        assertRefused("imsplex", "", "give the name of the IMSplex");
        assertRefused("quiesce.databases", "acct", "write names or patterns");
    }

    @Test
    void aRefusedEditIsToldUntilItIsPutRight() {
        ImsSystem system = new ImsSystem(config(ImsConfig.class), config(ConnectionConfig.class), keys, null);
        assertThat(system.refusedEdit()).isEmpty();

        Object good = keys.put("hold.by", "hand");
        assertThatThrownBy(() -> system.modified(config(ImsConfig.class), config(ConnectionConfig.class), keys))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(system.refusedEdit()).hasValueSatisfying(said -> assertThat(said)
                .startsWith("IMS-CONFIG system '")
                .contains("'hold.by'")
                .contains("\nHINT: use command, job or quiesce"));

        keys.compute("hold.by", (key, bad) -> good);
        system.modified(config(ImsConfig.class), config(ConnectionConfig.class), keys);
        assertThat(system.refusedEdit()).isEmpty();
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
