package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.endpoint.PasswordFile;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SuspendToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies while the members are held, they go on. The limit is far away, so that only the deaths can do it. */
@Timeout(300)
class ManagerDeathTest {

    private static final Duration FAR = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private ScriptedPlex plex;
    private Path password;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        password = Files.createFile(
                directory.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "secret\n");
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        plex.close();
    }

    /** A manager in a virtual machine of its own. */
    public static final class Manager {

        private Manager() {}

        /** Arguments: port, fingerprint, epoch, file of the password, limit. Holds, says so with the guards' process ids, and waits to be killed. */
        public static void main(String[] arguments) throws Exception {
            ImsSettings settings = ScriptedPlex.settings(
                    Integer.parseInt(arguments[0]), arguments[1], new PasswordFile(Path.of(arguments[3])));
            ImsSystem system = new ImsSystem(ImsParts.of(settings), new RemoteGuards());
            SuspendToken token =
                    system.arm(Long.parseLong(arguments[2]), Duration.parse(arguments[4]), Deadline.within(PATIENCE));
            system.suspend(token, Deadline.within(PATIENCE));
            System.out.println("held " + String.join(" ", GuardProcesses.own()));
            LockSupport.park();
        }
    }

    private record Held(Process manager, List<Long> guards, long epoch) {}

    private Held hold() throws IOException {
        Held held = hold(FAR);
        assertThat(plex.isHeld()).isTrue();
        return held;
    }

    private Held hold(Duration limit) throws IOException {
        long epoch = PlexFixture.epoch();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Manager.class.getName(),
                        Integer.toString(plex.port()),
                        plex.fingerprint(),
                        Long.toString(epoch),
                        password.toString(),
                        limit.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        assertThat(line).startsWith("held ");
        List<Long> guards = new ArrayList<>();
        for (String pid : line.substring(5).split(" ")) {
            guards.add(Long.valueOf(pid));
        }
        assertThat(guards).hasSize(2);
        return new Held(process, guards, epoch);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private boolean goesOn(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (plex.isHeld() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(10_000_000);
        }
        return !plex.isHeld();
    }

    private static boolean live(Held held) {
        return held.guards().stream().allMatch(GuardProcesses::isAlive);
    }

    @Test
    void aKilledManagerLeavesNothingHeld() throws Exception {
        Held held = hold();

        held.manager().destroyForcibly();

        assertThat(goesOn(PATIENCE)).isTrue();
        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
    }

    /** The guards try on, and end once the members have confirmed. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void zosmfThatIsDownWhenTheManagerDiesIsWaitedFor() throws Exception {
        Held held = hold();
        plex.down(true);
        held.manager().destroyForcibly();
        assertThat(goesOn(Duration.ofSeconds(3))).isFalse();
        assertThat(live(held)).as("the guards live").isTrue();

        plex.down(false);

        assertThat(goesOn(PATIENCE)).isTrue();
        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
    }

    /** A user whose old password is sent again and again is revoked; the guards find the new one where the old one was. */
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    @Test
    void passwordThatIsChangedDuringAHoldIsReadAnew() throws Exception {
        Held held = hold();
        plex.password("changed");
        held.manager().destroyForcibly();
        assertThat(goesOn(Duration.ofSeconds(5))).isFalse();
        assertThat(plex.refused()).as("once by each guard for each member").isBetween(1, 4);
        assertThat(live(held)).as("the guards live").isTrue();

        Files.writeString(password, "changed\n");

        assertThat(goesOn(PATIENCE)).isTrue();
        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
        assertThat(plex.refused()).isBetween(1, 4);
    }

    /** A member that never answers again keeps the guards until a new manager knows better. */
    @Test
    void guardsEndOnceANewManagerHasSettledTheHold() throws Exception {
        Held held = hold();
        plex.member("IMS2").silent(true);
        held.manager().destroyForcibly();
        assertThat(goesOn(Duration.ofSeconds(3))).isFalse();
        assertThat(plex.member("IMS1").isHeld()).isFalse();
        assertThat(live(held)).as("the guards live").isTrue();

        try (RemoteGuards next = new RemoteGuards()) {
            next.closeEpoch(Holds.key(plex.settings()), held.epoch());
        }

        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
    }

    private void holdAgain(Held held) {
        long begun = System.nanoTime();
        long since = begun;
        // One guard may still be at the end of the hold before.
        while (System.nanoTime() - since < 500_000_000) {
            if (!plex.member("IMS1").isHeld()) {
                plex.member("IMS1").answer("SUSPEND LOG EPOCH " + held.epoch() + " LIMIT 3.");
                since = System.nanoTime();
            }
            assertThat(System.nanoTime() - begun)
                    .as("the guards do not leave it held")
                    .isLessThan(PATIENCE.toNanos());
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** A manager that was stopped in between, or a request that came late, holds after the guards have let go. */
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    @Test
    void whatIsHeldBehindTheLimitGoesOnWhenTheManagerDies() throws Exception {
        Held held = hold(Duration.ofSeconds(3));
        assertThat(goesOn(PATIENCE)).isTrue();
        holdAgain(held);

        held.manager().destroyForcibly();

        assertThat(goesOn(PATIENCE)).isTrue();
        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
    }

    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    @Test
    void oneGuardIsEnough() throws Exception {
        for (int dead = 0; dead < 2; dead++) {
            Held held = hold();
            kill(held.guards().get(dead));

            held.manager().destroyForcibly();

            assertThat(goesOn(PATIENCE)).as("guard " + dead + " was killed").isTrue();
            assertThat(GuardProcesses.allEnd(held.guards()))
                    .as("the other guard ends")
                    .isTrue();
        }
    }

    /** Negative control: it is the guards who do it. The next arm ends what nobody else could. */
    @Test
    void withoutGuardsTheMembersStayHeldUntilTheNextStart() throws Exception {
        Held held = hold();
        held.guards().forEach(ManagerDeathTest::kill);
        held.manager().destroyForcibly();
        assertThat(goesOn(Duration.ofSeconds(2))).isFalse();

        RemoteGuards guards = new RemoteGuards();
        ImsSystem next = new ImsSystem(plex.parts(), guards);
        next.arm(PlexFixture.epoch(), FAR, Deadline.within(PATIENCE));

        assertThat(plex.isHeld()).isFalse();
        next.close();
        guards.close();
    }
}
