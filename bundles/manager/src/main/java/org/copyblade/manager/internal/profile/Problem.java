package org.copyblade.manager.internal.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.api.ErrorCode;

/**
 * Why a configuration, or one line of it, is not in force.
 *
 * @param code of the error
 * @param text where, key, value and cure; lower case, no full stop
 */
record Problem(ErrorCode code, String text) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\[(?:secret|env|prop|conf):[^\\]]*]");
    private static final List<String> SECRET = List.of("password", "passwd", "secret", "token", "credential");

    static Problem unknownKey(String where, String key, String value) {
        Optional<String> later = AbsentOptions.why(key);
        if (later.isPresent()) {
            return new Problem(
                    ErrorCode.OPTION_UNKNOWN,
                    where + ": '" + key + "' is not honoured: " + later.get() + "; take it out");
        }
        String cure = NearestKey.to(key)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("take it out");
        return new Problem(
                ErrorCode.OPTION_UNKNOWN,
                where + ": nobody reads the key '" + key + "' (value '" + shown(key, value) + "'); " + cure);
    }

    static Problem badValue(String where, Option<?> option, String value) {
        String text = where + ": '" + option.key() + "' is '" + value + "' but must be "
                + option.type().range();
        return new Problem(ErrorCode.OPTION_INVALID, text);
    }

    /** What a value refers to would be shown, logged and kept with each backup. Empty if it refers to nothing. */
    static Optional<Problem> reference(String where, String key, String value) {
        Matcher reference = REFERENCE.matcher(value);
        return reference.find()
                ? Optional.of(new Problem(
                        ErrorCode.OPTION_INVALID,
                        where + ": '" + key + "' has the reference " + reference.group()
                                + ", but options of a backup hold no secrets: they are shown and kept with each backup;"
                                + " write the value itself"))
                : Optional.empty();
    }

    static Problem misplaced(String where, Option<?> option) {
        return new Problem(
                ErrorCode.OPTION_INVALID,
                where + ": '" + option.key() + "' cannot be set here; "
                        + (option.scope() == Option.Scope.PROFILE
                                ? "only in a profile"
                                : "only in defaults, systems and profiles"));
    }

    static Problem missing(String where, Option<?> option) {
        return new Problem(
                ErrorCode.OPTION_INVALID,
                where + ": '" + option.key() + "' is missing; it must be "
                        + option.type().range());
    }

    static Problem locked(String where, String key) {
        return new Problem(
                ErrorCode.OPTION_LOCKED,
                where + ": '" + key + "' has no effect because the storage administrator has locked it; take it out");
    }

    /** As shown to people: code and text, one after the other. */
    static String joined(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.code().id() + " " + problem.text())
                .collect(Collectors.joining("; "));
    }

    /** Somebody may have written a password where none belongs; it must not reach a log. */
    private static String shown(String key, String value) {
        String lower = key.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(lower::contains) ? "***" : value;
    }
}
