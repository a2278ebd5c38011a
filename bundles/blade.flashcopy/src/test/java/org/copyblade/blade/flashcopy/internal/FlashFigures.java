package org.copyblade.blade.flashcopy.internal;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.drive.VolumeGroups;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.LoggedOperation.Step;

/**
 * Measures 1,000 pairs over four systems of the laboratory, with 5 ms added to every establish request: the time from the
 * first request sent to the last answer, against what the slowest system needed by the laboratory's own log. A program, not
 * a test: on a busy machine it says little. Arguments: pairs in one request, rounds.
 */
final class FlashFigures {

    private static final List<String> SERIALS = List.of("75AAA11", "75BBB22", "75CCC33", "75DDD44");
    private static final int PAIRS = 250;
    private static final int COLLECTIONS = 3;

    private FlashFigures() {}

    /**
     * The figures of one round.
     *
     * @param heapBytes what is live after a collection while all copies are established, above what was before the first
     *     blade: of the laboratory in this process too, so that the blades alone need less
     */
    record Round(double windowMs, double slowestMs, long requests, long allRequests, long heapBytes, Release release) {

        double ratio() {
            return windowMs / slowestMs;
        }
    }

    public static void main(String[] arguments) throws Exception {
        int pairsPerRequest = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 32;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path directory = Files.createTempDirectory("flashcopy-figures");
        try (Laboratory laboratory = Laboratory.large(directory, SERIALS, PAIRS)) {
            measure(laboratory, pairsPerRequest, rounds, System.out);
        }
    }

    static List<Round> measure(Laboratory laboratory, int pairsPerRequest, int rounds, PrintStream out)
            throws Exception {
        long idle = liveBytes();
        List<FlashCopyBlade> blades = new ArrayList<>();
        for (int i = 0; i < SERIALS.size(); i++) {
            blades.add(Laboratory.blade(laboratory.settings(i, pairsPerRequest)));
        }
        laboratory.fault(Fault.once(Fault.Kind.SLOW, "establish").withDelayMs(5).hitting(0, 0));
        List<Round> results = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(SERIALS.size());
        try {
            for (int round = 0; round < rounds; round++) {
                Round result = round(laboratory, blades, threads, round, idle);
                results.add(result);
                out.printf(
                        Locale.ROOT,
                        "round %d: window %.1f ms, slowest system %.1f ms, ratio %.2f, %d establish requests, %d in all, heap +%.1f MB, %s%n",
                        round,
                        result.windowMs(),
                        result.slowestMs(),
                        result.ratio(),
                        result.requests(),
                        result.allRequests(),
                        result.heapBytes() / 1e6,
                        result.release());
            }
        } finally {
            threads.shutdown();
            blades.forEach(FlashCopyBlade::close);
        }
        return results;
    }

    private static Round round(
            Laboratory laboratory, List<FlashCopyBlade> blades, ExecutorService threads, int number, long idle)
            throws Exception {
        List<CopyGroup> groups = new ArrayList<>();
        List<Binding> prepared = new ArrayList<>();
        long before = lastSequence(laboratory);
        for (int i = 0; i < SERIALS.size(); i++) {
            List<String> sources = IntStream.range(0, PAIRS)
                    .mapToObj(volume -> String.format("01%02X", volume))
                    .toList();
            CopyGroup group =
                    VolumeGroups.of("ZFIG" + i + String.format("%03d", number), "2107-" + SERIALS.get(i), sources);
            groups.add(group);
            prepared.add(Runs.prepared(blades.get(i), group, Runs.POLICY).binding());
        }
        long start = lastSequence(laboratory);
        List<Callable<Establishment>> work = new ArrayList<>();
        for (int i = 0; i < SERIALS.size(); i++) {
            int system = i;
            work.add(() -> blades.get(system)
                    .establish(
                            groups.get(system),
                            prepared.get(system),
                            Hold.atMost(Duration.ofSeconds(60)),
                            Runs.soon()));
        }
        List<Establishment> done = new ArrayList<>();
        for (Future<Establishment> future : threads.invokeAll(work)) {
            done.add(future.get());
        }
        Release release = Release.BY_CLOCK;
        for (int i = 0; i < SERIALS.size(); i++) {
            Release one = blades.get(i).release(groups.get(i), done.get(i).binding(), Runs.soon());
            release = one == Release.BY_CLOCK ? release : one;
        }
        long heap = liveBytes() - idle;
        List<LoggedOperation> window = since(laboratory, start);
        long sent = done.stream().mapToLong(Establishment::sentNanos).min().orElseThrow();
        long answered =
                done.stream().mapToLong(Establishment::answeredNanos).max().orElseThrow();
        double slowest = SERIALS.stream()
                .mapToDouble(serial -> ownMillis(window, serial))
                .max()
                .orElseThrow();
        for (int i = 0; i < SERIALS.size(); i++) {
            Runs.withdrawn(blades.get(i), groups.get(i), done.get(i).binding());
        }
        return new Round(
                (answered - sent) / 1e6,
                slowest,
                received(window, "establish"),
                since(laboratory, before).stream()
                        .filter(entry -> entry.step() == Step.RECEIVED)
                        .count(),
                heap,
                release);
    }

    private static long liveBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** From the first establish that a system received to the last that it answered. */
    private static double ownMillis(List<LoggedOperation> window, String serial) {
        List<LoggedOperation> own = window.stream()
                .filter(entry -> entry.system().equals(serial))
                .filter(entry -> entry.operation().equals("establish"))
                .toList();
        long first = own.stream()
                .filter(entry -> entry.step() == Step.RECEIVED)
                .mapToLong(LoggedOperation::nanos)
                .min()
                .orElseThrow();
        long last = own.stream()
                .filter(entry -> entry.step() == Step.ANSWERED)
                .mapToLong(LoggedOperation::nanos)
                .max()
                .orElseThrow();
        return (last - first) / 1e6;
    }

    private static long received(List<LoggedOperation> entries, String operation) {
        return entries.stream()
                .filter(entry -> entry.operation().equals(operation))
                .filter(entry -> entry.step() == Step.RECEIVED)
                .count();
    }

    private static long lastSequence(Laboratory laboratory) {
        List<LoggedOperation> entries = laboratory.face().array().log().entries();
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
    }

    private static List<LoggedOperation> since(Laboratory laboratory, long sequence) {
        return laboratory.face().array().log().entries().stream()
                .filter(entry -> entry.sequence() > sequence)
                .toList();
    }
}
