package org.copyblade.guard.internal;

/** Why a hold did not come about, or was not in force throughout. Its ordinal goes over the wire and into the lease. */
enum Reason {
    NONE(""),
    EXPIRED("the suspend limit was over and the guards let the server go on"),
    MANAGER_GONE("the manager died and the guards let the server go on"),
    PEER_GONE("one of the two guards died and the other let the server go on"),
    GUARDS_SILENT("neither guard answered and the manager let the server go on by itself"),
    RAN("process %d ran while it was held: somebody else continued or ended it"),
    NOT_STOPPED("process %d could not be stopped within the suspend limit"),
    LEADER_GONE("process %d, the server's first, is no longer there"),
    OWN_TREE("process %d, the manager or one of its guards, is itself one of the server's processes"),
    UNREADABLE("the kernel does not say in what state process %d is"),
    DENIED("this user may not signal process %d"),
    TOO_MANY("the server has more processes than a hold can take in"),
    NO_CHILDREN_LIST("this kernel does not list the children of process %d"),
    INTERRUPTED("the suspension was given up while processes were still being stopped"),
    FENCED("another manager has taken over this system"),
    NOT_HELD("the server was never held");

    private static final Reason[] ALL = values();

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    static Reason of(long ordinal) {
        return ALL[(int) ordinal];
    }

    /** The sentence, with the process it speaks of. */
    String text(long pid) {
        return String.format(text, pid);
    }
}
