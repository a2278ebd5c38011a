package org.copyblade.demo.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.copyblade.api.BackupId;
import org.copyblade.api.Evidence;
import org.copyblade.api.Evidence.Fact;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ServedTest {

    private static final Version FIRST = new Version("1.0.1");
    private static final Version SECOND = new Version("1.0.2.qualified");

    @Test
    void countsTheVersionsThatHaveMadeCopies_andNoOthers() {
        Served served = new Served();
        served.note(evidence("org.copyblade.blade.flashcopy 1.0.1", "org.copyblade.blade.dfsmsdss 1.0.1"));

        assertThat(served.count("flashcopy", List.of(FIRST, SECOND))).isEqualTo(1);
        assertThat(served.haveAll(Map.of("flashcopy", FIRST, "dfsmsdss", FIRST)))
                .isTrue();
        assertThat(served.haveAll(Map.of("flashcopy", FIRST, "dfsmsdss", SECOND)))
                .isFalse();
        assertThat(served.haveAll(Map.of("timefinder", FIRST))).isFalse();

        served.note(evidence("org.copyblade.blade.flashcopy 1.0.2.qualified"));
        served.note(new Evidence(
                BackupId.of(2), true, "", List.of(new Fact("G", "covers", "org.copyblade.blade.dfsmsdss 1.0.2"))));
        assertThat(served.count("flashcopy", List.of(FIRST, SECOND))).isEqualTo(2);
        assertThat(served.count("dfsmsdss", List.of(FIRST, SECOND))).isEqualTo(1);
    }

    private static Evidence evidence(String... bundles) {
        return new Evidence(
                BackupId.of(1),
                true,
                "",
                Stream.of(bundles)
                        .map(bundle -> new Fact("G", "established by", bundle))
                        .toList());
    }
}
