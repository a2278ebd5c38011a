package org.copyblade.itests.rig;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.catalog.Catalog;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.copyblade.manager.internal.service.ManagerCore;

/** Main class of the manager's process: puts the product's parts together and obeys what it reads. */
final class RigManager {

    /** What only reads the catalog; every other call of it is a point, also one that there is not yet. */
    private static final Set<String> READS = Set.of(
            "run",
            "runs",
            "restores",
            "openRuns",
            "journal",
            "backup",
            "backups",
            "usable",
            "begunSince",
            "beyond",
            "showingBefore",
            "occupiedGenerations",
            "usedByOthers",
            "lastEpoch",
            "good",
            "ended",
            "backupOfGroup",
            "lastGood",
            "evidence",
            "lastEnded",
            "leftovers",
            "order",
            "ordersThatRemain",
            "setup",
            "file");

    private RigManager() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        // What is logged must not come between the answers.
        System.setOut(System.err);
        Map<String, String> all = new HashMap<>();
        for (String argument : arguments) {
            all.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
        }
        Broken broken = Broken.valueOf(all.get("broken"));
        Map<String, String> profile = part(all, "profile:");
        ManagerCore core = new ManagerCore(
                CallPoints.watch("catalog", RigCatalog.open(Path.of(all.get("data")), broken), Catalog.class, READS),
                RigBlades.of(part(all, "blade:")),
                RigSystem.of(all.get("kind"), part(all, "system:")),
                new OneProfile(profile.get("system"), profile),
                new OwnPlaces(List.of()),
                new Claims(Optional.empty(), ""));
        RigCommands commands = new RigCommands(core, profile.get("system"), answers);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.obey(line);
            }
        }
        // Nobody is left to tell us anything: the test has died.
        Runtime.getRuntime().halt(0);
    }

    static Map<String, String> part(Map<String, String> all, String prefix) {
        Map<String, String> part = new HashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        return part;
    }

    private record OneProfile(String name, Map<String, String> values) implements ProfileSource {
        @Override
        public List<BackupOptions> usable() {
            return List.of(options(name, Map.of()));
        }

        @Override
        public List<RefusedProfile> refused() {
            return List.of();
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) {
            Map<String, String> all = new HashMap<>(values);
            all.putAll(overrides);
            return BackupOptions.of(profile, all);
        }
    }
}
