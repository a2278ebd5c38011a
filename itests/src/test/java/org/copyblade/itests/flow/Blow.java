package org.copyblade.itests.flow;

/** A signal to one of those who can let a suspended server go on. */
record Blow(Actor actor, Sent signal) {

    /** Who can let a suspended server go on. */
    enum Actor {
        MANAGER("manager"),
        GUARD_A("guard A"),
        GUARD_B("guard B");

        private final String title;

        Actor(String title) {
            this.title = title;
        }
    }

    /** What is sent. */
    enum Sent {
        KILL,
        STOP
    }

    @Override
    public String toString() {
        return signal + " " + actor.title;
    }
}
