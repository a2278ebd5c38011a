package org.copyblade.manager.internal.backup;

import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.Evidence;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.manifest.ManifestWriter;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;

/** Writes the manifest of a backup, then calls it COMPLETE. */
final class Recording {

    private final ManifestWriter manifests;

    Recording(Engine engine) {
        this.manifests = new ManifestWriter(engine);
    }

    void record(RunContext run, BackupInProgress backup, Evidence evidence) throws Failure {
        backup.state(Backup.State.COMPLETE, "");
        manifests.write(backup, evidence).ifPresent(run::found);
        run.commit(List.of(backup.saved()));
    }
}
