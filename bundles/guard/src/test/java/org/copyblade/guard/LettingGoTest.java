package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of several holds. */
class LettingGoTest {

    private final List<String> done = new ArrayList<>();

    private void end(List<String> holds, String unwilling) {
        LettingGo.ofAll(holds, hold -> attempt("resume " + hold, unwilling), hold -> attempt("end " + hold, unwilling));
    }

    private void attempt(String what, String unwilling) {
        if (what.endsWith(unwilling)) {
            throw what.startsWith("end") ? new IllegalStateException(what) : new IllegalArgumentException(what);
        }
        done.add(what);
    }

    @Test
    void allAreToldToGoOnBeforeAnyIsEnded() {
        end(List.of("A", "B"), "none");

        assertThat(done).containsExactly("resume A", "resume B", "end A", "end B");
    }

    @Test
    void oneThatCannotBeEndedKeepsNoOther_andIsTold() {
        assertThatThrownBy(() -> end(List.of("A", "B", "C"), "B"))
                .hasMessage("resume B")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        assertThat(done).containsExactly("resume A", "resume C", "end A", "end C");
    }

    @Test
    void anErrorKeepsNoOtherEither() {
        assertThatThrownBy(() -> LettingGo.ofAll(
                        List.of("A", "B"),
                        hold -> {
                            done.add("resume " + hold);
                            throw new NoClassDefFoundError(hold);
                        },
                        hold -> done.add("end " + hold)))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("A");

        assertThat(done).containsExactly("resume A", "resume B", "end A", "end B");
    }
}
