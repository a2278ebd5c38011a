package org.copyblade.itests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of the samples tells somebody to type who has no mainframe, typed: against the distribution. */
class LaboratoryCommandsIT {

    @TempDir
    Path directory;

    @Test
    void samples_startALaboratoryWithAllFaces() throws Exception {
        try (Tree tree = Tree.copy()) {
            Shell.Result result = Shell.paste(
                    Document.of("config/README.md").blocks("sh"),
                    directory,
                    Map.of("COPYBLADE_HOME", tree.home().toString(), "TMPDIR", directory.toString()));
            assertThat(result.status()).as(result.output()).isZero();
            assertThat(result.output())
                    .contains("DS8000_75IMS01_PORT=")
                    .contains("ZOSMF_LABPLEX_PORT=")
                    .contains("VSP_123456_PORT=")
                    .contains("POWERMAX_")
                    .containsPattern("(?s)IMS1 up, works.*IMS1 up, works")
                    .contains("copyblade stopped");
        }
    }
}
