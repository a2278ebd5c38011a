package org.copyblade.itests.rules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the manifest of one built bundle says of its dependencies.
 *
 * @param name symbolic name without {@code org.copyblade.}
 */
record BuiltBundle(String name, Set<String> imports, Set<String> exports, boolean importsDynamically) {
    static final String PREFIX = "org.copyblade.";

    /** Quoted parts of a clause hold commas and further package names. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    static BuiltBundle read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            return of(Map.of(
                    "Bundle-SymbolicName", manifest.getValue("Bundle-SymbolicName"),
                    "Import-Package", value(manifest, "Import-Package"),
                    "Export-Package", value(manifest, "Export-Package"),
                    "DynamicImport-Package", value(manifest, "DynamicImport-Package")));
        }
    }

    static BuiltBundle of(Map<String, String> manifest) {
        return new BuiltBundle(
                manifest.get("Bundle-SymbolicName").substring(PREFIX.length()),
                packages(manifest.get("Import-Package")),
                packages(manifest.get("Export-Package")),
                !manifest.get("DynamicImport-Package").isEmpty());
    }

    private static String value(Attributes manifest, String header) {
        String value = manifest.getValue(header);
        return value == null ? "" : value;
    }

    private static Set<String> packages(String header) {
        Set<String> packages = new TreeSet<>();
        for (String clause : QUOTED.matcher(header).replaceAll("").split(",")) {
            Stream.of(clause.split(";"))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty() && !part.contains("="))
                    .forEach(packages::add);
        }
        return packages;
    }
}
