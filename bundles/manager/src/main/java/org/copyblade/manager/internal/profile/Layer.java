package org.copyblade.manager.internal.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.api.ErrorCode;

/**
 * What one configuration sets, every line of it checked.
 *
 * @param values by key of an option
 * @param locked keys that no other layer may set; only defaults lock
 * @param system of a layer for one system; empty in others
 */
record Layer(Map<String, String> values, Set<String> locked, String system) {

    static final String LOCKED_KEY = "locked";
    private static final String SYSTEM_KEY = Options.SYSTEM.key();

    /** A layer that sets nothing. */
    static final Layer NOTHING = new Layer(Map.of(), Set.of(), "");

    Layer {
        values = Map.copyOf(values);
        locked = Set.copyOf(locked);
    }

    /**
     * A configuration after its check.
     *
     * @param layer empty if anything is wrong with it: nobody can tell what half of a configuration means
     * @param problems what is wrong
     */
    record Checked(Optional<Layer> layer, List<Problem> problems) {}

    static Checked check(ConfigurationText text) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        Set<String> locked = Set.of();
        String system = "";
        for (Map.Entry<String, String> entry : new TreeMap<>(text.values()).entrySet()) {
            String key = entry.getKey();
            String value = entry.getValue().strip();
            if (key.equals(LOCKED_KEY) && text.kind() == ConfigurationText.Kind.DEFAULTS) {
                locked = locks(text.where(), value, problems);
            } else if (key.equals(SYSTEM_KEY) && text.kind() == ConfigurationText.Kind.SYSTEM) {
                system = value;
            } else {
                checkOption(text, key, value, problems);
                values.put(key, value);
            }
        }
        if (text.kind() == ConfigurationText.Kind.SYSTEM && system.isEmpty()) {
            problems.add(Problem.missing(text.where(), Options.SYSTEM));
        }
        Optional<Layer> layer = problems.isEmpty() ? Optional.of(new Layer(values, locked, system)) : Optional.empty();
        return new Checked(layer, List.copyOf(problems));
    }

    private static void checkOption(ConfigurationText text, String key, String value, List<Problem> problems) {
        Optional<Option<?>> option = Options.find(key);
        if (option.isEmpty()) {
            problems.add(Problem.unknownKey(text.where(), key, value));
        } else if (option.get().scope() == Option.Scope.PROFILE && text.kind() != ConfigurationText.Kind.PROFILE) {
            problems.add(Problem.misplaced(text.where(), option.get()));
        } else if (Problem.reference(text.where(), key, value).isPresent()) {
            problems.add(Problem.reference(text.where(), key, value).get());
        } else if (!option.get().accepts(value)) {
            problems.add(Problem.badValue(text.where(), option.get(), value));
        }
    }

    private static Set<String> locks(String where, String value, List<Problem> problems) {
        Set<String> locked = new LinkedHashSet<>();
        for (String key : ValueType.list("").parse(value)) {
            locked.add(key);
            Optional<Option<?>> option = Options.find(key);
            // Else anybody could get round the lock by naming the blade.
            option.filter(Option::ofBlades).ifPresent(any -> locked.add(BladeForms.keyOf(key)));
            if (option.isEmpty()) {
                problems.add(Problem.unknownKey(where, key, "in '" + LOCKED_KEY + "'"));
            } else if (option.get().scope() == Option.Scope.PROFILE) {
                problems.add(new Problem(
                        ErrorCode.OPTION_INVALID,
                        where + ": '" + key + "' cannot be locked: every profile has its own"));
            }
        }
        return locked;
    }
}
