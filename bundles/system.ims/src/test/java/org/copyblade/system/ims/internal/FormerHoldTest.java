package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A password that is refused must not revoke the user, nor keep the members held for ever. */
@Timeout(60)
class FormerHoldTest {

    private static final long EPOCH = 77;

    @TempDir
    Path directory;

    private final AtomicLong clock = new AtomicLong();
    private ScriptedPlex plex;
    private ImsParts now;
    private FormerHold former;

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        now = plex.parts();
        former = new FormerHold(Duration.ofSeconds(2), clock::get);
        for (String name : List.of("IMS1", "IMS2")) {
            plex.member(name).answer("SUSPEND LOG EPOCH " + EPOCH + " LIMIT 20.");
        }
        assertThat(plex.isHeld()).isTrue();
    }

    @AfterEach
    void stop() {
        plex.close();
    }

    private SiteHook.Release letGo() {
        return former.letGo(now, List.of(List.of(now.settings())), EPOCH);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void aPasswordThatWasRefusedIsSentOnceAfterEachRest_andLetsThemGoOnceItIsTaken() {
        plex.password("revoked");
        letGo();
        letGo();
        int first = plex.refused();
        assertThat(first).as("both members, and the look whether it answers").isBetween(2, 3);
        pass(Duration.ofSeconds(59));
        letGo();
        assertThat(plex.refused()).as("it rests").isEqualTo(first);

        pass(Duration.ofSeconds(1));
        letGo();
        letGo();
        assertThat(plex.refused()).as("one try").isEqualTo(first + 1);

        plex.password("secret");
        pass(Duration.ofMinutes(9));
        assertThat(letGo().unknown()).as("the next rest is longer").containsOnlyKeys("IMS1", "IMS2");
        assertThat(plex.isHeld()).isTrue();

        pass(Duration.ofMinutes(1));
        assertThat(letGo().ended()).containsExactlyInAnyOrder("IMS1", "IMS2");
        assertThat(plex.isHeld()).isFalse();
    }

    @Test
    void aConfigurationThatWasMadeAnewDoesNotRest() throws Exception {
        plex.password("revoked");
        letGo();
        letGo();
        plex.password("secret");
        assertThat(letGo().ended()).isEmpty();

        now = ImsParts.of(now.settings());

        assertThat(letGo().ended()).containsExactlyInAnyOrder("IMS1", "IMS2");
    }
}
