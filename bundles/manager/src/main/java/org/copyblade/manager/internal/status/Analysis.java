package org.copyblade.manager.internal.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.api.Finding;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.CopyChecker;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.SystemLayout;

/** Looks at everything a system keeps on storage and says what that allows. Changes nothing. Safe for many threads. */
public final class Analysis {

    private static final Duration LOOK = Duration.ofSeconds(60);

    private final Engine engine;
    private final BladeCalls blades;

    public Analysis(Engine engine, BladeCalls blades) {
        this.engine = engine;
        this.blades = blades;
    }

    public SystemAnalysis analyze(String name) throws Failure {
        SystemLayout layout = engine.systems()
                .call(
                        name,
                        ProtectedSystem.class,
                        "discover system " + name,
                        system -> system.discover(Deadline.within(LOOK)));
        List<Finding> findings = new ArrayList<>();
        layout.findings()
                .forEach(finding -> findings.add(new Finding(
                        0,
                        Finding.Severity.valueOf(finding.severity().name()),
                        finding.subject(),
                        finding.text(),
                        finding.hint())));
        Map<String, List<String>> byDataSet = bladesByDataSet(layout, findings);
        List<SystemAnalysis.AnalyzedDataSet> dataSets = layout.dataSets().stream()
                .map(dataSet -> new SystemAnalysis.AnalyzedDataSet(
                        dataSet.name(),
                        dataSet.role().name().toLowerCase(Locale.ROOT),
                        dataSet.place(),
                        byDataSet.getOrDefault(dataSet.name(), List.of())))
                .toList();
        return new SystemAnalysis(name, layout.productVersion(), layout.running(), dataSets, allowed(name), findings);
    }

    private Map<String, List<String>> bladesByDataSet(SystemLayout layout, List<Finding> findings) {
        Map<String, List<String>> byDataSet = new ConcurrentHashMap<>();
        TreeSet<String> names = new TreeSet<>();
        engine.bladeRegistry()
                .present()
                .forEach(present -> names.add(present.key().name().toString()));
        for (String text : names) {
            BladeName blade = BladeName.parse(text);
            Optional<String> silent = Optional.empty();
            for (DataSet dataSet : layout.dataSets()) {
                List<String> found = byDataSet.computeIfAbsent(dataSet.name(), unused -> new ArrayList<>());
                try {
                    if (canCopy(blade, dataSet)) {
                        found.add(text);
                    }
                } catch (Failure e) {
                    found.add(text + " (unknown)");
                    silent = Optional.of(e.getMessage());
                }
            }
            silent.ifPresent(why -> findings.add(unknown(text, why)));
        }
        return byDataSet;
    }

    private static Finding unknown(String blade, String why) {
        return new Finding(
                0,
                Finding.Severity.WARNING,
                blade,
                "does not say what it could copy: " + why,
                "ask again once the storage answers; see slb:status");
    }

    private boolean canCopy(BladeName blade, DataSet dataSet) throws Failure {
        HostVolume host = dataSet.kind() == DataSet.PlaceKind.PATH
                ? HostVolume.path(dataSet.place())
                : HostVolume.volser(dataSet.place());
        List<LocatedVolume> located = blades.call(
                blade,
                "locate " + dataSet.place(),
                LOOK,
                Interest.ALWAYS,
                (service, call) -> service.locate(List.of(host), call));
        return !located.isEmpty();
    }

    private List<String> allowed(String name) throws Failure {
        List<String> allowed = new ArrayList<>();
        add(allowed, name, Suspendable.class, "backups under log suspend");
        add(allowed, name, BackupMode.class, "backups in backup mode");
        add(allowed, name, Restorable.class, "full restore in place");
        add(allowed, name, CopyChecker.class, "verification by booting a clone");
        return allowed;
    }

    private void add(List<String> allowed, String name, Class<?> ability, String text) throws Failure {
        if (engine.systems().can(name, ability)) {
            allowed.add(text);
        }
    }
}
