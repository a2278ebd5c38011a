package org.copyblade.shell.internal.command;

import java.util.List;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopyStatus.Stage;

/** What the storage says of copies, as people read it. Pure. */
final class CopyTexts {

    private CopyTexts() {}

    static String list(List<CopyStatus> copies) {
        Table table = new Table("GROUP", "BLADE", "COPY", "PERCENT", "MEANING");
        for (CopyStatus copy : copies) {
            table.row(
                    copy.group(),
                    copy.blade() + "@" + copy.endpoint(),
                    copy.stage().name(),
                    copy.percent().isPresent() ? String.valueOf(copy.percent().getAsInt()) : "-",
                    copy.meaning());
        }
        return table.isEmpty() ? "no copy of it is left" : table.text();
    }

    /** Whether somebody should look at one of them. */
    static boolean isAlarming(List<CopyStatus> copies) {
        return copies.stream().anyMatch(copy -> copy.stage() == Stage.UNUSABLE || copy.stage() == Stage.UNKNOWN);
    }
}
