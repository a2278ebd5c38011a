package org.copyblade.manager.internal.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Finding;
import org.copyblade.api.SetupReport;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredSetup;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;

/** Validation 22: a profile is used only with a setup that knows today's sources and targets. Safe for many threads. */
public final class SetupGate {

    private final Catalog catalog;

    public SetupGate(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Runs setup again where it is needed and allowed; the findings say so. */
    public List<Finding> check(BackupOptions options, Planner.Planned planned, Instant now) throws Failure {
        Optional<StoredSetup> stored = read(options.profile());
        boolean valid = stored.isPresent()
                && stored.orElseThrow().report().passed()
                && stored.orElseThrow().fingerprint().equals(planned.fingerprint());
        if (valid || !planned.isPossible()) {
            return List.of();
        }
        if (options.preventRevalidation()) {
            return List.of(new Finding(
                    Check.SETUP_VALID.number(),
                    Finding.Severity.ERROR,
                    options.profile(),
                    "sources or targets changed since the last setup",
                    "run slb:setup " + options.profile()));
        }
        store(options.profile(), planned, now);
        return List.of(new Finding(
                Check.SETUP_VALID.number(),
                Finding.Severity.NOTE,
                options.profile(),
                "setup ran again because sources or targets changed",
                ""));
    }

    /** Records what a setup found. */
    public SetupReport store(String profile, Planner.Planned planned, Instant now) throws Failure {
        SetupReport report = new SetupReport(profile, now, planned.isPossible(), planned.findings());
        try {
            catalog.commit(List.of(new Change.SaveSetup(new StoredSetup(report, planned.fingerprint()))));
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
        return report;
    }

    private Optional<StoredSetup> read(String profile) throws Failure {
        try {
            return catalog.setup(profile);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }
}
