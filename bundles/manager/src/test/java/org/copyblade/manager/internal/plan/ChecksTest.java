package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.manager.internal.CountedList;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One test for each numbered check that facts alone decide; each says what is refused and what is not. */
class ChecksTest {

    private static final List<BladeName> REFLINK = List.of(new BladeName("reflink", "host"));

    private static BackupOptions options(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("system", "bank", "blade", "memory"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return BackupOptions.of("nightly", values);
    }

    private static DataSet dataSet(String name, DataSet.Role role, String place) {
        return DataSet.tree(name, role, place, List.of(), Optional.empty());
    }

    private static Grouping.Placed placed(DataSet dataSet, String storageId) {
        LocatedVolume volume = new LocatedVolume(
                HostVolume.path(dataSet.place()), storageId, 0, "memory", new HoldDomain("lss-1"), List.of());
        return new Grouping.Placed(
                dataSet,
                new BladeName("memory", "array"),
                Behaviour.snapshots("array").info(),
                volume);
    }

    private static GroupRecord group(CopyMethod method, String... sourcesAndTargets) {
        return group("array", method, sourcesAndTargets);
    }

    private static GroupRecord group(String endpoint, CopyMethod method, String... sourcesAndTargets) {
        List<GroupRecord.MemberRecord> members = new ArrayList<>();
        for (int i = 0; i < sourcesAndTargets.length; i += 2) {
            members.add(new GroupRecord.MemberRecord(
                    CopyMember.whole("m" + i, sourcesAndTargets[i]), sourcesAndTargets[i + 1], List.of()));
        }
        return new GroupRecord(
                "GAAAAAAA",
                "memory",
                endpoint,
                GroupRecord.Order.IN_WINDOW,
                members,
                method,
                0,
                List.of(),
                new Binding(1, ""),
                GroupRecord.State.PLANNED);
    }

    private static SystemLayout layout(boolean running, List<String> foreign, List<SystemFinding> findings) {
        return new SystemLayout(running, "1", List.of("bank"), new Epoch("1"), List.of(), foreign, findings);
    }

    private static void assertOne(List<Finding> findings, int check, Severity severity, String subject) {
        assertThat(findings)
                .extracting(Finding::check, Finding::severity, Finding::subject)
                .containsExactly(tuple(check, severity, subject));
    }

    @Test
    void check1to3_dataSetThatNoBladeCopies() {
        Map<DataSet.Role, Integer> numbers = Map.of(
                DataSet.Role.DATABASE, 1,
                DataSet.Role.CONTROL, 1,
                DataSet.Role.SYSTEM, 1,
                DataSet.Role.LOG, 2,
                DataSet.Role.CATALOG, 3);
        numbers.forEach((role, number) ->
                assertOne(List.of(Checks.uncovered(dataSet("x", role, "/x"), options())), number, Severity.ERROR, "x"));
        assertThat(numbers).hasSameSizeAs(DataSet.Role.values());
    }

    @Test
    void check11_foreignData_asTheProfileWantsIt() {
        SystemLayout layout = layout(true, List.of("/v1/other"), List.of());
        assertOne(Checks.layout(layout, options()), 11, Severity.WARNING, "/v1/other");
        assertOne(Checks.layout(layout, options("foreign.data", "fail")), 11, Severity.ERROR, "/v1/other");
        assertThat(Checks.layout(layout, options("foreign.data", "ignore"))).isEmpty();
    }

    @Test
    void check13_fewerFixedTargetsThanGenerations() {
        List<GroupRecord> groups = List.of(group(CopyMethod.FAST, "0100", "0200"));
        assertOne(
                Checks.fixedPairs(groups, options("generations", "2", "targets", "0100:0200")),
                13,
                Severity.ERROR,
                "0100");
        assertThat(Checks.fixedPairs(groups, options("generations", "2", "targets", "0100:0200,0100:0201")))
                .isEmpty();
        assertThat(Checks.fixedPairs(groups, options("generations", "2"))).isEmpty();

        List<GroupRecord> named = List.of(group(CopyMethod.FAST, "000197900001/0010A", "0200"));
        assertOne(
                Checks.fixedPairs(named, options("generations", "2", "targets", "0010a:0020a")),
                13,
                Severity.ERROR,
                "000197900001/0010A");
        assertThat(Checks.fixedPairs(named, options("generations", "2", "targets", "0010a:0020a,0010A:0020b")))
                .isEmpty();
    }

    @Test
    void check13_looksAtEachPairOnce_howeverManySourcesThereAre() {
        String[] members = IntStream.range(0, 50)
                .boxed()
                .flatMap(number -> Stream.of("000197900001/" + number, "target" + number))
                .toArray(String[]::new);
        CountedList<String> pairs = new CountedList<>(IntStream.range(0, 50)
                .mapToObj(number -> number + ":x" + number)
                .toList());

        assertThat(Checks.fixedPairs(List.of(group(CopyMethod.FAST, members)), pairs, 2))
                .hasSize(50);
        assertThat(pairs.looks()).isEqualTo(50);
    }

    @Test
    void check14_targetTwice_orSourceAsTarget() {
        assertOne(
                Checks.groups(List.of(group(CopyMethod.FAST, "A", "T", "B", "T")), Consistency.LOG_SUSPEND),
                14,
                Severity.ERROR,
                "T");
        assertOne(
                Checks.groups(List.of(group(CopyMethod.FAST, "A", "B", "B", "T")), Consistency.LOG_SUSPEND),
                14,
                Severity.ERROR,
                "B");
        assertThat(Checks.groups(List.of(group(CopyMethod.FAST, "A", "T", "B", "U")), Consistency.LOG_SUSPEND))
                .isEmpty();
    }

    @Test
    void check14_namesOfTwoArrays_areOfTwoVolumes_butAPathIsOnePlace() {
        GroupRecord here = group("one", CopyMethod.FAST, "0100", "0200");
        GroupRecord there = group("two", CopyMethod.FAST, "0200", "0100", "0101", "0201");
        assertThat(Checks.groups(List.of(here, there), Consistency.LOG_SUSPEND)).isEmpty();

        GroupRecord data = group("one", CopyMethod.FAST, "/a", "/pool/x");
        GroupRecord log = group("two", CopyMethod.FAST, "/b", "/pool/x");
        assertOne(Checks.groups(List.of(data, log), Consistency.LOG_SUSPEND), 14, Severity.ERROR, "/pool/x");
    }

    @Test
    void check17_spaceEfficientWithBackgroundCopyOrMirror() {
        assertOne(
                BladeChoices.check(options("space.efficient", "true"), REFLINK), 17, Severity.ERROR, "space.efficient");
        assertOne(
                BladeChoices.check(
                        options(
                                "space.efficient",
                                "true",
                                "background.copy",
                                "nocopy",
                                "mirrored.target",
                                "preserve-preferred"),
                        REFLINK),
                17,
                Severity.ERROR,
                "space.efficient");
        assertThat(BladeChoices.check(options("space.efficient", "true", "background.copy", "nocopy"), REFLINK))
                .isEmpty();
        assertThat(BladeChoices.check(options(), REFLINK)).isEmpty();
    }

    @Test
    void check21_systemThatDoesNotAnswer() {
        assertOne(Checks.layout(layout(false, List.of(), List.of()), options()), 21, Severity.ERROR, "bank");
        assertThat(Checks.layout(layout(true, List.of(), List.of()), options())).isEmpty();
    }

    @Test
    void check28_systemThatRunsAlthoughItMustNot() {
        assertOne(
                Checks.layout(layout(true, List.of(), List.of()), options("consistency", "stopped")),
                28,
                Severity.ERROR,
                "bank");
        assertThat(Checks.layout(layout(false, List.of(), List.of()), options("consistency", "stopped")))
                .isEmpty();
    }

    @Test
    void check33_consistencyThatTheBladesCannotGive() {
        List<Grouping.Draft> drafts = Grouping.group(
                List.of(placed(dataSet("data", DataSet.Role.DATABASE, "/v1/data"), "V1")), Consistency.LOG_SUSPEND);
        assertOne(Grouping.reach(drafts, Consistency.LOG_SUSPEND, false, false), 33, Severity.ERROR, "consistency");
        assertThat(Grouping.reach(drafts, Consistency.LOG_SUSPEND, true, false)).isEmpty();
    }

    @Test
    void check34_hostCopyInAWindow() {
        List<GroupRecord> host = List.of(group(CopyMethod.HOST, "A", "T"));
        assertOne(Checks.groups(host, Consistency.LOG_SUSPEND), 34, Severity.ERROR, "fast.replication");
        assertOne(Checks.groups(host, Consistency.STORAGE), 34, Severity.ERROR, "fast.replication");
        assertThat(Checks.groups(host, Consistency.BACKUP_MODE)).isEmpty();
    }

    @Test
    void check35_whatTheAdapterSays() {
        SystemFinding said = new SystemFinding(SystemFinding.Severity.WARNING, "fsync", "is off", "set it on");
        assertOne(Checks.layout(layout(true, List.of(), List.of(said)), options()), 35, Severity.WARNING, "fsync");
    }

    @Test
    void findingsOfBlades_getTheNumberOfWhatTheyAreAbout() {
        List<CopyMember> members = List.of(CopyMember.whole("data", "/v1/data"));
        Map<String, Integer> numbers = Map.of(
                "data", 6,
                "/v1/data", 6,
                "target pool", 7,
                "2107-75ABC11/0200", 7,
                "fast replication", 8,
                "method", 8,
                "space efficient", 17,
                "background.copy", 17,
                "incremental", 18);
        numbers.forEach((subject, number) -> assertOne(
                List.of(BladeFindings.ofPlan(BladeFinding.warning(subject, "no", "yes"), members)),
                number,
                Severity.WARNING,
                subject));
        assertOne(List.of(BladeFindings.ofLocate(BladeFinding.error("data", "no", ""))), 6, Severity.ERROR, "data");
        assertOne(List.of(BladeFindings.ofRestore(BladeFinding.note("data", "slow"))), 27, Severity.NOTE, "data");
    }

    @Test
    void check10_targetOfAnotherProfile() {
        List<GroupRecord> groups = List.of(group(CopyMethod.FAST, "0100", "0200"));
        BackupOptions other =
                BackupOptions.of("weekly", Map.of("system", "bank", "blade", "memory", "targets", "0100:0200"));
        Map<String, Severity> severities = Map.of("warn", Severity.WARNING, "fail", Severity.ERROR);
        severities.forEach((option, severity) -> assertOne(
                TargetSharing.check(groups, options("shared.targets", option), List.of(other), List.of()),
                10,
                severity,
                "0200"));
        assertThat(TargetSharing.check(groups, options("shared.targets", "ignore"), List.of(other), List.of()))
                .isEmpty();
        assertThat(TargetSharing.check(groups, other, List.of(other), List.of()))
                .isEmpty();
    }

    /** What is not held forbids what a hold, or that the system is down, is to prove. */
    @ParameterizedTest
    @EnumSource(Consistency.class)
    void whatIsNotHeld_forbidsWhatIsHeld(Consistency consistency) {
        SystemFinding finding = new SystemFinding(SystemFinding.Severity.NOT_HELD, "PAYROLL", "writes", "let it end");
        Severity expected =
                switch (consistency) {
                    case LOG_SUSPEND, BACKUP_MODE, STOPPED -> Severity.ERROR;
                    case STORAGE, NONE -> Severity.WARNING;
                };
        assertThat(Checks.layout(
                        layout(consistency != Consistency.STOPPED, List.of(), List.of(finding)),
                        options("consistency", consistency.key())))
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple("PAYROLL", expected));
    }
}
