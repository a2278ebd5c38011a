package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.copyblade.api.CopybladeException;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void imsIsShown_unlessAnotherSystemIsAskedFor() throws Exception {
        assertThat(DemoCommand.command(List.of())).isEqualTo("demo:ims");
        assertThat(DemoCommand.command(List.of("--blade", "dfsmsdss"))).isEqualTo("demo:ims --blade dfsmsdss");
        assertThat(DemoCommand.command(List.of("--blade", "mixed", "--upgrades", "200")))
                .isEqualTo("demo:ims --blade mixed --upgrades 200");
        assertThat(DemoCommand.command(List.of("--blade", "dfsmsdss", "--system", "ims")))
                .isEqualTo("demo:ims --blade dfsmsdss");
        assertThat(DemoCommand.command(List.of("--system", "postgresql"))).isEqualTo("demo:postgresql");
    }

    @Test
    void whatIsNoDemo_isRefused() {
        for (List<String> arguments : List.of(
                List.of("--system"), List.of("--system", "db2"), List.of("--blade", "a;b"), List.of("slow down"))) {
            assertThatThrownBy(() -> DemoCommand.command(arguments))
                    .as(arguments.toString())
                    .isInstanceOf(CopybladeException.class)
                    .hasMessageContaining("copyblade demo [--system ims|postgresql]");
        }
    }

    @Test
    void onlyADemoThatHasBegun_leavesItsDirectoryToBeLookedAt() {
        assertThat(DemoCommand.hasBegun(0)).as("it went well").isFalse();
        assertThat(DemoCommand.hasBegun(2)).as("the command was refused").isFalse();
        assertThat(DemoCommand.hasBegun(1)).as("it failed").isTrue();
    }
}
