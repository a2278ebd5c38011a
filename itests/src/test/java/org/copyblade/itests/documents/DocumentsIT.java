package org.copyblade.itests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be seen of the documents without running anything. */
class DocumentsIT {

    /** The end of one sentence and the beginning of another: a point, a blank, a capital. */
    private static final Pattern SECOND_SENTENCE = Pattern.compile("[a-z)`\"][.?!] +[A-Z`]");

    private static final Pattern PACKAGES = Pattern.compile("(?m)^\\| (`[a-z]+`(?:, `[a-z]+`)*) \\| ");

    private static final Pattern FOLDER = Pattern.compile("(?m)^\\| `([a-z0-9./]+)` \\|");

    static Stream<Document> main() throws IOException {
        return Stream.of(
                Document.of("README.md"),
                Document.of("distribution/docs/ARCHITECTURE.md"),
                Document.of("distribution/docs/OPERATING.md"),
                Document.of("distribution/docs/WRITING-A-BLADE.md"),
                Document.of("distribution/docs/OPTIONS.md"),
                Document.of("distribution/docs/CHECKS.md"),
                Document.of("distribution/docs/ERRORS.md"),
                Document.of("config/README.md"));
    }

    /** The main ones, the decisions, and the page of each bundle. */
    static Stream<Document> all() throws IOException {
        Stream.Builder<Document> all = Stream.builder();
        main().forEach(all);
        for (String folder : List.of("distribution/docs/adr", "bundles")) {
            try (Stream<Path> files = Files.walk(Document.ROOT.resolve(folder), 2)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    all.add(Document.of(Document.ROOT.relativize(file).toString()));
                }
            }
        }
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLink_leadsSomewhere(Document document) {
        assertThat(document.links()).allSatisfy(target -> assertThat(target).exists());
    }

    /** The main ones and the page of each bundle. */
    static Stream<Document> pages() throws IOException {
        return all().filter(document -> !document.isDecision());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySentence_hasALineOfItsOwn(Document document) {
        assertThat(document.prose())
                .noneMatch(line -> SECOND_SENTENCE.matcher(line).find());
    }

    @Test
    void twoSentencesInALine_areFound() {
        assertThat(SECOND_SENTENCE.matcher("One thing is said. Then another.").find())
                .isTrue();
        assertThat(SECOND_SENTENCE
                        .matcher("See e.g. the log, version 1.2. of it.")
                        .find())
                .isFalse();
    }

    @Test
    void readme_hasTheTwoCommands() throws IOException {
        assertThat(Document.of("README.md").blocks(""))
                .containsExactly(
                        "mvn -q -DskipTests package && distribution/target/copyblade/bin/copyblade demo\n",
                        "mvn verify\n");
    }

    /** Those of the product; the others are for tests, or no blades. */
    static Stream<Document> blades() throws IOException {
        Set<String> others = Set.of("blade.spi", "blade.check", "blade.tck", "blade.memory", "blade.drive");
        try (Stream<Path> bundles = Files.list(Document.ROOT.resolve("bundles"))) {
            Stream.Builder<Document> blades = Stream.builder();
            for (String name : bundles.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("blade.") && !others.contains(name))
                    .sorted()
                    .toList()) {
                blades.add(Document.of("bundles/" + name + "/README.md"));
            }
            return blades.build();
        }
    }

    /** Whoever sets up an endpoint looks for the rights that it needs, and for what it does not do. */
    @ParameterizedTest
    @MethodSource("blades")
    void everyBlade_saysItsNeedsItsLimitsAndWhatIsNotSupported(Document document) {
        assertThat(document.section("What it needs")).containsPattern("(?i)\\b(role|user|root|right|authority)s?\\b");
        assertThat(document.section("Limits")).isNotBlank();
        assertThat(document.section("Not supported")).isNotBlank();
    }

    @Test
    void sectionThatIsNotThere_isEmpty() throws IOException {
        assertThat(Document.of("README.md").section("Not supported")).isEmpty();
    }

    @Test
    void folderMap_isThatOfTheTree() throws IOException {
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> top = Files.list(Document.ROOT);
                Stream<Path> bundles = Files.list(Document.ROOT.resolve("bundles"))) {
            Stream.concat(top.filter(path -> !path.endsWith("bundles")), bundles)
                    .filter(DocumentsIT::isSource)
                    .forEach(path -> there.add(Document.ROOT.relativize(path).toString()));
        }
        TreeSet<String> described = new TreeSet<>();
        FOLDER.matcher(Document.of("README.md").text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(described::add);
        assertThat(described).isEqualTo(there);
    }

    /** Whoever looks for a part of the manager finds it in a table; a package that is new or gone is in nobody's mind there. */
    @Test
    void packagesOfTheManager_areThoseOfTheTree() throws IOException {
        String architecture = Document.of("distribution/docs/ARCHITECTURE.md").text();
        int begin = architecture.indexOf("\n### manager\n");
        String section = architecture.substring(begin, architecture.indexOf("\n### ", begin + 1));
        TreeSet<String> described = new TreeSet<>();
        PACKAGES.matcher(section)
                .results()
                .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ")))
                .forEach(described::add);
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> packages =
                Files.list(Document.ROOT.resolve("bundles/manager/src/main/java/org/copyblade/manager/internal"))) {
            packages.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .forEach(there::add);
        }
        assertThat(described).isEqualTo(there);
    }

    /** A folder with a dot is the workspace's; one with nothing but a build result is left over from another branch. */
    private static boolean isSource(Path path) {
        if (!Files.isDirectory(path) || path.getFileName().toString().startsWith(".") || path.endsWith("target")) {
            return false;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.anyMatch(file -> !file.endsWith("target"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
