package org.copyblade.manager.internal.profile;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.copyblade.manager.internal.profile.ConfigurationText.Kind;

/** What names files in the configuration folder must have to be read. Pure. */
final class FileNames {

    private static final Pattern READ = Pattern.compile("(.+)\\.(cfg|config)");

    /** Hidden files are drafts of editors; what has something behind its extension was set aside by somebody. */
    private static final Pattern ASIDE = Pattern.compile("\\..*|.*~|.*\\.(cfg|config)[^a-zA-Z0-9].*|README.*");

    private FileNames() {}

    /**
     * Why a file is not read; empty if it is, or is not meant to be.
     *
     * @param taken PIDs that something here takes configurations of
     */
    static Optional<String> problem(String name, Set<String> taken) {
        if (ASIDE.matcher(name).matches()) {
            return Optional.empty();
        }
        var read = READ.matcher(name);
        if (!read.matches()) {
            return Optional.of("is not read: configuration files end in .cfg; rename it, or move it elsewhere");
        }
        // File Install takes the first hyphen for the end of the PID.
        String whole = read.group(1);
        int hyphen = whole.indexOf('-');
        String pid = hyphen < 0 ? whole : whole.substring(0, hyphen);
        for (Kind kind : Kind.values()) {
            if (kind.pid().equals(pid)) {
                return ofOurs(kind, hyphen >= 0);
            }
        }
        return taken.contains(pid)
                ? Optional.empty()
                : Optional.of("is not read: nothing that is there has the PID '" + pid
                        + "'; name it as its sample in config/samples is named, or bring the bundle that takes it");
    }

    private static Optional<String> ofOurs(Kind kind, boolean named) {
        if (named == kind.isFactory()) {
            return Optional.empty();
        }
        return Optional.of("is not read: it must be named " + kind.pid() + (kind.isFactory() ? "-NAME.cfg" : ".cfg"));
    }
}
