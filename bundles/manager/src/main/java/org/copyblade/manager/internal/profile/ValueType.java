package org.copyblade.manager.internal.profile;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the text of an option becomes a value.
 *
 * @param <T> the value
 * @param range what is allowed, as it completes "must be"
 * @param reader makes the value, or throws {@link IllegalArgumentException} if the text is none
 */
record ValueType<T>(String range, Function<String, T> reader) {

    /** The value of a text. Blanks around it do not count. */
    T parse(String text) {
        return reader.apply(text.strip());
    }

    /** Any text on one line. */
    static ValueType<String> text(String range) {
        return new ValueType<>(range, ValueType::oneLine);
    }

    /** A name: something, and without blanks. */
    static ValueType<String> name(String range) {
        return new ValueType<>(range, text -> {
            if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("is no name");
            }
            return text;
        });
    }

    /** Names parted by commas, one at least and each once. */
    static ValueType<List<String>> names(String range) {
        ValueType<String> name = name(range);
        ValueType<List<String>> items = list(range);
        return new ValueType<>(range, text -> {
            List<String> names = items.parse(text).stream().map(name::parse).toList();
            if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
                throw new IllegalArgumentException("is empty, or names one twice");
            }
            return names;
        });
    }

    /** One of some words. */
    static <E extends Enum<E>> ValueType<E> word(Class<E> words, Function<E, String> spelling) {
        List<E> all = List.of(words.getEnumConstants());
        String range = all.stream().map(spelling).collect(Collectors.joining(", ", "one of ", ""));
        return new ValueType<>(range, text -> all.stream()
                .filter(word -> spelling.apply(word).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is none of them")));
    }

    /** One of the constants of an enum, spelled {@code like-this}. */
    static <E extends Enum<E>> ValueType<E> word(Class<E> words) {
        return word(words, word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither");
        });
    }

    static ValueType<Integer> whole(int least, int most) {
        return whole("", least, most);
    }

    private static ValueType<Integer> whole(String ofWhat, int least, int most) {
        return new ValueType<>("a whole number " + ofWhat + "from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("is out of range");
            }
            return number;
        });
    }

    /** A length of time in the unit that the key names. */
    static ValueType<Duration> duration(ChronoUnit unit, int least, int most) {
        String name =
                unit == ChronoUnit.MILLIS ? "milliseconds" : unit.toString().toLowerCase(Locale.ROOT);
        ValueType<Integer> number = whole("of " + name + " ", least, most);
        return new ValueType<>(number.range(), text -> Duration.of(number.parse(text), unit));
    }

    /** A number of MiB, as bytes. */
    static ValueType<Long> mebibytes(int least, int most) {
        ValueType<Integer> number = whole("of MiB ", least, most);
        return new ValueType<>(number.range(), text -> number.parse(text) * 1024L * 1024L);
    }

    static ValueType<String> absolutePath() {
        return new ValueType<>("an absolute path", text -> {
            try {
                if (Path.of(text).isAbsolute()) {
                    return text;
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("is no path", e);
            }
            throw new IllegalArgumentException("is relative");
        });
    }

    static ValueType<ZoneId> zone() {
        return new ValueType<>("a time zone as Europe/Berlin or UTC", text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("is no time zone", e);
            }
        });
    }

    static ValueType<String> cron() {
        return new ValueType<>("a cron expression: minute, hour, day of month, month, day of week", text -> {
            CronExpression.parse(text);
            return text;
        });
    }

    /** Texts parted by commas. */
    static ValueType<List<String>> list(String range) {
        return new ValueType<>(range, text -> Arrays.stream(oneLine(text).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList());
    }

    /** Some constants of an enum, spelled {@code like-this} and parted by commas; none is none. */
    static <E extends Enum<E>> ValueType<Set<E>> words(Class<E> words) {
        ValueType<E> word = word(words);
        ValueType<List<String>> items = list("some" + word.range().substring("one".length()) + ", parted by commas");
        return new ValueType<>(items.range(), text -> {
            Set<E> found = EnumSet.noneOf(words);
            items.parse(text).forEach(item -> found.add(word.parse(item)));
            return Collections.unmodifiableSet(found);
        });
    }

    /** Whole numbers parted by commas; none is none. */
    static ValueType<Set<Integer>> wholes(int least, int most) {
        ValueType<Integer> number = whole(least, most);
        ValueType<List<String>> items =
                list("whole numbers from " + least + " to " + most + " parted by commas, or empty");
        return new ValueType<>(items.range(), text -> {
            Set<Integer> found = new TreeSet<>();
            items.parse(text).forEach(item -> found.add(number.parse(item)));
            return Collections.unmodifiableSet(found);
        });
    }

    /** {@code name=value} parted by commas. */
    static ValueType<Map<String, String>> pairs(String range) {
        return pairs(range, Function.identity(), text(range));
    }

    /** The same with a meaning of its own for names and values. */
    static <K, V> ValueType<Map<K, V>> pairs(String range, Function<String, K> names, ValueType<V> values) {
        ValueType<List<String>> items = list(range);
        return new ValueType<>(range, text -> {
            Map<K, V> pairs = new LinkedHashMap<>();
            for (String item : items.parse(text)) {
                int equals = item.indexOf('=');
                if (equals < 1 || equals == item.length() - 1) {
                    throw new IllegalArgumentException("has an item that is no pair");
                }
                K name = names.apply(item.substring(0, equals).strip());
                if (pairs.put(name, values.parse(item.substring(equals + 1))) != null) {
                    throw new IllegalArgumentException("names '" + name + "' twice");
                }
            }
            return pairs;
        });
    }

    /** The same, or nothing at all. */
    ValueType<Optional<T>> orNothing() {
        return new ValueType<>(
                range + ", or empty", text -> text.isEmpty() ? Optional.empty() : Optional.of(parse(text)));
    }

    private static String oneLine(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("has more than one line");
        }
        return text;
    }
}
