package org.copyblade.manager.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BoundedTest {

    /** Threads that begin only when the test lets them. */
    private final Queue<Runnable> threads = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();

    @Test
    void moreThanAllowed_waitTheirTurn_inOrder_onTheSameThreads() {
        Bounded bounded = new Bounded(threads::add, 2);
        for (String name : List.of("a", "b", "c", "d")) {
            bounded.execute(() -> done.add(name));
        }
        assertThat(threads).hasSize(2);

        threads.remove().run();
        assertThat(done).containsExactly("a", "c", "d");
        threads.remove().run();
        assertThat(done).containsExactly("a", "c", "d", "b");

        bounded.execute(() -> done.add("e"));
        threads.remove().run();
        assertThat(done).endsWith("e");
    }

    @Test
    void aTaskThatThrows_givesItsPlaceToTheNext() {
        Bounded bounded = new Bounded(threads::add, 1);
        bounded.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        bounded.execute(() -> done.add("next"));
        assertThatThrownBy(() -> threads.remove().run()).hasMessage("on purpose");
        assertThat(done).containsExactly("next");
    }

    @Test
    void aPlaceThatWasNotUsed_isFreeAgain() {
        List<Runnable> taken = new ArrayList<>();
        boolean[] refuse = {true};
        Bounded bounded = new Bounded(
                task -> {
                    if (refuse[0]) {
                        throw new RejectedExecutionException("stopped");
                    }
                    taken.add(task);
                },
                1);
        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        refuse[0] = false;
        bounded.execute(() -> {});
        assertThat(taken).hasSize(1);
    }
}
