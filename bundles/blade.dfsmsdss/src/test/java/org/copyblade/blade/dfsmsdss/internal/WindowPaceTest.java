package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.zosmf.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How soon the end of a job is seen while everybody waits, told by the blade's own pauses and not by a clock. */
@Timeout(60)
class WindowPaceTest {

    private static final Duration MOST = Duration.ofMillis(20);
    private static final int QUESTIONS = 500;

    private final InMemoryZos zos = InMemoryFixture.zos();
    private final CopyGroup group = Groups.of("ZPACE001", "PR0100", "PR0101");
    private final List<String> asked = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final DfsmsdssBlade blade =
            new DfsmsdssBlade(new Endpoint(InMemoryFixture.settings(), zos, zos, warning -> {}, this::rest), () -> {});

    private void rest(Duration pause) {
        asked.add("rest");
        pauses.add(pause);
        if (pauses.size() == QUESTIONS) {
            zos.noInitiator = false;
            zos.allJobs().stream()
                    .filter(job -> job.status() == Job.Status.INPUT)
                    .findFirst()
                    .ifPresent(job -> zos.releaseByOperator(job.id()));
        }
    }

    /** However long it takes: a pause that grew would lengthen the window. */
    @Test
    void aJobInTheWindow_isAskedForAgainAfterTwentyMilliseconds_andNothingElseIs() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.noInitiator = true;
        zos.beforeRequest = asked::add;

        Binding established =
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();

        zos.beforeRequest = request -> {};
        assertThat(pauses)
                .hasSize(QUESTIONS)
                .allSatisfy(pause -> assertThat(pause).isPositive().isLessThanOrEqualTo(MOST));
        List<String> expected = new ArrayList<>(List.of("release"));
        for (int question = 0; question < QUESTIONS; question++) {
            expected.add("job");
            expected.add("rest");
        }
        expected.addAll(List.of("job", "output"));
        assertThat(asked).isEqualTo(expected);
        assertThat(Runs.state(blade, group, established)).isInstanceOf(CopyState.Established.class);
    }
}
