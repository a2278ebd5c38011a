package org.copyblade.manager.internal.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.rig.Backups;
import org.junit.jupiter.api.Test;

class LateSystemsTest {

    private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

    /** Every question that the catalog was asked. */
    private final List<String> asked = new ArrayList<>();

    private final List<BackupOptions> profiles = List.of(
            profile("nightly", "bank", "24"),
            profile("weekly", "bank", "168"),
            profile("hourly", "shop", "1"),
            profile("whenever", "test", ""));

    @Test
    void late_isWhoseNewestGoodBackupIsOlderThanTheShortestPromise_orWhoHasNone() throws Exception {
        assertThat(late(Map.of("bank", hoursAgo(25), "shop", hoursAgo(0)))).containsExactly("bank");
        assertThat(late(Map.of("bank", hoursAgo(23)))).containsExactly("shop");
    }

    @Test
    void eachSystemThatIsPromisedSomethingTakesOneQuestion() throws Exception {
        late(Map.of("bank", hoursAgo(25)));

        assertThat(asked).containsExactly("lastGood bank false", "lastGood shop false");
    }

    /** Nobody is to be told that a backup is too old because it could not be looked for, nor waits each system for the catalog. */
    @Test
    void aCatalogThatCannotBeRead_saysOfNobodyThatItIsLate_andIsAskedOnce() {
        assertThatThrownBy(() -> LateSystems.of(
                        catalog(system -> {
                            throw new CatalogException(Reason.FAILED, "gone");
                        }),
                        profiles,
                        NOW))
                .isInstanceOf(CatalogException.class);

        assertThat(asked).hasSize(1);
    }

    private Iterable<String> late(Map<String, Backup> newest) throws CatalogException {
        return LateSystems.of(catalog(system -> Optional.ofNullable(newest.get(system))), profiles, NOW);
    }

    private static Backup hoursAgo(int hours) {
        return Backups.complete(7, NOW.minus(Duration.ofHours(hours)));
    }

    private static BackupOptions profile(String name, String system, String overdueAfterHours) {
        return BackupOptions.of(
                name, Map.of("system", system, "blade", "memory", "overdue.after.hours", overdueAfterHours));
    }

    private interface LastGood {
        Optional<Backup> of(String system) throws CatalogException;
    }

    private Catalog catalog(LastGood lastGood) {
        return (Catalog) Proxy.newProxyInstance(
                Catalog.class.getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName() + " " + arguments[0] + " " + arguments[1]);
                    return lastGood.of((String) arguments[0]);
                });
    }
}
