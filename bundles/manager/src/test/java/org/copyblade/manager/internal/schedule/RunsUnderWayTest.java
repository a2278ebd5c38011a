package org.copyblade.manager.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsUnderWayTest {

    private final List<String> asked = new ArrayList<>();

    private Catalog of(Run run) {
        return (Catalog) Proxy.newProxyInstance(
                Catalog.class.getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return List.of(run);
                });
    }

    private static Run run(Run.Kind kind) {
        return new Run(
                RunId.of(1),
                kind,
                "bank",
                "nightly",
                Optional.empty(),
                Phase.VALIDATE,
                Optional.empty(),
                0,
                Instant.EPOCH,
                Optional.empty(),
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
        assertThat(new RunsUnderWay(of(run(kind))).at("bank")).isEqualTo(looks);
        assertThat(new RunsUnderWay(of(run(kind))).at("shop")).isFalse();
    }

    @Test
    void isAskedForWhatIsOpen_andNotForAllTheRunsThatThereWere() {
        new RunsUnderWay(of(run(Run.Kind.VERIFY))).at("bank");

        assertThat(asked).containsExactly("openRuns");
    }
}
