package org.copyblade.blade.timefinder.internal;

import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.timefinder.internal.CloneBinding.Refusal;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Says for the manager what a failed request means. Pure. */
final class Failures {

    private static final String LIMIT = "maximum number of sessions";
    private static final String SECURE = "secure snapshot";

    private Failures() {}

    /** A request that may be repeated: a question, or a step that gives the same when done twice. */
    static BladeException repeatable(String doing, RestException e) {
        String text = "cannot " + doing + ": " + e.getMessage();
        return switch (e.reason()) {
            case TIMEOUT, CANCELLED, BROKEN, UNAVAILABLE, NOT_UNDERSTOOD ->
                TimeFinderFault.ANSWER.error(text, "look at Unisphere and the way to it");
            case PASSWORD_FILE, CREDENTIALS, CERTIFICATE, VERSION, UNREACHABLE, TOO_LATE, REFUSED -> certain(text, e);
        };
    }

    /**
     * The request for a point in time, which must not be repeated: it would make another. A refusal says nothing of each
     * volume, so that the storage is looked at after it too.
     */
    static BladeException once(String doing, RestException e) {
        String text = "cannot " + doing + ": " + e.getMessage();
        if (e.maybeDone()) {
            return TimeFinderFault.UNKNOWN.error(text, "ask for the state of the copy; look at Unisphere");
        }
        BladeException error = certain(text, e);
        return e.reason() == RestException.Reason.REFUSED
                ? new BladeException(error.code(), error.getMessage(), error.hint(), Recovery.LOOK_FIRST)
                : error;
    }

    /** Whether the array has refused to end a snapshot before its time. */
    static boolean isSecure(RestException e) {
        return e.says(SECURE);
    }

    /** What {@link #of} says later. */
    static Refusal refusal(String doing, RestException e) {
        BladeException error = repeatable(doing, e);
        return new Refusal(error.code(), error.getMessage(), error.hint(), error.recovery());
    }

    /** An error that was kept. */
    static BladeException of(Refusal refusal) {
        return new BladeException(refusal.code(), refusal.text(), refusal.hint(), refusal.recovery());
    }

    private static BladeException certain(String text, RestException e) {
        return switch (e.reason()) {
            case PASSWORD_FILE ->
                TimeFinderFault.CONFIG.error(
                        text,
                        "key 'password.file' names a file with the password, owned by the user of Copyblade, mode 0600");
            case CREDENTIALS ->
                TimeFinderFault.CREDENTIALS.error(
                        text,
                        "correct 'user' and 'password.file' of the endpoint, and the role of the user on the array");
            case CERTIFICATE ->
                TimeFinderFault.CERTIFICATE.error(
                        text,
                        "compare with the certificate of Unisphere; renew it there, then set 'certificate.sha256' or 'ca.file'");
            case VERSION ->
                TimeFinderFault.VERSION.error(text, "update Unisphere or Copyblade, so that both know one version");
            case UNREACHABLE ->
                TimeFinderFault.DOWN.error(text, "see whether Unisphere runs, and 'host' and 'port' of the endpoint");
            case TOO_LATE -> TimeFinderFault.TOO_LATE.error(text, "give it more time");
            case REFUSED, TIMEOUT, CANCELLED, BROKEN, UNAVAILABLE, NOT_UNDERSTOOD -> refused(text, e);
        };
    }

    private static BladeException refused(String text, RestException e) {
        if (e.says(LIMIT)) {
            return TimeFinderFault.LIMIT.error(text, "withdraw older copies, or other snapshots of the volume");
        }
        if (e.says(SECURE)) {
            return TimeFinderFault.SECURE.error(text, "wait until the snapshot expires; nobody can end it before");
        }
        return TimeFinderFault.REFUSED.error(text, "look at the reason; Unisphere shows the state of the volumes");
    }
}
