package org.copyblade.bench.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.demo.operator.TextTable;

/** Prints what is measured as it comes, and all bars at the end; keeps the same as Markdown. Not for several threads. */
final class Report {

    private final PrintStream out;
    private final StringBuilder markdown = new StringBuilder("# Figures\n\n");
    private final List<Bar> bars = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void section(String title) {
        print("\n" + title + "\n");
        markdown.append("## ").append(title).append("\n\n");
    }

    /** One sentence. */
    void say(String line) {
        print(line + "\n");
        markdown.append(line).append("\n\n");
    }

    void table(TextTable table) {
        print(table.toString());
        markdown.append(table.toMarkdown()).append('\n');
    }

    void bar(Bar bar) {
        bars.add(bar);
    }

    /** Something that this machine cannot measure. */
    void skip(String figure, String reason) {
        skipped.add(figure + ": " + reason);
    }

    /** Tells all bars and what was skipped. */
    void conclude() {
        section("Figures against their bars");
        TextTable table = new TextTable(2, "figure", "reached", "measured", "bar");
        for (Bar bar : bars) {
            table.row(bar.figure(), bar.isReached() ? "yes" : "NO", bar.measured(), bar.wanted());
        }
        table(table);
        skipped.forEach(line -> say("skipped: " + line));
        say(missed() + " of " + bars.size() + " bars missed, " + skipped.size() + " rows skipped");
    }

    /** How many bars are not reached. */
    long missed() {
        return bars.stream().filter(bar -> !bar.isReached()).count();
    }

    boolean hasSkipped() {
        return !skipped.isEmpty();
    }

    String markdown() {
        return markdown.toString();
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }
}
