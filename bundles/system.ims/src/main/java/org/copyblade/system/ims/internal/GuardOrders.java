package org.copyblade.system.ims.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.guard.RemoteHold;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfAccess;

/**
 * Writes down for the guards what they would have to send: whole requests of the console interface, with user and password,
 * because a token may end before the hold does.
 */
final class GuardOrders {

    private GuardOrders() {}

    static RemoteHold of(ImsSettings settings, String key, long epoch, long limitSeconds) throws SystemException {
        ZosmfAccess access = settings.access();
        URI base = access.base();
        String authorization = authorization(access);
        String path =
                base.getPath() + "/restconsoles/consoles/" + settings.console().replace("#", "%23");
        List<RemoteHold.Request> requests = new ArrayList<>();
        for (Member member : settings.members()) {
            String command = settings.hook().resume().of(member, epoch, limitSeconds);
            String done = "(" + settings.hook().resumed().pattern(member, epoch) + ")|("
                    + settings.hook().idle().pattern(member, epoch) + ")";
            String system = member.system().isEmpty() ? "" : ",\"system\":" + quoted(member.system());
            String body =
                    "{\"cmd\":" + quoted(command) + system + ",\"sol-key\":" + quoted(done) + ",\"solKeyReg\":\"Y\"}";
            requests.add(new RemoteHold.Request(member.name(), http("PUT", path, base, authorization, body), done));
        }
        // Any question that needs the login will do; this one has a short answer.
        String rehearsal = http(
                "GET",
                base.getPath() + "/restjobs/jobs?owner=*&prefix="
                        + settings.batch().prefix() + "000&max-jobs=1",
                base,
                authorization,
                "");
        return new RemoteHold(
                key,
                epoch,
                base.getHost(),
                base.getPort() < 0 ? 443 : base.getPort(),
                access.trust().fold(pinned -> pinned.sha256(), authority -> "", anybody -> ""),
                authorities(access),
                rehearsal,
                requests);
    }

    private static String authorization(ZosmfAccess access) throws SystemException {
        try {
            String pair = access.user() + ":" + access.password().password().text();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        } catch (PasswordException e) {
            throw ImsFault.CONFIG.error(
                    "cannot arm guards: " + e.getMessage(),
                    "name a file with the password, owned by the user of Copyblade, mode 0600");
        }
    }

    private static String authorities(ZosmfAccess access) throws SystemException {
        var file = access.trust()
                .fold(
                        pinned -> java.util.Optional.<java.nio.file.Path>empty(),
                        authority -> java.util.Optional.of(authority.file()),
                        anybody -> java.util.Optional.<java.nio.file.Path>empty());
        try {
            return file.isPresent() ? Files.readString(file.get()) : "";
        } catch (IOException e) {
            throw ImsFault.CONFIG.error("cannot read 'ca.file': " + e.getMessage(), "who may read it?");
        }
    }

    private static String http(String method, String path, URI base, String authorization, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return method + " " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: " + authorization
                + "\r\nX-CSRF-ZOSMF-HEADER: copyblade\r\nAccept: application/json\r\n"
                + (length == 0 ? "" : "Content-Type: application/json\r\nContent-Length: " + length + "\r\n")
                + "\r\n" + body;
    }

    private static String quoted(String text) {
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
