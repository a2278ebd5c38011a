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
import org.copyblade.blade.btrfs.internal.BtrfsBlade;
import org.copyblade.blade.reflink.internal.ReflinkBlade;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.catalog.Catalog;
import org.copyblade.guard.Guards;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.service.ManagerCore;
import org.copyblade.manager.internal.system.SystemRegistry;
import org.copyblade.system.postgresql.internal.PostgresConfig;
import org.copyblade.system.postgresql.internal.PostgresSystem;
import org.copyblade.system.spi.ProtectedSystem;

/** Main class of the manager's process: puts the product's parts together and obeys what it reads. */
final class RigManager {

    /** What only reads the catalog; every other call of it is a point, also one that there is not yet. */
    private static final Set<String> READS = Set.of(
            "run",
            "runs",
            "openRuns",
            "journal",
            "backup",
            "backups",
            "backupOfGroup",
            "lastGood",
            "evidence",
            "lastEnded",
            "leftovers",
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
        Map<String, String> system = part(all, "system:");
        Map<String, String> profile = part(all, "profile:");
        ManagerCore core = new ManagerCore(
                CallPoints.watch("catalog", RigCatalog.open(Path.of(all.get("data")), broken), Catalog.class, READS),
                blades(),
                systems(system),
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

    private static Map<String, String> part(Map<String, String> all, String prefix) {
        Map<String, String> part = new HashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        return part;
    }

    private static BladeRegistry blades() {
        BladeRegistry registry = new BladeRegistry();
        add(registry, 1, new ReflinkBlade());
        add(registry, 2, new BtrfsBlade());
        return registry;
    }

    private static void add(BladeRegistry registry, int number, CopyBlade blade) {
        String name = blade.info().technology();
        registry.addBlade(
                RigReference.of(
                        number, Map.of("blade", name, "endpoint", blade.info().endpoint(), "version", "1")),
                CallPoints.watch(name, blade, CopyBlade.class));
    }

    private static SystemRegistry systems(Map<String, String> given) {
        Map<String, Object> values = new HashMap<>(given);
        PostgresConfig config = RigConfig.of(PostgresConfig.class, values);
        SystemRegistry registry = new SystemRegistry();
        registry.addSystem(
                RigReference.of(3, Map.of("system.name", given.get("system.name"), "system.kind", "postgresql")),
                CallPoints.watch(
                        "system", new PostgresSystem(config, values, Guards.withoutReserve()), ProtectedSystem.class));
        return registry;
    }

    private record OneProfile(String name, Map<String, String> values) implements ProfileSource {
        @Override
        public List<BackupOptions> usable() {
            return List.of(options(name, Map.of()));
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) {
            Map<String, String> all = new HashMap<>(values);
            all.putAll(overrides);
            return BackupOptions.of(profile, all);
        }
    }
}
