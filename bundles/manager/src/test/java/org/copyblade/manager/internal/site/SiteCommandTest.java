package org.copyblade.manager.internal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteCommandTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path work;

    private static SiteCommand command(String text, Duration limit) {
        return new SiteCommand(text, Map.of("COPYBLADE_SYSTEM", "bank of \"today\""), limit);
    }

    @Test
    void whatItPrintsIsKept_alsoOfItsErrors_andItHasTheFacts() {
        SiteCommand.Ended ended = command("echo one; echo two >&2; echo \"$COPYBLADE_SYSTEM\"; pwd", LONG)
                .run(() -> false);
        assertThat(ended.well()).isTrue();
        assertThat(ended.output()).isEqualTo("one\ntwo\nbank of \"today\"\n/");
    }

    @Test
    void ofMuchOutputTheEndIsKept() {
        SiteCommand.Ended ended = command("i=0; while [ $i -lt 5000 ]; do echo line-$i; i=$((i+1)); done", LONG)
                .run(() -> false);
        assertThat(ended.output().length()).isBetween(3_000, 4_000);
        assertThat(ended.output()).endsWith("line-4999");
    }

    @Test
    void aStatusOtherThanZeroIsAFailure() {
        assertThat(command("exit 7", LONG).run(() -> false).problem()).isEqualTo("it ended with status 7");
        assertThat(command("/no/such/program", LONG).run(() -> false).problem()).isEqualTo("it ended with status 127");
    }

    @Test
    void afterItsLimitItIsKilled_withWhatItHasStarted() throws Exception {
        Path pid = work.resolve("pid");
        SiteCommand.Ended ended = command("sh -c 'echo $$ > " + pid + "; exec sleep 600' & wait", Duration.ofSeconds(1))
                .run(() -> false);
        assertThat(ended.problem()).isEqualTo("it was killed after 1 s");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive)
                        .map(ProcessHandle::onExit))
                .satisfies(left -> left.ifPresent(exit -> exit.join()));
    }

    @Test
    void nobodyWaitsForIt_onceItIsUnwanted() {
        AtomicInteger looks = new AtomicInteger();
        SiteCommand.Ended ended = command("sleep 600", LONG).run(() -> looks.incrementAndGet() > 2);
        assertThat(ended.problem()).isEqualTo("it was stopped because the run was cancelled");
    }

    @Test
    void somethingLeftInTheBackground_doesNotHoldItUp() {
        assertThat(command("sleep 600 & echo $!", LONG).run(() -> false).output())
                .satisfies(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
    }
}
