package org.copyblade.shell.internal.socket;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.copyblade.shell.internal.syntax.Candidate;
import org.copyblade.shell.internal.syntax.CommandIndex;
import org.copyblade.shell.internal.syntax.Completion;
import org.copyblade.shell.internal.syntax.Subjects;

/**
 * What sessions have to work with.
 *
 * @param processor runs commands
 * @param index what they look like
 * @param subjects what they may be about now
 */
record Commands(CommandProcessor processor, CommandIndex index, Supplier<Subjects> subjects) {

    Commands {
        Objects.requireNonNull(processor, "processor");
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(subjects, "subjects");
    }

    /** What the last word of a line may become. */
    List<Candidate> complete(String line) {
        return new Completion(index, subjects.get()).of(line);
    }
}
