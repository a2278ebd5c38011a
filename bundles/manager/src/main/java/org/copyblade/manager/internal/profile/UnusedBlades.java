package org.copyblade.manager.internal.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.OptionValue;
import org.copyblade.manager.internal.blade.BladeName;

/**
 * Blades of which an option says something and by which nothing is copied: most likely a typing mistake, and the blade that
 * was meant would copy by another method. Defaults and values of a system may name what one of their profiles does not use.
 * Pure.
 */
final class UnusedBlades {

    private UnusedBlades() {}

    /**
     * What a profile or a command says in vain.
     *
     * @param where that is
     * @param set its own values by key, without those that are locked
     * @param effective what is in force then
     */
    static List<Problem> problems(String where, Map<String, String> set, EffectiveOptions effective) {
        Optional<Set<BladeName>> used = used(effective);
        if (used.isEmpty()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            String form = BladeForms.keyOf(option.key());
            String value = set.getOrDefault(form, "");
            if (option.ofBlades() && BladeForms.of(option).accepts(value)) {
                for (BladeName named : BladeForms.of(option).type().parse(value).keySet()) {
                    if (used.orElseThrow().stream().noneMatch(blade -> mayBe(blade, named))) {
                        problems.add(problem(where, form, named, used.orElseThrow()));
                    }
                }
            }
        }
        return problems;
    }

    /** The blades that profile, system and defaults copy by; empty if that is wrong itself, which is said elsewhere. */
    private static Optional<Set<BladeName>> used(EffectiveOptions effective) {
        Map<String, String> values =
                effective.values().stream().collect(Collectors.toMap(OptionValue::key, OptionValue::value));
        String blades = values.get(Options.BLADE.key());
        String single = values.get(Options.BLADE_OF_DATA_SET.key());
        if (!Options.BLADE.accepts(blades) || !Options.BLADE_OF_DATA_SET.accepts(single)) {
            return Optional.empty();
        }
        Set<BladeName> used = new LinkedHashSet<>();
        Options.BLADE.type().parse(blades).forEach(name -> used.add(BladeName.parse(name)));
        Options.BLADE_OF_DATA_SET.type().parse(single).values().forEach(name -> used.add(BladeName.parse(name)));
        return Optional.of(used);
    }

    private static boolean mayBe(BladeName used, BladeName named) {
        return used.endpoint().isEmpty()
                ? used.technology().equals(named.technology())
                : named.fits(used.technology(), used.endpoint());
    }

    private static Problem problem(String where, String key, BladeName named, Set<BladeName> used) {
        String names = used.stream().map(BladeName::toString).collect(Collectors.joining(", "));
        return new Problem(
                ErrorCode.OPTION_INVALID,
                where + ": '" + key + "' names blade '" + named + "', by which nothing is copied; 'blade' and"
                        + " 'blade.of.data.set' name " + names);
    }
}
