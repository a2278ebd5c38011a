package org.copyblade.lab.ims.internal.recon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.ims.internal.recon.DbdsEntry.Allocation;
import org.junit.jupiter.api.Test;

class DbdsEntryTest {

    private static DbdsEntry allocated(List<Allocation> allocations) {
        return new DbdsEntry(
                "ACCT", "DB.ACCT", "HDAM", "OSAM", "CAG1", false, false, allocations, List.of(), List.of());
    }

    /** One of IMS2 that lasts, and so many of IMS1 that are over: from 10 to 15, from 20 to 25 and so on. */
    private static DbdsEntry oftenAllocated(int times) {
        List<Allocation> all = new ArrayList<>(List.of(new Allocation("IMS2", 1, 5, 0)));
        for (int i = 1; i <= times; i++) {
            all.add(new Allocation("IMS1", 1 + i, 10L * i, 10L * i + 5));
        }
        return allocated(all);
    }

    @Test
    void oldestThatIsOverIsDropped_andOneThatLastsNever() {
        assertThat(oftenAllocated(9).allocations())
                .hasSize(8)
                .startsWith(new Allocation("IMS2", 1, 5, 0), new Allocation("IMS1", 4, 30, 35))
                .endsWith(new Allocation("IMS1", 10, 90, 95));
    }

    @Test
    void whatWasBeforeTheOldestThatIsKept_isForgotten_andNothingAfterIt() {
        DbdsEntry full = oftenAllocated(9);
        assertThat(full.isForgotten("IMS1", 29)).isTrue();
        assertThat(full.isForgotten("IMS1", 37)).as("between two that are kept").isFalse();
        assertThat(full.isForgotten("IMS2", 6)).isFalse();
    }

    @Test
    void nothingIsForgotten_whileThereIsRoom() {
        assertThat(oftenAllocated(6).isForgotten("IMS1", 1)).isFalse();
        assertThat(oftenAllocated(6).isForgotten("IMS3", 1)).isFalse();
    }
}
