package org.copyblade.guard.internal;

/** What a manager tells a remote guard, or the guard itself that its manager is gone. */
enum RemoteOrder {
    /** The hold begins; the deadline follows. */
    BEGIN,
    /** The system goes on already. */
    FINISH,
    /** Let it go on now. */
    RESUME,
    /** End, after letting go on what is held. */
    LEAVE
}
