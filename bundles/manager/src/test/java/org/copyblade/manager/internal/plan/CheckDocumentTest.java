package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/CHECKS.md} is the table of the program. */
class CheckDocumentTest {

    private static final Path DOCUMENT = Path.of("../../distribution/docs/CHECKS.md");
    private static final Path WRITTEN = Path.of("target/CHECKS.md");

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
                # Numbered checks

                This table is written from the program.
                A finding shows the number of the check that it belongs to; `slb:plan`, `slb:setup` and the dry run of a restore show all findings.
                An error refuses the run before anything is touched; warnings and notes do not.

                | Check | What holds if there is no finding |
                |---|---|
                """);
        for (Check check : Check.values()) {
            text.append("| %d | %s |%n".formatted(check.number(), check.meaning()));
        }
        text.append(
                """

                Every blade checks its own storage; a finding of which it does not say what it is about is shown as 6, 7 or 8.

                The numbers up to 30 are those of the domain; these have no check of their own here:

                | Check | Why |
                |---|---|
                | 5 | catalogs are not split |
                | 20 | a restore holds the lock of its system, and a backup waits for no lock |
                | 24 | there are no storage groups whose members change |
                | 25 | the control socket is open to its owner only, and blades report missing rights as 7 |
                | 29 | there is no forward recovery |
                | 30 | the blade reports a mirrored source as 27 |
                """);
        return text.toString();
    }
}
