package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random establishes, refreshes, restores, withdrawals, writes and restarts, beside a model that copies everything at once:
 * what a host reads must be the same.
 */
class ContentModelTest {
    private static final int STEPS =
            Boolean.getBoolean("copyblade.matrix") ? 60_000 / Integer.getInteger("copyblade.matrix.parts", 1) : 1_000;
    private static final List<String> VOLUMES =
            List.of("1000", "1001", "1002", "1003", "1004", "1010", "1011", "1012", "1100");

    @TempDir
    private Path home;

    private final Map<String, int[]> model = new HashMap<>();
    /** Tracks of a volume that hold anything, because a relation to it was ended before it was complete. */
    private final Map<String, boolean[]> undefined = new HashMap<>();

    private SmallLab lab;
    private Random random;

    @Test
    void everyRead_isWhatAFullCopyWouldHold() throws Exception {
        assertThat(differences("cascading = true\nmultiple_incremental = true", false))
                .isEmpty();
    }

    @Test
    void restoreThatOneSideMisses_isFound() throws Exception {
        assertThat(differences("cascading = true\nmultiple_incremental = true", true))
                .isNotEmpty();
    }

    private String differences(String settings, boolean spoil) throws Exception {
        long seed = System.nanoTime();
        random = new Random(seed);
        for (String volume : VOLUMES) {
            model.put(volume, new int[SmallLab.TRACKS]);
            undefined.put(volume, new boolean[SmallLab.TRACKS]);
        }
        try (SmallLab opened = SmallLab.open(home, settings + "\nbackground_tracks_per_second = 2000")) {
            lab = opened;
            for (int step = 0; step < STEPS; step++) {
                step(spoil);
                String difference = step % 50 == 0 || step == STEPS - 1 ? compare() : "";
                if (!difference.isEmpty()) {
                    return "seed " + seed + " step " + step + ": " + difference;
                }
            }
        }
        return "";
    }

    private void step(boolean spoil) throws Exception {
        int what = random.nextInt(100);
        if (what < 70) {
            write();
        } else if (what < 85) {
            establish();
        } else if (what < 92) {
            restore(spoil);
        } else if (what < 99) {
            withdraw();
        } else if (random.nextInt(4) == 0) {
            lab.reopen();
        }
    }

    private void write() throws Exception {
        String volume = any();
        int track = random.nextInt(SmallLab.TRACKS);
        int value = 1 + random.nextInt(100);
        byte[] content = new byte[random.nextBoolean() ? Emulation.FB.trackBytes() : 1];
        content[0] = (byte) value;
        try {
            lab.host(volume).write(track, content);
            model.get(volume)[track] = value;
            undefined.get(volume)[track] = false;
        } catch (ArrayException full) {
            assertThat(full.reason()).isEqualTo(ArrayException.Reason.OUT_OF_SPACE);
        }
    }

    private void establish() throws Exception {
        String source = any();
        String target = any();
        Set<CopyOption> options = options();
        boolean done = lab.system()
                .establish(List.of(PairRequest.ofVolumes(source, target)), options)
                .get(0)
                .established();
        if (done) {
            model.put(target, model.get(source).clone());
            undefined.put(target, undefined.get(source).clone());
        }
    }

    /** Back onto the source; a spoiled run forgets to tell the model, as an array would that forgets the copy. */
    private void restore(boolean spoil) throws Exception {
        List<Relation> relations = lab.system().relations();
        if (relations.isEmpty()) {
            return;
        }
        Relation relation = relations.get(random.nextInt(relations.size()));
        Set<CopyOption> options = options();
        options.add(random.nextBoolean() ? CopyOption.REVERSE_RESTORE : CopyOption.FAST_REVERSE_RESTORE);
        int[] old = model.get(relation.target()).clone();
        boolean[] oldUndefined = undefined.get(relation.target()).clone();
        boolean done = lab.system()
                .establish(List.of(PairRequest.ofVolumes(relation.source(), relation.target())), options)
                .get(0)
                .established();
        if (done && !spoil) {
            if (relation.outOfSyncTracks() > 0) {
                Arrays.fill(undefined.get(relation.target()), true);
            }
            model.put(relation.source(), old);
            undefined.put(relation.source(), oldUndefined);
        }
    }

    private void withdraw() throws Exception {
        List<Relation> relations = lab.system().relations();
        if (!relations.isEmpty()) {
            Relation relation = relations.get(random.nextInt(relations.size()));
            // Before the end: a copy in the background may be over, and its relation gone, before anybody looks after
            // it.
            Set<String> readers = readersOf(relation.target());
            lab.system().withdraw(List.of(relation));
            if (relation.outOfSyncTracks() > 0) {
                readers.forEach(it -> Arrays.fill(undefined.get(it), true));
            }
        }
    }

    /** The volume, and those that may read through it still because they are copied from there, however far away. */
    private Set<String> readersOf(String volume) {
        Set<String> readers = new HashSet<>(Set.of(volume));
        lab.system().relations(volume).stream()
                .filter(it -> it.source().equals(volume))
                .forEach(it -> readers.addAll(readersOf(it.target())));
        return readers;
    }

    private Set<CopyOption> options() {
        EnumSet<CopyOption> options = EnumSet.of(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
        for (CopyOption option :
                List.of(CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES, CopyOption.NO_BACKGROUND_COPY)) {
            if (random.nextBoolean()) {
                options.add(option);
            }
        }
        return options;
    }

    private String compare() throws ArrayException {
        for (String volume : VOLUMES) {
            for (int track = 0; track < SmallLab.TRACKS; track++) {
                int read = lab.host(volume).read(track)[0];
                if (!undefined.get(volume)[track] && read != model.get(volume)[track]) {
                    return "volume " + volume + " track " + track + " holds " + read + " instead of "
                            + model.get(volume)[track];
                }
            }
        }
        return "";
    }

    private String any() {
        return VOLUMES.get(random.nextInt(VOLUMES.size()));
    }
}
