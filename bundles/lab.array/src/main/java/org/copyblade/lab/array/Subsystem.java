package org.copyblade.lab.array;

import java.time.Duration;
import java.util.Set;

/**
 * A logical subsystem and its freeze, as it was when asked for.
 *
 * @param id two hexadecimal digits in upper case
 * @param emulation of all its volumes
 * @param ssid subsystem identifier, four hexadecimal digits
 * @param freezeTimer how long a freeze holds unless it is thawed
 * @param volumes how many are configured
 * @param frozen ids of the volumes whose writes are held now
 * @param expirations how many freezes have ended by the timer: after each of them consistency was lost
 */
public record Subsystem(
        String id,
        Emulation emulation,
        String ssid,
        Duration freezeTimer,
        int volumes,
        Set<String> frozen,
        long expirations) {

    public Subsystem {
        frozen = Set.copyOf(frozen);
    }
}
