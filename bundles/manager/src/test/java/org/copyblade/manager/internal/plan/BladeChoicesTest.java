package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.junit.jupiter.api.Test;

class BladeChoicesTest {

    private static final BladeName CLONES = new BladeName("timefinder", "one");
    private static final BladeName FLASH = new BladeName("flashcopy", "one");

    private static List<String> check(Map<String, String> set, BladeName... blades) {
        Map<String, String> all = new HashMap<>(Map.of("system", "ims", "blade", "timefinder,flashcopy"));
        all.putAll(set);
        return BladeChoices.check(BackupOptions.of("nightly", all), List.of(blades)).stream()
                .map(BladeChoicesTest::line)
                .toList();
    }

    private static String line(Finding finding) {
        return finding.check() + " " + finding.severity() + " " + finding.subject() + ": " + finding.text();
    }

    @Test
    void whatABladeGoesByAlone_isTold() {
        assertThat(check(Map.of("method.of.blade", "timefinder=clone"), CLONES, FLASH))
                .containsExactly("8 NOTE blade timefinder@one: goes by options of its own: method=clone");
        assertThat(check(Map.of("method", "clone"), CLONES, FLASH)).isEmpty();
    }

    @Test
    void anotherEndpointThanThoseThatCopy_isWarnedOf_butNoBladeThatFindsNothing() {
        assertThat(check(Map.of("method.of.blade", "timefinder@two=clone,dfsmsdss=volume"), CLONES, FLASH))
                .containsExactly("8 WARNING blade timefinder@two: copies nothing in this backup, so what is said of it"
                        + " alone has no effect");
    }

    @Test
    void optionsThatDoNotFitTogether_areFoundForTheBladeThatHasThem() {
        assertThat(check(Map.of("space.efficient.of.blade", "flashcopy=true"), CLONES, FLASH))
                .first()
                .asString()
                .startsWith("17 ERROR space.efficient: blade flashcopy@one: a background copy would fill");
        assertThat(check(
                        Map.of(
                                "space.efficient.of.blade",
                                "flashcopy=true",
                                "background.copy.of.blade",
                                "flashcopy=nocopy"),
                        CLONES,
                        FLASH))
                .containsExactly("8 NOTE blade flashcopy@one: goes by options of its own: background.copy=nocopy,"
                        + " space.efficient=true");
    }
}
