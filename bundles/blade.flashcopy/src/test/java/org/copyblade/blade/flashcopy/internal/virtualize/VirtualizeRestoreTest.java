package org.copyblade.blade.flashcopy.internal.virtualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.blade.flashcopy.internal.rest.VirtualizeClient;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Severity;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.endpoint.TlsContexts;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that was broken off leaves a source in pieces; the copy is as good as before and brings it back. */
class VirtualizeRestoreTest {
    private static final int FAST = 20_000;

    @TempDir
    private Path directory;

    private ClusterLaboratory laboratory;
    private VirtualizeBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = ClusterLaboratory.start(directory, FAST);
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void restoreWhoseStartIsRefused_isBegunAnew() throws Exception {
        CopyGroup group = group("TREST001", "red", "green");
        Binding binding = copied(group);
        laboratory.fault(Fault.once(Kind.PARTIAL_FAILURE, "startfcconsistgrp").withElement(1));
        Binding[] newest = {binding};
        assertThatThrownBy(() -> restored(group, newest)).isInstanceOf(BladeException.class);

        assertThat(blade.query(group, newest[0], call())).isInstanceOf(CopyState.Restoring.class);
        assertThat(errors(group, newest[0])).isEmpty();
        restored(group, newest);
        assertHolds("1000", "before");
        assertHolds("1001", "before");
    }

    @Test
    void restoreThatAnOperatorStopsBeforeItsEndIsKnown_goesOn() throws Exception {
        CopyGroup group = group("TREST001", "red");
        Binding binding = copied(group);
        laboratory.system().backgroundTracksPerSecond(0);
        while (laboratory.carriedOut("startfcconsistgrp") < 2) {
            binding = blade.restore(group, binding, group.memberNames(), call()).binding();
        }
        stopBack(group);

        assertThat(blade.query(group, binding, call())).isInstanceOf(CopyState.Restoring.class);
        laboratory.system().backgroundTracksPerSecond(FAST);
        restored(group, new Binding[] {binding});
        assertHolds("1000", "before");
    }

    @Test
    void reverseCopyThatAnOperatorStops_saysSo_andIsRestoredAgain() throws Exception {
        CopyGroup group = group("TREST001", "red");
        laboratory.system().backgroundTracksPerSecond(FAST);
        Binding[] newest = {copied(group)};
        laboratory.system().backgroundTracksPerSecond(0);
        restored(group, newest);
        stopBack(group);

        assertThat(blade.query(group, newest[0], call()))
                .isInstanceOfSatisfying(CopyState.Established.class, state -> assertThat(state.background())
                        .isEqualTo(CopyState.Background.COPIED));
        assertThat(blade.planRestore(group, newest[0], group.memberNames(), call()))
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(BladeFinding::text)
                .containsExactly(
                        "mapping 3 of consistency group CR_TREST001 was stopped while it copied back, and has left volume prod_1000 in pieces");
        laboratory.system().backgroundTracksPerSecond(FAST);
        restored(group, newest);
        assertHolds("1000", "before");
        assertThat(errors(group, newest[0])).isEmpty();
    }

    /** What is left is in the way of the good copy, whichever copy it is of. */
    @Test
    void reverseCopyOfAnotherCopyThatWasStopped_makesWay() throws Exception {
        CopyGroup older = group("TREST001", "red");
        Binding good = copied(older);
        CopyGroup younger = group("TREST002", "red");
        Binding[] newest = {copied(younger)};
        write("1000", "broken");
        laboratory.system().backgroundTracksPerSecond(0);
        restored(younger, newest);
        stopBack(younger);

        laboratory.system().backgroundTracksPerSecond(FAST);
        restored(older, new Binding[] {good});
        assertHolds("1000", "before");
        assertThat(blade.query(younger, newest[0], call())).isInstanceOf(CopyState.Established.class);
    }

    /** As the one is that was made just now to undo the restore. */
    @Test
    void restoreBesideACopyThatIsBeingFilled_waitsForIt() throws Exception {
        CopyGroup older = group("TREST001", "red");
        Binding[] newest = {copied(older)};
        laboratory.system().backgroundTracksPerSecond(0);
        CopyGroup undo = group("TREST002", "red");
        Binding today = established(undo);

        assertThat(blade.planRestore(older, newest[0], older.memberNames(), call()))
                .extracting(BladeFinding::severity)
                .containsExactly(Severity.NOTE);
        Advance waiting = blade.restore(older, newest[0], older.memberNames(), call());
        assertThat(waiting).isInstanceOf(Advance.Continues.class);
        assertThat(blade.restore(older, waiting.binding(), older.memberNames(), call()))
                .isEqualTo(waiting);

        laboratory.system().backgroundTracksPerSecond(FAST);
        restored(older, newest);
        assertHolds("1000", "before");
        restored(undo, new Binding[] {today});
        assertHolds("1000", "after");
    }

    @Test
    void undoCopyThatIsNeverComplete_isWarnedOfBeforeItIsMade() throws Exception {
        CopyGroup group = group("TREST001", "red");
        Binding binding = copied(group);
        CopyPolicy whole = CopyPolicy.builder().build();
        CopyPolicy without = CopyPolicy.builder()
                .backgroundCopy(CopyPolicy.BackgroundCopy.NOCOPY)
                .build();

        assertThat(blade.planRestoreBeside(group, binding, group.memberNames(), whole, call()))
                .isEmpty();
        assertThat(blade.planRestoreBeside(group, binding, group.memberNames(), without, call()))
                .extracting(BladeFinding::severity)
                .containsExactly(Severity.WARNING);
    }

    private void stopBack(CopyGroup group) throws Exception {
        client().run("stopfcconsistgrp", GroupMark.back(group.id()), JsonNodeFactory.instance.objectNode(), call());
    }

    private VirtualizeClient client() throws Exception {
        return new VirtualizeClient(
                laboratory.settings().access(),
                TlsContexts.of(laboratory.settings().trust()),
                ForkJoinPool.commonPool());
    }

    private List<String> errors(CopyGroup group, Binding binding) throws BladeException {
        return blade.planRestore(group, binding, group.memberNames(), call()).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(BladeFinding::text)
                .toList();
    }

    /** A copy of what is before, complete, of sources that hold something else since. */
    private Binding copied(CopyGroup group) throws Exception {
        write("1000", "before");
        write("1001", "before");
        Binding established = established(group);
        while (!laboratory.system().relations().isEmpty()) {
            Thread.sleep(5);
            blade.query(group, established, call());
        }
        write("1000", "after");
        write("1001", "after");
        return established;
    }

    private Binding established(CopyGroup group) throws Exception {
        Binding binding =
                blade.plan(group, CopyPolicy.builder().build(), call()).binding();
        Preparation answer = blade.prepare(group, binding, call());
        while (!(answer instanceof Preparation.Prepared)) {
            Thread.sleep(5);
            answer = blade.prepare(group, answer.binding(), call());
        }
        return blade.establish(group, answer.binding(), Hold.NONE, call()).binding();
    }

    /** @param newest kept up to date, as the manager does, also if a step fails */
    private void restored(CopyGroup group, Binding[] newest) throws Exception {
        for (int step = 0; step < 500; step++) {
            Advance advance = blade.restore(group, newest[0], group.memberNames(), call());
            newest[0] = advance.binding();
            if (advance instanceof Advance.Done) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the restore has not ended");
    }

    private CopyGroup group(String id, String... names) throws BladeException {
        List<CopyMember> members = new ArrayList<>();
        for (String name : names) {
            members.add(CopyMember.whole(
                    name,
                    blade.locate(List.of(HostVolume.path("/srv/" + name)), call())
                            .get(0)
                            .storageId()));
        }
        return new CopyGroup(new CopyGroupId(id), members);
    }

    private void write(String volume, String text) throws Exception {
        LabSlots.on(laboratory.system().host(volume)).write("content", text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertHolds(String volume, String text) throws Exception {
        assertThat(LabSlots.on(laboratory.system().host(volume)).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Call call() {
        return Call.within(Duration.ofSeconds(60));
    }
}
