package org.copyblade.shell.internal.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.api.SystemStatus;
import org.copyblade.api.Systems;

/** One system, shop, of which a test says what is wrong with it. */
final class ScriptedSystems implements Systems {

    /** Of the system itself; empty: all is well. */
    String problem = "";

    /** What else is configured and not in force. */
    List<ConfigurationTrouble> troubles = List.of();

    @Override
    public List<SystemStatus> list() {
        return List.of(new SystemStatus(
                "shop",
                "postgresql",
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                problem));
    }

    @Override
    public List<ConfigurationTrouble> configurationTroubles() {
        return troubles;
    }

    @Override
    public SystemAnalysis analyze(String name) {
        throw new UnsupportedOperationException("no test analyzes a system");
    }
}
