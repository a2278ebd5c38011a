package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An array that Unisphere does not know any more, and a prefix that it does not serve any more: nothing is gone by that. */
class ArrayGoneTest {

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZGONE001", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapvx", "clone"})
    void nothingIsAbsentOnAnArrayThatIsNotKnown(String method) throws Exception {
        Binding binding = Runs.established(blade, group, policy(method));
        laboratory.face().remove(LabSeed.ARRAY);

        BladeException query = catchThrowableOfType(BladeException.class, () -> Runs.state(blade, group, binding));
        assertThat(query)
                .hasMessage("cannot query ZGONE001: Unisphere does not know array " + LabSeed.ARRAY
                        + " any more: nothing is known of what is on it");
        assertThat(query.code()).isEqualTo("TIMEFINDER-REFUSED");
        assertThat(query.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
        assertThat(catchThrowableOfType(BladeException.class, () -> Runs.withdrawn(blade, group, binding)))
                .isNotNull();
        assertThat(laboratory.leftovers()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapvx", "clone"})
    void aPrefixThatIsNotServedAnyMore_isNegotiatedAnew(String method) throws Exception {
        Binding binding = Runs.established(blade, group, policy(method));
        laboratory.face().retire(103);

        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
        laboratory.face().retire(102);
        Runs.withdrawn(blade, group, binding);
        assertThat(laboratory.leftovers()).isEmpty();
        laboratory.face().retire(101);
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Absent.class);
        assertThat(Runs.plan(blade, group, policy(method)).isPossible()).isTrue();
    }

    private static CopyPolicy policy(String method) {
        return CopyPolicy.builder().method(method).build();
    }
}
