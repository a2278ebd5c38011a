package org.copyblade.itests.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.rig.ManagerProcess.Listed;
import org.copyblade.itests.rig.Point;

/** What a manager does when it is killed. */
enum CrashScene {
    BACKUP_UNDER_LOG_SUSPEND(
            "log-suspend",
            "after reflink.establish",
            List.of(
                    "after guard.start HOLDER",
                    "after guard.start WITNESS",
                    "before guard.send ARM to HOLDER",
                    "before guard.send SUSPEND to HOLDER",
                    "after guard.send RESUME to WITNESS",
                    "after system.disarm",
                    "after reflink.establish",
                    "after reflink.withdraw")),
    BACKUP_IN_BACKUP_MODE(
            "backup-mode",
            "after system.begin",
            List.of("after reflink.establish", "before system.end", "after system.release", "after reflink.withdraw")),
    BACKUP_WITH_RETENTION("log-suspend", "after reflink.withdraw", List.of()) {
        @Override
        Map<String, String> options() {
            // One for the last verified backup, which always stays, and one for the new, for which another goes.
            return Map.of("generations", "4", "keep.count", "2");
        }
    },
    RESTORE_WITH_UNDO(
            "log-suspend",
            "after reflink.restore",
            List.of("after reflink.establish", "before system.stop", "after system.start")) {
        @Override
        String command(List<Listed> newestFirst) {
            return "restore " + newestFirst.get(0).id();
        }
    },
    UNDO("log-suspend", "after reflink.restore", List.of("before system.stop", "after system.start")) {
        @Override
        Optional<String> before(List<Listed> newestFirst) {
            return Optional.of("restore " + newestFirst.get(0).id());
        }

        @Override
        String command(List<Listed> newestFirst) {
            return "undo";
        }
    },
    VERIFICATION("log-suspend", "before system.tryOut", List.of("after reflink.expose", "after reflink.conceal")) {
        @Override
        String command(List<Listed> newestFirst) {
            return "verify " + newestFirst.get(0).id();
        }
    },
    DELETION("log-suspend", "after reflink.withdraw", List.of()) {
        @Override
        Optional<String> before(List<Listed> newestFirst) {
            // Else the oldest may be the last that was verified, which cannot be deleted.
            return Optional.of("verify " + newestFirst.get(0).id());
        }

        @Override
        String command(List<Listed> newestFirst) {
            return "delete " + newestFirst.get(newestFirst.size() - 1).id();
        }
    },
    /** The log by one blade, everything else by another, under one suspension; one after the other, so that points have an order. */
    MIXED_BACKUP(
            "log-suspend",
            "after btrfs.establish",
            List.of(
                    "before reflink.establish",
                    "after reflink.establish",
                    "before guard.send SUSPEND to HOLDER",
                    "after guard.send RESUME to WITNESS",
                    "after btrfs.harden",
                    "after reflink.harden",
                    "after btrfs.withdraw",
                    "after reflink.withdraw")) {
        @Override
        Map<String, String> options() {
            return Map.of("generations", "2", "blade.of.data.set", "wal=reflink", "parallel.tasks", "1");
        }

        @Override
        Shop shop() throws Exception {
            return Shop.spreadOver(kind());
        }
    },
    BTRFS_BACKUP_BY_STORAGE("storage", "after btrfs.establish", List.of("after btrfs.withdraw")),
    BTRFS_RESTORE_WITH_UNDO(
            "storage",
            "after btrfs.restore",
            List.of("after btrfs.establish", "before system.stop", "after system.start")) {
        @Override
        String command(List<Listed> newestFirst) {
            return "restore " + newestFirst.get(0).id();
        }
    };

    private final String consistency;
    private final String firstDeath;
    private final List<String> landmarks;

    CrashScene(String consistency, String firstDeath, List<String> landmarks) {
        this.consistency = consistency;
        this.firstDeath = firstDeath;
        this.landmarks = landmarks;
    }

    /** What to tell the manager, given its COMPLETE backups. */
    String command(List<Listed> newestFirst) {
        return "backup";
    }

    /** What must be done before the scene can begin. */
    Optional<String> before(List<Listed> newestFirst) {
        return Optional.empty();
    }

    /** Options of the profile that are special here. */
    Map<String, String> options() {
        return Map.of("generations", "2");
    }

    Kind kind() {
        return this == MIXED_BACKUP || name().startsWith("BTRFS") ? Kind.BTRFS : Kind.XFS;
    }

    /** A running shop for it. */
    Shop shop() throws Exception {
        return Shop.on(kind());
    }

    /** Whether the system is stopped and its data replaced. */
    boolean restores() {
        return Set.of(RESTORE_WITH_UNDO, UNDO, BTRFS_RESTORE_WITH_UNDO).contains(this);
    }

    /** Where the manager is killed whose settlement is then killed, too: when most is left open. */
    Point firstDeath() {
        return new Point(firstDeath, 1);
    }

    /** Some points without which the trace would have missed what it is for. */
    List<String> landmarks() {
        return Stream.concat(Stream.of("before catalog.commit", "after catalog.commit", firstDeath), landmarks.stream())
                .toList();
    }

    Map<String, String> profile(Shop shop) {
        Map<String, String> profile = new LinkedHashMap<>();
        profile.put("system", CrashRig.SYSTEM);
        profile.put("blade", kind() == Kind.XFS ? "reflink" : "btrfs");
        profile.put("target.pool", shop.pool().toString());
        profile.put("consistency", consistency);
        profile.put("suspend.limit.ms", "2000");
        // What others on this machine write is no matter of these tests.
        profile.put("dirty.bound.mib", "1000000");
        profile.putAll(options());
        return profile;
    }
}
