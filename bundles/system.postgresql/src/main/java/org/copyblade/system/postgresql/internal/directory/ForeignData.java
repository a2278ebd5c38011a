package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SystemException;

/** Finds what lies in the directories of a server and does not belong to it. */
public final class ForeignData {

    private static final Pattern OWN_DATA =
            Pattern.compile("base|global|pg_[a-z_]+|PG_VERSION|postgresql(\\.auto)?\\.conf|pg_(hba|ident)\\.conf"
                    + "|postmaster\\.(pid|opts)|current_logfiles(\\.tmp)?|(standby|recovery)\\.signal|recovery\\.(conf|done)"
                    + "|(backup_label|tablespace_map)(\\.old)?|backup_manifest|conf\\.d|log|server\\.(crt|key)|root\\.(crt|crl)"
                    + "|logfile|lost\\+found");
    private static final Pattern OWN_LOG =
            Pattern.compile("[0-9A-F]{24}(\\.partial|\\.[0-9A-F]{8}\\.backup)?|[0-9A-F]{8}\\.history|archive_status"
                    + "|summaries|xlogtemp\\.[0-9]+|lost\\+found");

    private ForeignData() {}

    /** Absolute paths, sorted by directory. */
    public static List<String> find(DataDirectory data, Optional<Path> logDirectory) throws SystemException {
        List<String> foreign = new ArrayList<>();
        Optional<Path> ownLog = logDirectory.map(data.place()::resolve);
        collect(
                foreign,
                data.place(),
                entry -> OWN_DATA.matcher(name(entry)).matches()
                        || ownLog.filter(log -> log.startsWith(entry)).isPresent()
                        || data.keepsIn(entry));
        collect(foreign, data.wal(), entry -> OWN_LOG.matcher(name(entry)).matches() || data.keepsIn(entry));
        for (Path tablespace : data.tablespaces().values()) {
            collect(
                    foreign,
                    tablespace,
                    entry -> name(entry).equals(data.tablespaceVersionDirectory())
                            || name(entry).equals("lost+found")
                            || data.keepsIn(entry));
        }
        return foreign;
    }

    private static void collect(List<String> foreign, Path directory, Predicate<Path> own) throws SystemException {
        try {
            DataDirectory.entries(directory).stream()
                    .filter(own.negate())
                    .filter(entry -> Files.exists(entry, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .map(Path::toString)
                    .forEach(foreign::add);
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot list " + directory + ": " + e.getMessage(),
                    "run Copyblade as root or as the server's user");
        }
    }

    private static String name(Path entry) {
        return entry.getFileName().toString();
    }
}
