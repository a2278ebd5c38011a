package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who reads one package needs to know those that it imports, and no more of them in a circle. */
class PackageCyclesTest {

    private static final String ROOT = "org.copyblade.manager.internal";
    private static final Path SOURCES = Path.of("src/main/java", ROOT.split("\\."));
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?" + Pattern.quote(ROOT) + "\\.([a-z]+)\\.", Pattern.MULTILINE);

    @Test
    void noPackage_needsItselfByAnother() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        try (Stream<Path> packages = Files.list(SOURCES).filter(Files::isDirectory)) {
            for (Path one : packages.toList()) {
                imports.put(one.getFileName().toString(), imports(one));
            }
        }

        assertThat(imports).hasSizeGreaterThan(20);
        assertThat(imports.get("backup")).as("the control").contains("copies", "window", "withdraw");
        assertThat(imports.keySet().stream()
                        .filter(name -> reached(name, imports).contains(name))
                        .toList())
                .isEmpty();
    }

    private static Set<String> imports(Path one) throws IOException {
        try (Stream<Path> files = Files.list(one)) {
            return files.flatMap(PackageCyclesTest::imported)
                    .filter(name -> !name.equals(one.getFileName().toString()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> imported(Path file) {
        try {
            return IMPORT.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> reached(String name, Map<String, Set<String>> imports) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(name));
        while (!open.isEmpty()) {
            for (String next : imports.get(open.pop())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }
}
