package org.copyblade.itests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents tell an operator to type, typed: against the distribution and a real server on a real XFS. */
class OperatorCommandsIT {

    @TempDir
    Path directory;

    @BeforeAll
    static void needsAServerAndXfs() {
        Optional<String> reason = PostgresBinaries.unsupportedReason()
                .or(() -> ScratchFilesystem.unsupportedReason(ScratchFilesystem.Kind.XFS));
        Assumptions.assumeTrue(reason.isEmpty(), () -> "commands of the operators' documents: " + reason.orElseThrow());
    }

    @Test
    void readme_protectsAServerInFiveCommands() throws Exception {
        Shell.Result result = paste("README.md");
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("backup B1 is COMPLETE in generation 1, suspended for ")
                .contains("backup B1 passed: ")
                .contains("restore of shop to backup B1; it can be undone");
    }

    @Test
    void operating_goesFromInstallationToRebuiltCatalog() throws Exception {
        Shell.Result result = paste("distribution/docs/OPERATING.md");
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("PROVEN: every copy was established while the system was held, without interruption")
                .contains("backup B2 is COMPLETE in generation 1")
                .contains("shop is restored to backup B1 and accepts work")
                .contains("shop is restored to backup B3 and accepts work")
                .contains("take it back from its manifest")
                .contains("copyblade stopped");
    }

    @Test
    void aCommandThatFails_endsTheBlocks() throws Exception {
        Shell.Result result = Shell.paste(List.of("echo one\nfalse\necho two\n"), directory, Map.of());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).isEqualTo("+ echo one\none\n+ false\n");
    }

    private Shell.Result paste(String document) throws Exception {
        try (ScratchFilesystem filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.XFS, 2048);
                PostgresServer server = PostgresServer.with(PostgresBinaries.forThisMachine())
                        .dataDirectory(filesystem.root().resolve("data"))
                        .create();
                Tree tree = Tree.copy()) {
            server.start();
            Map<String, String> environment = new HashMap<>();
            environment.put("COPYBLADE_HOME", tree.home().toString());
            environment.put("PGPORT", Integer.toString(server.port()));
            environment.put("PGDATA", server.dataDirectory().toString());
            environment.put(
                    "MANIFESTS",
                    Files.createDirectory(directory.resolve("manifests")).toString());
            return Shell.paste(Document.of(document).blocks("sh"), directory, environment);
        }
    }
}
