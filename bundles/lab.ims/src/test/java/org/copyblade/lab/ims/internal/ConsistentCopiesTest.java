package org.copyblade.lab.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.lab.ims.Cases;
import org.junit.jupiter.api.Test;

/** No copy of suspended members or under a freeze is ever rejected. */
class ConsistentCopiesTest {
    private static final List<Long> RUNS = Cases.seeds(100, 2);
    private static final int COPIES_OF_A_RUN = 5;
    private static final long LIMIT_NANOS = 1_000_000_000;

    @Test
    void suspendedCopies_areNeverRejected() throws Exception {
        for (long seed : RUNS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(15)) {
                for (int copy = 0; copy < COPIES_OF_A_RUN; copy++) {
                    Copies.Made made = new Copies(group).suspended(5 + copy, LIMIT_NANOS);
                    assertThat(group.check(made.volumes(), made.evidence()).findings())
                            .as("seed " + seed)
                            .isEmpty();
                    group.worked(7);
                }
            }
        }
        System.out.println("figure: " + RUNS.size() * COPIES_OF_A_RUN + " suspended copies, 0 rejected");
    }

    @Test
    void frozenCopies_areNeverRejected() throws Exception {
        for (long seed : RUNS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(15)) {
                for (int copy = 0; copy < COPIES_OF_A_RUN; copy++) {
                    Copies.Made made = new Copies(group).frozen(3 + copy * 4);
                    assertThat(group.check(made.volumes(), made.evidence()).findings())
                            .as("seed " + seed + " copy " + copy)
                            .isEmpty();
                    group.worked(7);
                }
            }
        }
        System.out.println("figure: " + RUNS.size() * COPIES_OF_A_RUN + " frozen copies, 0 rejected");
    }
}
