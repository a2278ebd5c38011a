package org.copyblade.manager.internal.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.api.Awaited;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.run.Failure;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The service {@link Runs}. */
@Component(service = Runs.class, immediate = true)
public final class RunsFront implements Runs {

    private final ManagerCore core;

    @Activate
    public RunsFront(@Reference(name = "core") ManagerCore core) {
        this.core = core;
    }

    @Override
    public List<Run> list(int limit) throws CopybladeException {
        try {
            Map<RunId, Run> active =
                    core.desk().active().stream().collect(Collectors.toMap(Run::id, Function.identity()));
            return core.engine().catalog().runs(limit).stream()
                    .map(run -> active.getOrDefault(run.id(), run))
                    .toList();
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    @Override
    public Run get(RunId id) throws CopybladeException {
        return core.desk().get(id);
    }

    @Override
    public Run await(Run seen, Duration limit) throws CopybladeException, InterruptedException {
        return core.desk().await(seen, limit);
    }

    @Override
    public Run cancel(RunId id) throws CopybladeException {
        return core.desk().cancel(id);
    }

    @Override
    public List<Awaited> awaited() {
        return Stream.concat(
                        core.engine().systemRegistry().awaited().stream(),
                        core.engine().bladeRegistry().awaited().stream())
                .toList();
    }
}
