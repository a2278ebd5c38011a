package org.copyblade.shell.internal.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;

/**
 * An error as a command shows it.
 *
 * @param code as shown, {@code DCM-2001}
 * @param text what failed on what and why
 * @param hint what to look at or to run
 * @param findings that forbid the work; left out where there are none
 */
public record CommandError(
        String code, String text, String hint, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> findings) {

    public CommandError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(hint, "hint");
        findings = List.copyOf(findings);
    }

    public static CommandError of(CopybladeException error) {
        return new CommandError(
                error.code().id(), error.getMessage(), error.code().hint(), error.findings());
    }

    /** An error with a hint of its own. */
    public static CommandError of(ErrorCode code, String text, String hint) {
        return new CommandError(code.id(), text, hint, List.of());
    }

    String forPeople() {
        return code + " " + text + System.lineSeparator() + "HINT: " + hint;
    }

    /** As the outcome of a command. */
    public CommandOutcome as(Status status, boolean json) {
        return new CommandOutcome(this, status, json, this::forPeople);
    }
}
