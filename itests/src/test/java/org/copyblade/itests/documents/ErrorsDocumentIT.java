package org.copyblade.itests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.api.ErrorCode;
import org.junit.jupiter.api.Test;

/** {@code ERRORS.md} is written from the error codes of the program. */
class ErrorsDocumentIT {

    private static final Path WRITTEN = Path.of("target/ERRORS.md");

    private static final Pattern MAIN = Pattern.compile(".*/src/main/java/.*\\.java");
    private static final Pattern CODE = Pattern.compile("DCM-[A-Z0-9]+");

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

    /** A code that is written by hand is one of the table: else nobody finds its cause and cure. */
    @Test
    void everyCodeInTheProgram_isInTheTable() throws IOException {
        Set<String> known = Stream.of(ErrorCode.values()).map(ErrorCode::id).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(Document.ROOT.resolve("bundles"))) {
            List<Path> sources = files.filter(
                            file -> MAIN.matcher(file.toString()).matches())
                    .toList();
            assertThat(sources).isNotEmpty().allSatisfy(file -> assertThat(codes(Files.readString(file)))
                    .isSubsetOf(known));
        }
    }

    private static List<String> codes(String source) {
        return CODE.matcher(source).results().map(MatchResult::group).toList();
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
