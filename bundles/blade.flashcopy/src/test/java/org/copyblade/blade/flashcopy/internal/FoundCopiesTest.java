package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.junit.jupiter.api.Test;

/** A list shows every relation on the target units, whoever made it, and no other. */
class FoundCopiesTest extends LaboratoryForEach {

    private void stranger(String source, String target) throws Exception {
        assertThat(laboratory
                        .system()
                        .establish(List.of(PairRequest.ofVolumes(source, target)), Set.of(CopyOption.PERSISTENT)))
                .allMatch(PairResult::established);
    }

    @Test
    void relationsOfStrangersOnTargetUnits_areShownWithoutABinding() throws Exception {
        CopyGroup group = Groups.of("ZFOUND01", "0100");
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        stranger("0101", "0203");
        stranger("0204", "0102");
        stranger("0103", "0104");

        List<FoundCopy> found = blade.list(Runs.POLICY, Runs.soon());

        assertThat(found)
                .filteredOn(copy -> copy.group().isEmpty())
                .extracting(FoundCopy::where)
                .as("onto one of our units, or out of one; others are none of our business")
                .containsExactlyInAnyOrder("2107-75ABC11/0101:0203", "2107-75ABC11/0204:0102");
        assertThat(found)
                .filteredOn(copy -> copy.group().isEmpty())
                .extracting(FoundCopy::binding)
                .containsOnly(Optional.empty());
        assertThat(found)
                .filteredOn(copy -> copy.group().isPresent())
                .singleElement()
                .satisfies(copy -> {
                    assertThat(copy.group()).contains(group.id());
                    assertThat(copy.where()).isEqualTo("2107-75ABC11/0200");
                    assertThat(copy.binding()).isPresent();
                });
        Runs.withdrawn(blade, group, binding);
    }

    @Test
    void targetsOfFixedPairs_areTargetUnitsToo() throws Exception {
        stranger("0103", "0104");
        assertThat(blade.list(Runs.POLICY, Runs.soon())).isEmpty();

        CopyPolicy fixed = CopyPolicy.builder().targets(List.of("0100:0104")).build();

        assertThat(blade.list(fixed, Runs.soon()))
                .extracting(FoundCopy::where)
                .containsExactly("2107-75ABC11/0103:0104");
    }
}
