package org.copyblade.itests.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.Finding;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.manager.internal.service.BackupsFront;
import org.copyblade.manager.internal.service.ManagerCore;
import org.copyblade.manager.internal.service.ReconciliationFront;
import org.copyblade.manager.internal.service.RestoresFront;
import org.copyblade.manager.internal.service.RunsFront;

/** What the manager's process can be told; every command is answered by one line, {@code backups} by one per backup. */
final class RigCommands {

    private static final int NEWEST = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManagerCore core;
    private final String profile;
    private final BackupsFront backups;
    private final RestoresFront restores;
    private final RunsFront runs;
    private final PrintStream answers;

    RigCommands(ManagerCore core, String profile, PrintStream answers) {
        this.answers = answers;
        this.core = core;
        this.profile = profile;
        this.backups = new BackupsFront(core);
        this.restores = new RestoresFront(core);
        this.runs = new RunsFront(core);
    }

    /** Carries out one line and prints its answer. */
    void obey(String line) throws InterruptedException {
        try {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "settled" -> answer(settled());
                case "backup" -> answer(ended(backups.start(profile, Map.of())));
                case "backups" -> backUpForEver();
                case "restore" ->
                    answer(ended(restores.start(new BackupId(words[1]), !line.endsWith(" without undo"))));
                case "undo" -> answer(ended(restores.undo(newestRestore())));
                case "extract" ->
                    answer(ended(restores.extract(new ExtractOrder(
                            new BackupId(words[1]), List.of(words[2]), words[3], List.of(words[4]), ""))));
                case "extracted" -> answer(extracted());
                case "told" ->
                    answer(runs.get(newestRestore()).findings().stream()
                            .map(Finding::text)
                            .collect(Collectors.joining("; ")));
                case "verify" -> answer(ended(backups.verify(new BackupId(words[1]))));
                case "delete" -> answer(ended(backups.delete(new BackupId(words[1]))));
                case "list" -> answer(list());
                case "copies" -> answer(JSON.writeValueAsString(get(words[1]).copies()));
                case "instant" ->
                    answer(get(words[1]).pointInTime().orElseThrow().toString());
                case "open" -> answer(openRuns());
                case "reconcile" -> answer(reconcile(false));
                case "repair" -> answer(reconcile(true));
                default -> answer("ERROR no such command: " + line);
            }
        } catch (CopybladeException | JsonProcessingException | RuntimeException e) {
            answer("ERROR " + e.getMessage());
        }
    }

    private Backup get(String id) throws CopybladeException {
        return backups.get(new BackupId(id));
    }

    private void answer(String text) {
        answers.println(text.replace('\n', ' '));
        answers.flush();
    }

    /** Waits until nothing that an earlier process has left open is under way. */
    private String settled() throws InterruptedException {
        while (!core.isIdle()) {
            Thread.sleep(2);
        }
        return "settled";
    }

    private void backUpForEver() throws InterruptedException, CopybladeException {
        while (true) {
            answer(ended(backups.start(profile, Map.of())));
        }
    }

    private String ended(RunId id) throws InterruptedException, CopybladeException {
        Run run = runs.get(id);
        while (run.outcome().isEmpty()) {
            run = runs.await(run, Duration.ofSeconds(1));
        }
        return ended(run);
    }

    private static String ended(Run run) {
        return run.outcome().orElseThrow() + " "
                + run.backup().map(BackupId::value).orElse("-") + " " + run.message();
    }

    /** How the newest run that copied data sets out has ended. */
    private String extracted() throws CopybladeException {
        return runs.list(NEWEST).stream()
                .filter(run -> run.kind() == Run.Kind.EXTRACT && run.outcome().isPresent())
                .findFirst()
                .map(RigCommands::ended)
                .orElse("never");
    }

    private RunId newestRestore() throws CopybladeException {
        return runs.list(NEWEST).stream()
                .filter(run -> run.kind() == Run.Kind.RESTORE)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private String list() throws CopybladeException {
        return backups.list(BackupQuery.NEWEST).stream()
                .map(backup -> String.join(
                        " ",
                        backup.id().value(),
                        backup.state().name(),
                        backup.profile(),
                        backup.copies().stream().map(Backup.Copy::group).collect(Collectors.joining(","))))
                .collect(Collectors.joining(";"));
    }

    private String openRuns() throws CopybladeException {
        List<Run> open = runs.list(NEWEST).stream()
                .filter(run -> run.outcome().isEmpty())
                .toList();
        return open.stream().map(run -> run.id() + " " + run.phase()).collect(Collectors.joining("; "));
    }

    private String reconcile(boolean repair) throws CopybladeException {
        return new ReconciliationFront(core)
                .reconcile(repair).items().stream()
                        .map(item -> item.where() + ": " + item.what())
                        .collect(Collectors.joining("; "));
    }
}
