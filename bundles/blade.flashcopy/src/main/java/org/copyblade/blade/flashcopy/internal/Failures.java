package org.copyblade.blade.flashcopy.internal;

import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;

/** Says for the manager what a failed request means. Pure. */
public final class Failures {

    private Failures() {}

    /** A request that may be repeated: a question, or a step that gives the same when done twice. */
    public static BladeException repeatable(String doing, RestException e) {
        String text = "cannot " + doing + ": " + e.getMessage();
        return switch (e.reason()) {
            case TIMEOUT, CANCELLED, BROKEN, UNAVAILABLE, NOT_UNDERSTOOD ->
                FlashFault.ANSWER.error(text, "look at the management console and the way to it");
            case PASSWORD_FILE, CREDENTIALS, CERTIFICATE, UNREACHABLE, TOO_LATE, REFUSED -> certain(text, e);
        };
    }

    /** A request that must not be repeated unless the storage has certainly not acted. */
    public static BladeException once(String doing, RestException e) {
        String text = "cannot " + doing + ": " + e.getMessage();
        return e.maybeDone()
                ? FlashFault.UNKNOWN.error(text, "ask for the state of the copy; look at the management console")
                : certain(text, e);
    }

    private static BladeException certain(String text, RestException e) {
        return switch (e.reason()) {
            case PASSWORD_FILE ->
                FlashFault.CONFIG.error(
                        text,
                        "key 'password.file' names a file with the password, owned by the user of Copyblade, mode 0600");
            case CREDENTIALS ->
                FlashFault.CREDENTIALS.error(
                        text,
                        "correct 'user' and 'password.file' of the endpoint; see whether the storage has locked the user");
            case CERTIFICATE ->
                FlashFault.CERTIFICATE.error(
                        text,
                        "compare with the certificate of the management console; renew it there, then set 'certificate.sha256' or 'ca.file'");
            case UNREACHABLE ->
                FlashFault.DOWN.error(
                        text, "see whether the management console runs, and 'host' and 'port' of the endpoint");
            case TOO_LATE -> FlashFault.TOO_LATE.error(text, "give it more time");
            case REFUSED, TIMEOUT, CANCELLED, BROKEN, UNAVAILABLE, NOT_UNDERSTOOD ->
                FlashFault.REFUSED.error(text, cure(e));
        };
    }

    /** What the codes in the error table of the reference ask for. */
    private static String cure(RestException e) {
        return cure(e.serverCode());
    }

    static String cure(String serverCode) {
        return switch (serverCode) {
            case "000000AE" -> "the target is in a relation already: withdraw it, or name another target";
            case "00000013" -> "the volume does not exist, or another copy service uses it";
            case "BE7A0001" -> "what is named does not exist on the storage";
            case "BE534459", "BE531465", "BE74121B" -> "free extents in the pool, or withdraw other copies";
            case "CMMVC5753E", "CMMVC5754E", "CMMVC5804E" -> "what is named does not exist on the storage";
            case "CMMVC6466E", "CMMVC5840E" -> "the volume is in another mapping: remove that, or name another target";
            case "CMMVC5903E", "CMMVC5907E", "CMMVC5912E" ->
                "somebody else has started or stopped the mappings of the group: ask for its state";
            case "CMMVC5924E" -> "name a target of exactly the size of its source";
            case "CMMVC5860E", "CMMVC8710E" -> "free extents in the pool, or withdraw other copies";
            default -> "look the code up in the messages of the storage";
        };
    }
}
