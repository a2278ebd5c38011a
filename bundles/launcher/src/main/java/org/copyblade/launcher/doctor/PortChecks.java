package org.copyblade.launcher.doctor;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether somebody listens where the configuration says that servers do. Connects, and says nothing. */
final class PortChecks {
    private static final int PATIENCE_MS = 2000;
    private static final String DEFAULT_PORT = "5432";
    private static final String ZOSMF_PORT = "443";
    private static final String REFERENCE = "$[";
    private static final String JDBC = "jdbc:";

    /** A value in a typed file: text in quotes, behind the letter of its type. */
    private static final Pattern TYPED = Pattern.compile("[A-Za-z]?\"(.*)\"");

    private final Path config;

    PortChecks(Path config) {
        this.config = config;
    }

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        for (Path file : files("org.copyblade.system.postgresql*.{cfg,config}")) {
            findings.add(system(file, "localhost", DEFAULT_PORT));
        }
        for (Path file : files("org.copyblade.system.ims*.{cfg,config}")) {
            findings.add(system(file, "", ZOSMF_PORT));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("ports", "no system is configured yet in " + config));
        }
        for (Path file : files("org.copyblade.catalog.{cfg,config}")) {
            findings.addAll(catalog(file));
        }
        return findings;
    }

    private List<Path> files(String pattern) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(config, pattern)) {
            files.forEach(found::add);
        } catch (IOException absent) {
            return List.of(); // an instance that was never started has no configuration yet
        }
        found.sort(null);
        return found;
    }

    private static Finding system(Path file, String usualHost, String usualPort) {
        try {
            Properties values = read(file);
            String name = "system " + values.getProperty("system.name", "").strip();
            String host = values.getProperty("host", usualHost).strip();
            String port = values.getProperty("port", usualPort).strip();
            if (host.isEmpty()) {
                throw new IllegalArgumentException("it has no 'host'");
            }
            if (host.contains(REFERENCE) || port.contains(REFERENCE)) {
                return Finding.ok(name, "its address is a reference, which only the running platform resolves");
            }
            return reached(name, host, Integer.parseInt(port), file);
        } catch (IOException | IllegalArgumentException cause) {
            return unreadable(file, cause);
        }
    }

    private static List<Finding> catalog(Path file) {
        try {
            String url = read(file).getProperty("url", "").strip();
            if (!url.startsWith(JDBC)) {
                return List.of(); // the catalog is a file of this instance
            }
            URI place = URI.create(url.substring(JDBC.length()));
            int port = place.getPort() < 0 ? Integer.parseInt(DEFAULT_PORT) : place.getPort();
            return List.of(reached("catalog", place.getHost(), port, file));
        } catch (IOException | IllegalArgumentException cause) {
            return List.of(unreadable(file, cause));
        }
    }

    /** A host that is a path is the folder of the server's socket. */
    private static Finding reached(String subject, String host, int port, Path file) {
        boolean local = host.startsWith("/");
        String where = local ? host + "/.s.PGSQL." + port : host + ":" + port;
        try {
            if (local) {
                connect(Path.of(where));
            } else {
                connect(host, port);
            }
            return Finding.ok(subject, "somebody listens at " + where);
        } catch (IOException cause) {
            String why = cause instanceof UnknownHostException ? "there is no such host" : cause.getMessage();
            return Finding.limit(
                    subject,
                    "nobody answers at " + where + ": " + why,
                    "start the server, or correct host and port in " + file);
        }
    }

    private static void connect(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
        }
    }

    private static void connect(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        if (file.toString().endsWith(".config")) {
            values.replaceAll((key, value) -> untyped(value.toString()));
        }
        return values;
    }

    private static String untyped(String value) {
        Matcher typed = TYPED.matcher(value.strip());
        return typed.matches() ? typed.group(1) : value;
    }

    private static Finding unreadable(Path file, Exception cause) {
        return Finding.limit(file.getFileName().toString(), "cannot be read: " + cause.getMessage(), "correct " + file);
    }
}
