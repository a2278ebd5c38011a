package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final String ARRAY = "000197900001";
    private static final CopyGroup GROUP = new CopyGroup(
            new CopyGroupId("ZMEMBER1"),
            List.of(
                    CopyMember.whole("two", ARRAY + "/00102"),
                    CopyMember.whole("one", ARRAY + "/00101"),
                    CopyMember.whole("gone", ARRAY + "/00103")));

    private final Members<VolumeId> members = Members.of(
            GROUP,
            TimeFinderBinding.of(
                    ARRAY, TimeFinderBinding.Stage.PLANNED, List.of(new VolumeId("00101"), new VolumeId("00102"))));

    @Test
    void sourcesAreThoseOfTheNamedMembers_inTheOrderOfTheGroup() throws Exception {
        assertThat(members.sources(Set.of("one", "two"))).containsExactly(new VolumeId("00102"), new VolumeId("00101"));
    }

    @Test
    void aMemberThatTheBindingHasNotIsRefused_asIsANameThatTheGroupHasNot() {
        assertThatThrownBy(() -> members.sources(Set.of("gone")))
                .isInstanceOf(BladeException.class)
                .hasMessage("copy group ZMEMBER1 has no volume for member gone");
        assertThatThrownBy(() -> members.sources(Set.of("other")))
                .isInstanceOf(BladeException.class)
                .hasMessage("copy group ZMEMBER1 has no member other");
    }
}
