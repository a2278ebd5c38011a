package org.copyblade.system.ims.internal;

import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;

/** What is told of members that may still be held, and of a hold that has ended by the word of a person. */
final class ByWord {

    private ByWord() {}

    static String said(long epoch, String held) {
        return "nobody has confirmed that the members go on (" + held + "), but 'ended.epochs' says so of " + epoch;
    }

    static IllegalStateException mayBeHeld(SuspendToken token, ImsParts now, long epoch, String held) {
        return new IllegalStateException(
                "'" + token.system() + "' may still be held: " + held + "; HINT: " + byHand(way(token, now), epoch));
    }

    /** By what its members are told to go on, as far as that is known here. */
    static ResumeWay way(SuspendToken token, ImsParts now) {
        ResumeWay configured = ResumeWay.of(now.settings());
        try {
            return HoldData.of(token).way().orElse(configured);
        } catch (SystemException e) {
            // What is configured is all that is known here.
            return configured;
        }
    }

    static String byHand(ResumeWay way, long epoch) {
        return "it is tried again; end it by hand " + way.byHand()
                + ", and only where nobody will ever answer there again, and each member was seen to write, add "
                + epoch
                + " to 'ended.epochs'";
    }
}
