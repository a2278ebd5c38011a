package org.copyblade.manager.internal.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of the site around a backup. {@code command.after} is owed from the moment that the intent is written down,
 * before {@code command.before} begins, and until it has ended: it is run also when {@code command.before} or the backup
 * fails, and by the next start of the manager after a crash. So it may be run twice. Safe for many threads.
 */
public final class SiteCommands {

    /** Journal step: {@code command.after} is owed from its intent to its outcome. */
    static final String STEP = "site-commands";

    private static final Logger LOG = LoggerFactory.getLogger(SiteCommands.class);
    private static final String BEFORE = "command.before";
    private static final String AFTER = "command.after";

    private SiteCommands() {}

    /** The work with the commands of its profile around it. */
    public static Worker around(BackupOptions options, Worker work) {
        if (options.commandBefore().isEmpty() && options.commandAfter().isEmpty()) {
            return work;
        }
        Owed owed = new Owed(options.commandAfter(), options.commandLimit(), options.owner());
        return run -> {
            List<Finding> notes = new ArrayList<>();
            run.commit(List.of(run.intent(STEP, options.system(), owed.written())));
            return ending(owed, notes, begun -> {
                        before(options, owed, begun, notes);
                        return work.work(begun);
                    })
                    .work(run);
        };
    }

    /** The settlement of a run that was left open, and then the command that it still owed. */
    public static Worker settling(List<JournalEntry> journal, Worker settling) {
        return owedBy(journal)
                .map(owed -> ending(owed, new ArrayList<>(), settling))
                .orElse(settling);
    }

    private static Worker ending(Owed owed, List<Finding> notes, Worker work) {
        return run -> {
            String told;
            try {
                told = work.work(run);
            } catch (Failure e) {
                if (!e.isLeftOpen()) {
                    after(owed, e.outcome(), run, notes);
                }
                throw e;
            } catch (RuntimeException | Error e) {
                after(owed, Outcome.FAILED, run, notes);
                throw e;
            }
            after(owed, Outcome.COMPLETE, run, notes);
            return told;
        };
    }

    private static void before(BackupOptions options, Owed owed, RunContext run, List<Finding> notes) throws Failure {
        if (options.commandBefore().isEmpty()) {
            return;
        }
        run.message("running " + BEFORE);
        SiteCommand.Ended ended =
                new SiteCommand(options.commandBefore(), owed.facts(run), owed.limit()).run(run::cancelled);
        Finding note = told(BEFORE, ended, Finding.Severity.ERROR, run);
        run.stopIfCancelled();
        if (!ended.well()) {
            throw Failure.refused(
                    ErrorCode.SITE_COMMAND_FAILED,
                    "cannot back up '" + options.profile() + "': " + BEFORE + " failed, " + note.text(),
                    List.of(note));
        }
        notes.add(note);
    }

    private static void after(Owed owed, Outcome outcome, RunContext run, List<Finding> notes) {
        String how = "none";
        if (!owed.command().isEmpty()) {
            run.message("running " + AFTER);
            Map<String, String> facts = new HashMap<>(owed.facts(run));
            facts.put("COPYBLADE_OUTCOME", outcome.name());
            SiteCommand.Ended ended = new SiteCommand(owed.command(), facts, owed.limit()).run(() -> false);
            Finding note = told(AFTER, ended, Finding.Severity.WARNING, run);
            notes.add(note);
            how = note.text();
        }
        notes.forEach(run::found);
        try {
            run.commit(List.of(run.outcome(STEP, run.run().system(), how)));
        } catch (Failure e) {
            LOG.error("that {} of run {} was run cannot be written down: {}", AFTER, run.id(), e.getMessage());
        }
    }

    /** What is written down of a command: all it printed into the log, its end into the run. */
    private static Finding told(String key, SiteCommand.Ended ended, Finding.Severity whenFailed, RunContext run) {
        ended.output().lines().forEach(line -> LOG.info("run {} {}: {}", run.id(), key, line));
        String last = ended.output().lines().reduce((earlier, later) -> later).orElse("");
        String text = (ended.well() ? "it ended well" : ended.problem()) + (last.isEmpty() ? "" : ": " + last);
        if (!ended.well()) {
            LOG.warn("run {} {} failed: {}", run.id(), key, ended.problem());
        }
        Finding.Severity severity = ended.well() ? Finding.Severity.NOTE : whenFailed;
        String hint = ended.well() ? "" : "its output is in the log of Copyblade";
        return new Finding(0, severity, key, text, hint);
    }

    private static Optional<Owed> owedBy(List<JournalEntry> journal) {
        Optional<Owed> owed = Optional.empty();
        for (JournalEntry entry : journal) {
            if (entry.step().equals(STEP)) {
                owed = entry.kind() == JournalEntry.Kind.INTENT ? Owed.read(entry.data()) : Optional.empty();
            }
        }
        return owed;
    }

    /**
     * What is to be run in the end, as the run began with it.
     *
     * @param command empty if there is none
     */
    private record Owed(String command, Duration limit, String owner) {

        /** Three lines; none of the three can hold a line break. */
        String written() {
            return limit.toSeconds() + "\n" + owner + "\n" + command;
        }

        static Optional<Owed> read(String written) {
            String[] lines = written.split("\n", -1);
            if (lines.length != 3) {
                LOG.error("a command that was owed after a crash cannot be read: {}", written);
                return Optional.empty();
            }
            return Optional.of(new Owed(lines[2], Duration.ofSeconds(Long.parseLong(lines[0])), lines[1]));
        }

        Map<String, String> facts(RunContext run) {
            return Facts.of(run.run(), owner);
        }
    }
}
