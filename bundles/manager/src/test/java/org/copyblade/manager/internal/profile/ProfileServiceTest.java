package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.OptionValue;
import org.copyblade.api.Profile;
import org.copyblade.api.Profile.SetupState;
import org.copyblade.api.SetupReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;

/** Commands on profiles, down to the files, on a real Config Admin and File Install. */
class ProfileServiceTest {

    private static final String NIGHTLY = "org.copyblade.profile-nightly.cfg";
    private static final Instant NOW = Instant.parse("2026-06-10T12:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private ScratchPlatform platform;
    private ProfileService profiles;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        file = ScratchPlatform.edit(
                home,
                NIGHTLY,
                "# The shop, every night.",
                "system = pg",
                "blade = reflink",
                "",
                "# 1 to 99",
                "#generations = 2",
                "schedule = 30 2 * * *",
                "schedule.zone = Europe/Berlin");
        ScratchPlatform.edit(home, "org.copyblade.defaults.cfg", "locked = foreign.data");
        platform = ScratchPlatform.start(home);
        profiles = new ProfileService(
                platform.book(), platform.admin(), new PassingSetup(), Clock.fixed(NOW, ZoneOffset.UTC));
        await().dontCatchUncaughtExceptions()
                .atMost(LIMIT)
                .until(() -> !profiles.list().isEmpty() && platform.book().now().isLocked("foreign.data"));
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void profile_isShownWithSetupAndNextRun() throws Exception {
        Profile nightly = profiles.get("nightly");
        assertThat(nightly.system()).isEqualTo("pg");
        assertThat(nightly.setup()).isEqualTo(SetupState.VALID);
        assertThat(nightly.refused()).isEmpty();
        assertThat(nightly.nextRun()).contains(Instant.parse("2026-06-11T00:30:00Z"));
        assertThat(nightly.options()).hasSize(Options.all().size());
        assertThat(profiles.list()).containsExactly(nightly);
        assertThat(profiles.setup("nightly").passed()).isTrue();
    }

    @Test
    void setOption_isInForceAtOnce_andInTheFile_withEveryCommentKept() throws Exception {
        Profile changed = profiles.set("nightly", "generations", " 5 ");
        assertThat(value(changed, "generations")).isEqualTo("5");
        assertThat(platform.book().options("nightly", Map.of()).generations()).isEqualTo(5);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "# The shop, every night.",
                        "system = pg",
                        "blade = reflink",
                        "",
                        "# 1 to 99",
                        "#generations = 2",
                        "generations = 5",
                        "schedule = 30 2 * * *",
                        "schedule.zone = Europe/Berlin");

        assertThat(value(profiles.set("nightly", "generations", ""), "generations"))
                .isEqualTo("2");
        assertThat(Files.readString(file)).doesNotContain("\ngenerations");
    }

    @Test
    void fileInstall_findsNothingToDo_afterASet() throws Exception {
        profiles.set("nightly", "generations", "5");
        long changes = configuration().getChangeCount();
        String written = Files.readString(file);
        // A file that comes later is taken by a later scan, so that the scan of the one before is over.
        platform.edit("org.copyblade.profile-later.cfg", "system = pg", "blade = reflink");
        await().dontCatchUncaughtExceptions()
                .atMost(LIMIT)
                .until(() -> platform.book().now().names().contains("later"));
        assertThat(configuration().getChangeCount()).isEqualTo(changes);
        assertThat(Files.readString(file)).isEqualTo(written);
    }

    @Test
    void setOption_survivesARestart() throws Exception {
        profiles.set("nightly", "blade", "btrfs");
        platform.close();
        platform = ScratchPlatform.start(home);
        await().dontCatchUncaughtExceptions()
                .atMost(LIMIT)
                .until(() -> platform.book().now().names().contains("nightly"));
        assertThat(platform.book().options("nightly", Map.of()).blades()).containsExactly("btrfs");
    }

    @Test
    void runningBackup_keepsItsOptions() throws Exception {
        BackupOptions running = platform.book().options("nightly", Map.of());
        profiles.set("nightly", "suspend.limit.ms", "77");
        assertThat(running.suspendLimit()).isEqualTo(Duration.ofMillis(5000));
        assertThat(platform.book().options("nightly", Map.of()).suspendLimit()).isEqualTo(Duration.ofMillis(77));
    }

    @Test
    void wrongChange_isRefused_andChangesNothing() throws Exception {
        String before = Files.readString(file);
        assertRefused(() -> profiles.set("weekly", "generations", "5"), ErrorCode.PROFILE_UNKNOWN);
        assertRefused(() -> profiles.set("nightly", "generation", "5"), ErrorCode.OPTION_UNKNOWN);
        assertRefused(() -> profiles.set("nightly", "generation", ""), ErrorCode.OPTION_UNKNOWN);
        assertRefused(() -> profiles.set("nightly", "generations", "500"), ErrorCode.OPTION_INVALID);
        assertRefused(() -> profiles.set("nightly", "system", ""), ErrorCode.OPTION_INVALID);
        assertRefused(() -> profiles.set("nightly", "target.pool", "a\nsystem = b"), ErrorCode.OPTION_INVALID);
        assertRefused(() -> profiles.set("nightly", "target.pool", "${java.home}"), ErrorCode.OPTION_INVALID);
        assertRefused(() -> profiles.set("nightly", "foreign.data", "fail"), ErrorCode.OPTION_LOCKED);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(profiles.get("nightly").refused()).isEmpty();
    }

    @Test
    void severalChanges_areMadeTogether_orNotAtAll() throws Exception {
        String before = Files.readString(file);
        assertRefused(
                () -> profiles.set("nightly", Map.of("blade", "btrfs", "generations", "500")),
                ErrorCode.OPTION_INVALID);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(value(profiles.get("nightly"), "blade")).isEqualTo("reflink");

        Profile changed = profiles.set("nightly", Map.of("blade", "btrfs", "generations", "5", "schedule", ""));
        assertThat(value(changed, "blade")).isEqualTo("btrfs");
        assertThat(value(changed, "generations")).isEqualTo("5");
        assertThat(changed.nextRun()).isEmpty();
        assertThat(Files.readString(file))
                .contains("blade = btrfs\n", "\ngenerations = 5\n")
                .doesNotContain("2 * * *");
    }

    @Test
    void mistakesOfAFile_canBePutRightOneByOne() throws Exception {
        platform.edit(NIGHTLY, "system = pg", "blade = reflink", "oops = 1", "generations = many");
        await().dontCatchUncaughtExceptions()
                .atMost(LIMIT)
                .until(() -> profiles.get("nightly").refused().isPresent());
        assertThat(profiles.set("nightly", "oops", "").refused().orElseThrow())
                .startsWith("DCM-1002")
                .contains("'many'")
                .doesNotContain("oops");
        assertThat(profiles.set("nightly", "generations", "9").refused()).isEmpty();
        assertThat(platform.book().options("nightly", Map.of()).generations()).isEqualTo(9);
    }

    @Test
    void textThatTheWatcherReadBeforeASet_isNotPutInForceAfterIt() throws Exception {
        Dictionary<String, Object> before = configuration().getProperties();
        profiles.set("nightly", "generations", "5");
        Dictionary<String, Object> between = configuration().getProperties();
        profiles.set("nightly", "copy.pace", "7");
        configuration().update(before);
        assertThat(value(profiles.get("nightly"), "generations")).isEqualTo("5");
        configuration().update(between);
        assertThat(value(profiles.get("nightly"), "copy.pace")).isEqualTo("7");

        Profile changed = profiles.set("nightly", "suspend.limit.ms", "77");
        assertThat(value(changed, "generations")).isEqualTo("5");
        assertThat(value(changed, "copy.pace")).isEqualTo("7");
        assertThat(value(changed, "suspend.limit.ms")).isEqualTo("77");
        assertThat(configuration().getProperties().get("generations")).isEqualTo("5");
    }

    @Test
    void textThatWasThereBeforeASet_isInForce_onceSomebodyWritesItAgain() throws Exception {
        String before = Files.readString(file);
        profiles.set("nightly", "generations", "5");
        AtomicFile.write(file, before);
        await().dontCatchUncaughtExceptions().atMost(LIMIT).until(() -> value(profiles.get("nightly"), "generations")
                .equals("2"));
        assertThat(value(profiles.set("nightly", "generations", "5"), "generations"))
                .isEqualTo("5");
    }

    @Test
    void fileThatCannotBeWritten_leavesEverythingAsItWas() throws Exception {
        String before = Files.readString(file);
        Path inTheWay = file.resolveSibling("." + NIGHTLY + ".new");
        Files.createDirectory(inTheWay);
        Files.createFile(inTheWay.resolve("inside"));
        assertRefused(() -> profiles.set("nightly", "generations", "5"), ErrorCode.CONFIG_NOT_WRITTEN);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(value(profiles.get("nightly"), "generations")).isEqualTo("2");
    }

    @Test
    void profileWithoutFile_isChangedToo() throws Exception {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("system", "pg", "blade", "reflink"));
        platform.admin()
                .getFactoryConfiguration("org.copyblade.profile", "byprogram", "?")
                .update(properties);
        assertThat(value(profiles.set("byprogram", "generations", "3"), "generations"))
                .isEqualTo("3");
    }

    @Test
    void setsFromManyThreads_areAllKept() throws Exception {
        List<String> keys = List.of("generations", "copy.pace", "prepare.limit.s", "copy.limit.s");
        List<Thread> threads = keys.stream()
                .map(key -> new Thread(() -> {
                    for (int value = 1; value <= 20; value++) {
                        setQuietly(key, String.valueOf(value));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Files.readString(file))
                .contains(keys.stream().map(key -> key + " = 20").toList());
        Profile nightly = profiles.get("nightly");
        assertThat(keys).allSatisfy(key -> assertThat(value(nightly, key)).isEqualTo("20"));
    }

    private void setQuietly(String key, String value) {
        try {
            profiles.set("nightly", key, value);
        } catch (CopybladeException e) {
            throw new IllegalStateException(e); // the assertion on the values tells
        }
    }

    private Configuration configuration() throws Exception {
        return platform.admin().getFactoryConfiguration("org.copyblade.profile", "nightly", "?");
    }

    private static String value(Profile profile, String key) {
        return profile.options().stream()
                .filter(option -> option.key().equals(key))
                .map(OptionValue::value)
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                .isEqualTo(code));
    }

    /** A setup that always passes. */
    private static final class PassingSetup implements ProfileSetup {

        @Override
        public SetupReport setup(BackupOptions options) {
            return new SetupReport(options.profile(), NOW, true, List.of());
        }

        @Override
        public SetupState state(String profile) {
            return SetupState.VALID;
        }
    }
}
