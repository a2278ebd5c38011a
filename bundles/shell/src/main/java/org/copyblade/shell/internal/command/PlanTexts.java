package org.copyblade.shell.internal.command;

import java.util.List;
import java.util.stream.Collectors;
import org.copyblade.api.BackupId;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.Finding;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.RunId;

/** What would be done and lost, as people read it. Pure. */
final class PlanTexts {

    private static final String NL = System.lineSeparator();

    private PlanTexts() {}

    static String restore(RestorePlan plan, boolean dryRun) {
        return of("restore of " + plan.system() + " to backup " + plan.backup(), plan, dryRun);
    }

    static String undo(RunId restore, RestorePlan plan, boolean dryRun) {
        return of("undo of run " + restore + ": " + plan.system() + " to undo copy " + plan.backup(), plan, dryRun);
    }

    static String delete(DeletePlan plan) {
        String others = plan.others().isEmpty()
                ? "without it " + plan.system() + " cannot be restored"
                : plan.system() + " can be restored without it to "
                        + plan.others().stream().map(BackupId::value).collect(Collectors.joining(", "));
        String head = "deletion of backup " + plan.backup() + " of " + plan.system() + "; " + others;
        List<String> steps = plan.steps().isEmpty() ? List.of("nothing: of this backup nothing is left") : plan.steps();
        return of(head, steps, plan.lost(), plan.findings());
    }

    private static String of(String head, RestorePlan plan, boolean dryRun) {
        return of(
                        head + (plan.undoable() ? "; it can be undone" : "; IT CANNOT BE UNDONE"),
                        plan.steps(),
                        plan.lost(),
                        plan.findings())
                + (dryRun || !plan.isPossible() ? "" : NL + "nothing is done; repeat it with --yes");
    }

    private static String of(String head, List<String> steps, List<String> lost, List<Finding> findings) {
        StringBuilder text = new StringBuilder(head);
        int number = 1;
        for (String step : steps) {
            text.append(NL).append("  ").append(number++).append(". ").append(step);
        }
        lost.forEach(gone -> text.append(NL).append("LOST: ").append(gone));
        if (!findings.isEmpty()) {
            text.append(NL).append(Words.findings(findings));
        }
        return text.toString();
    }
}
