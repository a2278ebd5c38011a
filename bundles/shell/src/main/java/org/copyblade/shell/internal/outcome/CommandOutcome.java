package org.copyblade.shell.internal.outcome;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a command returns. A command that returns anything else, or nothing, has succeeded; one that throws has failed, or
 * was refused where the error's code says so.
 *
 * @param value for scripts in the session and for programs
 * @param status how it ended
 * @param json whether the caller is a program
 * @param forPeople how people read the value
 */
public record CommandOutcome(Object value, Status status, boolean json, Supplier<String> forPeople) {

    public CommandOutcome {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(forPeople, "forPeople");
    }

    /** It did what it was asked to. */
    public static CommandOutcome of(Object value, boolean json, Supplier<String> forPeople) {
        return new CommandOutcome(value, Status.OK, json, forPeople);
    }

    /** The same, ended otherwise. */
    public CommandOutcome ending(Status how) {
        return new CommandOutcome(value, how, json, forPeople);
    }

    /** The same, in need of attention if that is so. */
    public CommandOutcome alarmingIf(boolean alarming) {
        return alarming ? ending(Status.ALARM) : this;
    }

    /** The same, refused if that is so. */
    public CommandOutcome refusedIf(boolean refused) {
        return refused ? ending(Status.REFUSED) : this;
    }

    /** What to print, without a line end. */
    public String text() {
        return (json ? Json.write(value) : forPeople.get()).stripTrailing();
    }

    /** Does the text go to the error stream? JSON never does: a program reads one document, however the command ended. */
    public boolean isError() {
        return !json && status.isError();
    }
}
