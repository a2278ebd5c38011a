package org.copyblade.manager.internal.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
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
     * Sets one option of a profile; on return it is in the file and, unless something else is wrong with the file, in
     * force. A change that makes anything wrong is refused; one of several mistakes may be put right.
     *
     * @param value empty: the option is taken out
     */
    synchronized void set(String profile, String key, String value) throws CopybladeException {
        ConfigurationSet now = book.now();
        ConfigurationText text = now.text(profile)
                .orElseThrow(() ->
                        new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "there is no profile '" + profile + "'"));
        Optional<String> wanted = Optional.of(value.strip()).filter(set -> !set.isEmpty());
        checkChange(now, text, key, wanted);
        if (text.file().isPresent()) {
            write(text.file().get(), key, wanted);
        }
        update(text, key, wanted);
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
        List<Problem> added = new ArrayList<>(problems(now.with(text.with(key, value)), text));
        added.removeAll(problems(now, text));
        if (!added.isEmpty()) {
            throw error(added.get(0));
        }
    }

    private static List<Problem> problems(ConfigurationSet set, ConfigurationText text) {
        return set.view(text.name()).orElseThrow().problems();
    }

    private static CopybladeException error(Problem problem) {
        return new CopybladeException(problem.code(), problem.text());
    }

    private static void write(Path file, String key, Optional<String> value) throws CopybladeException {
        try {
            new ConfigurationFile(file).set(key, value);
        } catch (IOException e) {
            throw notWritten("'" + key + "' in " + file, e);
        }
    }

    private void update(ConfigurationText text, String key, Optional<String> value) throws CopybladeException {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + text.pid() + ")");
            if (found == null) {
                throw new CopybladeException(
                        ErrorCode.PROFILE_UNKNOWN, "profile '" + text.name() + "' was deleted meanwhile");
            }
            Dictionary<String, Object> properties = found[0].getProperties();
            value.ifPresentOrElse(set -> properties.put(key, set), () -> properties.remove(key));
            found[0].updateIfDifferent(properties);
        } catch (IOException | InvalidSyntaxException | ReadOnlyConfigurationException e) {
            throw notWritten("'" + key + "' of profile '" + text.name() + "'", e);
        }
    }

    private static CopybladeException notWritten(String what, Exception why) {
        return new CopybladeException(ErrorCode.CONFIG_NOT_WRITTEN, "cannot change " + what + ": " + why.getMessage());
    }
}
