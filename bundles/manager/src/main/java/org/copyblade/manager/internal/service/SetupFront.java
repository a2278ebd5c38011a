package org.copyblade.manager.internal.service;

import org.copyblade.api.CopybladeException;
import org.copyblade.api.Profile.SetupState;
import org.copyblade.api.SetupReport;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSetup;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service {@link ProfileSetup}, for those who show and set up profiles. */
@Component(service = ProfileSetup.class, immediate = true)
public final class SetupFront implements ProfileSetup {

    private static final Logger LOG = LoggerFactory.getLogger(SetupFront.class);

    private final ManagerCore core;

    @Activate
    public SetupFront(@Reference(name = "core") ManagerCore core) {
        this.core = core;
    }

    @Override
    public SetupReport setup(BackupOptions options) throws CopybladeException {
        return core.backups().setup(options);
    }

    @Override
    public SetupState state(String profile) {
        try {
            return core.engine()
                    .catalog()
                    .setup(profile)
                    .map(stored -> stored.report().passed() ? SetupState.VALID : SetupState.FAILED)
                    .orElse(SetupState.NEEDED);
        } catch (CatalogException e) {
            // The next run asks the catalog again and refuses with its error; showing profiles goes on.
            LOG.warn("the setup of profile '{}' cannot be read: {}", profile, e.getMessage());
            return SetupState.NEEDED;
        }
    }
}
