package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.copyblade.endpoint.Secret;
import org.copyblade.guard.RemotePair;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hold was begun with may be answered no more, and no restart is needed to let the members go on. */
class ReplacedInTheWindowTest extends HoldFixture {

    /** They connected as was configured then, and reach nobody any more either. */
    private record DeafGuards(List<String> done) implements RemotePair {
        @Override
        public List<String> findings() {
            return List.of();
        }

        @Override
        public List<Long> guards() {
            return List.of();
        }

        @Override
        public long begin(Duration limit) {
            return System.nanoTime() + limit.toNanos();
        }

        @Override
        public void finish() {
            done.add("finish");
        }

        @Override
        public void resume() {
            done.add("resume");
        }

        @Override
        public boolean resumedWithin(Duration patience) {
            return false;
        }

        @Override
        public boolean inCharge() {
            return true;
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    private final List<String> done = new ArrayList<>();
    private final AtomicReference<ImsParts> parts = new AtomicReference<>();
    private Holds holds;
    private SuspendToken token;

    @BeforeEach
    void hold() throws Exception {
        parts.set(plex.parts());
        holds = new Holds(guards, hold -> new DeafGuards(done), parts::get, Duration.ofSeconds(2));
        token = holds.arm(PlexFixture.epoch(), LIMIT, deadline());
        holds.suspend(token, deadline());
        assertThat(plex.isHeld()).isTrue();
    }

    @AfterEach
    void close() {
        holds.close();
        parts.get().close();
    }

    private void configured(ImsParts now) {
        parts.getAndSet(now).close();
    }

    private void assertGoesOn() {
        Resumption end = holds.resume(token);

        assertThat(plex.isHeld()).isFalse();
        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(end.why()).contains("the members had to be let go by what is configured now: IMS1: ");
        assertThat(done).containsExactly("resume", "finish");
        assertThat(holds.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
    }

    @Test
    void membersWhoseZosmfWasReplacedGoOnThroughTheConfiguredOne() throws Exception {
        plex.down(true);
        try (ScriptedPlex moved = plex.moved(Files.createDirectory(directory.resolve("moved")))) {
            configured(moved.parts());

            assertGoesOn();
        }
    }

    @Test
    void membersWhoseUserWasReplacedGoOnByTheConfiguredOne() throws Exception {
        plex.password("another");
        configured(ImsParts.of(ScriptedPlex.settings(plex.port(), plex.fingerprint(), () -> new Secret("another"))));

        assertGoesOn();
    }

    /** The members of another group may bear the same names: that nothing is held there is true, and these stay held. */
    @Test
    void anotherZosmfIsNotBelievedThatNothingIsHeld() throws Exception {
        plex.down(true);
        try (ScriptedPlex another = ScriptedPlex.start(Files.createDirectory(directory.resolve("another")))) {
            configured(another.parts());

            assertThatThrownBy(() -> holds.resume(token))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("'bank' may still be held: ")
                    .hasMessageContaining("nor by what is configured now: IMS1: ");

            assertThat(another.taken()).isNotEmpty();
            assertThat(plex.isHeld()).isTrue();
            assertThat(done).containsExactly("resume");
        }
    }
}
