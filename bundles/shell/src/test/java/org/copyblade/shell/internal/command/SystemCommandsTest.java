package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.api.Finding;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.shell.internal.outcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a system keeps where, and what is wrong with one. */
class SystemCommandsTest {

    private final ScriptedSystems systems = new ScriptedSystems();
    private final TypedCommands commands =
            new TypedCommands(new SystemCommands(systems, new ScriptedRuns()), "list", "analyze");

    @AfterEach
    void close() {
        commands.close();
    }

    @Test
    void analysis_showsEveryDataSetWithTheBladesThatCanCopyIt() throws Exception {
        systems.analysis = new SystemAnalysis(
                "shop",
                "15.4",
                false,
                List.of(
                        new SystemAnalysis.AnalyzedDataSet("data", "database", "/data", List.of("reflink", "btrfs")),
                        new SystemAnalysis.AnalyzedDataSet("conf", "system", "/etc/shop", List.of())),
                List.of("full restore"),
                List.of(new Finding(35, Finding.Severity.WARNING, "fsync", "is off", "turn it on")));

        assertThat(commands.type("slb:analyze shop").text().lines())
                .startsWith("shop 15.4, IS DOWN")
                .anyMatch(line -> line.matches("DATA SET +ROLE +PLACE +BLADES"))
                .anyMatch(line -> line.matches("data +database +/data +reflink, btrfs"))
                .anyMatch(line -> line.matches("conf +system +/etc/shop +NONE"))
                .contains("allows: full restore")
                .anyMatch(line -> line.matches("35 +warning +fsync +is off \\(turn it on\\)"));
    }

    /** To look is no alarm. */
    @Test
    void list_showsAProblem_andEndsWith0() throws Exception {
        systems.problem = "its adapter is not there";

        assertThat(commands.type("slb:list").status()).isEqualTo(Status.OK);
        assertThat(commands.type("slb:list").text()).contains("its adapter is not there");
    }
}
