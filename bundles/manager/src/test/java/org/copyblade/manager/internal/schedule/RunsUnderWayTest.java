package org.copyblade.manager.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsUnderWayTest {

    private static Runs of(Run run) {
        return (Runs) Proxy.newProxyInstance(
                Runs.class.getClassLoader(), new Class<?>[] {Runs.class}, (proxy, method, arguments) -> List.of(run));
    }

    private static Run run(Run.Kind kind, Optional<Outcome> outcome) {
        return new Run(
                RunId.of(1),
                kind,
                "bank",
                "nightly",
                Optional.empty(),
                Phase.VALIDATE,
                outcome,
                0,
                Instant.EPOCH,
                outcome.map(ended -> Instant.EPOCH),
                "",
                "",
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFY, true",
        "EXTRACT, true",
        "DELETE, true",
        "BACKUP, false",
        "RESTORE, false",
        "UNDO, false",
    })
    void onlyWhatDoesNothingToTheSystem_isAnOnlooker(Run.Kind kind, boolean looks) {
        assertThat(new RunsUnderWay(of(run(kind, Optional.empty()))).at("bank")).isEqualTo(looks);
        assertThat(new RunsUnderWay(of(run(kind, Optional.empty()))).at("shop")).isFalse();
        assertThat(new RunsUnderWay(of(run(kind, Optional.of(Outcome.COMPLETE)))).at("bank"))
                .isFalse();
    }
}
