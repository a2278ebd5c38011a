package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
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
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.blade.spi.DataSetTarget;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed.Exposure;
import org.junit.jupiter.api.Test;

/** Single data sets out of copies of whole volumes, and of data sets. */
class ExtractionTest {

    private static final CopyGroupId ORDER = new CopyGroupId("ZORDER01");
    private static final DataSetTarget NEW = new DataSetTarget(List.of(), false);
    private static final DataSetTarget OVER = new DataSetTarget(List.of(), true);

    private final InMemoryZos zos = InMemoryFixture.zos();
    private final DfsmsdssBlade blade = InMemoryFixture.blade(zos);

    @Test
    void aDataSetComesOutOfAVolumeUnderANewNameAndUnderItsOwn() throws Exception {
        List<Exposure> exposed = exposedVolume();

        copied(exposed, DataSetCopy.underItsName("PROD.DB.RED"), OVER);
        assertThat(SlotText.read(zos.dataSet("PROD.DB.RED"))).isEqualTo("old");

        toTheEnd(new CopyGroupId("ZORDER02"), exposed, new DataSetCopy("PROD.DB.RED", "TEST.RED"), NEW);
        assertThat(SlotText.read(zos.dataSet("TEST.RED"))).isEqualTo("old");
        assertThat(zos.catalog()).noneMatch(name -> name.startsWith("SYS2.COPYBLD.ZORDER"));
    }

    /** The label of a copy may bear the serial of its source: the device number tells them apart. */
    @Test
    void aVolumeIsTakenByItsDeviceNumber() throws Exception {
        exposedVolume();
        zos.volume("PR0100").write("PROD.DB.RED", "of the source".getBytes(StandardCharsets.UTF_8));

        copied(List.of(new Exposure("red", "PR0100@8200")), new DataSetCopy("PROD.DB.RED", "TEST.RED"), NEW);

        assertThat(SlotText.read(zos.dataSet("TEST.RED"))).isEqualTo("old");
    }

    @Test
    void stepsWhoseAnswersAreLostEndTheSame() throws Exception {
        List<Exposure> exposed = exposedVolume();
        DataSetCopy copy = new DataSetCopy("PROD.DB.RED", "TEST.RED");
        Optional<Binding> progress = Optional.empty();
        while (true) {
            blade.copy(ORDER, exposed, List.of(copy), NEW, progress, Runs.soon());
            Advance again = blade.copy(ORDER, exposed, List.of(copy), NEW, progress, Runs.soon());
            progress = Optional.of(again.binding());
            if (again instanceof Advance.Done) {
                break;
            }
        }

        assertThat(SlotText.read(zos.dataSet("TEST.RED"))).isEqualTo("old");
        assertThat(zos.allJobs().stream().filter(job -> job.name().equals("ZORDER01")))
                .hasSize(1);
    }

    /** Of two submissions one finds no fence and is refused; z/OSMF may list it first. */
    @Test
    void anOrderThatWasSubmittedTwiceIsJudgedByTheJobThatRan() throws Exception {
        zos.newestFirst = true;
        List<Exposure> exposed = exposedVolume();
        List<DataSetCopy> copies = List.of(new DataSetCopy("PROD.DB.RED", "TEST.RED"));
        Optional<Binding> progress = Optional.empty();
        for (int steps = 0; steps < 2; steps++) {
            progress = Optional.of(blade.copy(ORDER, exposed, copies, NEW, progress, Runs.soon())
                    .binding());
        }
        zos.submitAgain(zos.jobs(ORDER.value(), null).get(0).id());

        assertThat(blade.copy(ORDER, exposed, copies, NEW, progress, Runs.soon()))
                .isInstanceOf(Advance.Done.class);
        assertThat(SlotText.read(zos.dataSet("TEST.RED"))).isEqualTo("old");
    }

    @Test
    void anOrderThatIsWithdrawnLeavesNeitherFenceNorJob() throws Exception {
        List<Exposure> exposed = exposedVolume();
        DataSetCopy copy = new DataSetCopy("PROD.DB.RED", "TEST.RED");
        assertNothingIsLeft();
        Advance begun = blade.copy(ORDER, exposed, List.of(copy), NEW, Optional.empty(), Runs.soon());
        assertThat(zos.catalog()).anyMatch(name -> name.startsWith("SYS2.COPYBLD.ZORDER01"));
        withdrawn();
        assertNothingIsLeft();
        assertThat(zos.catalog()).doesNotContain("TEST.RED");

        toTheEnd(ORDER, exposed, copy, NEW, Optional.of(begun.binding()));
        assertThat(zos.allJobs()).anyMatch(job -> job.name().equals("ZORDER01"));
        withdrawn();
        withdrawn();
        assertNothingIsLeft();
        assertThat(SlotText.read(zos.dataSet("TEST.RED"))).isEqualTo("old");
    }

    private void assertNothingIsLeft() {
        assertThat(zos.catalog()).noneMatch(name -> name.startsWith("SYS2.COPYBLD.ZORDER01"));
        assertThat(zos.allJobs()).noneMatch(job -> job.name().equals("ZORDER01"));
    }

    private void withdrawn() throws BladeException {
        Optional<Duration> again = blade.withdraw(ORDER, Runs.soon());
        while (again.isPresent()) {
            LockSupport.parkNanos(again.orElseThrow().toNanos());
            again = blade.withdraw(ORDER, Runs.soon());
        }
    }

    @Test
    void aCopyGroupIsNotWithdrawnAsAnOrder() throws Exception {
        exposedVolume();
        BladeException failure = catchThrowableOfType(
                BladeException.class, () -> blade.withdraw(new CopyGroupId("ZEXTR001"), Runs.soon()));
        assertThat(failure.code()).isEqualTo("DFSMSDSS-REQUEST");
        assertThat(failure).hasMessageContaining("it is a copy group");
        assertThat(zos.catalog()).anyMatch(name -> name.startsWith("SYS2.COPYBLD.ZEXTR001"));
    }

    @Test
    void aNameThatIsTakenIsAnErrorAndCanBeTriedAgain() throws Exception {
        List<Exposure> exposed = exposedVolume();
        SlotText.write(zos.dataSet("PROD.DB.GREEN"), "green");
        DataSetCopy copy = new DataSetCopy("PROD.DB.RED", "PROD.DB.GREEN");

        BladeException failure = catchThrowableOfType(BladeException.class, () -> copied(exposed, copy, NEW));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-COPY");
        assertThat(failure).hasMessageContaining("PROD.DB.GREEN IS THERE ALREADY");
        assertThat(SlotText.read(zos.dataSet("PROD.DB.GREEN"))).isEqualTo("green");
        copied(exposed, copy, OVER);
        assertThat(SlotText.read(zos.dataSet("PROD.DB.GREEN"))).isEqualTo("old");
    }

    @Test
    void aDataSetThatIsNotThereIsAnError() throws Exception {
        List<Exposure> exposed = exposedVolume();

        BladeException failure = catchThrowableOfType(
                BladeException.class, () -> copied(exposed, new DataSetCopy("NO.SUCH", "TEST.X"), NEW));

        assertThat(failure).hasMessageContaining("1 of 1 members not copied, first NO.SUCH");
    }

    @Test
    void aDeviceThatIsNotOnlineIsRefusedWithItsCure() throws Exception {
        BladeException failure = catchThrowableOfType(
                BladeException.class,
                () -> copied(List.of(new Exposure("red", "PR0100@82FF")), DataSetCopy.underItsName("A.B"), NEW));

        assertThat(failure.code()).isEqualTo("DFSMSDSS-REQUEST");
        assertThat(failure).hasMessageContaining("device 82FF is not online");
        assertThat(failure.hint()).contains("ICKDSF REFORMAT VOLID");
    }

    @Test
    void aCopyOfADataSetComesOutUnderAnotherName() throws Exception {
        SlotText.write(zos.dataSet("PROD.DB.RED"), "old");
        CopyGroup group = Groups.of("ZEXTR002", "PROD.DB.RED");
        Binding binding = Runs.established(
                blade, group, CopyPolicy.builder().method("data-set").build());
        List<Exposure> exposed = blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .exposures();

        copied(exposed, new DataSetCopy(exposed.get(0).location(), "TEST.RED"), NEW);

        assertThat(SlotText.read(zos.dataSet("TEST.RED"))).isEqualTo("old");
    }

    @Test
    void ordersThatMakeNoSenseAreRefused() {
        Exposure volume = new Exposure("red", "TG0000@8200");
        refused(List.of(), new DataSetCopy("A.B", "A.C"));
        refused(List.of(new Exposure("red", "/tmp/x")), new DataSetCopy("A.B", "A.C"));
        refused(List.of(volume, new Exposure("green", "A.B")), new DataSetCopy("A.B", "A.C"));
        refused(List.of(volume), new DataSetCopy("A.B) REPUNC", "A.C"));
        refused(List.of(new Exposure("green", "A.B")), new DataSetCopy("A.X", "A.C"));
        refused(List.of(new Exposure("green", "A.B")), new DataSetCopy("A.B", "A.B"));
    }

    private void refused(List<Exposure> exposed, DataSetCopy copy) {
        BladeException failure = catchThrowableOfType(BladeException.class, () -> copied(exposed, copy, NEW));
        assertThat(failure.code()).isEqualTo("DFSMSDSS-REQUEST");
    }

    /** A copy of PR0100, on which a data set is as old as the copy. */
    private List<Exposure> exposedVolume() throws BladeException {
        zos.volume("PR0100").write("PROD.DB.RED", "old".getBytes(StandardCharsets.UTF_8));
        CopyGroup group = Groups.of("ZEXTR001", "PR0100");
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        return blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon())
                .exposures();
    }

    private void copied(List<Exposure> exposed, DataSetCopy copy, DataSetTarget to) throws BladeException {
        toTheEnd(ORDER, exposed, copy, to);
    }

    private void toTheEnd(CopyGroupId order, List<Exposure> exposed, DataSetCopy copy, DataSetTarget to)
            throws BladeException {
        toTheEnd(order, exposed, copy, to, Optional.empty());
    }

    private void toTheEnd(
            CopyGroupId order, List<Exposure> exposed, DataSetCopy copy, DataSetTarget to, Optional<Binding> begun)
            throws BladeException {
        Optional<Binding> progress = begun;
        while (true) {
            Advance advance = blade.copy(order, exposed, List.of(copy), to, progress, Runs.soon());
            progress = Optional.of(advance.binding());
            boolean done = advance.fold(
                    continues -> {
                        LockSupport.parkNanos(continues.pause().toNanos());
                        return false;
                    },
                    all -> true);
            if (done) {
                return;
            }
        }
    }
}
