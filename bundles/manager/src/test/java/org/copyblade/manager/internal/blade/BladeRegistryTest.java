package org.copyblade.manager.internal.blade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.blade.memory.MemoryStorage;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.manager.internal.lease.DrainTime;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.rig.TestReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Constants;

/** Which of several blades of one name serves, and by which name a blade goes. */
class BladeRegistryTest {

    private final BladeRegistry registry = new BladeRegistry();
    private final CopyBlade old = blade("old");

    private static CopyBlade blade(String endpoint) {
        return new MemoryBlade(new MemoryStorage(Behaviour.snapshots(endpoint), MemoryClock.system()));
    }

    private static TestReference<CopyBlade> reference(long number, String endpoint, int ranking) {
        return new TestReference<>(
                number, Map.of("blade", "memory", "endpoint", endpoint, Constants.SERVICE_RANKING, ranking));
    }

    private List<CopyBlade> leased(String endpoint) {
        return leasedAs("memory@" + endpoint);
    }

    private List<CopyBlade> leasedAs(String name) {
        List<Lease<CopyBlade>> leases = registry.leaseAll(List.of(BladeName.parse(name)), Duration.ZERO, () -> false);
        leases.forEach(Lease::close);
        return leases.stream().map(Lease::service).toList();
    }

    @Test
    void ofSeveral_theOneThatCameLastServes() {
        CopyBlade newer = blade("old");
        registry.addBlade(reference(7, "old", 0), old);
        registry.addBlade(reference(8, "old", 0), newer);
        assertThat(leased("old")).containsExactly(newer);
    }

    @Test
    void ofSeveral_theOneOfTheHighestRankingServes_alsoWhenItRisesLater() {
        registry.addBlade(reference(7, "old", 1), old);
        CopyBlade newer = blade("old");
        registry.addBlade(reference(8, "old", 0), newer);
        assertThat(leased("old")).containsExactly(old);
        registry.bladeChanged(reference(8, "old", 2), newer);
        assertThat(leased("old")).containsExactly(newer);
    }

    @Test
    void whereNoEndpointIsNamed_theFirstOneServes_byItsLastVersion() {
        registry.addBlade(reference(7, "old", 0), old);
        registry.addBlade(reference(8, "further", 0), blade("further"));
        assertThat(leasedAs("memory")).containsExactly(old);
        CopyBlade newer = blade("old");
        registry.addBlade(reference(9, "old", 0), newer);
        registry.addBlade(reference(10, "further", 0), blade("further"));
        assertThat(leasedAs("memory")).containsExactly(newer);
        registry.removeBlade(reference(7, "old", 0));
        assertThat(leasedAs("memory")).containsExactly(newer);

        registry.bladeChanged(reference(9, "old", 0), newer);
        assertThat(leasedAs("memory")).containsExactly(newer);

        registry.removeBlade(reference(9, "old", 0));
        assertThat(leasedAs("memory")).isNotEmpty().doesNotContain(newer);
        CopyBlade back = blade("old");
        registry.addBlade(reference(11, "old", 0), back);
        assertThat(leasedAs("memory")).containsExactly(back);
    }

    @Test
    void changedBlade_goesByItsNewName_alsoWhileItIsLeased_untilItGoes() {
        registry.addBlade(reference(7, "old", 0), old);
        CopyBlade renamed = blade("new");
        registry.bladeChanged(reference(7, "new", 0), renamed);
        assertThat(leased("old")).isEmpty();
        assertThat(leased("new")).containsExactly(old);
        registry.removeBlade(reference(7, "new", 0));
        assertThat(leased("new")).isEmpty();
        assertThat(registry.present()).isEmpty();
    }

    @Test
    void changedBladeThatRefusedTheEdit_goesByTheNameItHad() {
        registry.addBlade(reference(7, "old", 0), old);
        registry.bladeChanged(reference(7, "refused", 0), old);
        assertThat(leased("refused")).isEmpty();
        assertThat(leased("old")).containsExactly(old);
    }

    /** Each hangs in a call that nobody can end. */
    @Test
    @Timeout(30)
    void bladesThatHang_holdUpTheEndOfTheManagerByOneLimitAltogether() {
        AtomicLong now = new AtomicLong();
        BladeRegistry going = new BladeRegistry(new DrainTime(Duration.ofHours(1), now::get));
        going.addBlade(reference(7, "old", 0), old);
        going.addBlade(reference(8, "further", 0), blade("further"));
        for (String endpoint : List.of("old", "further")) {
            assertThat(going.leaseAll(List.of(BladeName.parse("memory@" + endpoint)), Duration.ZERO, () -> false))
                    .hasSize(1);
        }

        going.leave();
        now.set(Long.MAX_VALUE);

        // With a limit of its own each of these would wait for it.
        going.removeBlade(reference(7, "old", 0));
        going.removeBlade(reference(8, "further", 0));
        assertThat(going.present()).isEmpty();
    }
}
