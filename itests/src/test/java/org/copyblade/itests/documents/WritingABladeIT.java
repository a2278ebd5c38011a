package org.copyblade.itests.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for authors of blades, followed to the letter: from nothing to a blade that runs, with the distribution's {@code sdk/} alone. */
class WritingABladeIT {

    @TempDir
    Path directory;

    @Test
    void theBladeOfThePage_passesTheContractAndRuns() throws Exception {
        Path repository = privateRepository();
        try (Tree tree = Tree.copy()) {
            Map<String, String> environment = Map.of(
                    "COPYBLADE_HOME", tree.home().toString(),
                    "MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Dmaven.repo.local=" + repository,
                    "PATH",
                            System.getProperty("copyblade.maven") + "/bin" + File.pathSeparator
                                    + System.getenv("PATH"));
            Shell.Result built = Shell.paste(
                    Document.of("distribution/docs/WRITING-A-BLADE.md").blocks("sh"), directory, environment);
            assertThat(built.status()).as(built.output()).isZero();
            assertThat(repository.resolve("org/copyblade/org.copyblade.blade.tck"))
                    .isDirectory();

            assertThat(tree.run("start").status()).isZero();
            await().until(() -> tree.exec("blade:list").out().contains("com.example.blade.treecopy"));
        }
    }

    /**
     * What Maven has fetched already, without anything of ours: that must come from the sdk. Artifacts are linked, because
     * Maven never changes one; its own notes beside them are copied.
     */
    private Path privateRepository() throws IOException {
        Path from = Path.of(System.getProperty("copyblade.repository"));
        Path to = directory.resolve("repository");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.equals(from.resolve("org/copyblade"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file));
                String name = file.getFileName().toString();
                if (name.endsWith(".jar") || name.endsWith(".pom")) {
                    Files.createSymbolicLink(target, file.toAbsolutePath());
                } else {
                    Files.copy(file, target);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }
}
