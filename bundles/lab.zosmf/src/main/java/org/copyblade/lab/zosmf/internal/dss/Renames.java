package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.zos.DataSetNames;

/** What {@code RENAMEUNCONDITIONAL} makes of a name: {@code (NEWHLQ)}, {@code (old,new)} or a list of such pairs. Pure. */
final class Renames {

    private record Pair(String old, String other) {}

    private final List<Pair> pairs = new ArrayList<>();
    private final String qualifier;

    Renames(Optional<Node> keyword) {
        List<Node> children = keyword.map(Node::children).orElse(List.of());
        String first = "";
        List<String> plain =
                children.stream().map(Node::word).filter(it -> !it.isEmpty()).toList();
        for (Node child : children) {
            List<String> words = child.words();
            if (child.word().isEmpty() && words.size() == 2) {
                pairs.add(new Pair(words.get(0), words.get(1)));
            } else if (child.word().isEmpty() && words.size() == 1) {
                first = words.get(0);
            }
        }
        if (plain.size() == 2) {
            pairs.add(new Pair(plain.get(0), plain.get(1)));
        } else if (plain.size() == 1) {
            first = plain.get(0);
        }
        this.qualifier = first;
    }

    /** The new name; the old one where no pair fits. */
    String rename(String name) {
        for (Pair pair : pairs) {
            if (DataSetNames.pattern(pair.old()).matcher(name).matches()) {
                return renamed(name, pair);
            }
        }
        return qualifier.isEmpty()
                ? name
                : qualifier + name.substring(DataSetNames.first(name).length());
    }

    private static String renamed(String name, Pair pair) {
        int fixed = fixedQualifiers(pair.old());
        String[] old = name.split("\\.");
        if (fixedQualifiers(pair.other()) == pair.other().split("\\.").length) {
            return pair.other();
        }
        List<String> made =
                new ArrayList<>(List.of(pair.other().split("\\.")).subList(0, fixedQualifiers(pair.other())));
        made.addAll(List.of(old).subList(Math.min(fixed, old.length), old.length));
        return String.join(".", made);
    }

    /** Qualifiers before the first that has an asterisk or a percent sign. */
    private static int fixedQualifiers(String filter) {
        int count = 0;
        for (String part : filter.split("\\.")) {
            if (part.contains("*") || part.contains("%")) {
                break;
            }
            count++;
        }
        return count;
    }
}
