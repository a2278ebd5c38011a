package org.copyblade.manager.internal.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.copyblade.api.OptionValue;
import org.copyblade.api.OptionValue.Origin;

/**
 * All options with value and origin, as the layers give them: built in, then defaults, system, profile, command. A locked
 * option takes what the defaults say, whoever else sets it.
 *
 * @param values of every option, in the order of the table
 * @param missing options that somebody must set and nobody does
 */
record EffectiveOptions(List<OptionValue> values, List<Option<?>> missing) {

    /** The layers above the built-in values, each less important than the next. */
    record Layers(Layer defaults, Layer system, Layer profile, Map<String, String> command) {}

    static EffectiveOptions of(Layers layers) {
        List<OptionValue> values = new ArrayList<>();
        List<Option<?>> missing = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            OptionValue value = valueOf(option, layers);
            values.add(value);
            if (!option.accepts(value.value())) {
                missing.add(option);
            }
        }
        return new EffectiveOptions(List.copyOf(values), List.copyOf(missing));
    }

    /** The options as a run takes them; only if nothing is missing. */
    BackupOptions forProfile(String name) {
        return BackupOptions.of(name, values.stream().collect(Collectors.toMap(OptionValue::key, OptionValue::value)));
    }

    private static OptionValue valueOf(Option<?> option, Layers layers) {
        String key = option.key();
        boolean locked = layers.defaults().locked().contains(key);
        Origin origin = Origin.BUILT_IN;
        String value = option.builtIn();
        if (layers.defaults().values().containsKey(key)) {
            origin = Origin.DEFAULTS;
            value = layers.defaults().values().get(key);
        }
        if (!locked && layers.system().values().containsKey(key)) {
            origin = Origin.SYSTEM;
            value = layers.system().values().get(key);
        }
        if (!locked && layers.profile().values().containsKey(key)) {
            origin = Origin.PROFILE;
            value = layers.profile().values().get(key);
        }
        if (!locked && layers.command().containsKey(key)) {
            origin = Origin.COMMAND;
            value = layers.command().get(key).strip();
        }
        return new OptionValue(key, value, origin, locked, option.description());
    }
}
