package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * BCV sets of two volumes that are written without pause, faster than the array copies: n to the first tracks of one, then to
 * those of the other.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MirrorUnderLoadTest {

    private static final int WRITTEN = 12;
    private static final int TRACKS_PER_SECOND = 40;
    private static final CopyPolicy BCV = CopyPolicy.builder()
            .method("bcv")
            .targets(List.of("00100:00200", "00101:00201", "00100:00202", "00101:00203"))
            .build();

    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private Laboratory laboratory;
    private TimeFinderBlade blade;
    private Thread writer;
    private volatile boolean stopped;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = laboratory.blade();
        laboratory.system().backgroundTracksPerSecond(TRACKS_PER_SECOND);
        writer = new Thread(this::write, "dependent-writer");
        writer.start();
    }

    @AfterEach
    void stop() throws Exception {
        stopped = true;
        writer.join();
        blade.close();
        laboratory.close();
        assertThat(failure.get()).isNull();
    }

    @Test
    void eachGenerationIsPreparedAndSplit_andItsImageIsOfOneInstant() throws Exception {
        CopyGroup first = group(1);
        Binding withdrawn = split(first);
        split(group(2));
        Runs.withdrawn(blade, first, withdrawn);
        split(group(3));
    }

    /** Negative control: what was never copied does not count as on its way. */
    @Test
    void aPairWhoseFirstCopyIsNotThroughIsRefused() throws Exception {
        laboratory.system().backgroundTracksPerSecond(0);
        CopyGroup group = group(1);
        Binding begun = Runs.plan(blade, group, BCV).binding();
        for (int step = 0; step < 12; step++) {
            begun = blade.prepare(group, begun, Runs.soon()).binding();
        }

        assertThat(Runs.state(blade, group, begun)).isInstanceOf(CopyState.Preparing.class);
        Binding early = begun;
        assertThat(catchThrowableOfType(
                                BladeException.class, () -> blade.establish(group, early, Hold.NONE, Runs.soon()))
                        .code())
                .isEqualTo("TIMEFINDER-STATE");
    }

    /** With what was on its way at that instant still to be copied. */
    private Binding split(CopyGroup group) throws Exception {
        Binding prepared = Runs.prepared(blade, group, BCV).binding();
        assertThat(Runs.state(blade, group, prepared)).isEqualTo(new CopyState.Prepared());
        Binding established =
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();
        CloneBinding pairs = CloneBindingForm.read(established);
        int one = number(pairs.pairs().get(0).target().value());
        int other = number(pairs.pairs().get(1).target().value());
        assertThat(one).isPositive();
        assertThat(one - other).as("written to one before the other").isBetween(0, 1);
        return established;
    }

    private static CopyGroup group(int number) {
        return Groups.of("ZMIRROR" + number, "00100", "00101");
    }

    private void write() {
        try {
            for (int number = 1; !stopped; number++) {
                byte[] content =
                        ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
                for (int track = 1; track <= WRITTEN; track++) {
                    for (String volume : List.of("0100", "0101")) {
                        laboratory.system().host(volume).write(track, content);
                    }
                }
            }
        } catch (ArrayException | InterruptedException e) {
            failure.set(e);
        }
    }

    /** The youngest number on the first of the tracks. */
    private int number(String volume) throws ArrayException {
        HostVolume host = laboratory.system().host(volume.substring(1));
        return ByteBuffer.wrap(host.read(1)).getInt();
    }
}
