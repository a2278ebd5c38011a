package org.copyblade.shell.internal.socket;

/**
 * What a command returns when its exit status matters. Text of {@link Ok} goes to standard output, all others to standard
 * error. A command that returns anything else, or nothing, has succeeded; one that throws has failed.
 */
public sealed interface CommandOutcome {

    /** What to print; may be empty. */
    String text();

    /** The exit status of the command line. */
    int status();

    /** It did what it was asked to; status 0. */
    record Ok(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 0;
        }
    }

    /** It tried and failed, or it answers a question with no; status 1. */
    record Failed(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 1;
        }
    }

    /** The command line made no sense; status 2. */
    record Usage(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 2;
        }
    }

    /** Validation refused it before anything was changed; status 3. */
    record Refused(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 3;
        }
    }
}
