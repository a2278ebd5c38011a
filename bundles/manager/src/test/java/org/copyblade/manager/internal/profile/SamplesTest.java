package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.copyblade.manager.internal.profile.ConfigurationText.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples in {@code config/} say what the table of options says. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("../../config");
    private static final Pattern COMMENTED = Pattern.compile("#([a-z][a-z.]*) =(.*)");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void sample_isRightAsItIs(Kind kind) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(sample(kind))));
        Layer.Checked checked = check(kind, properties);
        assertThat(Problem.joined(checked.problems())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyCommentedLine_canBeTaken(Kind kind) throws IOException {
        for (Map.Entry<String, String> line : commentedLines(kind).entrySet()) {
            if (line.getValue().isEmpty()) {
                continue;
            }
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(sample(kind))));
            properties.setProperty(line.getKey(), line.getValue());
            assertThat(Problem.joined(check(kind, properties).problems())).isEmpty();
        }
    }

    @Test
    void defaults_showEveryOptionWithItsBuiltInValue() throws IOException {
        Map<String, String> shown = commentedLines(Kind.DEFAULTS);
        assertThat(shown.remove(Layer.LOCKED_KEY)).isEmpty();
        Map<String, String> wanted = new LinkedHashMap<>();
        Options.all().stream()
                .filter(option -> option.scope() != Option.Scope.PROFILE)
                .forEach(option -> wanted.put(option.key(), option.builtIn()));
        assertThat(shown).containsExactlyInAnyOrderEntriesOf(wanted);
    }

    @Test
    void profile_showsWhatOnlyAProfileSets() throws IOException {
        String text = Files.readString(sample(Kind.PROFILE));
        assertThat(Options.all())
                .filteredOn(option -> option.scope() == Option.Scope.PROFILE)
                .allSatisfy(option -> assertThat(text).contains("\n" + option.key() + " = "));
    }

    @Test
    void everyLimitedNumber_isShownWithItsRange() throws IOException {
        String text = Files.readString(sample(Kind.DEFAULTS));
        Pattern range = Pattern.compile("a whole number (?:of \\w+ )?from (\\d+) to (\\d+).*");
        for (Option<?> option : Options.all()) {
            var matcher = range.matcher(option.type().range());
            if (matcher.matches()) {
                String comment = commentAbove(text, option.key());
                assertThat(comment).as(option.key()).contains(matcher.group(1) + " to " + matcher.group(2));
            }
        }
    }

    private static String commentAbove(String text, String key) {
        String before = text.substring(0, text.indexOf("\n#" + key + " ="));
        return before.substring(before.lastIndexOf("\n\n"));
    }

    private static Layer.Checked check(Kind kind, Properties properties) {
        Hashtable<String, Object> values = new Hashtable<>();
        properties.forEach((key, value) -> values.put((String) key, value));
        return Layer.check(ConfigurationText.of(kind.pid() + "~sample", kind, values));
    }

    private static Map<String, String> commentedLines(Kind kind) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(sample(kind))) {
            var matcher = COMMENTED.matcher(line);
            if (matcher.matches()) {
                String earlier = lines.put(matcher.group(1), matcher.group(2).strip());
                assertThat(Optional.ofNullable(earlier)).as(line).isEmpty();
            }
        }
        return lines;
    }

    private static Path sample(Kind kind) throws IOException {
        try (var files = Files.list(SAMPLES)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches(kind.pid() + "(-NAME)?\\.cfg"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
