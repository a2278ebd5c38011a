package org.copyblade.itests.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.LastLook;
import org.copyblade.itests.rig.RigCatalog;
import org.copyblade.itests.rig.RigReference;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.copyblade.manager.internal.service.BackupsFront;
import org.copyblade.manager.internal.service.ManagerCore;
import org.copyblade.manager.internal.service.RunsFront;
import org.copyblade.manager.internal.system.SystemRegistry;
import org.copyblade.system.spi.ProtectedSystem;

/**
 * Measures mixed backups of many volumes through the product's own manager: half of them on a VSP, half on a
 * PowerMax. The time from the first establish sent to the last answer is set against what the slower array itself
 * needed, by its own log, in the same round. A program, not a test: on a busy machine it says little. Arguments: volumes of
 * each array, rounds, method.
 */
final class MixedFigures implements AutoCloseable {

    private static final String SYSTEM = "bank";
    private static final String PROFILE = "mixed";

    /** What the PowerMax calls its instant. */
    private static final String ESTABLISH = "establish";

    private final TwoArrays arrays;
    private final MixedMethod method;
    private final VolumesSystem system;
    private final List<CopyBlade> blades;
    private final ConcurrentLinkedQueue<long[]> establishes = new ConcurrentLinkedQueue<>();
    private final ManagerCore core;

    /**
     * The figures of one round.
     *
     * @param windowMs from the first establish begun to the last that has answered
     * @param ownMs of the arrays, each by its own log
     * @param heldMs how long the system was held
     * @param wholeMs the whole backup
     * @param requestsInWindow of each array, while the system was held
     * @param requests of each array, of the whole backup
     * @param heapMiB used after it, garbage included
     * @param leftovers on both arrays besides the copies of this backup: those of the last one are gone
     */
    record Round(
            double windowMs,
            List<Double> ownMs,
            double heldMs,
            double wholeMs,
            List<Long> requestsInWindow,
            List<Long> requests,
            long heapMiB,
            int leftovers) {

        double ratio() {
            return windowMs / ownMs.stream().max(Double::compare).orElseThrow();
        }
    }

    MixedFigures(Path directory, int each, MixedMethod method) throws Exception {
        this.method = method;
        arrays = TwoArrays.start(directory, each);
        system = new VolumesSystem(SYSTEM, arrays.serials());
        blades = List.of(arrays.shadowImage(), arrays.timeFinder());
        BladeRegistry registry = new BladeRegistry();
        for (int i = 0; i < blades.size(); i++) {
            Map<String, String> properties =
                    Map.of("blade", blades.get(i).info().technology(), "endpoint", "lab", "version", "1");
            registry.addBlade(RigReference.of(i + 1, properties), timed(blades.get(i)));
        }
        SystemRegistry systems = new SystemRegistry();
        systems.<ProtectedSystem>addSystem(
                RigReference.of(3, Map.of("system.name", SYSTEM, "system.kind", "volumes")), system);
        core = new ManagerCore(
                RigCatalog.open(directory.resolve("data")),
                registry,
                systems,
                new Profile(),
                new OwnPlaces(List.of()),
                new Claims(Optional.empty(), ""));
    }

    public static void main(String[] arguments) throws Exception {
        int each = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        MixedMethod method = MixedMethod.valueOf(arguments.length > 2 ? arguments[2] : "USUAL");
        Path directory = Files.createTempDirectory("copyblade-figures");
        try (MixedFigures figures = new MixedFigures(directory, each, method)) {
            figures.measure(rounds, System.out);
        } finally {
            remove(directory);
        }
    }

    /** The volumes of both arrays are in it. */
    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The blade, with the begin and the end of each establish noted. */
    private CopyBlade timed(CopyBlade blade) {
        return (CopyBlade) Proxy.newProxyInstance(
                MixedFigures.class.getClassLoader(),
                new Class<?>[] {CopyBlade.class, LastLook.class},
                (proxy, called, arguments) -> {
                    long begun = System.nanoTime();
                    try {
                        return called.invoke(blade, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (called.getName().equals("establish")) {
                            establishes.add(new long[] {begun, System.nanoTime()});
                        }
                    }
                });
    }

    private final class Profile implements ProfileSource {
        @Override
        public List<BackupOptions> usable() {
            return List.of(options(PROFILE, Map.of()));
        }

        @Override
        public List<RefusedProfile> refused() {
            return List.of();
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) {
            Map<String, String> all = new HashMap<>(Map.of(
                    "system", SYSTEM,
                    "blade", "shadowimage,timefinder",
                    "fast.replication", "required",
                    "generations", "1",
                    "overwrite.last", "true"));
            all.putAll(method.options(arrays));
            all.putAll(overrides);
            return BackupOptions.of(profile, all);
        }
    }

    List<Round> measure(int rounds, PrintStream out) throws Exception {
        List<Round> results = new ArrayList<>();
        out.println("by " + method + ":");
        out.println("| round | first sent to last answer, ms | VSP itself, ms | PowerMax itself, ms | ratio | held, ms "
                + "| whole backup, ms | requests in the window | requests in all | heap, MiB |");
        out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int number = 1; number <= rounds; number++) {
            Round round = round();
            results.add(round);
            out.printf(
                    Locale.ROOT,
                    "| %d | %.1f | %.1f | %.1f | %.2f | %.1f | %.0f | %s | %s | %d |%n",
                    number,
                    round.windowMs(),
                    round.ownMs().get(0),
                    round.ownMs().get(1),
                    round.ratio(),
                    round.heldMs(),
                    round.wholeMs(),
                    round.requestsInWindow(),
                    round.requests(),
                    round.heapMiB());
        }
        return results;
    }

    int suspensions() {
        return system.suspensions();
    }

    private Round round() throws Exception {
        establishes.clear();
        List<Long> starts =
                arrays.storages().stream().map(MixedFigures::lastSequence).toList();
        long begun = System.nanoTime();
        Run run = ended(new BackupsFront(core).start(PROFILE, Map.of()));
        long whole = System.nanoTime() - begun;
        if (!run.outcome().equals(Optional.of(Outcome.COMPLETE))) {
            throw new IllegalStateException(run.message() + " " + run.findings());
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        List<Double> own = new ArrayList<>();
        List<Long> inWindow = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        List<String> instants = List.of(method.split(), ESTABLISH);
        for (int i = 0; i < starts.size(); i++) {
            List<LoggedOperation> log = since(arrays.storages().get(i), starts.get(i));
            own.add(ownMs(log, instants.get(i)));
            inWindow.add(log.stream()
                    .filter(entry -> entry.step() == Step.RECEIVED)
                    .filter(entry -> entry.nanos() - system.heldNanos() > 0)
                    .filter(entry -> entry.nanos() - system.resumedNanos() < 0)
                    .count());
            all.add(log.stream().filter(entry -> entry.step() == Step.RECEIVED).count());
        }
        long first = establishes.stream().mapToLong(times -> times[0]).min().orElseThrow();
        long last = establishes.stream().mapToLong(times -> times[1]).max().orElseThrow();
        return new Round(
                (last - first) / 1e6,
                own,
                (system.resumedNanos() - system.heldNanos()) / 1e6,
                whole / 1e6,
                inWindow,
                all,
                heap,
                arrays.leftovers(method));
    }

    private static long lastSequence(VirtualArray array) {
        List<LoggedOperation> entries = array.log().entries();
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
    }

    private static List<LoggedOperation> since(VirtualArray array, long sequence) {
        return array.log().entries().stream()
                .filter(entry -> entry.sequence() > sequence)
                .toList();
    }

    /** From its arrival at the array until its answer went out. */
    private static double ownMs(List<LoggedOperation> log, String instant) {
        return (at(log, instant, Step.ANSWERED) - at(log, instant, Step.RECEIVED)) / 1e6;
    }

    private static long at(List<LoggedOperation> log, String operation, Step step) {
        return log.stream()
                .filter(entry -> entry.operation().equals(operation) && entry.step() == step)
                .mapToLong(LoggedOperation::nanos)
                .findFirst()
                .orElseThrow();
    }

    private Run ended(RunId id) throws CopybladeException, InterruptedException {
        RunsFront runs = new RunsFront(core);
        Run run = runs.get(id);
        while (run.outcome().isEmpty()) {
            run = runs.await(run, Duration.ofSeconds(1));
        }
        return run;
    }

    @Override
    public void close() throws IOException {
        core.stop();
        arrays.close();
    }
}
