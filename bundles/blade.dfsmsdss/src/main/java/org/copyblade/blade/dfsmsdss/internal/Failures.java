package org.copyblade.blade.dfsmsdss.internal;

import org.copyblade.blade.spi.BladeException;
import org.copyblade.zosmf.ZosmfException;

/** Says for the manager what a failed request means. Pure. */
final class Failures {

    private Failures() {}

    /** A request that may be repeated: a question, or a step that gives the same when done twice. */
    static BladeException repeatable(String doing, ZosmfException e) {
        return e.maybeDone() ? error(DssFault.ANSWER, doing, e) : certain(doing, e);
    }

    /** A request that must not be repeated unless it has certainly not been carried out. */
    static BladeException once(String doing, ZosmfException e) {
        return e.maybeDone() ? error(DssFault.UNKNOWN, doing, e) : certain(doing, e);
    }

    private static BladeException certain(String doing, ZosmfException e) {
        return switch (e.reason()) {
            case CONFIG -> error(DssFault.CONFIG, doing, e);
            case CREDENTIALS -> error(DssFault.CREDENTIALS, doing, e);
            case RIGHTS -> error(DssFault.RIGHTS, doing, e);
            case CERTIFICATE -> error(DssFault.CERTIFICATE, doing, e);
            case DOWN -> error(DssFault.DOWN, doing, e);
            case TOO_LATE -> error(DssFault.TOO_LATE, doing, e);
            case UNKNOWN -> error(DssFault.UNKNOWN, doing, e);
            case ANSWER -> error(DssFault.ANSWER, doing, e);
            case GONE, CHANGED, REFUSED -> error(DssFault.REFUSED, doing, e);
        };
    }

    private static BladeException error(DssFault fault, String doing, ZosmfException e) {
        return fault.error("cannot " + doing + ": " + e.getMessage(), e.hint());
    }
}
