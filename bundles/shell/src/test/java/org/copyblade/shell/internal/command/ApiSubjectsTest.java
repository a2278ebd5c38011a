package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.api.RunId;
import org.copyblade.shell.internal.syntax.Candidate;
import org.copyblade.shell.internal.syntax.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key completes by name: everything that a command takes. */
class ApiSubjectsTest {

    private final ScriptedRuns runs = new ScriptedRuns();
    private final ApiSubjects subjects = new ApiSubjects(
            new ScriptedProfiles(), new ScriptedBackups(), runs, new ScriptedSystems(), new ScriptedBlades());

    @ParameterizedTest
    @CsvSource({
        "PROFILE, nightly, of shop",
        "BACKUP, B2, COMPLETE of shop by nightly",
        "RUN, R7, 'undo of shop, COMPLETE'",
        "SYSTEM, shop, postgresql",
        "BLADE, flashcopy, 1.1.0"
    })
    void everyName_isCompleted_andSaysWhatItStandsFor(Subject subject, String name, String says) {
        runs.listed = List.of(new RunId("R7"));

        assertThat(subjects.of(subject, "")).containsExactly(new Candidate(name, says));
    }

    /** One that is locked cannot be set. */
    @Test
    void optionsOfAProfile_areCompletedWithTheirSign() {
        assertThat(subjects.of(Subject.OPTION, "nightly"))
                .containsExactly(new Candidate("blade=", "the blade"), new Candidate("generations=", "slots"));
    }

    @Test
    void whatHasNoNames_hasNoCandidates() {
        assertThat(subjects.of(Subject.ANYTHING, "")).isEmpty();
    }
}
