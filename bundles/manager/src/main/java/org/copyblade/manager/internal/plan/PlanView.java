package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.api.BackupPlan;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;

/** A plan as shown to people. Pure. */
public final class PlanView {

    private PlanView() {}

    public static BackupPlan of(BackupOptions options, Planner.Planned planned) {
        List<BackupPlan.PlannedCopy> copies = new ArrayList<>();
        for (int i = 0; i < planned.groups().size(); i++) {
            GroupRecord group = planned.groups().get(i);
            for (GroupRecord.MemberRecord member : group.members()) {
                copies.add(new BackupPlan.PlannedCopy(
                        i + 1,
                        group.technology(),
                        group.endpoint(),
                        member.member().name(),
                        member.member().source(),
                        member.target(),
                        group.letter(member),
                        group.order() == GroupRecord.Order.IN_WINDOW ? "in the window" : "after the resume"));
            }
        }
        return new BackupPlan(
                options.profile(),
                options.system(),
                options.consistency(),
                planned.choice().generation(),
                planned.choice().overwrites().map(backup -> backup.id().value()).orElse(""),
                copies,
                planned.findings());
    }
}
