package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.plan.Grouping.Placed;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.PlaceKind;
import org.copyblade.system.spi.DataSet.Role;
import org.junit.jupiter.api.Test;

/** Which layouts leave full restores only. */
class MixedLogsTest {

    private static final String SO = ": only full restores are possible, without forward recovery";
    private static final Placed DATA = on("DB1", Role.DATABASE, "DB.ONE");
    private static final Placed LOG = on("LG1", Role.LOG, "LOG.ONE");

    private static Placed on(String volser, Role role, String name) {
        DataSet dataSet = new DataSet(
                name.toLowerCase(Locale.ROOT), role, PlaceKind.VOLSER, volser, name, List.of(), Optional.empty());
        LocatedVolume volume =
                new LocatedVolume(HostVolume.volser(volser), volser, 0, "3390", new HoldDomain("lss-1"), List.of());
        return new Placed(
                dataSet,
                new BladeName("memory", "array"),
                Behaviour.snapshots("array").info(),
                volume);
    }

    private static List<Finding> check(String mixedLogs, Placed... placed) {
        Map<String, String> values = new HashMap<>(Map.of("system", "bank", "blade", "memory"));
        values.put("mixed.logs", mixedLogs);
        return MixedLogs.check(List.of(placed), BackupOptions.of("nightly", values));
    }

    private static List<String> texts(Placed... placed) {
        return check("allow", placed).stream()
                .peek(finding -> assertThat(finding.check()).isEqualTo(4))
                .map(finding -> finding.severity() + " " + finding.subject() + " " + finding.text())
                .toList();
    }

    @Test
    void logBesideData() {
        Placed beside = on("DB1", Role.LOG, "LOG.TWO");
        assertThat(texts(DATA, LOG, beside)).containsExactly("NOTE log.two shares its volume with db.one" + SO);
        assertThat(check("fail", DATA, beside)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.hint()).isEqualTo("put the log on a volume of its own, or set mixed.logs=allow");
        });
        assertThat(check("fail", DATA, LOG)).isEmpty();
    }

    /** It must stay as current as the logs that it records. */
    @Test
    void recoveryControlBesideData() {
        Placed recon = on("DB1", Role.CONTROL, "RECON1");
        assertThat(texts(DATA, LOG, recon)).containsExactly("NOTE recon1 shares its volume with db.one" + SO);
        assertThat(check("fail", DATA, LOG, recon)).singleElement().satisfies(finding -> assertThat(finding.hint())
                .isEqualTo("put it on a volume without databases, or set mixed.logs=allow"));
        assertThat(texts(DATA, LOG, on("LG1", Role.CONTROL, "RECON1"))).isEmpty();
    }

    @Test
    void systemDataSetsMayBeAnywhere() {
        assertThat(texts(DATA, LOG, on("DB1", Role.SYSTEM, "RESLIB"), on("LG1", Role.SYSTEM, "PROCLIB")))
                .isEmpty();
    }

    @Test
    void oneCatalogForBoth_whereverItLies() {
        for (String volume : List.of("DB1", "LG1", "CAT001")) {
            assertThat(texts(DATA, LOG, on(volume, Role.CATALOG, "UCAT"), on(volume, Role.CATALOG, "UCAT.CATINDEX")))
                    .containsExactly("NOTE ucat is the only catalog, of databases and of logs" + SO);
        }
    }

    @Test
    void catalogsApart_asTheirDataSets() {
        assertThat(texts(DATA, LOG, on("DB1", Role.CATALOG, "UCAT.DATA"), on("LG1", Role.CATALOG, "UCAT.LOG")))
                .isEmpty();
        assertThat(texts(DATA, LOG, on("CAT001", Role.CATALOG, "UCAT.DATA"), on("LG1", Role.CATALOG, "UCAT.LOG")))
                .isEmpty();
    }

    @Test
    void everyCatalogBesideLogs_soThatOfTheDatabasesIs() {
        assertThat(texts(DATA, LOG, on("LG1", Role.CATALOG, "UCAT.DATA"), on("LG1", Role.CATALOG, "UCAT.LOG")))
                .containsExactly(
                        "NOTE ucat.data shares its volume with log.one, and so does each catalog that the databases may be in"
                                + SO,
                        "NOTE ucat.log shares its volume with log.one, and so does each catalog that the databases may be in"
                                + SO);
    }

    @Test
    void everyCatalogBesideData_soThatOfTheLogsIs() {
        assertThat(check("fail", DATA, LOG, on("DB1", Role.CATALOG, "UCAT.A"), on("DB1", Role.CATALOG, "UCAT.B")))
                .hasSize(2)
                .allMatch(finding -> finding.severity() == Severity.ERROR)
                .allMatch(finding -> finding.hint()
                        .equals("put the catalog of the logs on a volume of its own, or set mixed.logs=allow"));
    }

    @Test
    void withoutCatalogsOrWithoutLogs_nothing() {
        assertThat(texts(DATA, LOG)).isEmpty();
        assertThat(texts(DATA, on("DB1", Role.CATALOG, "UCAT"))).isEmpty();
    }
}
