package org.copyblade.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The import rules hold in every bundle as it was built. */
class ImportRulesIT {

    @Test
    void builtBundles_importWhatTheTableAllows() throws IOException {
        List<BuiltBundle> bundles = builtBundles();
        assertThat(bundles)
                .extracting(BuiltBundle::name)
                .contains(
                        "api",
                        "blade.spi",
                        "system.spi",
                        "shell",
                        "lab.array",
                        "lab.ds8000",
                        "lab.virtualize",
                        "lab.zos",
                        "lab.zosmf");
        assertThat(ImportRules.violations(bundles)).isEmpty();
    }

    @Test
    void everyForbiddenImport_isFound() {
        assertThat(ImportRules.violations(List.of(
                        bundle("api", "org.osgi.framework", "org.copyblade.api"),
                        bundle("catalog", "org.copyblade.api", "org.copyblade.catalog"),
                        bundle(
                                "blade.spi",
                                "",
                                "org.copyblade.blade.spi;version=\"1.0.0\";uses:=\"java.time,java.util\""),
                        bundle("blade.other", "", "org.copyblade.blade.other"),
                        bundle(
                                "blade.evil",
                                "org.copyblade.blade.spi;version=\"[1.0,2)\",org.copyblade.api,org.copyblade.blade.other",
                                "org.copyblade.blade.evil.internal"),
                        bundle("manager", "org.copyblade.blade.other,org.copyblade.catalog", ""),
                        bundle("shell", "org.copyblade.absent", ""),
                        bundle("lab.array", "org.copyblade.api", "org.copyblade.lab.array"),
                        bundle("lab.evil", "org.copyblade.lab.array,org.copyblade.blade.spi", "org.copyblade.lab.evil"),
                        bundle("lab.zos", "org.copyblade.lab.evil", "org.copyblade.lab.zos"),
                        bundle("lab.ims", "org.copyblade.lab.zos,org.copyblade.lab.zosmf", ""),
                        bundle("lab.zosmf", "org.copyblade.lab.array,org.copyblade.lab.zos", "org.copyblade.lab.zosmf"),
                        bundle("lab.disk", "org.copyblade.lab.zos", ""),
                        bundle("system.evil", "org.copyblade.lab.array,org.copyblade.lab.evil", ""))))
                .containsExactly(
                        "api is a contract and imports org.osgi.framework",
                        "blade.evil imports org.copyblade.api of api",
                        "blade.evil imports org.copyblade.blade.other of blade.other",
                        "blade.evil exports org.copyblade.blade.evil.internal",
                        "manager imports org.copyblade.blade.other of blade.other",
                        "shell imports org.copyblade.absent, which nobody exports",
                        "lab.array imports org.copyblade.api of api",
                        "lab.evil imports org.copyblade.blade.spi of blade.spi",
                        "lab.zos imports org.copyblade.lab.evil of lab.evil",
                        "lab.ims imports org.copyblade.lab.zosmf of lab.zosmf",
                        "lab.disk imports org.copyblade.lab.zos of lab.zos",
                        "system.evil imports org.copyblade.lab.array of lab.array",
                        "system.evil imports org.copyblade.lab.evil of lab.evil");
    }

    private static List<BuiltBundle> builtBundles() throws IOException {
        Path folders = Path.of(System.getProperty("copyblade.root"), "bundles");
        try (Stream<Path> paths = Files.find(folders, 3, (path, file) -> isBuiltBundle(path))) {
            List<BuiltBundle> bundles = new ArrayList<>();
            for (Path jar : paths.sorted().toList()) {
                bundles.add(BuiltBundle.read(jar));
            }
            return bundles;
        }
    }

    private static boolean isBuiltBundle(Path path) {
        return path.getParent().endsWith("target")
                && path.getFileName().toString().matches("org\\.copyblade\\..*-SNAPSHOT\\.jar");
    }

    private static BuiltBundle bundle(String name, String imports, String exports) {
        return BuiltBundle.of(Map.of(
                "Bundle-SymbolicName",
                BuiltBundle.PREFIX + name,
                "Import-Package",
                imports,
                "Export-Package",
                exports,
                "DynamicImport-Package",
                ""));
    }
}
