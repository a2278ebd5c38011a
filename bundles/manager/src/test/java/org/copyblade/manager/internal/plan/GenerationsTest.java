package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.RunId;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    private static Backup backup(long number, int generation) {
        return new Backup(
                BackupId.of(number),
                RunId.of(number),
                "nightly",
                "bank",
                Backup.State.COMPLETE,
                "",
                Consistency.LOG_SUSPEND,
                generation,
                Instant.EPOCH,
                Optional.empty(),
                OptionalLong.empty(),
                "",
                Optional.empty(),
                false,
                List.of());
    }

    private static Generations.Last last(long complete, long verified) {
        return new Generations.Last(Set.of(BackupId.of(complete)), Set.of(BackupId.of(verified)));
    }

    private static Optional<String> overwritten(Generations.Choice choice) {
        return choice.overwrites().map(backup -> backup.id().value());
    }

    @Test
    void freeGeneration_isTakenBeforeAnyIsOverwritten() {
        Generations.Choice choice =
                Generations.choose(3, Set.of(1, 3), List.of(backup(1, 1), backup(2, 3)), last(2, 1), false);
        assertThat(choice.generation()).isEqualTo(2);
        assertThat(choice.overwrites()).isEmpty();
    }

    @Test
    void oldestThatIsNeitherLastNorVerified_isOverwritten() {
        List<Backup> three = List.of(backup(1, 1), backup(2, 2), backup(3, 3));
        Generations.Choice choice = Generations.choose(3, Set.of(1, 2, 3), three, last(3, 1), false);
        assertThat(overwritten(choice)).contains("B2");
        assertThat(choice.findings()).isEmpty();
    }

    @Test
    void oldestIsThatWhichTheCatalogListsFirst_whateverItsNumber() {
        List<Backup> rebuilt = List.of(backup(3, 3), backup(2, 2), backup(1, 1));
        assertThat(overwritten(Generations.choose(3, Set.of(1, 2, 3), rebuilt, last(1, 1), false)))
                .contains("B3");
    }

    @Test
    void lastVerified_givesWayToANewerCompleteOne_whereNoOtherIsLeft() {
        List<Backup> two = List.of(backup(1, 1), backup(2, 2));
        Generations.Choice choice = Generations.choose(2, Set.of(1, 2), two, last(2, 1), false);
        assertThat(overwritten(choice)).contains("B1");
        assertThat(choice.findings())
                .extracting(Finding::check, Finding::severity, Finding::text)
                .containsExactly(tuple(
                        23,
                        Finding.Severity.WARNING,
                        "the last verified backup gives way to the new one, before that is taken"));
    }

    @Test
    void onlyGeneration_isNotOverwrittenUnasked() {
        List<Backup> one = List.of(backup(1, 1));
        Generations.Choice refused = Generations.choose(1, Set.of(1), one, last(1, 1), false);
        assertThat(refused.generation()).isZero();
        assertThat(refused.findings())
                .extracting(Finding::text)
                .containsExactly("the only generation to be had holds the last good backup");
        Generations.Choice told = Generations.choose(1, Set.of(1), one, last(1, 1), true);
        assertThat(overwritten(told)).contains("B1");
        assertThat(told.findings())
                .extracting(Finding::severity, Finding::text)
                .containsExactly(tuple(
                        Finding.Severity.WARNING,
                        "the last good backup gives way to the new one, before that is taken"));
    }

    @Test
    void whereAllAreHeldOrInUse_noneIsOverwritten() {
        Generations.Choice refused = Generations.choose(2, Set.of(1, 2), List.of(), last(2, 2), true);
        assertThat(refused.findings())
                .extracting(Finding::text)
                .containsExactly("all 2 generations are held or in use");
    }
}
