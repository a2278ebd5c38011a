package org.copyblade.manager.internal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is told that a backup is late, without a run that could tell it; ends of runs are tried with the flow. */
class NotifierTest {

    @TempDir
    Path work;

    private final Map<String, String> options = new HashMap<>(Map.of("system", "bank", "blade", "memory"));
    private Path said;

    @BeforeEach
    void command() {
        said = work.resolve("said");
        options.put(
                "notify.command",
                "echo \"$COPYBLADE_EVENT $COPYBLADE_SYSTEM $COPYBLADE_PROFILE $COPYBLADE_OWNER: $COPYBLADE_MESSAGE\" >> "
                        + said);
        options.put("owner", "dba team");
    }

    private void becomesLate(String profile) {
        new Notifier(new OneProfile(), Runnable::run).overdue(profile, "the newest good backup of bank is too old");
    }

    @Test
    void lateBackup_isTold_unlessTheProfileDoesNotWantThat() throws Exception {
        becomesLate("nightly");
        assertThat(said).hasContent("overdue bank nightly dba team: the newest good backup of bank is too old");

        Files.delete(said);
        options.put("notify.on", "failure,warning,success");
        becomesLate("nightly");
        assertThat(said).doesNotExist();
    }

    @Test
    void profileThatIsGone_orNamesNoCommand_tellsNobody() {
        becomesLate("gone");
        options.remove("notify.command");
        becomesLate("nightly");
        assertThat(said).doesNotExist();
    }

    /** The profile nightly. */
    private final class OneProfile implements ProfileSource {
        @Override
        public List<BackupOptions> usable() {
            return List.of(BackupOptions.of("nightly", options));
        }

        @Override
        public List<RefusedProfile> refused() {
            return List.of();
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) {
            throw new UnsupportedOperationException("nobody starts anything here");
        }
    }
}
