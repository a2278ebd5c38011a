package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.CountedList;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.junit.jupiter.api.Test;

class GroupFillerTest {

    private static final int VOLUMES = 50;

    /** A step of a large group is one of many, and each looks at all volumes. */
    @Test
    void volumesThatAreWantedAreLookedAtAFixedNumberOfTimes_howeverManyAreThere() throws Exception {
        List<VolumeId> volumes = IntStream.range(0, VOLUMES)
                .mapToObj(number -> new VolumeId(String.format("%05X", number)))
                .toList();
        CountedList<VolumeId> wanted = new CountedList<>(volumes);
        Set<VolumeId> there = new HashSet<>(volumes);
        Endpoint notAsked = null;

        GroupFiller filler = new GroupFiller(notAsked, new CopyGroupId("ZFILLER1"), Call.within(Duration.ofSeconds(1)));

        assertThat(filler.step("CB_ZFILLER1", wanted, Optional.of(there))).isEmpty();
        assertThat(wanted.looks()).isLessThanOrEqualTo(2 * VOLUMES);
    }
}
