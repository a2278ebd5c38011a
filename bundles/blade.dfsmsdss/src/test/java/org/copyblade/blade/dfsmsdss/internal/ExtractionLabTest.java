package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.blade.spi.DataSetTarget;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed.Exposure;
import org.copyblade.lab.array.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single data sets out of copies of whole volumes, on the laboratory's z/OS. */
class ExtractionLabTest {
    private static final String RED = "PROD.DB.RED";
    private static final DataSetTarget NEW = new DataSetTarget(List.of(), false);
    private static final DataSetTarget OVER = new DataSetTarget(List.of(), true);

    @TempDir
    private Path directory;

    private Laboratory laboratory;
    private DfsmsdssBlade blade;
    private List<Exposure> exposed;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory);
        blade = laboratory.blade();
        laboratory.allocate(RED, "PR0100");
        SlotText.write(laboratory.dataSet(RED), "old");
        CopyGroup group = Groups.of("ZEXTR001", "PR0100");
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        exposed = blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .exposures();
        SlotText.write(laboratory.dataSet(RED), "new");
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void aDataSetComesOutUnderANewNameAndThenUnderItsOwn() throws Exception {
        copied("ZORDER01", new DataSetCopy(RED, "TEST.RED"), NEW);
        assertThat(SlotText.read(laboratory.dataSet("TEST.RED"))).isEqualTo("old");
        assertThat(SlotText.read(laboratory.dataSet(RED))).as("the original").isEqualTo("new");

        copied("ZORDER02", DataSetCopy.underItsName(RED), OVER);
        assertThat(SlotText.read(laboratory.dataSet(RED))).isEqualTo("old");
        assertThat(laboratory.face().sysplex().dataSets().list("SYS2.COPYBLD.ZORDER*.**"))
                .isEmpty();
    }

    @Test
    void aNameThatIsTakenIsAnErrorAndKeepsWhatItHolds() throws Exception {
        laboratory.allocate("TEST.RED", "PR0101");
        SlotText.write(laboratory.dataSet("TEST.RED"), "kept");

        BladeException failure = catchThrowableOfType(
                BladeException.class, () -> copied("ZORDER01", new DataSetCopy(RED, "TEST.RED"), NEW));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-COPY");
        assertThat(SlotText.read(laboratory.dataSet("TEST.RED"))).isEqualTo("kept");
    }

    @Test
    void aDataSetThatIsNotThereIsAnError() {
        BladeException failure = catchThrowableOfType(
                BladeException.class, () -> copied("ZORDER01", new DataSetCopy("NO.SUCH", "TEST.X"), NEW));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-COPY");
        assertThat(failure)
                .hasMessageContaining("1 of 1 members not copied, first NO.SUCH: the report does not name it");
    }

    @Test
    void answersThatAreLostEndTheSame() throws Exception {
        for (String operation : List.of("submit", "release")) {
            laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, operation));
        }
        copied("ZORDER01", new DataSetCopy(RED, "TEST.RED"), NEW);
        assertThat(SlotText.read(laboratory.dataSet("TEST.RED"))).isEqualTo("old");
    }

    /** Its job is there, and its fence may be, but nobody who gave the order knows more than its name. */
    @Test
    void anOrderWhoseSubmissionIsNotAnsweredIsWithdrawnByItsName() throws Exception {
        CopyGroupId order = new CopyGroupId("ZORDER01");
        List<DataSetCopy> copies = List.of(new DataSetCopy(RED, "TEST.RED"));
        Advance fenced = blade.copy(order, exposed, copies, NEW, Optional.empty(), Runs.soon());
        assertThat(left(order)).as("the control").isNotEmpty();
        laboratory.fault(Fault.once(Fault.Kind.LOST_REPLY, "submit"));
        catchThrowableOfType(
                BladeException.class,
                () -> blade.copy(order, exposed, copies, NEW, Optional.of(fenced.binding()), Runs.soon()));
        assertThat(jobs(order)).as("the control").isNotEmpty();

        Optional<Duration> again = blade.withdraw(order, Runs.soon());
        while (again.isPresent()) {
            LockSupport.parkNanos(again.orElseThrow().toNanos());
            again = blade.withdraw(order, Runs.soon());
        }

        assertThat(left(order)).isEmpty();
        assertThat(jobs(order)).isEmpty();
        assertThat(blade.list(Runs.POLICY, Runs.soon()))
                .noneMatch(copy -> copy.group().filter(order::equals).isPresent());
    }

    private List<?> left(CopyGroupId order) throws Exception {
        return laboratory.face().sysplex().dataSets().list("SYS2.COPYBLD." + order + ".**");
    }

    private List<String> jobs(CopyGroupId order) {
        return laboratory.face().jobs().stream()
                .filter(job -> job.contains(order.value()))
                .toList();
    }

    /** Goes on after an error that asks for a look, or for another try, with the binding of before. */
    private void copied(String order, DataSetCopy copy, DataSetTarget to) throws BladeException {
        Optional<Binding> progress = Optional.empty();
        for (int errors = 0; errors < 5; ) {
            try {
                Advance advance = blade.copy(new CopyGroupId(order), exposed, List.of(copy), to, progress, Runs.soon());
                progress = Optional.of(advance.binding());
                if (advance instanceof Advance.Done) {
                    return;
                }
                LockSupport.parkNanos(
                        advance.<Long>fold(continues -> continues.pause().toNanos(), done -> 0L));
            } catch (BladeException e) {
                boolean again = e.recovery() == BladeException.Recovery.LOOK_FIRST
                        || e.recovery() == BladeException.Recovery.RETRY;
                if (!again || e.code().equals("DFSMSDSS-COPY")) {
                    throw e;
                }
                errors++;
            }
        }
        throw new AssertionError("the copy has not ended");
    }
}
