package org.copyblade.manager.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.window.Window.Slot;
import org.junit.jupiter.api.Test;

class SlotTest {

    /** Else each answer that the window notes costs as much as the group has members, while a system is held. */
    @Test
    void isFoundByWhichItIs_andNotByAllThatItHolds() {
        GroupRecord group = new GroupRecord(
                "GAAAAAAA",
                "memory",
                "one",
                GroupRecord.Order.IN_WINDOW,
                List.of(new GroupRecord.MemberRecord(CopyMember.whole("one", "vol:1"), "vol:2", List.of())),
                CopyMethod.FAST,
                0,
                List.of(),
                new Binding(1, "{}"),
                GroupRecord.State.PREPARED);
        CopyGroup copyGroup = group.copyGroup();
        Lease<CopyBlade> none = null;

        Slot one = new Slot(group, copyGroup, none);

        assertThat(one).isEqualTo(one).isNotEqualTo(new Slot(group, copyGroup, none));
        assertThat(one.hashCode()).isEqualTo(System.identityHashCode(one));
    }
}
