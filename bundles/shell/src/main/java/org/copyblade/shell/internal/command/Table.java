package org.copyblade.shell.internal.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows under headings, as wide as they need to be. Used by one thread. */
final class Table {

    private static final int GAP = 2;
    private static final int WIDEST = 120;

    private final List<String[]> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(headings);
    }

    Table row(String... values) {
        rows.add(values);
        return this;
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    String text() {
        int columns = rows.get(0).length;
        Column[] widths = new Column[columns];
        for (int column = 0; column < columns; column++) {
            int widest = 1;
            for (String[] row : rows) {
                widest = Math.max(widest, row[column].length());
            }
            // A column needs one place more than its text, or picocli wraps it.
            widths[column] = new Column(Math.min(WIDEST, widest) + GAP + 1, 0, Overflow.WRAP);
        }
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Help.Ansi.OFF), widths);
        rows.forEach(table::addRowValues);
        return table.toString()
                .lines()
                .map(String::stripTrailing)
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("");
    }
}
