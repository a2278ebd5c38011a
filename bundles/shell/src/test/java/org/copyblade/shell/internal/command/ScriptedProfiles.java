package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Finding;
import org.copyblade.api.OptionValue;
import org.copyblade.api.Profile;
import org.copyblade.api.Profiles;
import org.copyblade.api.SetupReport;

/** One profile, nightly. */
final class ScriptedProfiles implements Profiles {
    Optional<String> refused = Optional.empty();
    Map<String, String> changes = Map.of();
    boolean passes = true;

    @Override
    public List<Profile> list() {
        return List.of(get("nightly"));
    }

    @Override
    public Profile get(String name) {
        return new Profile(
                name,
                "shop",
                List.of(
                        new OptionValue("blade", "reflink", OptionValue.Origin.PROFILE, false, "the blade"),
                        new OptionValue("suspend.limit.ms", "700", OptionValue.Origin.DEFAULTS, true, "longest time"),
                        new OptionValue("generations", "2", OptionValue.Origin.BUILT_IN, false, "slots")),
                Profile.SetupState.VALID,
                refused,
                Optional.of(Instant.EPOCH));
    }

    @Override
    public Profile set(String name, String key, String value) {
        return set(name, Map.of(key, value));
    }

    @Override
    public Profile set(String name, Map<String, String> wanted) {
        changes = wanted;
        return get(name);
    }

    @Override
    public SetupReport setup(String name) {
        Finding full = new Finding(7, Finding.Severity.ERROR, "pool", "is full", "free space");
        return new SetupReport(name, Instant.EPOCH, passes, passes ? List.of() : List.of(full));
    }
}
