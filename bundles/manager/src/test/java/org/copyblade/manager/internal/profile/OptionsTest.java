package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void onlySystemAndBlade_haveNoBuiltInValue() {
        assertThat(Options.all())
                .filteredOn(option -> !option.accepts(option.builtIn()))
                .extracting(Option::key)
                .containsExactly("system", "blade");
    }

    @Test
    void everyOption_saysWhatItMeansAndTakes() {
        for (Option<?> option : Options.all()) {
            assertThat(option.key()).matches("[a-z]+(\\.[a-z]+)*");
            assertThat(option.meaning()).as(option.key()).isNotBlank().doesNotEndWith(".");
            assertThat(option.type().range()).as(option.key()).isNotBlank();
        }
    }

    @Test
    void everyOption_isInTheTableOnce() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : Options.class.getDeclaredFields()) {
            if (field.getType() == Option.class) {
                constants.add(field.get(null));
            }
        }
        assertThat(Options.all())
                .doesNotHaveDuplicates()
                .hasSize(constants.size()
                        + (int) constants.stream()
                                .filter(OptionsTest::isOfBlades)
                                .count());
        assertThat(constants).hasSizeGreaterThan(35).allMatch(Options.all()::contains);
        assertThat(Options.all()).extracting(Option::key).doesNotHaveDuplicates();
    }

    @Test
    void anAbsentOption_isNoneOfTheTable() {
        assertThat(AbsentOptions.all().keySet())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(Options.find(key)).as(key).isEmpty());
    }

    @Test
    void badValues_areNotAccepted() {
        Map<String, List<String>> bad = Map.ofEntries(
                Map.entry("system", List.of("", "two words", "a\nb")),
                Map.entry("generations", List.of("", "0", "100", "1.5", "0x2", "two")),
                Map.entry("suspend.limit.ms", List.of("9", "120001", "5 s", "-1")),
                Map.entry("consistency", List.of("", "LOG_SUSPEND", "logsuspend")),
                Map.entry("overwrite.last", List.of("", "yes", "TRUE")),
                Map.entry("blade", List.of("", ",", "two words", "a,a", "a\nb")),
                Map.entry("blade.of.data.set", List.of("wal", "wal=", "=btrfs", "wal=a,wal=b")),
                Map.entry(
                        "method.of.blade",
                        List.of(
                                "clone",
                                "timefinder",
                                "timefinder=",
                                "=clone",
                                "@one=clone",
                                "timefinder@=clone",
                                "time finder=clone",
                                "timefinder=clone,timefinder=bcv",
                                "a=b\nc=d")),
                Map.entry("incremental.of.blade", List.of("flashcopy=maybe", "flashcopy=yes,dfsmsdss")),
                Map.entry("space.efficient.of.blade", List.of("flashcopy=1")),
                Map.entry("copy.pace.of.blade", List.of("shadowimage=0", "shadowimage=fast")),
                Map.entry("manifest.directory", List.of("relative/path", "nul\0")),
                Map.entry("schedule", List.of("@daily", "0 2 * *", "0 0 30 2 *")),
                Map.entry("schedule.zone", List.of("Middle/Earth")),
                Map.entry("keep.count", List.of("0", "many")),
                Map.entry("parallel.tasks", List.of("", "0", "100")),
                Map.entry("background.wait.s", List.of("0", "-1", "1h")),
                Map.entry("protected.generations", List.of("0", "1,100", "1;2", "first")),
                Map.entry("shared.targets", List.of("", "yes")),
                Map.entry("mixed.logs", List.of("", "warn")),
                Map.entry("command.before", List.of("a\nb")),
                Map.entry("command.limit.s", List.of("", "0", "86401")),
                Map.entry("notify.on", List.of("always", "failure overdue", "FAILURE")),
                Map.entry("targets", List.of("a:b\nc:d")));
        bad.forEach((key, values) -> values.forEach(
                value -> assertThat(Options.find(key).orElseThrow().accepts(value))
                        .as("%s = '%s'", key, value)
                        .isFalse()));
    }

    @Test
    void typingMistakes_leadToTheRightKey() {
        assertThat(NearestKey.to("generation")).contains("generations");
        assertThat(NearestKey.to("suspend_limit_ms")).contains("suspend.limit.ms");
        assertThat(NearestKey.to("Suspend-Limit-MS")).contains("suspend.limit.ms");
        assertThat(NearestKey.to("shedule")).contains("schedule");
        assertThat(NearestKey.to("methods.of.blades")).contains("method.of.blade");
        assertThat(NearestKey.to("password")).isEmpty();
        assertThat(NearestKey.to("")).isEmpty();
    }

    private static boolean isOfBlades(Object constant) {
        return constant instanceof Option<?> option && option.ofBlades();
    }
}
