package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.ConnectionConfig;
import org.copyblade.zosmf.ConnectionReader;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobFilter;
import org.copyblade.zosmf.Pace;
import org.copyblade.zosmf.SpoolFile;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds by jobs and by quiesced databases, of the adapter as it is shipped on the laboratory, whose group works all the time. */
class JobHoldsTest {

    private static final Duration FAR = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static ImsLaboratory laboratory;

    private RemoteGuards guards;
    private ImsSystem system;

    @BeforeAll
    static void start() throws Exception {
        laboratory = ImsLaboratory.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        laboratory.close();
    }

    @BeforeEach
    void open() {
        guards = new RemoteGuards();
        laboratory.commit();
    }

    @AfterEach
    void close() {
        if (system != null) {
            system.close();
        }
        guards.close();
    }

    /** Both, or one that is another one every time. */
    static List<String> ways() {
        List<String> all = List.of("quiesce", "job");
        return Boolean.getBoolean("copyblade.matrix") ? all : List.of(all.get(new Random().nextInt(all.size())));
    }

    private static Deadline deadline() {
        return Deadline.within(PATIENCE);
    }

    private void heldBy(String way) throws IOException {
        system = ImsLaboratory.system(laboratory.heldBy(way), guards);
    }

    private SuspendToken arm() throws SystemException {
        return system.arm(PlexFixture.epoch(), FAR, deadline());
    }

    private static Zosmf zosmf() throws Exception {
        Map<String, Object> keys = laboratory.configuration(Map.of());
        return Zosmf.of(ConnectionReader.read(ImsLaboratory.config(ConnectionConfig.class, keys), keys));
    }

    private static ZosmfCall call() {
        return ZosmfCall.within(PATIENCE);
    }

    private static List<Job> jobs() throws Exception {
        return zosmf().jobs().list(new JobFilter("*", "CBIMS*", 1000), call());
    }

    /** What a type-2 command of somebody else is answered. */
    private static String typeTwo(String command) throws Exception {
        Zosmf zosmf = zosmf();
        Job job = zosmf.jobs()
                .submit(
                        """
                        //OPER JOB 1
                        //SPOC EXEC PGM=CSLUSPOC,PARM=('IMSPLEX=PLEX1,WAIT=60')
                        //SYSPRINT DD SYSOUT=*
                        //SYSIN DD *
                         %s
                        /*
                        """
                                .formatted(command),
                        call());
        Job ended = zosmf.jobs().await(job.ref(), Pace.QUICK, call());
        assertThat(ended.completion().orElseThrow().kind()).isEqualTo(Completion.Kind.CODE);
        StringBuilder printed = new StringBuilder();
        for (SpoolFile file : zosmf.jobs().files(ended.ref(), call())) {
            if (file.ddName().equals("SYSPRINT")) {
                printed.append(zosmf.jobs().records(ended.ref(), file.id(), call()));
            }
        }
        return printed.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "quiesce"})
    void allAreHeldBetweenTwoPositions_whatIsOnTheVolumesIsConsistent_andNothingIsLeftBehind(String way)
            throws Exception {
        heldBy(way);
        SuspendToken token = arm();
        List<Evidence.Acknowledged> acknowledged = laboratory.plex().acknowledged();
        system.suspend(token, deadline());
        Map<String, Long> ends = laboratory.plex().logEnds();

        Position before = system.position(deadline());
        assertThat(laboratory.standsStill()).isTrue();
        Map<String, Evidence.LogRange> ranges = new HashMap<>();
        ends.forEach((member, lsn) -> ranges.put(member, new Evidence.LogRange(lsn, lsn)));
        assertThat(laboratory.check(new Evidence(true, ranges, acknowledged)).findings())
                .isEmpty();
        assertThat(system.position(deadline())).isEqualTo(before);
        Resumption resumption = system.resume(token);

        assertThat(resumption.verdict()).as(resumption.why()).isEqualTo(Verdict.IN_FORCE);
        laboratory.commit();
        system.disarm(token);
        assertThat(jobs()).isEmpty();
        assertThat(zosmf().dataSets().list("COPYBLD.FENCE.**", call())).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void aMemberWhoseJobIsRefusedIsNamed_andAllGoOn() throws Exception {
        heldBy("job");
        SuspendToken token = arm();
        laboratory.command("F IMSLOG,SUSPEND,IMS2,LIMIT=600000");

        assertThatThrownBy(() -> system.suspend(token, deadline()))
                .isInstanceOfSatisfying(SystemException.class, e -> {
                    assertThat(e.code()).isEqualTo("IMS-SUSPEND");
                    assertThat(e.hint()).contains("'suspend.job'");
                })
                .hasMessageMatching(
                        "cannot hold 'bank': IMS2 refuses: job CBIMS[A-Z]\\w\\w ended with condition code 8");
        laboratory.commit();
        system.disarm(token);
        assertThat(jobs())
                .as("what failed stays for who wants to know why")
                .singleElement()
                .satisfies(job -> assertThat(job.completion().orElseThrow().conditionCode())
                        .isEqualTo(8));
        zosmf().jobs().purge(jobs().get(0).ref(), call());
    }

    @Test
    void databasesThatSomebodyElseQuiesced_areRefused_andLetGo() throws Exception {
        heldBy("quiesce");
        SuspendToken token = arm();
        assertThat(typeTwo("UPDATE DB NAME(ACCT0001) START(QUIESCE) OPTION(HOLD)"))
                .contains(" QUIESCED");

        assertThatThrownBy(() -> system.suspend(token, deadline()))
                .hasMessageMatching("cannot hold 'bank': the group refuses: job CBIMS\\w+ ended with condition code 4");

        assertThat(typeTwo("QUERY DB NAME(ACCT0001)")).contains(" ALLOCS").doesNotContain(" QUIESCED");
        laboratory.commit();
        system.disarm(token);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void aStrangersResumeBreaksTheHold(String way) throws Exception {
        heldBy(way);
        SuspendToken token = arm();
        system.suspend(token, deadline());
        laboratory.plex().resume();
        typeTwo("UPDATE DB NAME(*) STOP(QUIESCE)");
        laboratory.commit();

        Resumption resumption = system.resume(token);

        assertThat(resumption.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(resumption.why()).contains("the logs moved");
    }

    /** Without its fence a job that comes late holds nothing: that of an epoch that is over is run once more by somebody. */
    @ParameterizedTest
    @MethodSource("ways")
    void aJobThatIsLateHoldsNothing(String way) throws Exception {
        heldBy(way);
        SuspendToken token = arm();
        system.suspend(token, deadline());
        List<String> cards = new ArrayList<>();
        for (Job job : jobs()) {
            cards.add(zosmf().jobs().jcl(job.ref(), call()));
        }
        assertThat(cards).hasSize(way.equals("job") ? 2 : 1);
        system.resume(token);

        for (String late : cards) {
            Job job = zosmf().jobs().submit(late, call());
            Job ended = zosmf().jobs().await(job.ref(), Pace.QUICK, call());
            assertThat(ended.completion().orElseThrow().kind()).isEqualTo(Completion.Kind.JCL_ERROR);
            zosmf().jobs().purge(ended.ref(), call());
        }
        laboratory.commit();
    }

    @Test
    void aSubmitWhoseAnswerIsLost_isFoundByItsName() throws Exception {
        heldBy("job");
        SuspendToken token = arm();
        laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "submit"));
        system.suspend(token, deadline());
        laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "submit"));

        Resumption resumption = system.resume(token);

        assertThat(resumption.verdict()).as(resumption.why()).isEqualTo(Verdict.IN_FORCE);
        laboratory.commit();
    }

    /** A manager in a virtual machine of its own. */
    public static final class Manager {

        private Manager() {}

        /** Arguments: epoch, and keys of the configuration. Holds, says so with the guards' process ids, and waits to be killed. */
        public static void main(String[] arguments) throws Exception {
            Map<String, Object> keys = new HashMap<>();
            for (String argument : List.of(arguments).subList(1, arguments.length)) {
                keys.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
            }
            ImsSystem system = ImsLaboratory.system(keys, new RemoteGuards());
            system.suspend(system.arm(Long.parseLong(arguments[0]), FAR, deadline()), deadline());
            System.out.println("held " + String.join(" ", GuardProcesses.own()));
            LockSupport.park();
        }
    }

    private record Held(Process manager, List<Long> guards) {}

    private static Held hold(String way) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Manager.class.getName(),
                Long.toString(PlexFixture.epoch())));
        laboratory.heldBy(way).forEach((key, value) -> command.add(key + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            assertThat(line).startsWith("held ");
            assertThat(laboratory.standsStill()).isTrue();
            return new Held(
                    process,
                    List.of(line.substring(5).split(" ")).stream()
                            .map(Long::valueOf)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aKilledManagerLeavesNothingHeld(String way) throws Exception {
        Held held = hold(way);

        held.manager().destroyForcibly();

        laboratory.commit();
        assertThat(held.manager().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
    }

    /** What became of their job is asked after it was sent, never before. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void guardsWhoseQuestionsAreNotAnswered_letGoAllTheSame() throws Exception {
        Held held = hold("job");
        laboratory.fault(Fault.once(Fault.Kind.LOST_REQUEST, "jobs").hitting(0, 0));
        try {
            held.manager().destroyForcibly();

            laboratory.commit();
        } finally {
            laboratory.clearFaults();
        }
        assertThat(held.manager().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(GuardProcesses.allEnd(held.guards())).as("the guards end").isTrue();
    }

    /** Negative control: it is the guards who do it. The next arm ends what nobody else could. */
    @ParameterizedTest
    @MethodSource("ways")
    void withoutGuardsAllStayHeldUntilTheNextArm(String way) throws Exception {
        Held held = hold(way);
        held.guards().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        held.manager().destroyForcibly();
        LockSupport.parkNanos(1_000_000_000);
        assertThat(laboratory.standsStill()).isTrue();
        heldBy(way);

        system.disarm(arm());

        laboratory.commit();
    }
}
