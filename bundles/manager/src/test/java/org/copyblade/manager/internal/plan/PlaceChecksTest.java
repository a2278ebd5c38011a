package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.plan.PlaceChecks.Written;
import org.junit.jupiter.api.Test;

class PlaceChecksTest {

    private static Written written(String where, Set<String> volumes, Set<String> domains) {
        return new Written("the catalog of Copyblade", where, volumes, domains);
    }

    @Test
    void check31_isAboutHeldStorageOnly() {
        Written item = written("/var/copyblade", Set.of(), Set.of("xfs 1"));
        assertThat(PlaceChecks.hold(Set.of("xfs 1"), List.of(item)))
                .extracting(Finding::check, Finding::subject)
                .containsExactly(org.assertj.core.api.Assertions.tuple(31, "/var/copyblade"));
        assertThat(PlaceChecks.hold(Set.of("xfs 2"), List.of(item))).isEmpty();
    }

    @Test
    void check32_aDirectoryInsideOfASource_orOnItsVolume() {
        List<String> sources = List.of("/srv/pg", "V1");
        assertThat(PlaceChecks.memory(written("/srv/pg/copyblade", Set.of(), Set.of()), sources))
                .extracting(Finding::check)
                .containsExactly(32);
        assertThat(PlaceChecks.memory(written("/srv/pg", Set.of(), Set.of()), sources))
                .hasSize(1);
        assertThat(PlaceChecks.memory(written("/var/copyblade", Set.of("V1"), Set.of()), sources))
                .hasSize(1);
        assertThat(PlaceChecks.memory(written("/srv/pg2", Set.of("V2"), Set.of()), sources))
                .isEmpty();
        assertThat(PlaceChecks.memory(written("/srv", Set.of(), Set.of()), sources))
                .isEmpty();
    }
}
