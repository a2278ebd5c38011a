package org.copyblade.guard.internal;

/** Who may continue the server. Only the holder ever stops a process; continuing is what all of them can do. */
enum Role {
    HOLDER("guard A"),
    WITNESS("guard B"),
    MANAGER("manager");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    /** The name the operator sees. */
    String title() {
        return title;
    }
}
