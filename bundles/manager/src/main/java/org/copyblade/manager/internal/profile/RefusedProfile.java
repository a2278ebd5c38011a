package org.copyblade.manager.internal.profile;

/**
 * A profile whose newest text is not in force, or that of what it depends on.
 *
 * @param name of the profile
 * @param system it protects; empty if it does not say
 * @param usable whether a last good text stays in force
 * @param why code, place and cure
 */
public record RefusedProfile(String name, String system, boolean usable, String why) {

    /** For people, in one sentence. */
    public String told() {
        return "profile '" + name + "' is refused, and "
                + (usable ? "its last good text stays in force: " : "no backup is taken with it: ") + why;
    }
}
