package org.copyblade.zosmf.internal;

import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.copyblade.endpoint.Lane;
import org.copyblade.zosmf.Credential;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.ErrorCodes;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * Requests of one server in one lane. A request whose token is refused was not carried out; it is sent once more with a new
 * token, and no other request is ever sent twice. Any thread.
 */
public final class Client {

    private final Exchanger exchanger;
    private final Logins logins;
    private final Lane lane;

    public Client(ZosmfAccess access, SSLContext tls, Executor threads) {
        this.exchanger = new Exchanger(access, tls, threads);
        this.logins = new Logins(access, exchanger);
        this.lane = Lane.BACKGROUND;
    }

    private Client(Client other, Lane lane) {
        this.exchanger = other.exchanger;
        this.logins = other.logins;
        this.lane = lane;
    }

    /** The same connections and token for another lane. */
    public Client on(Lane other) {
        return new Client(this, other);
    }

    /** Sends and waits for the answer, whatever it says; only a refused login is an error here. */
    public Answer send(Request request, ZosmfCall call) throws ZosmfException {
        Credential credential = logins.current(lane, call);
        Answer answer =
                logins.carry(credential, call, () -> exchanger.send(lane, request, Logins.headers(credential), call));
        if (answer.status() != 401) {
            return answer;
        }
        Optional<Credential> renewed = logins.insteadOf(credential, lane, call);
        if (renewed.isPresent()) {
            answer = exchanger.send(lane, request, Logins.headers(renewed.get()), call);
        }
        if (answer.status() == 401) {
            throw ZosmfException.answered(
                    Reason.CREDENTIALS,
                    401,
                    ErrorCodes.NONE,
                    request.title() + ": " + (renewed.isPresent() ? "a fresh token is refused" : "the user is refused")
                            + ", HTTP 401");
        }
        return answer;
    }

    /** Logs in, or answers the login there is; for before a window. */
    public void authenticate(ZosmfCall call) throws ZosmfException {
        logins.current(lane, call);
    }

    /** A login of its own. */
    public Credential freshCredential(ZosmfCall call) throws ZosmfException {
        return logins.fresh(lane, call);
    }
}
