package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Reconciliation;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two managers with a catalog each on one system of one host. */
class TwoManagersFlowTest {

    @TempDir
    Path common;

    private final ManagerRig first = new ManagerRig(Behaviour.snapshots("array"));
    private final ManagerRig second = new ManagerRig(first.storage, first.server);

    @BeforeEach
    void claims() {
        claim(first, "process 1");
        claim(second, "process 2");
    }

    private void claim(ManagerRig rig, String self) {
        rig.close();
        rig.claims = new Claims(Optional.of(common), self);
        rig.restart(CrashPoints.none());
    }

    @AfterEach
    void close() {
        second.close();
        second.claims.close();
        first.close();
        first.claims.close();
    }

    private BackupId backUp(ManagerRig rig) throws Exception {
        Run run = rig.backUp(Map.of("consistency", "storage"));
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    @Test
    void secondManager_isRefused_andTheFirstGoesOn() throws Exception {
        backUp(first);
        Run refused = second.backUp(Map.of());

        assertThat(refused.outcome()).contains(Outcome.REFUSED);
        assertThat(refused.message()).contains("bank is protected by another Copyblade of this host: ");
        assertThat(refused.findings()).extracting(Finding::check).contains(36);
        assertThat(first.server.tryCommit()).isTrue();
        backUp(first);
    }

    @Test
    void secondManager_leavesTheCopiesOfTheFirstAlone() throws Exception {
        BackupId id = backUp(first);

        assertThat(second.reconciliation().reconcile(true).items())
                .extracting(Reconciliation.Item::what, Reconciliation.Item::action)
                .singleElement()
                .satisfies(item -> {
                    assertThat((String) item.toList().get(0))
                            .startsWith("backup " + id + " of bank, which another Copyblade protects: ");
                    assertThat(item.toList().get(1)).isEqualTo("");
                });
        assertThat(second.backups().list(BackupQuery.NEWEST)).isEmpty();
        assertThat(first.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void restoreOfTheSecond_isRefused_too() throws Exception {
        BackupId id = backUp(second);
        second.claims.close();
        backUp(first);

        Run refused = second.ended(second.restores().start(id, false));

        assertThat(refused.outcome()).as(refused.message()).contains(Outcome.REFUSED);
        assertThat(refused.message()).contains("is protected by another Copyblade of this host");
        assertThat(first.server.isRunning()).isTrue();
    }

    @Test
    void afterTheFirstHasEnded_theSecondTakesOver() throws Exception {
        BackupId id = backUp(first);
        first.claims.close();

        second.reconciliation().reconcile(true);
        assertThat(second.backups().list(BackupQuery.NEWEST))
                .extracting(Backup::id)
                .containsExactly(id);
        backUp(second);
        assertThat(first.backUp(Map.of()).outcome()).contains(Outcome.REFUSED);
    }

    @Test
    void lookingAtAPlan_claimsNothing() throws Exception {
        first.backups().plan(ManagerRig.SYSTEM, Map.of());
        backUp(second);
    }
}
