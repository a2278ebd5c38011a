package org.copyblade.blade.dfsmsdss.internal;

import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;

/**
 * What helps after a job that failed: it depends on which data is the good one. After a copy that is the source, after a
 * restore it is the copy, and an extraction harms neither.
 */
enum Remedy {
    /** After a copy. */
    COPY_AGAIN(
            "targets",
            "withdraw the copy, correct the cause, make it again",
            "withdraw the copy, which keeps these targets out of use; initialize the volumes, then delete their data sets "
                    + GroupNames.SPOILED,
            "the copy was withdrawn or has run already"),
    /** After a restore. */
    RESTORE_AGAIN(
            "sources",
            "keep the copy, correct the cause, restore again",
            "keep the copy, the only good data there is of these volumes, and the volumes out of use; correct the cause, then restore again",
            "the copy was withdrawn or this try has run already"),
    /** After an extraction. */
    ORDER_AGAIN(
            "data sets",
            "correct the cause, give the order again",
            "delete what the order has left under these names, correct the cause, then give the order again; what it reads is unharmed",
            "the order was withdrawn or has run already");

    private final String written;
    private final String again;
    private final String afterPieces;
    private final String lostFence;

    Remedy(String written, String again, String afterPieces, String lostFence) {
        this.written = written;
        this.again = again;
        this.afterPieces = afterPieces;
        this.lostFence = lostFence;
    }

    static Remedy of(Purpose purpose) {
        return switch (purpose) {
            case COPY, HELD_COPY, WITHDRAW, THAW -> COPY_AGAIN;
            case RESTORE -> RESTORE_AGAIN;
            case EXTRACT -> ORDER_AGAIN;
        };
    }

    /** What the job writes to. */
    String written() {
        return written;
    }

    /** How to get what the job was to do. */
    String again() {
        return again;
    }

    /** The same where the job has left in pieces what it writes to. */
    String afterPieces() {
        return afterPieces;
    }

    /** What it means that the fence of the job is gone. */
    String lostFence() {
        return lostFence;
    }
}
