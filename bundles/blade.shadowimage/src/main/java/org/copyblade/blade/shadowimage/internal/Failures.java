package org.copyblade.blade.shadowimage.internal;

import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;

/** Says for the manager what a failed request means. Pure. */
final class Failures {

    private Failures() {}

    /** A request that may be repeated: a question, or a step that gives the same when done twice. */
    static BladeException repeatable(String doing, RestException e) {
        String text = "cannot " + doing + ": " + e.getMessage();
        return switch (e.reason()) {
            case TIMEOUT, CANCELLED, BROKEN, UNAVAILABLE, NOT_UNDERSTOOD ->
                ShadowFault.ANSWER.error(text, "look at the management server and the way to it");
            case PASSWORD_FILE, CREDENTIALS, CERTIFICATE, UNREACHABLE, TOO_LATE, SESSIONS, LOCKED, REFUSED ->
                certain(text, e);
        };
    }

    /** A request that must not be repeated unless the storage has certainly not acted. */
    static BladeException once(String doing, RestException e) {
        String text = "cannot " + doing + ": " + e.getMessage();
        if (!e.maybeDone()) {
            return certain(text, e);
        }
        ShadowFault fault = e.reason() == RestException.Reason.REFUSED ? ShadowFault.REFUSED : ShadowFault.UNKNOWN;
        return fault.error(text, "ask for the state of the copy; look at the pairs", Recovery.LOOK_FIRST);
    }

    private static BladeException certain(String text, RestException e) {
        return switch (e.reason()) {
            case PASSWORD_FILE ->
                ShadowFault.CONFIG.error(
                        text,
                        "key 'password.file' names a file with the password, owned by the user of Copyblade, mode 0600");
            case CREDENTIALS ->
                ShadowFault.CREDENTIALS.error(
                        text,
                        "correct 'user' and 'password.file' of the endpoint; see whether the storage has locked the user");
            case CERTIFICATE ->
                ShadowFault.CERTIFICATE.error(
                        text,
                        "compare with the certificate of the server; renew it there, then set 'certificate.sha256' or 'ca.file'");
            case UNREACHABLE ->
                ShadowFault.DOWN.error(
                        text, "see whether the management server runs, and 'host' and 'port' of the endpoint");
            case TOO_LATE -> ShadowFault.TOO_LATE.error(text, "give it more time");
            case SESSIONS ->
                ShadowFault.SESSIONS.error(
                        text,
                        "end sessions that nobody needs; the storage takes 64 at one time, and idle ones end after 5 minutes");
            case LOCKED ->
                ShadowFault.LOCKED.error(text, "wait for the other session, or have its resource lock released");
            case REFUSED, TIMEOUT, CANCELLED, BROKEN, UNAVAILABLE, NOT_UNDERSTOOD ->
                ShadowFault.REFUSED.error(text, "look the code up in the messages of the storage");
        };
    }
}
