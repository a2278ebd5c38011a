package org.copyblade.manager.internal.settle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.backup.BackupService;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.system.PerhapsSuspended;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with every run that an earlier process has left open. Each holds its system until it is settled, so nothing new
 * begins there before. Used once, at the start of the manager.
 */
public final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Catalog catalog;
    private final RunDesk desk;
    private final SettlingWorkers workers;
    private final PerhapsSuspended perhapsSuspended;

    public Settlement(Catalog catalog, RunDesk desk, SettlingWorkers workers, PerhapsSuspended perhapsSuspended) {
        this.catalog = catalog;
        this.desk = desk;
        this.workers = workers;
        this.perhapsSuspended = perhapsSuspended;
    }

    /** How a run that was left open is settled. */
    public interface SettlingWorkers {
        Worker settle(Run run, List<JournalEntry> journal);
    }

    /**
     * Starts settling, in the threads of the runs. What fails before all is read has begun nothing, so it may be repeated; behind
     * that nothing is thrown any more, for a run that has begun must not be taken up a second time.
     *
     * @throws CatalogException if the catalog cannot say what is open
     */
    public void begin() throws CatalogException {
        Map<Run, List<JournalEntry>> open = new LinkedHashMap<>();
        for (Run run : catalog.openRuns()) {
            List<JournalEntry> journal = catalog.journal(run.id());
            open.put(run, journal);
            if (OpenIntents.of(journal).suspended()) {
                perhapsSuspended.since(run.system(), "since the manager ended in a window");
            }
        }
        List<Map.Entry<Run, List<JournalEntry>>> suspendedFirst = new ArrayList<>(open.entrySet());
        suspendedFirst.sort((a, b) -> Boolean.compare(
                OpenIntents.of(b.getValue()).suspended(),
                OpenIntents.of(a.getValue()).suspended()));
        Map<String, List<RunDesk.Open>> bySystem = new LinkedHashMap<>();
        for (Map.Entry<Run, List<JournalEntry>> entry : suspendedFirst) {
            bySystem.computeIfAbsent(entry.getKey().system(), unused -> new ArrayList<>())
                    .add(settling(entry.getKey(), entry.getValue()));
        }
        bySystem.forEach(this::settle);
    }

    private RunDesk.Open settling(Run run, List<JournalEntry> journal) {
        LOG.warn(
                "run {} {} of {} was left open in phase {}: settling it",
                run.id(),
                run.kind(),
                run.system(),
                run.phase());
        return new RunDesk.Open(run, workers.settle(run, journal));
    }

    private void settle(String system, List<RunDesk.Open> runs) {
        try {
            desk.resume(runs, Set.of(BackupService.lockOf(system)));
        } catch (CopybladeException e) {
            LOG.error("the open runs of {} cannot be settled now: {}", system, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("the open runs of {} cannot be settled now, by an error of our own", system, e);
        }
    }
}
