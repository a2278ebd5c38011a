package org.copyblade.manager.internal.site;

import static org.assertj.core.api.Assertions.assertThat;

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

    private LastGood newest = system -> Optional.empty();

    private final LateSystems systems = new LateSystems(catalog());

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
    void aCatalogThatCannotBeRead_isAskedOnce_andWhoWasLateIsYet() throws Exception {
        newest = of(Map.of("shop", hoursAgo(2)));
        systems.look(profiles, NOW);
        asked.clear();

        newest = system -> {
            throw new CatalogException(Reason.FAILED, "gone");
        };
        LateSystems.Seen seen = systems.look(profiles, NOW);

        assertThat(seen.late()).containsExactlyInAnyOrder("bank", "shop");
        assertThat(seen.untold()).containsExactly("gone (first asked of bank)");
        assertThat(asked).hasSize(1);
        assertThat(new LateSystems(catalog()).look(profiles, NOW).late()).isEmpty();
    }

    @Test
    void aRecordThatCannotBeRead_silencesNoOtherSystem() throws Exception {
        newest = system -> {
            if (system.equals("bank")) {
                throw new CatalogException(Reason.ALIEN, "torn");
            }
            return Optional.empty();
        };
        LateSystems.Seen seen = systems.look(profiles, NOW);

        assertThat(seen.late()).containsExactly("shop");
        assertThat(seen.untold()).containsExactly("torn (first asked of bank)");
    }

    private Iterable<String> late(Map<String, Backup> backups) {
        newest = of(backups);
        LateSystems.Seen seen = systems.look(profiles, NOW);
        assertThat(seen.untold()).isEmpty();
        return seen.late();
    }

    private static LastGood of(Map<String, Backup> backups) {
        return system -> Optional.ofNullable(backups.get(system));
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

    private Catalog catalog() {
        return (Catalog) Proxy.newProxyInstance(
                Catalog.class.getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName() + " " + arguments[0] + " " + arguments[1]);
                    return newest.of((String) arguments[0]);
                });
    }
}
