package org.copyblade.blade.shadowimage.internal;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.LoggedOperation.Step;

/**
 * Measures one group of 500 pairs, with 5 ms added to every request: the time from the split sent to its answer, against
 * what the laboratory needed for the split by its own log. A program, not a test: on a busy machine it says little.
 * Arguments: pairs, rounds.
 */
final class ShadowFigures {

    private static final int DELAY_MS = 5;

    /** Behind the sources of the large laboratory. */
    private static final String TARGETS = "1024-2047";

    private ShadowFigures() {}

    /**
     * The figures of one round.
     *
     * @param prepareMs from plan to prepared, the first copy of all pairs included
     * @param lookMs the last look at the pairs, before a window
     * @param callMs the whole call
     * @param splitMs from the split sent to its answer
     * @param ownMs what the laboratory needed for the split
     * @param requests within the call
     */
    record Round(double prepareMs, double lookMs, double callMs, double splitMs, double ownMs, long requests) {

        double ratio() {
            return splitMs / ownMs;
        }
    }

    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path directory = Files.createTempDirectory("shadowimage-figures");
        try (Laboratory laboratory = Laboratory.large(directory, pairs)) {
            measure(laboratory, pairs, rounds, System.out);
        }
    }

    static List<Round> measure(Laboratory laboratory, int pairs, int rounds, PrintStream out) throws Exception {
        laboratory.fault(Fault.once(Fault.Kind.SLOW, "*").withDelayMs(DELAY_MS).hitting(0, 0));
        List<Round> results = new ArrayList<>();
        ShadowSettings settings = laboratory.settings();
        ShadowImageBlade blade =
                Laboratory.blade(Laboratory.settings(settings.access(), settings.trust(), TARGETS, false));
        for (int number = 0; number < rounds; number++) {
            Round round = round(laboratory, blade, pairs, number);
            results.add(round);
            out.printf(
                    Locale.ROOT,
                    "round %d: split %.1f ms, laboratory's own %.1f ms, ratio %.2f; whole call %.1f ms, %d requests; last look before it %.1f ms, prepared in %.0f ms%n",
                    number,
                    round.splitMs(),
                    round.ownMs(),
                    round.ratio(),
                    round.callMs(),
                    round.requests(),
                    round.lookMs(),
                    round.prepareMs());
        }
        blade.close();
        return results;
    }

    private static Round round(Laboratory laboratory, ShadowImageBlade blade, int pairs, int number) throws Exception {
        CopyGroup group = Groups.of(
                "ZFIGURE" + number,
                IntStream.range(0, pairs)
                        .map(i -> 256 + i / 250 * 256 + i % 250)
                        .toArray());
        long begun = System.nanoTime();
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        long looked = System.nanoTime();
        blade.look(group, prepared, Runs.soon());
        long ready = System.nanoTime();
        long start = last(laboratory);
        long called = System.nanoTime();
        Establishment done = blade.establish(group, prepared, Hold.NONE, Runs.soon());
        long returned = System.nanoTime();
        List<LoggedOperation> own = laboratory.face().array().log().entries().stream()
                .filter(entry -> entry.sequence() > start)
                .toList();
        Runs.settled(blade, group, done.binding());
        Runs.withdrawn(blade, group, done.binding());
        return new Round(
                (looked - begun) / 1e6,
                (ready - looked) / 1e6,
                (returned - called) / 1e6,
                (done.answeredNanos() - done.sentNanos()) / 1e6,
                (at(own, Step.ANSWERED) - at(own, Step.RECEIVED)) / 1e6,
                own.stream().filter(entry -> entry.step() == Step.RECEIVED).count());
    }

    private static long at(List<LoggedOperation> own, Step step) {
        return own.stream()
                .filter(entry -> entry.operation().equals("split") && entry.step() == step)
                .mapToLong(LoggedOperation::nanos)
                .findFirst()
                .orElseThrow();
    }

    private static long last(Laboratory laboratory) {
        List<LoggedOperation> entries = laboratory.face().array().log().entries();
        return entries.get(entries.size() - 1).sequence();
    }
}
