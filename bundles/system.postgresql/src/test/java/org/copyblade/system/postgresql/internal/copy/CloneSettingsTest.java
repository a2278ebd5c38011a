package org.copyblade.system.postgresql.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.system.postgresql.internal.directory.ControlFile;
import org.copyblade.system.postgresql.internal.directory.ControlFile.State;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.junit.jupiter.api.Test;

class CloneSettingsTest {

    private static final Lsn NONE = new Lsn(0);

    private static List<String> settingsOf(String major) {
        ControlFile control =
                new ControlFile(1, 1300, 1, State.SHUT_DOWN, NONE, NONE, 1, NONE, 7, 8192, 131072, 8192, 1 << 24, true);
        DataDirectory copy = new DataDirectory(
                Path.of("/copy"), control, major, Path.of("/copy/pg_wal"), new TreeMap<>(), List.of());
        return CloneSettings.of(copy, Path.of("/run/clone"), 5432, Optional.empty());
    }

    @Test
    void temporaryStatistics_stayInTheClone_whereAVersionHasThem() {
        assertThat(settingsOf("13")).contains("stats_temp_directory=pg_stat_tmp");
        assertThat(settingsOf("14")).contains("stats_temp_directory=pg_stat_tmp");
        assertThat(settingsOf("15")).noneMatch(setting -> setting.startsWith("stats_temp_directory"));
    }

    @Test
    void triggers_areOff_asFarAsTheVersionCan() {
        assertThat(settingsOf("16"))
                .contains("session_replication_role=replica")
                .noneMatch(setting -> setting.startsWith("event_triggers"));
        assertThat(settingsOf("17")).contains("session_replication_role=replica", "event_triggers=off");
    }
}
