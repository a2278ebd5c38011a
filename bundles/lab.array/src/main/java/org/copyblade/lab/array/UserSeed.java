package org.copyblade.lab.array;

/**
 * Who may log in at a management interface of the lab.
 *
 * @param name as given at login
 * @param password in clear: it protects nothing but a laboratory
 */
public record UserSeed(String name, String password) {

    @Override
    public String toString() {
        return name;
    }
}
