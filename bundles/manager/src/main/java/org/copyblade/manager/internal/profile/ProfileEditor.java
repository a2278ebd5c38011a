package org.copyblade.manager.internal.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ReadOnlyConfigurationException;

/** Changes profiles on behalf of commands: file first, then Config Admin. Safe for many threads. */
final class ProfileEditor {

    private final ConfigurationAdmin admin;
    private final ProfileBook book;

    ProfileEditor(ConfigurationAdmin admin, ProfileBook book) {
        this.admin = admin;
        this.book = book;
    }

    /**
     * Sets options of a profile, all or none; on return they are in the file and, unless something else is wrong with the
     * file, in force. Changes that make anything wrong are refused; one of several mistakes may be put right.
     *
     * <p>The watcher of the folder may have read the text before this one and deliver it only now: the book knows that it
     * is no longer in the file, and keeps this one in force.
     *
     * @param changes value by key; empty: the option is taken out
     */
    synchronized void set(String profile, Map<String, String> changes) throws CopybladeException {
        ConfigurationSet now = book.now();
        ConfigurationText text = now.text(profile)
                .orElseThrow(() ->
                        new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "there is no profile '" + profile + "'"));
        Map<String, Optional<String>> wanted = new TreeMap<>();
        changes.forEach(
                (key, value) -> wanted.put(key, Optional.of(value.strip()).filter(set -> !set.isEmpty())));
        ConfigurationText after = checkedAfter(now, text, wanted);
        if (text.file().isPresent()) {
            Path file = text.file().get();
            book.edit(text, after, () -> write(file, wanted));
        }
        update(after, wanted);
    }

    /** Options are checked together: one may only be right with the other. */
    private static ConfigurationText checkedAfter(
            ConfigurationSet now, ConfigurationText text, Map<String, Optional<String>> changes)
            throws CopybladeException {
        ConfigurationText after = text;
        for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
            checkChange(now, text, change.getKey(), change.getValue());
            after = after.with(change.getKey(), change.getValue());
        }
        List<Problem> added = new ArrayList<>(problems(now.with(after), text));
        added.removeAll(problems(now, text));
        if (!added.isEmpty()) {
            throw error(added.get(0));
        }
        return after;
    }

    private static void checkChange(ConfigurationSet now, ConfigurationText text, String key, Optional<String> value)
            throws CopybladeException {
        if (value.isPresent() && now.isLocked(key)) {
            throw error(Problem.locked(text.where(), key));
        }
        if (value.filter(set -> set.contains("${")).isPresent()) {
            throw new CopybladeException(
                    ErrorCode.OPTION_INVALID,
                    text.where() + ": '" + key
                            + "' would hold a variable, which only an editor can write into the file");
        }
        if (value.isEmpty()
                && !text.values().containsKey(key)
                && Options.find(key).isEmpty()) {
            throw error(Problem.unknownKey(text.where(), key, ""));
        }
    }

    private static List<Problem> problems(ConfigurationSet set, ConfigurationText text) {
        return set.view(text.name()).orElseThrow().problems();
    }

    private static CopybladeException error(Problem problem) {
        return new CopybladeException(problem.code(), problem.text());
    }

    private static String write(Path file, Map<String, Optional<String>> changes) throws CopybladeException {
        try {
            return new ConfigurationFile(file).set(changes);
        } catch (IOException e) {
            throw notWritten(quoted(changes) + " in " + file, e);
        }
    }

    /**
     * Gives Config Admin the whole text: what it has may be one that the watcher delivered late. Even if it has this one
     * already, for whoever has brought that may not yet have told the book.
     */
    private void update(ConfigurationText text, Map<String, Optional<String>> changes) throws CopybladeException {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + text.pid() + ")");
            if (found == null) {
                throw new CopybladeException(
                        ErrorCode.PROFILE_UNKNOWN, "profile '" + text.name() + "' was deleted meanwhile");
            }
            Dictionary<String, Object> properties = found[0].getProperties();
            Map<String, String> had =
                    ConfigurationText.of(text.pid(), text.kind(), properties).values();
            had.keySet().stream().filter(key -> !text.values().containsKey(key)).forEach(properties::remove);
            text.values().forEach((key, value) -> {
                if (!value.equals(had.get(key))) {
                    properties.put(key, value);
                }
            });
            found[0].update(properties);
        } catch (IOException | InvalidSyntaxException | ReadOnlyConfigurationException e) {
            throw notWritten(quoted(changes) + " of profile '" + text.name() + "'", e);
        }
    }

    private static String quoted(Map<String, Optional<String>> changes) {
        return "'" + String.join("', '", changes.keySet()) + "'";
    }

    private static CopybladeException notWritten(String what, Exception why) {
        return new CopybladeException(ErrorCode.CONFIG_NOT_WRITTEN, "cannot change " + what + ": " + why.getMessage());
    }
}
