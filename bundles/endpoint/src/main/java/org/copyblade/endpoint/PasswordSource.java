package org.copyblade.endpoint;

/** Where the password of an endpoint comes from. It is asked for at every login, so that a new one counts at once. */
public interface PasswordSource {

    /** The password now. */
    Secret password() throws PasswordException;
}
