package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo as a newcomer starts it: the whole way from a laboratory to a ledger that is complete. */
class DemoIT {
    private Tree tree;

    @BeforeEach
    void unpack() throws Exception {
        tree = Tree.copy();
    }

    @AfterEach
    void remove() throws Exception {
        tree.close();
    }

    @Test
    void withoutOptions_itShowsImsFromBackupToRestore() throws Exception {
        Tree.Result demo = tree.run("demo");
        assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out())
                .contains("B1 COMPLETE by flashcopy: held ")
                .containsPattern(
                        "blade flashcopy upgraded 3 times, up to 1\\.0\\.3\\S*, under \\d+ backups back to back")
                .containsPattern("B\\d+ COMPLETE by dfsmsdss: held ")
                .contains("0 bytes of data went through the host")
                .containsPattern("B\\d+ restored by reverse copy and /ERE OVERRIDE, first unit of work after ")
                .containsPattern("ledger complete: all [1-9]\\d+ units of work acknowledged before the instant")
                .contains("Nothing is left behind");
    }

    @Test
    void anUnknownBlade_isRefusedByName() throws Exception {
        Tree.Result refused = tree.run("demo", "--blade", "tape");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("the demo has no blade 'tape'; it has flashcopy, dfsmsdss");
    }
}
