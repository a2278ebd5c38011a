package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.proof.Proving;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.Test;

/** Systems whose data sets share volumes: a volume is copied once, and whole. */
class VolumesTest {

    private static DataSet dataSet(String name, String volume) {
        return new DataSet(
                name,
                DataSet.Role.LOG,
                DataSet.PlaceKind.VOLSER,
                volume,
                name.toUpperCase(Locale.ROOT),
                List.of(),
                Optional.empty());
    }

    private static Grouping.Placed placed(DataSet dataSet) {
        return placed(dataSet, HostVolume.volser(dataSet.place()), "2107/" + dataSet.place());
    }

    private static Grouping.Placed placed(DataSet dataSet, HostVolume host, String storageId) {
        return new Grouping.Placed(
                dataSet,
                new BladeName("memory", "array"),
                Behaviour.snapshots("array").info(),
                new LocatedVolume(host, storageId, 0, "3390", new HoldDomain("lss-1"), List.of()));
    }

    private static SystemLayout layout(DataSet... dataSets) {
        return new SystemLayout(
                true, "1", List.of("ims1"), new Epoch("1"), Arrays.asList(dataSets), List.of(), List.of());
    }

    @Test
    void dataSetsOnOneVolume_areOneMemberNamedAfterTheVolume() {
        List<Grouping.Draft> drafts = Grouping.group(
                List.of(
                        placed(dataSet("ims.log1", "IMSLG1")),
                        placed(dataSet("ims.log2", "IMSLG2")),
                        placed(dataSet("ims.wads", "IMSLG1")),
                        placed(dataSet("ims.odd", "IM$LG3"))),
                Consistency.LOG_SUSPEND);

        assertThat(drafts).hasSize(1);
        assertThat(drafts.get(0).members())
                .extracting(member -> member.member().name())
                .containsExactly("imslg1", "imslg2", "ims.odd");
        assertThat(drafts.get(0).members().get(0).dataSets())
                .extracting(place -> place.dataSet())
                .containsExactly("ims.log1", "ims.wads");
    }

    @Test
    void dataSetsOfOneVolume_areMembersOfTheirOwn_whereDataSetsAreCopied() {
        DataSet one = dataSet("ims.db1", "IMSDB1");
        DataSet other = dataSet("ims.db2", "IMSDB1");
        DataSet rest = new DataSet(
                "ims.db2-v2", one.role(), one.kind(), "IMSDB2", other.dataSetName(), List.of(), Optional.empty());

        Map<HostVolume, List<DataSet>> hosts = Grouping.hosts(List.of(one, other, rest), BladeInfo.Grain.DATA_SET);

        assertThat(hosts)
                .containsOnly(
                        Map.entry(HostVolume.dataSet("IMS.DB1"), List.of(one)),
                        Map.entry(HostVolume.dataSet("IMS.DB2"), List.of(other, rest)));
        assertThat(Grouping.hosts(List.of(one, other, rest), BladeInfo.Grain.VOLUME))
                .containsOnlyKeys(HostVolume.volser("IMSDB1"), HostVolume.volser("IMSDB2"));
        List<Grouping.Placed> placed = new ArrayList<>();
        hosts.forEach((host, dataSets) -> dataSets.forEach(dataSet -> placed.add(placed(dataSet, host, host.id()))));
        List<Grouping.DraftMember> members =
                Grouping.group(placed, Consistency.LOG_SUSPEND).get(0).members();
        assertThat(members).extracting(member -> member.member().name()).containsExactly("ims.db1", "ims.db2");
        assertThat(members.get(1).dataSets())
                .extracting(place -> place.dataSet())
                .containsExactly("ims.db2", "ims.db2-v2");
    }

    @Test
    void onlyDatabases_areCopiedWithoutTheirVolumes() {
        for (DataSet.Role role : DataSet.Role.values()) {
            DataSet dataSet = new DataSet(
                    "ims.x", role, DataSet.PlaceKind.VOLSER, "IMSLG2", "IMS.X", List.of(), Optional.empty());
            int check =
                    switch (role) {
                        case DATABASE -> 0;
                        case LOG -> 2;
                        case CATALOG -> 3;
                        case CONTROL, SYSTEM -> 1;
                    };
            assertThat(Checks.byDataSet(List.of(placed(dataSet)))).isEmpty();
            assertThat(Checks.byDataSet(List.of(placed(dataSet, HostVolume.dataSet("IMS.X"), "IMS.X"))))
                    .extracting(Finding::check, Finding::severity)
                    .isEqualTo(check == 0 ? List.of() : List.of(tuple(check, Finding.Severity.ERROR)));
        }
    }

    @Test
    void coverageChangesWithVolumes_andNotWithDataSetsOnThem() {
        SystemLayout before = layout(dataSet("ims.log1", "IMSLG1"), dataSet("ims.db", "IMSDB1"));

        assertThat(Proving.places(layout(dataSet("ims.log2", "IMSLG1"), dataSet("ims.db", "IMSDB1"))))
                .isEqualTo(Proving.places(before));
        assertThat(Proving.places(layout(dataSet("ims.log1", "IMSLG1"), dataSet("ims.db", "IMSDB2"))))
                .isNotEqualTo(Proving.places(before));
    }
}
