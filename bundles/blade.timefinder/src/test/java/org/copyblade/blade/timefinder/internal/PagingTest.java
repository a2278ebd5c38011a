package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.VolumeGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are longer than a page: storage groups of 20 volumes, an array of 41, and pages of 7. */
class PagingTest {

    private static final String PAGES = "page_size = 7\n";
    private static final CopyPolicy PAIRED =
            CopyPolicy.builder().method("clone").targets(List.of("00100:00213")).build();

    @TempDir
    Path directory;

    private final CopyGroup one = Groups.of("ZPAGING1", "00100");
    private final CopyGroup twenty = Groups.of(
            "ZPAGING2",
            IntStream.range(0x100, 0x114)
                    .mapToObj(id -> String.format("%05X", id))
                    .toArray(String[]::new));
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    private void start(String unisphere) throws Exception {
        laboratory = Laboratory.start(directory, LabSeed.MICROCODE, unisphere);
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void aStorageGroupOfThreePagesIsReadToTheEnd_andEachListIsFreed() throws Exception {
        start(PAGES);
        CopyPlan plan = Runs.plan(blade, twenty, Runs.POLICY);
        Binding prepared = Runs.prepared(blade, twenty, plan).binding();

        assertThat(laboratory.carriedOut("free-iterator")).isPositive();
        assertThat(laboratory.carriedOut("iterator-page")).isEqualTo(2 * laboratory.carriedOut("free-iterator"));
        assertThat(Runs.state(blade, twenty, prepared)).isEqualTo(new CopyState.Prepared());
        Runs.withdrawn(blade, twenty, prepared);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void aSessionOnTheLastPageOfTheArrayIsSeen() throws Exception {
        start(PAGES);
        laboratory.pair("00113", "00213");

        assertThat(Runs.errors(Runs.plan(blade, one, PAIRED).findings()))
                .containsExactly("target 00213 is in a clone session");
        assertThat(laboratory.carriedOut("iterator-page")).isEqualTo(5);
        assertThat(laboratory.carriedOut("free-iterator")).isEqualTo(1);
    }

    @Test
    void aListThatExpiresInTheMiddleIsAnErrorThatIsAskedAgain_neverAStorageGroupThatIsGone() throws Exception {
        start(PAGES + "iterator_life_ms = 0\n");
        Binding binding = Runs.plan(blade, twenty, Runs.POLICY).binding();
        laboratory.system().put(new VolumeGroup("CB_ZPAGING2", volumes()));

        BladeException failure = catchThrowableOfType(BladeException.class, () -> Runs.state(blade, twenty, binding));
        assertThat(failure.code()).isEqualTo("TIMEFINDER-ANSWER");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
        assertThat(failure)
                .hasMessageStartingWith(
                        "cannot query ZPAGING2: the list ended before it was read: GET" + " /common/Iterator/")
                .hasMessageContaining("/page?from=8&to=14: ");
        failure = catchThrowableOfType(BladeException.class, () -> Runs.plan(blade, one, PAIRED));
        assertThat(failure.code()).isEqualTo("TIMEFINDER-ANSWER");
    }

    @Test
    void aListOfWhichAPageFailsIsFreed() throws Exception {
        start(PAGES);
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "iterator-page").hitting(1, 1));

        BladeException failure = catchThrowableOfType(BladeException.class, () -> Runs.plan(blade, one, PAIRED));
        assertThat(failure.code()).isEqualTo("TIMEFINDER-ANSWER");
        assertThat(laboratory.carriedOut("free-iterator")).isEqualTo(1);
        assertThat(Runs.plan(blade, one, PAIRED).isPossible()).isTrue();
    }

    @Test
    void aListThatCannotBeFreedIsOfUseAllTheSame() throws Exception {
        start(PAGES);
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "free-iterator"));

        assertThat(Runs.plan(blade, one, PAIRED).isPossible()).isTrue();
        assertThat(laboratory.hasNoFaults()).isTrue();
    }

    private List<String> volumes() {
        return laboratory.system().volumes().stream()
                .map(volume -> volume.id())
                .filter(id -> id.startsWith("01"))
                .toList();
    }
}
