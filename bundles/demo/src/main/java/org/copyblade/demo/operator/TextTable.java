package org.copyblade.demo.operator;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need to be; the first row is the heading. Not for several threads. */
public final class TextTable {

    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param words how many columns, from the left, hold words; figures in the others are aligned to the right
     */
    public TextTable(int words, String... heading) {
        this.words = words;
        row(heading);
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The same as a table of Markdown. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < rows.size(); number++) {
            text.append("| ")
                    .append(String.join(" | ", rows.get(number)).replace("  ", " "))
                    .append(" |\n");
            if (number == 0) {
                int columns = rows.get(0).size();
                text.append("|---".repeat(Math.min(words, columns)))
                        .append("|--:".repeat(Math.max(0, columns - words)))
                        .append("|\n");
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(width(column) - row.get(column).length());
                String cell = row.get(column);
                text.append(column < words ? cell + padding : padding + cell).append("  ");
            }
            text.setLength(text.length() - 2);
            text.append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
