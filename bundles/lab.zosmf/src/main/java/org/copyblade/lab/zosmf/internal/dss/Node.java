package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A word of a control statement with what is in the parentheses behind it; a list that stands by itself has an empty word.
 *
 * @param word in upper case, without apostrophes
 * @param children what is in the parentheses
 */
record Node(String word, List<Node> children) {

    Node {
        children = List.copyOf(children);
    }

    Optional<Node> child(String name) {
        return children.stream()
                .filter(it -> Keywords.full(it.word()).equals(name))
                .findFirst();
    }

    /** The words within, lists in lists taken apart. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (Node child : children) {
            if (!child.word().isEmpty()) {
                words.add(child.word());
            }
            words.addAll(child.words());
        }
        return words;
    }

    /** Volume serials: {@code (A,B)}, {@code ((A),(B))} or {@code ((A,3390))}. */
    List<String> volsers() {
        return children.stream()
                .map(it -> it.word().isEmpty() && !it.children().isEmpty()
                        ? it.children().get(0)
                        : it)
                .map(Node::word)
                .filter(it -> !it.isEmpty())
                .toList();
    }
}
