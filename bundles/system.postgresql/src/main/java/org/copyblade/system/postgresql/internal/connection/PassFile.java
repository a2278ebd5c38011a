package org.copyblade.system.postgresql.internal.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SystemException;

/** A password file in the form that libpq reads: {@code host:port:database:user:password}, {@code *} matches all. */
final class PassFile {

    private PassFile() {}

    /** The password of the first line that fits. */
    static Optional<Secret> find(Path file, ServerSettings settings) throws SystemException {
        try {
            refuseOpenToOthers(file);
            for (String line : Files.readAllLines(file)) {
                List<String> fields = fields(line);
                if (!line.startsWith("#") && fields.size() == 5 && fits(fields, settings)) {
                    return Optional.of(new Secret(fields.get(4)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw PgFault.CONFIG.error(
                    "cannot read the password file " + file + ": " + e.getMessage(),
                    "key 'passfile' names a file that the user of Copyblade can read");
        }
    }

    private static void refuseOpenToOthers(Path file) throws IOException, SystemException {
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
        modes.removeAll(Set.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!modes.isEmpty()) {
            throw PgFault.CONFIG.error(
                    "the password file " + file + " is open to others than its owner", "chmod 0600 " + file);
        }
    }

    private static boolean fits(List<String> fields, ServerSettings settings) {
        boolean host = matches(fields.get(0), settings.host())
                || settings.local() && fields.get(0).equals("localhost");
        return host
                && matches(fields.get(1), Integer.toString(settings.port()))
                && matches(fields.get(2), settings.database())
                && matches(fields.get(3), settings.user());
    }

    private static boolean matches(String pattern, String value) {
        return pattern.equals("*") || pattern.equals(value);
    }

    /** Splits at colons; a backslash takes the next character as it is. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
