package org.copyblade.manager.internal.service;

import org.copyblade.api.CopybladeException;
import org.copyblade.api.Reconciliation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The service {@link Reconciliation}. */
@Component(service = Reconciliation.class, immediate = true)
public final class ReconciliationFront implements Reconciliation {

    private final ManagerCore core;

    @Activate
    public ReconciliationFront(@Reference(name = "core") ManagerCore core) {
        this.core = core;
    }

    @Override
    public Report reconcile(boolean repair) throws CopybladeException {
        return core.reconciler().reconcile(repair);
    }
}
