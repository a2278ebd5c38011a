package org.copyblade.manager.internal.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.copyblade.manager.internal.blade.BladeName;

/**
 * The form that an option has for single blades: its key with {@value #SUFFIX} behind it, and for each blade a value of the
 * option itself. What such a form says of a blade goes before the option, whatever layer either was set in. Pure.
 */
final class BladeForms {

    static final String SUFFIX = ".of.blade";

    private BladeForms() {}

    /** The form of an option. */
    static <T> Option<Map<BladeName, T>> of(Option<T> option) {
        String range = "pairs 'blade=value' parted by commas, each blade once as name or name@endpoint and each value "
                + option.type().range().replace(", or empty", "") + ", or empty";
        return new Option<>(
                keyOf(option.key()),
                ValueType.pairs(range, BladeForms::blade, option.type()),
                "",
                option.scope(),
                "'" + option.key() + "' of single blades, for a backup over several; the others keep '" + option.key()
                        + "'",
                false);
    }

    /** The key of the form of an option. */
    static String keyOf(String option) {
        return option + SUFFIX;
    }

    /** A table with the forms of those options that have one, each behind its option. */
    static List<Option<?>> inserted(List<Option<?>> table) {
        return table.stream()
                .<Option<?>>flatMap(option -> option.ofBlades() ? Stream.of(option, of(option)) : Stream.of(option))
                .toList();
    }

    /** The blades of which something is said. */
    static Set<BladeName> named(Map<String, String> values) {
        Set<BladeName> named = new LinkedHashSet<>();
        forms(values).forEach(form -> named.addAll(form.said().keySet()));
        return named;
    }

    /** What holds for one blade alone, each {@code key=value} as it is written, in the order of the table. */
    static List<String> saidOf(BladeName blade, Map<String, String> values) {
        return forms(values)
                .flatMap(form -> choose(form.said(), blade).map(value -> form.key() + "=" + value).stream())
                .toList();
    }

    private record Form(String key, Map<BladeName, String> said) {}

    private static Stream<Form> forms(Map<String, String> values) {
        ValueType<Map<BladeName, String>> pairs = ValueType.pairs("", BladeForms::blade, ValueType.text(""));
        return Options.all().stream()
                .filter(Option::ofBlades)
                .map(Option::key)
                .map(key -> new Form(key, pairs.parse(values.getOrDefault(keyOf(key), ""))));
    }

    /** What is said of one blade: by its endpoint, else by its name; empty if nothing is. */
    static <T> Optional<T> choose(Map<BladeName, T> said, BladeName blade) {
        return Optional.ofNullable(said.get(blade))
                .or(() -> Optional.ofNullable(said.get(new BladeName(blade.technology(), ""))));
    }

    private static BladeName blade(String text) {
        BladeName name = BladeName.parse(ValueType.name("a blade").parse(text));
        if (name.technology().isEmpty()
                || (text.indexOf('@') >= 0 && name.endpoint().isEmpty())) {
            throw new IllegalArgumentException("is no blade");
        }
        return name;
    }
}
