package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.endpoint.Secret;
import org.copyblade.zosmf.ZosmfAccess;
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
    private volatile String password = "secret";
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
        assertThat(first).as("not once for each member").isEqualTo(1);
        pass(Duration.ofSeconds(59));
        letGo();
        assertThat(plex.refused()).as("it rests").isEqualTo(first);

        pass(Duration.ofSeconds(1));
        assertThat(letGo().mayBeHeld()).allMatch(text -> text.contains("user or password are refused at https://"));
        assertThat(letGo().mayBeHeld()).allMatch(text -> text.contains("is sent again in 10 minutes"));
        assertThat(plex.refused()).as("one try").isEqualTo(first + 1);

        plex.password("secret");
        pass(Duration.ofMinutes(9));
        assertThat(letGo().unknown()).as("the next rest is longer").containsOnlyKeys("IMS1", "IMS2");
        assertThat(plex.isHeld()).isTrue();

        pass(Duration.ofMinutes(1));
        assertThat(letGo().ended()).containsExactlyInAnyOrder("IMS1", "IMS2");
        assertThat(plex.isHeld()).isFalse();
    }

    /** Both are of one sysplex, which counts the refusals of both. */
    @Test
    void aPasswordThatIsRefusedWhereItWasHeld_isSentOnceWhereItIsConfigured() throws Exception {
        ImsSettings noted = at("127.0.0.1");
        plex.password("revoked");

        for (int times = 0; times < 10; times++) {
            former.letGo(now, List.of(List.of(noted), List.of(now.settings())), EPOCH);
        }

        assertThat(plex.refused()).isEqualTo(2);
    }

    @Test
    void aPasswordThatWasCorrectedDoesNotRest() throws Exception {
        password = "wrong";
        now = ImsParts.of(at("localhost"));
        letGo();
        password = "wrong, too";
        letGo();
        assertThat(plex.refused()).isEqualTo(2);

        password = "secret";

        assertThat(letGo().ended()).containsExactlyInAnyOrder("IMS1", "IMS2");
    }

    /** An outage in between has taken no password. */
    @Test
    void aRestGrowsOverAnOutage() {
        plex.password("revoked");
        letGo();
        plex.down(true);
        pass(Duration.ofMinutes(1));
        letGo();
        plex.down(false);
        letGo();
        assertThat(plex.refused()).isEqualTo(2);

        pass(Duration.ofMinutes(9));
        letGo();
        assertThat(plex.refused()).isEqualTo(2);
    }

    private ImsSettings at(String host) {
        ImsSettings settings = plex.settings();
        ZosmfAccess access = settings.access();
        return new ImsSettings(
                settings.name(),
                settings.members(),
                new ZosmfAccess(
                        URI.create("https://" + host + ":" + plex.port() + "/zosmf"),
                        access.user(),
                        () -> new Secret(password),
                        access.authentication(),
                        access.trust(),
                        access.connectTimeout(),
                        access.requestTimeout(),
                        access.maxConnections()),
                settings.console(),
                settings.hook(),
                settings.commands(),
                settings.batch(),
                settings.scope());
    }

    /** Asked once more, it can only say that nothing is held, which is not believed elsewhere. */
    @Test
    void whoWasHeardToGoOnBefore_isNotAskedForAgain() throws Exception {
        ImsSettings noted = ScriptedPlex.settings(1, plex.fingerprint());
        plex.member("IMS1").letGo();
        List<List<ImsSettings>> places = List.of(List.of(noted), List.of(now.settings()));
        assertThat(former.letGo(now, places, EPOCH).unknown()).containsOnlyKeys("IMS1");

        former.wentOn(EPOCH, List.of("IMS1"));

        assertThat(former.letGo(now, places, EPOCH).unknown()).isEmpty();
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
