package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SystemException;

/**
 * The command line a server was started with, as it notes it in {@code postmaster.opts}.
 *
 * @param program path of postgres; empty if nothing is noted
 * @param arguments all others
 */
public record ServerOptions(Optional<Path> program, List<String> arguments) {

    static final String FILE = "postmaster.opts";

    /** The program unquoted, then each argument in double quotes, which the server itself does not escape. */
    private static final Pattern QUOTED = Pattern.compile(" \"((?:[^\"]|\"(?! \"|$))*)\"");

    public ServerOptions {
        arguments = List.copyOf(arguments);
    }

    public static ServerOptions read(Path dataDirectory) throws SystemException {
        Path file = dataDirectory.resolve(FILE);
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            return new ServerOptions(Optional.empty(), List.of());
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot read " + file + ": " + e.getMessage(), "run Copyblade as root or as the server's user");
        }
    }

    static ServerOptions parse(String line) {
        List<String> arguments = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(line);
        int end = line.length();
        while (quoted.find()) {
            end = Math.min(end, quoted.start());
            arguments.add(quoted.group(1));
        }
        String program = line.substring(0, end);
        return new ServerOptions(program.startsWith("/") ? Optional.of(Path.of(program)) : Optional.empty(), arguments);
    }

    /** Configuration files named on the command line. */
    public List<Path> configurationFiles() {
        return Stream.of("config_file", "hba_file", "ident_file")
                .flatMap(name -> setting(name).stream())
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .toList();
    }

    /** Arguments without the data directory, which the caller knows better. */
    public List<String> withoutDirectory() {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-D")) {
                i++;
            } else if (!argument.startsWith("-D") && !argument.startsWith("--data_directory=")) {
                kept.add(argument);
            }
        }
        return kept;
    }

    /** A setting given as {@code -c name=value} or {@code --name=value}; the last one counts. */
    public Optional<String> setting(String name) {
        Pattern pattern = Pattern.compile("(?:-c|--)?" + name.replace("_", "[-_]") + "=(.*)");
        return arguments.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .reduce((first, last) -> last);
    }
}
