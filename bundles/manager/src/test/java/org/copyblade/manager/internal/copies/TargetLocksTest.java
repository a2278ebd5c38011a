package org.copyblade.manager.internal.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.junit.jupiter.api.Test;

class TargetLocksTest {

    private final TargetLocks targets = new TargetLocks(new Locks(), Duration.ZERO);

    private static GroupRecord group(int volumes) {
        List<GroupRecord.MemberRecord> members = IntStream.range(0, volumes)
                .mapToObj(i ->
                        new GroupRecord.MemberRecord(CopyMember.whole("m" + i, "source" + i), "target" + i, List.of()))
                .toList();
        return new GroupRecord(
                "GAAAAAAA",
                "memory",
                "array",
                GroupRecord.Order.IN_WINDOW,
                members,
                CopyMethod.FAST,
                0,
                List.of(),
                new Binding(1, ""),
                GroupRecord.State.PLANNED);
    }

    /** A message goes into the environment of a program, where one of 10,000 names would keep it from being started. */
    @Test
    void refusalNamesSomeOfManyTargets() throws Exception {
        try (Locks.Held held = targets.take("R1", List.of(group(10_000)))) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> targets.take("R2", List.of(group(10_000))))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("target target0 of blade memory@array")
                    .hasMessageContaining(" and 9995 more")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
        }
    }

    @Test
    void refusalNamesAllOfAFewTargets() throws Exception {
        try (Locks.Held held = targets.take("R1", List.of(group(2)))) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> targets.take("R2", List.of(group(2))))
                    .hasMessageEndingWith("target target0 of blade memory@array, target target1 of blade memory@array");
        }
    }
}
