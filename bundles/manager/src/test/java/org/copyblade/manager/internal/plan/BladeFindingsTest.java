package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.manager.internal.blade.BladeName;
import org.junit.jupiter.api.Test;

class BladeFindingsTest {

    private static final List<CopyMember> MEMBERS = List.of(CopyMember.whole("data", "0100"));

    private static int check(BladeFinding finding) {
        return BladeFindings.ofPlan(finding, MEMBERS).check();
    }

    @Test
    void topic_decides_whateverTheSubjectIs() {
        Map<Topic, Integer> numbers = new EnumMap<>(Map.of(
                Topic.SOURCE, 6,
                Topic.TARGET, 7,
                Topic.CAPABILITY, 8,
                Topic.SAME_STORAGE, 9,
                Topic.FIT, 12,
                Topic.OTHERS_DATA, 15,
                Topic.LIMIT, 16,
                Topic.EARLIER_COPY, 19));
        for (Topic topic : Topic.values()) {
            if (topic != Topic.UNSAID) {
                for (String subject : List.of("data", "0200", "method")) {
                    assertThat(check(BladeFinding.error(subject, "text", "hint").about(topic)))
                            .as("%s of %s", topic, subject)
                            .isEqualTo(numbers.get(topic));
                }
            }
        }
    }

    /** The control: without a topic the subject decides. */
    @Test
    void findingWithoutTopic_isNumberedByItsSubject() {
        assertThat(check(BladeFinding.error("data", "text", "hint"))).isEqualTo(6);
        assertThat(check(BladeFinding.error("0200", "text", "hint"))).isEqualTo(7);
        assertThat(check(BladeFinding.error("method", "text", "hint"))).isEqualTo(8);
        assertThat(check(BladeFinding.error("incremental", "text", "hint"))).isEqualTo(18);
    }

    @Test
    void findingAboutAnOptionOfSeveralBlades_saysWhereItIsSet_unlessItIsANote() {
        BladeName blade = new BladeName("timefinder", "lab");
        Finding error = BladeFindings.ofPlan(BladeFinding.error("method", "it is not known", "use clone"), MEMBERS);
        assertThat(BladeFindings.naming(blade, error).text()).isEqualTo("blade timefinder@lab: it is not known");
        assertThat(BladeFindings.naming(blade, error).hint())
                .isEqualTo("use clone; 'method.of.blade' sets it for one blade");

        Finding note = BladeFindings.ofPlan(BladeFinding.note("method", "it is a clone"), MEMBERS);
        assertThat(BladeFindings.naming(blade, note).hint()).isEmpty();

        Finding other = BladeFindings.ofPlan(BladeFinding.error("0200", "it is too small", "use another"), MEMBERS);
        assertThat(BladeFindings.naming(blade, other)).isEqualTo(other);
    }
}
