package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.plan.Grouping.Draft;
import org.copyblade.manager.internal.plan.Grouping.DraftMember;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.junit.jupiter.api.Test;

/** A blade whose copies need no targets may show them on volumes of a pool, so it is told what to leave as any other. */
class PoliciesTest {

    private static final Map<String, String> OWN = Map.of("target.pool", "00200-0020F");
    private static final BackupOptions OTHER =
            options("ledger", Map.of("undo.target.pool", "00208-0020F", "undo.targets", "00100:00207"));

    private static BackupOptions options(String profile, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of("system", profile, "blade", "timefinder"));
        all.putAll(more);
        return BackupOptions.of(profile, all);
    }

    private static Draft draft(boolean needsTargets) {
        BladeInfo info = new BladeInfo(
                "timefinder",
                "powermax",
                "1",
                BladeInfo.Grain.VOLUME,
                needsTargets,
                BladeInfo.Reach.ENDPOINT,
                BladeInfo.HoldAbility.NONE,
                BladeInfo.Mark.NAMED,
                BladeInfo.RestoreEffect.KEEPS_COPY);
        return new Draft(
                new BladeName("timefinder", "powermax"),
                info,
                GroupRecord.Order.IN_WINDOW,
                List.of(new DraftMember(
                        new CopyMember("m1", "000197900001/00100", List.of(), Optional.empty()), List.of())));
    }

    private static Policies policies(BackupOptions options, Draft draft) {
        return Policies.of(
                options, new UndoReservations(options, List.of(options, OTHER)), List.of(draft), Predecessors.none());
    }

    @Test
    void bladeWithoutTargets_leavesWhatOthersReserve_andWhatItsOwnProfileDoes() {
        Draft draft = draft(false);
        BackupOptions options =
                options("bank", Map.of("target.pool", "00200-0020F", "undo.target.pool", "00204-00205"));

        CopyPolicy policy = policies(options, draft).of(draft);

        assertThat(policy.targetPool()).isEqualTo("00200-0020F");
        assertThat(policy.reservedPool()).isEqualTo("00204-00205,00208-0020F");
        assertThat(policy.reservedTargets()).containsExactly("00100:00207");
        assertThat(policies(options, draft).keptByOthers(draft))
                .extracting(Finding::text)
                .hasSize(2)
                .allMatch(text -> text.endsWith(" of profile 'ledger'"));
    }

    /** It has no targets that an undo copy would take: there it shows copies as at any other time. */
    @Test
    void undoCopyOfABladeWithoutTargets_isAsAnyOtherBackup() {
        Draft draft = draft(false);
        BackupOptions options = options("bank", Map.of("target.pool", "00200-0020F", "undo.target.pool", "00204"))
                .forUndo();

        CopyPolicy policy = policies(options, draft).of(draft);

        assertThat(policy.targetPool()).isEqualTo("00200-0020F");
        assertThat(policy.reservedPool()).isEqualTo("00208-0020F");
    }

    /** The control. */
    @Test
    void undoCopyOnTargets_takesWhatIsReservedForIt() {
        Draft draft = draft(true);
        BackupOptions options = options("bank", Map.of("target.pool", "00200-0020F", "undo.target.pool", "00204"))
                .forUndo();

        CopyPolicy policy = policies(options, draft).of(draft);

        assertThat(policy.targetPool()).isEqualTo("00204");
        assertThat(policy.reservedPool()).isEmpty();
        assertThat(policies(options("bank", OWN), draft).of(draft).reservedPool())
                .isEqualTo("00208-0020F");
    }
}
