package org.copyblade.zosmf;

/** How requests say who sends them. */
public enum Authentication {
    /** User and password with every request. */
    BASIC,
    /** A login, whose cookies go with every request, and a new login when they are refused. */
    TOKEN
}
