package org.copyblade.manager.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupRecord.CopyBackMark;
import org.copyblade.manager.internal.copies.GroupRecord.Progress;
import org.copyblade.manager.internal.restore.GoingOn.Way;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoingOnTest {

    private static final Optional<Position> STOPPED = Optional.of(new Position("27", 27, new Epoch("1")));
    private static final Optional<Position> ELSEWHERE = Optional.of(new Position("60", 60, new Epoch("1")));
    private static final Optional<Position> UNKNOWN = Optional.empty();

    private static GroupRecord group(GroupRecord.State state, Optional<Boolean> usesUp, Optional<CopyBackMark> mark) {
        return new GroupRecord(
                "G1234567",
                "memory",
                "data",
                GroupRecord.Order.IN_WINDOW,
                List.of(),
                CopyMethod.FAST,
                0,
                List.of(),
                new Binding(1, "half"),
                state,
                Optional.of(new Binding(1, "whole")),
                usesUp,
                mark);
    }

    private static Way way(GroupRecord group, Optional<Position> now) {
        return new GoingOn(List.of(group), STOPPED, now).of(group);
    }

    @ParameterizedTest
    @CsvSource({
        "ESTABLISHED,false,NOT_BEGUN,FURTHER,FURTHER",
        "ESTABLISHED,false,ASKED,FURTHER,ANEW",
        "ESTABLISHED,false,UNDER_WAY,FURTHER,ANEW",
        "ESTABLISHED,true,NOT_BEGUN,FURTHER,FURTHER",
        "ESTABLISHED,true,ASKED,FURTHER,LOST",
        "ESTABLISHED,true,UNDER_WAY,FURTHER,LOST",
        "USED_UP,true,UNDER_WAY,LEAVE,LOST"
    })
    void what_isDoneWithAGroup(GroupRecord.State state, boolean usesUp, Progress progress, Way stayedDown, Way ran) {
        GroupRecord group = group(state, Optional.of(usesUp), Optional.of(new CopyBackMark(progress, STOPPED)));

        assertThat(way(group, STOPPED)).isEqualTo(stayedDown);
        assertThat(way(group, UNKNOWN)).isEqualTo(stayedDown);
        assertThat(way(group, ELSEWHERE)).isEqualTo(ran);
    }

    /** Of what an older version has begun nobody knows how far it got. */
    @ParameterizedTest
    @CsvSource({"ESTABLISHED,false,ANEW", "ESTABLISHED,true,LOST", "USED_UP,true,LOST"})
    void recordOfAnOlderVersion_countsAsBegun(GroupRecord.State state, boolean usesUp, Way ran) throws Exception {
        ObjectMapper json = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        ObjectNode older = json.valueToTree(
                group(state, Optional.of(usesUp), Optional.of(new CopyBackMark(Progress.UNDER_WAY, STOPPED))));
        older.remove("mark");

        assertThat(way(json.treeToValue(older, GroupRecord.class), ELSEWHERE)).isEqualTo(ran);
    }

    @Test
    void whatStoppedBefore_isToldOfTheLostGroups() {
        GroupRecord lost = group(
                GroupRecord.State.USED_UP,
                Optional.of(true),
                Optional.of(new CopyBackMark(Progress.UNDER_WAY, STOPPED)));
        GoingOn goingOn = new GoingOn(List.of(lost), UNKNOWN, ELSEWHERE);

        assertThat(goingOn.lost()).containsExactly(lost);
        assertThat(goingOn.ran()).isEqualTo("it had stopped at 27, now it is at 60");
    }
}
