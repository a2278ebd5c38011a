package org.copyblade.itests.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.rig.ManagerProcess.Listed;
import org.copyblade.itests.rig.Point;

/** What a manager does when it is killed. */
enum CrashScene {
    BACKUP_UNDER_LOG_SUSPEND(Kind.XFS, "log-suspend", "after reflink.establish") {
        @Override
        String command(List<Listed> newestFirst) {
            return "backup";
        }
    },
    BACKUP_IN_BACKUP_MODE(Kind.XFS, "backup-mode", "after system.begin") {
        @Override
        String command(List<Listed> newestFirst) {
            return "backup";
        }
    },
    RESTORE_WITH_UNDO(Kind.XFS, "log-suspend", "after reflink.restore") {
        @Override
        String command(List<Listed> newestFirst) {
            return "restore " + newestFirst.get(0).id();
        }
    },
    BTRFS_BACKUP_BY_STORAGE(Kind.BTRFS, "storage", "after btrfs.establish") {
        @Override
        String command(List<Listed> newestFirst) {
            return "backup";
        }
    },
    BTRFS_RESTORE_WITH_UNDO(Kind.BTRFS, "storage", "after btrfs.restore") {
        @Override
        String command(List<Listed> newestFirst) {
            return "restore " + newestFirst.get(0).id();
        }
    };

    private final Kind kind;
    private final String consistency;
    private final String firstDeath;

    CrashScene(Kind kind, String consistency, String firstDeath) {
        this.kind = kind;
        this.consistency = consistency;
        this.firstDeath = firstDeath;
    }

    /** What to tell the manager, given its COMPLETE backups. */
    abstract String command(List<Listed> newestFirst);

    Kind kind() {
        return kind;
    }

    boolean restores() {
        return this == RESTORE_WITH_UNDO || this == BTRFS_RESTORE_WITH_UNDO;
    }

    /** Where the manager is killed whose settlement is then killed, too: when most is left open. */
    Point firstDeath() {
        return new Point(firstDeath, 1);
    }

    /** Some points without which the trace would have missed what it is for. */
    List<String> landmarks() {
        String blade = kind == Kind.XFS ? "reflink" : "btrfs";
        List<String> landmarks = new ArrayList<>(List.of("before catalog.commit", "after " + blade + ".establish"));
        if (restores()) {
            landmarks.addAll(List.of("before system.stop", "after " + blade + ".restore", "after system.start"));
        } else {
            landmarks.add("after " + blade + ".withdraw");
        }
        if (this == BACKUP_UNDER_LOG_SUSPEND) {
            landmarks.addAll(List.of(
                    "after guard.start HOLDER",
                    "after guard.start WITNESS",
                    "before guard.send SUSPEND to HOLDER",
                    "after guard.send RESUME to WITNESS",
                    "after system.disarm"));
        } else if (this == BACKUP_IN_BACKUP_MODE) {
            landmarks.addAll(List.of("after system.begin", "before system.end", "after system.release"));
        }
        return landmarks;
    }

    Map<String, String> profile(Shop shop) {
        Map<String, String> profile = new LinkedHashMap<>();
        profile.put("system", CrashRig.SYSTEM);
        profile.put("blade", kind == Kind.XFS ? "reflink" : "btrfs");
        profile.put("target.pool", shop.pool().toString());
        profile.put("consistency", consistency);
        profile.put("suspend.limit.ms", "2000");
        profile.put("generations", "2");
        return profile;
    }
}
