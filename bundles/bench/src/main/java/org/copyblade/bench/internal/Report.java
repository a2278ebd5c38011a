package org.copyblade.bench.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.demo.operator.TextTable;

/** Prints what is measured as it comes, and all bars at the end. Not for several threads. */
final class Report {

    private final PrintStream out;
    private final List<Bar> bars = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void section(String title) {
        say("");
        say(title);
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void table(TextTable table) {
        out.print(table);
        out.flush();
    }

    void bar(Bar bar) {
        bars.add(bar);
    }

    /** Something that this machine cannot measure. */
    void skip(String figure, String reason) {
        skipped.add(figure + ": " + reason);
    }

    /** The bars; true when all are reached. */
    boolean conclude() {
        section("Figures against their bars");
        TextTable table = new TextTable(2, "figure", "reached", "measured", "bar");
        for (Bar bar : bars) {
            table.row(bar.figure(), bar.isReached() ? "yes" : "NO", bar.measured(), bar.wanted());
        }
        table(table);
        skipped.forEach(line -> say("skipped: " + line));
        return bars.stream().allMatch(Bar::isReached);
    }
}
