package org.copyblade.shell.internal.command;

import java.util.Arrays;
import java.util.List;
import org.copyblade.api.ExtractPlan;

/** What {@code slb:extract} reads and shows. Pure. */
final class ExtractTexts {

    private ExtractTexts() {}

    /** Serials parted by commas. */
    static List<String> volumes(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(volume -> !volume.isEmpty())
                .toList();
    }

    static String plan(ExtractPlan plan) {
        Table table = new Table("DATA SET", "AS", "WAS ON");
        for (ExtractPlan.Copy copy : plan.copies()) {
            table.row(copy.from(), copy.to(), String.join(", ", copy.sources()));
        }
        String findings = Words.findings(plan.findings());
        String nl = System.lineSeparator();
        return "out of backup " + plan.backup() + " of " + plan.system() + ", which goes on working, by blade "
                + plan.blade() + " to " + String.join(", ", plan.volumes()) + nl + table.text()
                + (findings.isEmpty() ? "" : nl + findings);
    }
}
