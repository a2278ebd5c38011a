package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/OPTIONS.md} is the table of the program. */
class OptionsDocumentTest {

    private static final Path DOCUMENT = Path.of("../../distribution/docs/OPTIONS.md");
    private static final Path WRITTEN = Path.of("target/OPTIONS.md");

    @Test
    void document_isUpToDate() throws IOException {
        String wanted = document();
        Files.writeString(WRITTEN, wanted);
        assertThat(DOCUMENT)
                .as("copy %s over %s", WRITTEN.toAbsolutePath().normalize(), DOCUMENT)
                .hasContent(wanted);
    }

    private static String document() {
        StringBuilder text = new StringBuilder(
                """
                # Options of a backup

                This table is written from the program; `config/samples/org.copyblade.defaults.cfg` says what each option leads to.
                The value in force is the built-in one, overridden by `org.copyblade.defaults`, the values of the system, the profile, the command.
                *By command* says whether `slb:backup NAME KEY=VALUE` may set it.

                | Key | Built in | Values | By command | Meaning |
                |---|---|---|---|---|
                """);
        for (Option<?> option : Options.all()) {
            text.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            option.key(),
                            builtIn(option),
                            option.type().range(),
                            option.scope() == Option.Scope.ANYWHERE ? "yes" : "no",
                            option.meaning()));
        }
        text.append(
                """

                ## Options that are none

                Products of this kind have them, and nothing here honours them.
                A configuration with one of these keys is refused by its name, so that nobody believes in what does not happen.

                | Key | Why |
                |---|---|
                """);
        AbsentOptions.all().forEach((key, why) -> text.append("| `%s` | %s |%n".formatted(key, why)));
        return text.toString();
    }

    private static String builtIn(Option<?> option) {
        if (!option.accepts(option.builtIn())) {
            return "none: must be set";
        }
        return option.builtIn().isEmpty() ? "empty" : "`" + option.builtIn() + "`";
    }
}
