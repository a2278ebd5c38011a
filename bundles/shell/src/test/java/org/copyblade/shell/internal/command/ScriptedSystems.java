package org.copyblade.shell.internal.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.api.SystemStatus;
import org.copyblade.api.Systems;

/** One system, shop, of which a test says what is wrong with it. */
final class ScriptedSystems implements Systems {

    /** Of the system itself; empty: all is well. */
    String problem = "";

    /** Another one, if a test has one. */
    Optional<SystemStatus> other = Optional.empty();

    /** Of any system; null until a test has one. */
    SystemAnalysis analysis;

    /** What else is configured and not in force. */
    List<ConfigurationTrouble> troubles = List.of();

    @Override
    public List<SystemStatus> list() {
        SystemStatus shop = new SystemStatus(
                "shop",
                "postgresql",
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                problem);
        return Stream.concat(Stream.of(shop), other.stream()).toList();
    }

    @Override
    public List<ConfigurationTrouble> configurationTroubles() {
        return troubles;
    }

    @Override
    public SystemAnalysis analyze(String name) {
        return analysis;
    }
}
