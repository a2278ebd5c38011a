package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.guard.GuardException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    Path directory;

    private Path file;
    private Lease lease;

    @BeforeEach
    void makeLease() throws Exception {
        file = directory.resolve("x.lease");
        try (LockedLease locked = LockedLease.open(file)) {
            lease = locked.lease();
        }
        lease.renew(5, new ProcessKey(100, 7));
    }

    @Test
    void whatOneWritesTheOtherReads() throws Exception {
        Lease other = Lease.map(file);
        lease.add(101, 8);
        lease.fingerprint(1, 3, 4);
        assertThat(other.epoch()).isEqualTo(5);
        assertThat(other.isOpen()).isTrue();
        assertThat(other.count()).isEqualTo(2);
        assertThat(other.pid(0)).isEqualTo(100);
        assertThat(other.pid(1)).isEqualTo(101);
        assertThat(other.start(1)).isEqualTo(8);
        assertThat(other.turns(1)).isEqualTo(3);
        assertThat(other.runNanos(1)).isEqualTo(4);
    }

    @Test
    void theFirstReleaseCounts() {
        lease.release(Role.WITNESS, Reason.EXPIRED, 0, 0, 10);
        lease.release(Role.HOLDER, Reason.RAN, 101, 0, 20);
        assertThat(lease.firstReleasedBy()).isEqualTo(Role.WITNESS);
        lease.release(Role.MANAGER, Reason.NONE, 0, 4, 5);
        assertThat(lease.firstReleasedBy()).isEqualTo(Role.MANAGER);
        assertThat(lease.heldUntil(Role.MANAGER)).isEqualTo(4);
        assertThat(lease.releaseReason(Role.HOLDER).text(lease.releasePid(Role.HOLDER)))
                .isEqualTo("process 101 ran while it was held: somebody else continued or ended it");
    }

    @Test
    void whoContinuedAllFirstIsKnown() {
        lease.continued(Role.WITNESS, 9);
        lease.continued(Role.HOLDER, 8);
        assertThat(lease.firstContinuedBy()).isEqualTo(Role.HOLDER);
    }

    @Test
    void nothingMayBeStoppedOnceSomebodyWantsTheServerToRun() {
        assertThat(lease.mayStop(5)).isTrue();
        lease.forbidStops(4);
        assertThat(lease.mayStop(5)).isTrue();
        lease.forbidStops(5);
        assertThat(lease.mayStop(5)).isFalse();
    }

    @Test
    void aNewEpochForgetsAllButTheEpochsThatWere() {
        lease.beginHold(1, 2);
        lease.held(3);
        lease.add(101, 8);
        lease.release(Role.HOLDER, Reason.NONE, 0, 1, 1);
        lease.holderFinished(5);
        lease.fence();
        assertThat(lease.epoch()).isZero();
        assertThat(lease.highestEpoch()).isEqualTo(5);

        lease.renew(6, new ProcessKey(200, 9));
        assertThat(lease.epoch()).isEqualTo(6);
        assertThat(lease.count()).isEqualTo(1);
        assertThat(lease.isReleased()).isFalse();
        assertThat(lease.isHolderFinished(6)).isFalse();
        assertThat(lease.holdBegan()).isZero();
        assertThat(lease.heldFrom()).isZero();
    }

    @Test
    void aFullTableSaysSo() {
        for (int index = 1; index < Lease.CAPACITY; index++) {
            assertThat(lease.add(1000 + index, 1)).isTrue();
        }
        assertThat(lease.add(1, 1)).isFalse();
    }

    @Test
    void anAlienFileIsRefused() throws Exception {
        Path alien = Files.writeString(directory.resolve("alien"), "something else");
        assertThatThrownBy(() -> LockedLease.open(alien))
                .isInstanceOf(GuardException.class)
                .hasMessage("cannot use the lease " + alien + ": it is no lease of this version");
    }

    @Test
    void twoManagersDoNotTakeItAtOnce() throws Exception {
        try (LockedLease first = LockedLease.open(file)) {
            assertThat(first.lease().epoch()).isEqualTo(5);
            assertThatThrownBy(() -> LockedLease.open(file))
                    .isInstanceOf(GuardException.class)
                    .hasMessage("cannot take the lease " + file + ": somebody else is taking it");
        }
    }
}
