package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.shadowimage.internal.array.CopyEngine;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.Vsp;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody splits pairs between the last look and the split of the group, which then leaves them as they are. */
class ForeignSplitTest {

    private static final CopyPolicy THIN = CopyPolicy.builder()
            .method("thin-image")
            .backgroundCopy(BackgroundCopy.NOCOPY)
            .build();
    private static final String FOREIGN = "somebody else has changed its pairs since they were prepared";

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZFOREIG1", 256, 257);
    private final GroupName name = GroupName.of("ZFOREIG1");
    private Laboratory laboratory;
    private ShadowImageBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory);
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    /** Negative control beside it: the storage calls the split of the group a success. */
    @Test
    void aPairThatSomebodyElseHasSplitFailsTheGroup() throws Exception {
        laboratory.slots(257).write("content", "old".getBytes(StandardCharsets.UTF_8));
        Binding prepared = looked(Runs.POLICY);
        laboratory.stranger().split(name, "v257", Runs.soon());
        laboratory.slots(257).write("content", "new".getBytes(StandardCharsets.UTF_8));

        Binding split = blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();
        assertThat(Runs.state(blade, group, split)).isInstanceOf(CopyState.Established.class);
        assertThat(laboratory.slots(513).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("old".getBytes(StandardCharsets.UTF_8)));

        assertForeign(hardened(split));
    }

    @Test
    void aGroupThatSomebodyElseHasSplitIsNotOurImage() throws Exception {
        Binding prepared = looked(Runs.POLICY);
        laboratory.stranger().split(name, Runs.soon());

        assertForeign(hardened(
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding()));
    }

    @Test
    void aSplitWithoutAnswerIsToldFromTheOneBeforeIt() throws Exception {
        Binding prepared = looked(Runs.POLICY);
        laboratory.stranger().split(name, "v257", Runs.soon());
        lost(prepared, "split");

        assertForeign(hardened(prepared));
    }

    @Test
    void aSnapshotThatSomebodyElseHasSplitFailsTheGroup() throws Exception {
        Binding prepared = looked(THIN);
        CopyEngine theirs = laboratory.stranger(Method.THIN_IMAGE);
        theirs.split(name, theirs.group(name, Runs.soon()).of(257).orElseThrow().name(), Runs.soon());

        assertForeign(hardened(
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding()));
    }

    @Test
    void ourOwnSplitIsProvenAlsoWithoutAnswerAndAmongManyOtherJobs() throws Exception {
        Vsp others = laboratory.array();
        for (CopyPolicy policy : new CopyPolicy[] {Runs.POLICY, THIN}) {
            Binding prepared = looked(policy);
            CopyGroup other = Groups.of("ZFOREIG2", 258, 259);
            Binding theirs = Runs.established(blade, other, policy);
            for (int i = 0; i < 60; i++) {
                others.label(270, "a" + i, Runs.soon());
            }
            lost(prepared, policy == THIN ? "split-snapshots" : "split");
            for (int i = 0; i < 60; i++) {
                others.label(270, "b" + i, Runs.soon());
            }

            Binding hardened = hardened(prepared);
            assertThat(Runs.state(blade, group, hardened)).isInstanceOf(CopyState.Established.class);
            Runs.withdrawn(blade, group, hardened);
            Runs.withdrawn(blade, other, theirs);
        }
    }

    @Test
    void whatAnOlderBladeHasPreparedIsNotProven() throws Exception {
        Binding prepared = looked(Runs.POLICY);
        Binding older = BindingForm.write(BindingForm.read(prepared).with(SplitEvidence.NONE));
        Binding split = blade.establish(group, older, Hold.NONE, Runs.soon()).binding();

        assertThat(Runs.state(blade, group, hardened(split)))
                .isInstanceOfSatisfying(CopyState.Failed.class, state -> assertThat(state.why())
                        .startsWith("it was prepared by an older blade"));
    }

    private Binding looked(CopyPolicy policy) throws BladeException {
        Binding prepared = Runs.prepared(blade, group, policy).binding();
        blade.look(group, prepared, Runs.soon());
        return prepared;
    }

    private void lost(Binding prepared, String operation) {
        laboratory.fault(Fault.once(Kind.LOST_REPLY, operation));
        BladeException lost = catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
        assertThat(lost.recovery()).isEqualTo(Recovery.LOOK_FIRST);
    }

    private Binding hardened(Binding split) throws BladeException {
        return Runs.toTheEnd(split, newest -> blade.harden(group, newest, Runs.soon()));
    }

    private void assertForeign(Binding hardened) throws BladeException {
        assertThat(Runs.state(blade, group, hardened))
                .isInstanceOfSatisfying(
                        CopyState.Failed.class, state -> assertThat(state.why()).startsWith(FOREIGN));
        Runs.withdrawn(blade, group, hardened);
        assertThat(laboratory.system().relations()).isEmpty();
    }
}
