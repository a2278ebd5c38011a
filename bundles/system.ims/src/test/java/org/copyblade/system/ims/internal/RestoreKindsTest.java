package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.system.ims.internal.RestoreKinds.Layout;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.PlaceKind;
import org.copyblade.system.spi.DataSet.Role;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;
import org.junit.jupiter.api.Test;

class RestoreKindsTest {

    private static DataSet on(String volume, Role role) {
        return new DataSet(
                role.name().toLowerCase(java.util.Locale.ROOT),
                role,
                PlaceKind.VOLSER,
                volume,
                "X",
                List.of(),
                Optional.empty());
    }

    private static DataSet catalog(String volume, String name) {
        return new DataSet(
                name.toLowerCase(java.util.Locale.ROOT),
                Role.CATALOG,
                PlaceKind.VOLSER,
                volume,
                name,
                List.of(),
                Optional.empty());
    }

    private static Layout withCatalogs(String ofData, String ofLogs) {
        return new Layout(
                List.of(
                        on("DB1", Role.DATABASE),
                        on("LG1", Role.LOG),
                        catalog(ofData, "UCAT.DATA"),
                        catalog(ofLogs, "UCAT.LOG")),
                Set.of("UCAT.DATA"),
                Set.of("UCAT.LOG"),
                Set.of());
    }

    private static List<String> refused(Layout layout) {
        return RestoreKinds.of(layout).stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .map(SystemFinding::text)
                .toList();
    }

    @Test
    void logsApartFromDataAllowEverything() {
        Layout apart = new Layout(
                List.of(on("DB1", Role.DATABASE), on("LG1", Role.LOG), on("LG1", Role.CONTROL)),
                Set.of("UCAT.DATA"),
                Set.of("UCAT.LOG"),
                Set.of());
        assertThat(refused(apart)).isEmpty();
        assertThat(RestoreKinds.of(apart)).hasSize(6);
    }

    @Test
    void aSharedVolumeForbidsForwardRecovery() {
        Layout mixed = new Layout(
                List.of(on("DB1", Role.DATABASE), on("DB1", Role.CONTROL)),
                Set.of("UCAT.A"),
                Set.of("UCAT.B"),
                Set.of());
        assertThat(refused(mixed))
                .containsExactly(
                        "does not allow full restore with forward recovery: volumes [DB1] hold databases and logs or RECON",
                        "does not allow data-only restore with forward recovery: volumes [DB1] hold databases and logs or RECON",
                        "does not allow disaster recovery, with logs shipped separately: volumes [DB1] hold databases and"
                                + " logs or RECON");
    }

    @Test
    void aSharedCatalogForbidsForwardRecovery() {
        Layout mixed = new Layout(
                List.of(on("DB1", Role.DATABASE), on("LG1", Role.LOG)), Set.of("UCAT.A"), Set.of("UCAT.A"), Set.of());
        assertThat(refused(mixed)).hasSize(3).allMatch(text -> text.contains("catalogs [UCAT.A] list"));
    }

    @Test
    void aCatalogBesideWhatMustNotGoBackWithIt_forbidsForwardRecovery() {
        assertThat(refused(withCatalogs("DB1", "LG1"))).isEmpty();
        assertThat(refused(withCatalogs("LG1", "LG1")))
                .hasSize(3)
                .allMatch(text -> text.endsWith(": volumes [LG1] hold a catalog beside what must not go back with it"));
        assertThat(refused(withCatalogs("DB1", "DB1")))
                .hasSize(3)
                .allMatch(text -> text.contains("volumes [DB1] hold a catalog"));
        assertThat(refused(withCatalogs("CAT001", "CAT001")))
                .hasSize(3)
                .allMatch(text -> text.contains("volumes [CAT001] hold a catalog"));
    }

    @Test
    void aCatalogOutsideLeavesOnlySingleDatabases() {
        Layout lost = new Layout(
                List.of(on("DB1", Role.DATABASE), on("LG1", Role.LOG)),
                Set.of("UCAT.A"),
                Set.of("UCAT.B"),
                Set.of("UCAT.A"));
        assertThat(refused(lost)).hasSize(5).noneMatch(text -> text.contains("recovery of single databases"));
    }
}
