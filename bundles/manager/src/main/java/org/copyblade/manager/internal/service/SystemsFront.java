package org.copyblade.manager.internal.service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.api.SystemStatus;
import org.copyblade.api.Systems;
import org.copyblade.manager.internal.profile.MisnamedFiles;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.schedule.MissedRuns;
import org.copyblade.manager.internal.status.SystemsView;
import org.copyblade.manager.internal.system.RefusedAdapters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The service {@link Systems}. */
@Component(service = Systems.class, immediate = true)
public final class SystemsFront implements Systems {

    private final ManagerCore core;
    private final SystemsView view;
    private final MisnamedFiles misnamed;

    @Activate
    public SystemsFront(
            @Reference(name = "core") ManagerCore core,
            @Reference(name = "missed") MissedRuns missedRuns,
            @Reference(name = "refused") RefusedAdapters refused,
            @Reference(name = "misnamed") MisnamedFiles misnamed) {
        this.core = core;
        this.misnamed = misnamed;
        this.view =
                new SystemsView(core.engine(), core.profiles(), core.desk(), missedRuns, refused, Clock.systemUTC());
    }

    @Override
    public List<SystemStatus> list() throws CopybladeException {
        return view.list();
    }

    @Override
    public List<ConfigurationTrouble> configurationTroubles() {
        List<ConfigurationTrouble> troubles = new ArrayList<>(view.configurationTroubles());
        troubles.addAll(misnamed.list());
        return List.copyOf(troubles);
    }

    @Override
    public SystemAnalysis analyze(String name) throws CopybladeException {
        view.requireKnown(name);
        try {
            return core.analysis().analyze(name);
        } catch (Failure e) {
            throw e.asError();
        }
    }
}
