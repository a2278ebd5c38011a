package org.copyblade.manager.internal.service;

import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Restores;
import org.copyblade.api.RunId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The service {@link Restores}. */
@Component(service = Restores.class, immediate = true)
public final class RestoresFront implements Restores {

    private final ManagerCore core;

    @Activate
    public RestoresFront(@Reference(name = "core") ManagerCore core) {
        this.core = core;
    }

    @Override
    public RestorePlan plan(BackupId id, boolean undo) throws CopybladeException {
        return core.restores().plan(id, undo);
    }

    @Override
    public RunId start(BackupId id, boolean undo) throws CopybladeException {
        return core.restores().start(id, undo);
    }

    @Override
    public RestorePlan planUndo(RunId restore) throws CopybladeException {
        return core.restores().planUndo(restore);
    }

    @Override
    public RunId undo(RunId restore) throws CopybladeException {
        return core.restores().undo(restore);
    }

    @Override
    public ExtractPlan planExtract(ExtractOrder order) throws CopybladeException {
        return core.extracts().plan(order);
    }

    @Override
    public RunId extract(ExtractOrder order) throws CopybladeException {
        return core.extracts().start(order);
    }
}
