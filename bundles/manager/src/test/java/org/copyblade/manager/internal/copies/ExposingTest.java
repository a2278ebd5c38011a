package org.copyblade.manager.internal.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.manager.internal.CountedList;
import org.copyblade.manager.internal.copies.GroupRecord.DataSetPlace;
import org.copyblade.manager.internal.copies.GroupRecord.MemberRecord;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.junit.jupiter.api.Test;

class ExposingTest {

    @Test
    void dataSetsAreInTheOrderOfTheExposures_andEachMemberIsLookedAtOnce() {
        CountedList<MemberRecord> members = new CountedList<>(
                IntStream.range(0, 50).mapToObj(ExposingTest::member).toList());
        List<Exposed.Exposure> exposures = IntStream.range(0, 50)
                .mapToObj(number -> new Exposed.Exposure("m" + (49 - number), "/shown/" + number))
                .toList();

        List<ExposedDataSet> exposed = Exposing.dataSets(members, exposures);

        assertThat(exposed).hasSize(50).startsWith(new ExposedDataSet("DS49", "/shown/0/part"));
        assertThat(members.looks()).isEqualTo(50);
    }

    private static MemberRecord member(int number) {
        return new MemberRecord(
                CopyMember.whole("m" + number, "source" + number),
                "target" + number,
                List.of(new DataSetPlace("DS" + number, "part")));
    }
}
