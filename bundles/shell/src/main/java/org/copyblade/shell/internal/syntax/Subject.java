package org.copyblade.shell.internal.syntax;

/** What an argument names. */
public enum Subject {
    /** Nothing that could be listed. */
    ANYTHING,
    PROFILE,
    BACKUP,
    RUN,
    SYSTEM,
    BLADE,
    /** {@code key=value}, an option of the profile named before. */
    OPTION,
    COMMAND
}
