package org.copyblade.shell.internal.socket;

/**
 * What a command returns when its exit status matters. A command that returns anything else, or nothing, has succeeded; one
 * that throws has failed, or was refused where the error's code says so.
 */
public sealed interface CommandOutcome {

    /** What to print; may be empty. */
    String text();

    /** The exit status of the command line. */
    int status();

    /** Is the text an error, to be kept apart from output that others may want to read on? */
    boolean isError();

    /** It did what it was asked to; status 0. */
    record Ok(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 0;
        }

        @Override
        public boolean isError() {
            return false;
        }
    }

    /** It did what it was asked to, and what it shows needs somebody's attention; status 1. */
    record Alarm(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 1;
        }

        @Override
        public boolean isError() {
            return false;
        }
    }

    /** It tried and failed; status 1. */
    record Failed(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 1;
        }

        @Override
        public boolean isError() {
            return true;
        }
    }

    /** The command line made no sense; status 2. */
    record Usage(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 2;
        }

        @Override
        public boolean isError() {
            return true;
        }
    }

    /** Validation refused it before anything was changed; status 3. */
    record Refused(String text) implements CommandOutcome {
        @Override
        public int status() {
            return 3;
        }

        @Override
        public boolean isError() {
            return true;
        }
    }
}
