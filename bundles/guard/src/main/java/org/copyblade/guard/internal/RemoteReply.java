package org.copyblade.guard.internal;

/**
 * What the other side answers.
 *
 * @param status of HTTP
 * @param body as text
 */
record RemoteReply(int status, String body) {

    private static final int REFUSED = 401;

    boolean success() {
        return status / 100 == 2;
    }

    /** Whether user and password were refused. What these may not do is another status, and another password does not change it. */
    boolean refusesLogin() {
        return status == REFUSED;
    }

    /** Whether user and password were looked at: a server in trouble may not have come so far. */
    boolean judgesLogin() {
        return status < 500;
    }
}
