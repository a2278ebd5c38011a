package org.copyblade.lab.ims;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What whoever made a copy knows of it; each may be empty, and is then not checked.
 *
 * @param inForce did every suspension or freeze hold throughout?
 * @param logs where the log of each member must end, by its name
 * @param acknowledged units that users had been told of before the copy began
 */
public record Evidence(boolean inForce, Map<String, LogRange> logs, List<Acknowledged> acknowledged) {

    /** Between these two numbers, both included; the same twice for a suspended member. */
    public record LogRange(long from, long to) {}

    /**
     * A unit that a user was told of.
     *
     * @param token of the unit, as the log shows it
     * @param at time of its commit record
     */
    public record Acknowledged(String token, Instant at) {}

    public Evidence {
        logs = Map.copyOf(logs);
        acknowledged = List.copyOf(acknowledged);
    }

    /** Of a copy about which nothing is known. */
    public static Evidence none() {
        return new Evidence(true, Map.of(), List.of());
    }
}
