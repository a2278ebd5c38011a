package org.copyblade.manager.internal.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.PlannedCopy.Technique;
import org.copyblade.manager.internal.copies.GroupRecord.MemberRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The letter that the volume map has for a volume. */
class VolumeMapLettersTest {

    @ParameterizedTest
    @EnumSource
    void storageThatCopies_hasTheLetterOfItsTechnique(Technique technique) {
        String letter =
                switch (technique) {
                    case SPLIT_MIRROR -> "B";
                    case SNAPSHOT -> "S";
                    case INSTANT_RELATION -> "F";
                };
        assertThat(letter(CopyMethod.FAST, Optional.of(technique))).isEqualTo(letter);
    }

    @ParameterizedTest
    @EnumSource
    void copyThroughTheHost_isThatWhateverTheStorageCould(Technique technique) {
        assertThat(letter(CopyMethod.HOST, Optional.of(technique))).isEqualTo("L");
        assertThat(letter(CopyMethod.HOST, Optional.empty())).isEqualTo("L");
    }

    /** Of a backup that an older version has made. */
    @Test
    void whatNobodyHasSaid_isNotGuessed() {
        assertThat(letter(CopyMethod.FAST, Optional.empty())).isEqualTo("-");
    }

    private static String letter(CopyMethod method, Optional<Technique> technique) {
        MemberRecord member = new MemberRecord(CopyMember.whole("m1", "array/1"), "2", List.of(), technique);
        GroupRecord group = new GroupRecord(
                "ZLETTERS",
                "memory",
                "array",
                GroupRecord.Order.IN_WINDOW,
                List.of(member),
                method,
                0,
                List.of(),
                new Binding(1, ""),
                GroupRecord.State.PLANNED);
        return group.letter(member);
    }
}
