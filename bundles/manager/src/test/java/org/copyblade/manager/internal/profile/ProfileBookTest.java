package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profile book on a real Config Admin, fed by a real File Install. */
class ProfileBookTest {

    private static final String NIGHTLY = "org.copyblade.profile-nightly.cfg";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path home;

    @Test
    void files_becomeProfiles_withTheirLayers() throws Exception {
        ScratchPlatform.edit(home, "org.copyblade.defaults.cfg", "blade = reflink", "generations = 3");
        ScratchPlatform.edit(home, "org.copyblade.systemdefaults-pg.cfg", "system = pg", "suspend.limit.ms = 700");
        ScratchPlatform.edit(home, NIGHTLY, "system = pg", "generations = 5");
        try (ScratchPlatform platform = ScratchPlatform.start(home)) {
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().names().contains("nightly"));
            await().dontCatchUncaughtExceptions().atMost(LIMIT).untilAsserted(() -> {
                BackupOptions options = platform.book().options("nightly", Map.of());
                assertThat(options.blades()).containsExactly("reflink");
                assertThat(options.suspendLimit()).isEqualTo(Duration.ofMillis(700));
                assertThat(options.generations()).isEqualTo(5);
            });
        }
    }

    @Test
    void badEdit_leavesTheLastGoodInForce_alsoOverARestart() throws Exception {
        ScratchPlatform.edit(home, NIGHTLY, "system = pg", "blade = reflink", "generations = 5");
        try (ScratchPlatform platform = ScratchPlatform.start(home)) {
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().names().contains("nightly"));
            platform.edit(NIGHTLY, "system = pg", "blade = reflink", "generations = many");
            await().dontCatchUncaughtExceptions().atMost(LIMIT).until(() -> !problemsOfNightly(platform)
                    .isEmpty());
            assertThat(problemsOfNightly(platform))
                    .isEqualTo("DCM-1002 org.copyblade.profile-nightly.cfg: 'generations' is 'many' but must be"
                            + " a whole number from 1 to 99");
            assertThat(platform.book().options("nightly", Map.of()).generations())
                    .isEqualTo(5);
        }
        try (ScratchPlatform platform = ScratchPlatform.start(home)) {
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().names().contains("nightly"));
            assertThat(platform.book().options("nightly", Map.of()).generations())
                    .isEqualTo(5);
            assertThat(problemsOfNightly(platform)).contains("'many'");
            platform.edit(NIGHTLY, "system = pg", "blade = reflink", "generations = 7");
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().options("nightly", Map.of()).generations() == 7);
            assertThat(problemsOfNightly(platform)).isEmpty();
        }
    }

    @Test
    void profileThatWasNeverRight_isShownAndCannotBeUsed() throws Exception {
        ScratchPlatform.edit(home, NIGHTLY, "system = pg", "blade = reflink", "generation = 5");
        try (ScratchPlatform platform = ScratchPlatform.start(home)) {
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().view("nightly").isPresent());
            assertThat(platform.book().now().names()).isEmpty();
            assertThatThrownBy(() -> platform.book().options("nightly", Map.of()))
                    .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.PROFILE_REFUSED))
                    .hasMessage(
                            "profile 'nightly' cannot be used: DCM-1001 org.copyblade.profile-nightly.cfg: nobody reads"
                                    + " the key 'generation' (value '5'); did you mean 'generations'?");
        }
    }

    @Test
    void deletedFile_takesTheProfileAway_andItsLastGoodWithIt() throws Exception {
        Path file = ScratchPlatform.edit(home, NIGHTLY, "system = pg", "blade = reflink");
        try (ScratchPlatform platform = ScratchPlatform.start(home)) {
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().names().contains("nightly"));
            Files.delete(file);
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().view("nightly").isEmpty());
            platform.edit(NIGHTLY, "system = pg", "blade = reflink", "oops = 1");
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().view("nightly").isPresent());
            assertThat(platform.book().now().names()).isEmpty();
        }
    }

    @Test
    void fileDeletedWhileDown_leavesNoProfileBehind() throws Exception {
        Path file = ScratchPlatform.edit(home, NIGHTLY, "system = pg", "blade = reflink");
        ScratchPlatform.edit(home, "org.copyblade.profile-weekly.cfg", "system = pg", "blade = reflink");
        try (ScratchPlatform platform = ScratchPlatform.start(home)) {
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().names().size() == 2);
        }
        Files.delete(file);
        try (ScratchPlatform platform = ScratchPlatform.start(home)) {
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> platform.book().now().names().contains("weekly"));
            assertThat(platform.book().now().names()).containsExactly("weekly");
        }
    }

    private static String problemsOfNightly(ScratchPlatform platform) {
        return platform.book()
                .now()
                .view("nightly")
                .map(view -> Problem.joined(view.problems()))
                .orElse("");
    }
}
