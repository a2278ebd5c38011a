package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.lab.array.LoggedOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clones and snapshots of the same volumes: what is copied back beside which. */
class CloneBesideSnapshotTest {

    private static final CopyPolicy CLONE = CopyPolicy.builder().method("clone").build();

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZBESIDE1", "00100", "00101");
    private final CopyGroup other = Groups.of("ZBESIDE2", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    /** Negative control beside it: the laboratory refuses what the plan finds. */
    @Test
    void clonesAreNotCopiedBackBesideASnapshot() throws Exception {
        Binding clone = Runs.established(blade, group, CLONE);
        awaitCopied(clone);
        assertThat(findings(clone)).isEmpty();
        Binding snapshot = Runs.established(blade, other, Runs.POLICY);

        assertThat(findings(clone))
                .contains(
                        "volume 00100 has a snapshot, and the array may refuse to copy a clone back beside it (unconfirmed)");
        assertThatThrownBy(() -> Runs.restored(blade, group, clone)).isInstanceOf(BladeException.class);
        Runs.withdrawn(blade, other, snapshot);
        assertThat(findings(clone)).isEmpty();
        Runs.restored(blade, group, clone);
    }

    @Test
    void itIsSaidBeforeThereIsASnapshot() throws Exception {
        Binding clone = Runs.established(blade, group, CLONE);

        assertThat(beside(group, clone, Runs.POLICY))
                .containsExactly(
                        "a snapshot of today's state would be in the way of copying the clones back (unconfirmed)");
        assertThat(beside(group, clone, CLONE)).isEmpty();
    }

    @Test
    void snapshotsAreCopiedBackBesideAnything() throws Exception {
        Binding snapshot = Runs.established(blade, group, Runs.POLICY);

        assertThat(beside(group, snapshot, Runs.POLICY)).isEmpty();
        assertThat(beside(group, snapshot, CLONE)).isEmpty();
        Runs.established(blade, other, CLONE);
        Runs.restored(blade, group, snapshot);
    }

    /** What others have on the array costs a plan nothing. */
    @Test
    void planOfARestore_asksForItsOwnVolumesOnly() throws Exception {
        Binding clone = Runs.established(blade, group, CLONE);
        Binding snapshot = Runs.established(blade, other, Runs.POLICY);
        CopyGroup first = Groups.of("ZBESIDE1", "00100");

        for (Binding binding : List.of(clone, snapshot)) {
            CopyGroup copied = binding == clone ? group : other;
            long one = asked("device");
            long all = asked("devices");
            blade.planRestore(copied, binding, first.memberNames(), Runs.soon());
            assertThat(asked("device") - one).isEqualTo(1);
            assertThat(asked("devices") - all).as("those of one name").isEqualTo(binding == clone ? 0 : 1);
        }
        long before = asked("devices");
        blade.plan(Groups.of("ZBESIDE3", "00102"), Runs.POLICY, Runs.soon());
        assertThat(asked("devices") - before).as("the control").isPositive();
    }

    /** Until then a plan says that the restore waits for it. */
    private void awaitCopied(Binding clone) throws BladeException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (((CopyState.Established) Runs.state(blade, group, clone)).background() != Background.COPIED) {
            assertThat(System.nanoTime()).as("it is never copied").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private long asked(String operation) {
        return laboratory.face().array().log().entries().stream()
                .filter(entry -> entry.operation().equals(operation))
                .filter(entry -> entry.step() == LoggedOperation.Step.RECEIVED)
                .count();
    }

    private List<String> beside(CopyGroup copied, Binding binding, CopyPolicy before) throws BladeException {
        return Runs.errors(blade.planRestoreBeside(copied, binding, copied.memberNames(), before, Runs.soon()));
    }

    private List<String> findings(Binding binding) throws BladeException {
        List<BladeFinding> findings = blade.planRestore(group, binding, group.memberNames(), Runs.soon());
        assertThat(Runs.errors(findings)).as("a guess forbids nothing").isEmpty();
        return findings.stream().map(BladeFinding::text).toList();
    }
}
