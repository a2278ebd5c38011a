package org.copyblade.itests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One document of the working tree, in Markdown. */
record Document(Path file, List<String> lines) {

    static final Path ROOT = Path.of(System.getProperty("copyblade.root")).normalize();

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\(([^)#]+)(#[^)]*)?\\)");

    /** Reads a document, named from the top of the working tree. */
    static Document of(String name) throws IOException {
        Path file = ROOT.resolve(name);
        return new Document(file, Files.readAllLines(file));
    }

    String name() {
        return ROOT.relativize(file).toString();
    }

    /** Whether it is a decision, which keeps its form once it is made. */
    boolean isDecision() {
        return name().startsWith("distribution/docs/adr/");
    }

    String text() {
        return String.join("\n", lines);
    }

    /** The code blocks marked so, in order; an empty mark stands for those without one. */
    List<String> blocks(String mark) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        String open = null;
        for (String line : lines) {
            if (!line.startsWith("```")) {
                block.append(line).append('\n');
            } else if (open == null) {
                open = line.substring(3);
                block.setLength(0);
            } else {
                if (open.equals(mark)) {
                    blocks.add(block.toString());
                }
                open = null;
            }
        }
        return List.copyOf(blocks);
    }

    /** What stands under a heading of the second level, to the next one; empty if there is none of that name. */
    String section(String heading) {
        int begin = lines.indexOf("## " + heading);
        if (begin < 0) {
            return "";
        }
        List<String> rest = lines.subList(begin + 1, lines.size());
        return String.join(
                        "\n",
                        rest.stream().takeWhile(line -> !line.startsWith("## ")).toList())
                .strip();
    }

    /** Lines of prose: neither code nor table nor heading. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            boolean fence = line.startsWith("```");
            code ^= fence;
            if (!fence && !code && !line.startsWith("|") && !line.startsWith("#") && !line.startsWith("    ")) {
                prose.add(line.strip());
            }
        }
        return List.copyOf(prose);
    }

    /** Where its links lead, as far as that is inside the working tree. */
    List<Path> links() {
        return LINK.matcher(text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(target -> !target.contains("://"))
                .map(target -> file.resolveSibling(target).normalize())
                .toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
