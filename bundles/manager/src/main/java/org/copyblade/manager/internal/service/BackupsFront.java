package org.copyblade.manager.internal.service;

import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Backups;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.Evidence;
import org.copyblade.api.RunId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The service {@link Backups}. */
@Component(service = Backups.class, immediate = true)
public final class BackupsFront implements Backups {

    private final ManagerCore core;

    @Activate
    public BackupsFront(@Reference(name = "core") ManagerCore core) {
        this.core = core;
    }

    @Override
    public BackupPlan plan(String profile, Map<String, String> overrides) throws CopybladeException {
        return core.backups().plan(profile, overrides);
    }

    @Override
    public RunId start(String profile, Map<String, String> overrides) throws CopybladeException {
        return core.backups().start(profile, overrides);
    }

    @Override
    public List<Backup> list(BackupQuery query) throws CopybladeException {
        return core.backups().list(query);
    }

    @Override
    public Backup get(BackupId id) throws CopybladeException {
        return core.backups().get(id).backup();
    }

    @Override
    public Evidence evidence(BackupId id) throws CopybladeException {
        return core.backups().evidence(id);
    }

    @Override
    public List<CopyStatus> copies(BackupId id) throws CopybladeException {
        return core.backups().copies(id);
    }

    @Override
    public RunId verify(BackupId id) throws CopybladeException {
        return core.restores().verify(id);
    }

    @Override
    public Backup hold(BackupId id) throws CopybladeException {
        return core.backups().hold(id, true);
    }

    @Override
    public Backup unhold(BackupId id) throws CopybladeException {
        return core.backups().hold(id, false);
    }

    @Override
    public DeletePlan planDelete(BackupId id) throws CopybladeException {
        return core.restores().planDelete(id);
    }

    @Override
    public RunId delete(BackupId id) throws CopybladeException {
        return core.restores().delete(id);
    }
}
