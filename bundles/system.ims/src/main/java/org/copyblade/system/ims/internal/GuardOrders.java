package org.copyblade.system.ims.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.endpoint.PasswordFile;
import org.copyblade.guard.RemoteHold;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfAccess;

/**
 * Writes down for the guards what they would have to send: whole requests, and user and password, because a token may end before
 * the hold does.
 */
final class GuardOrders {

    private GuardOrders() {}

    /**
     * Lets one go on.
     *
     * @param name for people
     * @param message what is sent
     * @param ask path that shows whether it was done; empty if the answer to the message does
     * @param done regular expression of what is shown then
     */
    record Order(String name, Message message, String ask, String done) {}

    /**
     * A request without what all have.
     *
     * @param path below the base
     * @param type of the body, with what other headers belong to it
     */
    record Message(String method, String path, String type, String body) {
        static Message put(String path, String type, String body) {
            return new Message("PUT", path, type, body);
        }

        static Message get(String path) {
            return new Message("GET", path, "", "");
        }
    }

    static RemoteHold of(ImsSettings settings, String key, long epoch, List<Order> orders) throws SystemException {
        ZosmfAccess access = settings.access();
        URI base = access.base();
        List<RemoteHold.Request> requests = new ArrayList<>();
        for (Order order : orders) {
            requests.add(new RemoteHold.Request(
                    order.name(),
                    http(order.message(), base),
                    order.ask().isEmpty() ? "" : http(Message.get(order.ask()), base),
                    order.done()));
        }
        // Any question that needs the login will do; this one has a short answer.
        String rehearsal = http(
                Message.get("/restjobs/jobs?owner=*&prefix="
                        + inPath(settings.batch().prefix()) + "000&max-jobs=1"),
                base);
        return new RemoteHold(
                key,
                epoch,
                base.getHost(),
                base.getPort() < 0 ? 443 : base.getPort(),
                access.trust().fold(pinned -> pinned.sha256(), authority -> "", anybody -> ""),
                authorities(access),
                login(access),
                rehearsal,
                requests);
    }

    private static RemoteHold.Login login(ZosmfAccess access) throws SystemException {
        String file = access.password() instanceof PasswordFile named
                ? named.file().toAbsolutePath().toString()
                : "";
        try {
            return new RemoteHold.Login(
                    access.user(), access.password().password().text(), file);
        } catch (PasswordException e) {
            throw ImsFault.CONFIG.error(
                    "cannot arm guards: " + e.getMessage(),
                    "name a file with the password, owned by the user of Copyblade, mode 0600");
        }
    }

    private static String authorities(ZosmfAccess access) throws SystemException {
        Optional<Path> file = access.trust()
                .fold(
                        pinned -> Optional.empty(),
                        authority -> Optional.of(authority.file()),
                        anybody -> Optional.empty());
        try {
            return file.isPresent() ? Files.readString(file.get()) : "";
        } catch (IOException e) {
            throw ImsFault.CONFIG.error("cannot read 'ca.file': " + e.getMessage(), "who may read it?");
        }
    }

    private static String http(Message message, URI base) {
        int length = message.body().getBytes(StandardCharsets.UTF_8).length;
        return message.method() + " " + base.getPath() + message.path() + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nX-CSRF-ZOSMF-HEADER: copyblade\r\nAccept: application/json\r\n"
                + (length == 0 ? "" : "Content-Type: " + message.type() + "\r\nContent-Length: " + length + "\r\n")
                + "\r\n" + message.body();
    }

    /** Names of jobs and consoles may have characters that mean something else in a path. */
    static String inPath(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** As JSON writes text. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
