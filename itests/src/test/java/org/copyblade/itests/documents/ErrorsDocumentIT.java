package org.copyblade.itests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.api.ErrorCode;
import org.junit.jupiter.api.Test;

/** {@code ERRORS.md} is written from the error codes of the program. */
class ErrorsDocumentIT {

    private static final Path WRITTEN = Path.of("target/ERRORS.md");

    private static final Map<Character, String> AREAS = new TreeMap<>(Map.of(
            '1', "Configuration",
            '2', "Validation",
            '3', "Runs and windows",
            '4', "Copies and blades",
            '5', "Systems",
            '6', "Backups and restores",
            '7', "Catalog",
            '8', "Platform"));

    @Test
    void document_isUpToDate() throws IOException {
        String wanted = document();
        assertThat(ErrorCode.values()).allSatisfy(code -> assertThat(wanted).contains("`" + code.id() + "`"));
        Files.writeString(WRITTEN, wanted);
        Path document = Document.ROOT.resolve("distribution/docs/ERRORS.md");
        assertThat(document)
                .as("copy %s over %s", WRITTEN.toAbsolutePath().normalize(), document)
                .hasContent(wanted);
    }

    private static String document() {
        StringBuilder text = new StringBuilder(
                """
                # Errors

                This table is written from the program.
                An error is shown as its code, what failed on what and why, and below that a hint; a code means the same for ever.
                The status is that of a command that ends with the error: 3 if it was refused before anything was begun, 2 if its line makes no sense, else 1.
                Codes with letters in front, as `PG-GUARD`, come from a blade or an adapter and are explained by their text.
                """);
        AREAS.forEach((digit, area) -> {
            text.append("\n## ").append(area).append("\n\n| Code | Status | Cause | Cure |\n|---|---|---|---|\n");
            for (ErrorCode code : ErrorCode.values()) {
                if (code.id().charAt("DCM-".length()) == digit) {
                    text.append(
                            "| `%s` | %s | %s | %s |\n".formatted(code.id(), status(code), code.cause(), code.hint()));
                }
            }
        });
        return text.toString();
    }

    private static int status(ErrorCode code) {
        if (code == ErrorCode.COMMAND_INVALID) {
            return 2;
        }
        return code.isRefusal() ? 3 : 1;
    }
}
