package org.copyblade.manager.internal.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopyStatus.Stage;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.CopyDoubt;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;

/** Asks the storage how far the copies of a backup are. Safe for many threads. */
final class CopyStatuses {

    private final Engine engine;

    CopyStatuses(Engine engine) {
        this.engine = engine;
    }

    /** One for each group of which storage may hold something. What cannot be asked is unknown. */
    List<CopyStatus> of(BackupInProgress backup) throws Failure {
        List<CopyStatus> found = new ArrayList<>();
        for (GroupRecord group : backup.body().groups()) {
            if (group.mayExist()) {
                found.add(of(group));
            }
        }
        return found;
    }

    private CopyStatus of(GroupRecord group) throws Failure {
        try {
            CopyState state = engine.groups().query(group);
            return state.fold(new CopyDoubt(group.group()))
                    .map(doubt -> status(group, Stage.UNUSABLE, OptionalInt.empty(), doubt))
                    .orElseGet(() -> state.fold(new Usable(group)));
        } catch (Failure e) {
            if (e.isStopping()) {
                throw e;
            }
            return status(group, Stage.UNKNOWN, OptionalInt.empty(), e.getMessage());
        }
    }

    private static CopyStatus status(GroupRecord group, Stage stage, OptionalInt percent, String meaning) {
        return new CopyStatus(group.group(), group.technology(), group.endpoint(), stage, percent, meaning);
    }

    /** Of states that nothing is said against. */
    private record Usable(GroupRecord group) implements CopyState.Cases<CopyStatus> {
        @Override
        public CopyStatus absent(CopyState.Absent state) {
            return unusable();
        }

        @Override
        public CopyStatus preparing(CopyState.Preparing state) {
            return unusable();
        }

        @Override
        public CopyStatus prepared(CopyState.Prepared state) {
            return unusable();
        }

        @Override
        public CopyStatus established(CopyState.Established state) {
            return switch (state.background()) {
                case COPYING ->
                    status(
                            group,
                            Stage.COPYING,
                            state.percent(),
                            "it is lost with its source until its background copy has ended");
                case COPIED -> status(group, Stage.COPIED, OptionalInt.empty(), "it is independent of its source");
                case DEPENDENT ->
                    status(
                            group,
                            Stage.DEPENDENT,
                            OptionalInt.empty(),
                            "it shares data with its source for ever, and is lost with it");
            };
        }

        @Override
        public CopyStatus restoring(CopyState.Restoring state) {
            return status(
                    group,
                    Stage.RESTORING,
                    OptionalInt.of(state.percent()),
                    "it is being copied back onto its sources");
        }

        @Override
        public CopyStatus failed(CopyState.Failed state) {
            return unusable();
        }

        private CopyStatus unusable() {
            return status(group, Stage.UNUSABLE, OptionalInt.empty(), "it cannot be used");
        }
    }
}
