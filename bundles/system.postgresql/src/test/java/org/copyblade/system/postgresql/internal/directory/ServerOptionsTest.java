package org.copyblade.system.postgresql.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

    @Test
    void programAndArgumentsAreTakenApart() {
        ServerOptions options = ServerOptions.parse(
                "/usr/lib/postgresql/15/bin/postgres \"-D\" \"/var/lib/my data\" \"-c\" \"config_file=/etc/postgresql/15/main/postgresql.conf\"");

        assertThat(options.program()).contains(Path.of("/usr/lib/postgresql/15/bin/postgres"));
        assertThat(options.withoutDirectory())
                .containsExactly("-c", "config_file=/etc/postgresql/15/main/postgresql.conf");
        assertThat(options.configurationFiles()).containsExactly(Path.of("/etc/postgresql/15/main/postgresql.conf"));
    }

    @Test
    void settingsInEveryFormAreFoundAndTheLastOneCounts() {
        ServerOptions options = ServerOptions.parse(
                "/bin/postgres \"-D/data\" \"--hba-file=/a/hba\" \"-chba_file=/b/hba\" \"-p\" \"5433\"");

        assertThat(options.setting("hba_file")).contains("/b/hba");
        assertThat(options.withoutDirectory()).containsExactly("--hba-file=/a/hba", "-chba_file=/b/hba", "-p", "5433");
    }

    @Test
    void anEmptyFileSaysNothing() {
        assertThat(ServerOptions.parse("").program()).isEmpty();
    }
}
