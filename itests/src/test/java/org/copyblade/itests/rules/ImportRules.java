package org.copyblade.itests.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may import whom: the table of the architecture, section "bundles", applied to manifests. */
final class ImportRules {
    /** Bundles by name, and the bundles of ours they may import. The first line that fits counts. */
    private static final List<Rule> TABLE = List.of(
            // tests and tools may import anything; that nobody imports them follows from all other lines
            rule("(blade|system)\\.(tck|memory)|blade\\.drive|demo|demo\\.ims|bench", ".*"),
            // contracts
            rule("api|blade\\.spi|system\\.spi", ""),
            // middle
            rule("catalog", "api"),
            rule("blade\\.check", "blade\\.spi"),
            rule("system\\.check", "system\\.spi"),
            rule("endpoint|guard|linux|lab\\.array", ""),
            rule("zosmf", "endpoint"),
            rule("lab\\.zos", "lab\\.array"),
            // leaves
            rule("shell|web|health|launcher", "api"),
            rule("manager", "api|catalog|blade\\.spi|system\\.spi|blade\\.check|system\\.check|guard"),
            rule("blade\\.dfsmsdss", "blade\\.spi|zosmf|endpoint"),
            rule("blade\\.(reflink|btrfs)", "blade\\.spi|linux"),
            rule("blade\\..*", "blade\\.spi|endpoint"),
            rule("system\\.ims", "system\\.spi|guard|zosmf|endpoint"),
            rule("system\\..*", "system\\.spi|guard"),
            rule("lab\\.(zosmf|ims)", "lab\\.array|lab\\.zos"),
            rule("lab\\..*", "lab\\.array"));

    /** Contracts see Java only, so that nothing drags them along when it is refreshed. */
    private static final Set<String> CONTRACTS = Set.of("api", "blade.spi", "system.spi");

    private record Rule(Pattern bundle, Pattern mayImport) {}

    private ImportRules() {}

    /** One sentence for each import, export or header that the table does not allow. */
    static List<String> violations(Collection<BuiltBundle> bundles) {
        Map<String, String> exporters = new HashMap<>();
        bundles.forEach(bundle -> bundle.exports().forEach(exported -> exporters.put(exported, bundle.name())));
        List<String> violations = new ArrayList<>();
        for (BuiltBundle bundle : bundles) {
            violations.addAll(violations(bundle, exporters));
        }
        return violations;
    }

    private static List<String> violations(BuiltBundle bundle, Map<String, String> exporters) {
        List<String> violations = new ArrayList<>();
        for (String imported : bundle.imports()) {
            String exporter = exporters.get(imported);
            boolean ours = imported.startsWith(BuiltBundle.PREFIX);
            if (CONTRACTS.contains(bundle.name()) && !bundle.exports().contains(imported)) {
                violations.add(bundle.name() + " is a contract and imports " + imported);
            } else if (ours && exporter == null) {
                violations.add(bundle.name() + " imports " + imported + ", which nobody exports");
            } else if (ours && !exporter.equals(bundle.name()) && !mayImport(bundle.name(), exporter)) {
                violations.add(bundle.name() + " imports " + imported + " of " + exporter);
            }
        }
        for (String exported : bundle.exports()) {
            if (exported.contains(".internal")) {
                violations.add(bundle.name() + " exports " + exported);
            }
        }
        if (bundle.importsDynamically()) {
            violations.add(bundle.name() + " imports dynamically");
        }
        return violations;
    }

    private static boolean mayImport(String bundle, String exporter) {
        return TABLE.stream()
                .filter(rule -> rule.bundle().matcher(bundle).matches())
                .findFirst()
                .map(rule -> rule.mayImport().matcher(exporter).matches())
                .orElse(false);
    }

    private static Rule rule(String bundle, String mayImport) {
        return new Rule(Pattern.compile(bundle), Pattern.compile(mayImport));
    }
}
