package org.copyblade.guard;

import java.util.List;
import java.util.Objects;

/**
 * What has to be sent, and where to, so that a system on another machine goes on.
 *
 * @param systemKey names the protected system; the same at every start
 * @param epoch fencing token: greater than that of every earlier hold of the same system
 * @param host where to connect
 * @param port TLS only
 * @param certificateSha256 of the one certificate to trust, lower case hex; empty to use the authorities
 * @param authorities certificates in PEM form whose certificates for the host are trusted; empty with a certificate. Both
 *     empty trust anybody
 * @param login by which all requests say who sends them
 * @param rehearsal a whole HTTP request, but for the login, that changes nothing: it proves connection, login and program before anything is held
 * @param requests one for each member; each may be sent again and again
 */
public record RemoteHold(
        String systemKey,
        long epoch,
        String host,
        int port,
        String certificateSha256,
        String authorities,
        Login login,
        String rehearsal,
        List<Request> requests) {

    /**
     * Basic authentication.
     *
     * @param password now
     * @param passwordFile absolute path of the file that has it in its first line, which is read anew once the password was
     *     refused; empty if it comes from elsewhere
     */
    public record Login(String user, String password, String passwordFile) {
        public Login {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
            Objects.requireNonNull(passwordFile, "passwordFile");
        }

        @Override
        public String toString() {
            return "login of " + user;
        }
    }

    /**
     * Lets one member go on.
     *
     * @param member for people
     * @param http the whole HTTP request, but for the login
     * @param ask such a request that shows whether it was done, where its own answer comes too early to say so; empty if the
     *     answer says it
     * @param done regular expression found in the body of a successful answer once the member goes on
     */
    public record Request(String member, String http, String ask, String done) {
        public Request {
            Objects.requireNonNull(member, "member");
            Objects.requireNonNull(http, "http");
            Objects.requireNonNull(ask, "ask");
            Objects.requireNonNull(done, "done");
        }

        @Override
        public String toString() {
            return "resume of " + member;
        }
    }

    public RemoteHold {
        Objects.requireNonNull(login, "login");
        if (systemKey.isBlank()) {
            throw new IllegalArgumentException("a hold needs the key of its system");
        }
        if (epoch <= 0) {
            throw new IllegalArgumentException("epoch " + epoch + " is not positive");
        }
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("a hold has one member at least");
        }
    }

    @Override
    public String toString() {
        return "hold of " + systemKey + ", epoch " + epoch + ", by " + host + ":" + port;
    }
}
