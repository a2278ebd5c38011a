package org.copyblade.shell.internal.command;

import java.util.List;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Backups;
import org.copyblade.api.Blades;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Profiles;
import org.copyblade.api.Runs;
import org.copyblade.api.Systems;
import org.copyblade.shell.internal.syntax.Candidate;
import org.copyblade.shell.internal.syntax.Subject;
import org.copyblade.shell.internal.syntax.Subjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the manager knows by name. */
@Component(service = Subjects.class)
public final class ApiSubjects implements Subjects {

    private static final Logger LOG = LoggerFactory.getLogger(ApiSubjects.class);
    private static final int NEWEST_RUNS = 50;

    private final Profiles profiles;
    private final Backups backups;
    private final Runs runs;
    private final Systems systems;
    private final Blades blades;

    @Activate
    public ApiSubjects(
            @Reference(name = "profiles") Profiles profiles,
            @Reference(name = "backups") Backups backups,
            @Reference(name = "runs") Runs runs,
            @Reference(name = "systems") Systems systems,
            @Reference(name = "blades") Blades blades) {
        this.profiles = profiles;
        this.backups = backups;
        this.runs = runs;
        this.systems = systems;
        this.blades = blades;
    }

    @Override
    public List<Candidate> of(Subject subject, String profile) {
        try {
            return switch (subject) {
                case PROFILE ->
                    profiles.list().stream()
                            .map(found -> new Candidate(found.name(), "of " + found.system()))
                            .toList();
                case BACKUP ->
                    backups.list(BackupQuery.NEWEST).stream()
                            .map(found -> new Candidate(
                                    found.id().value(),
                                    found.state() + " of " + found.system() + " by " + found.profile()))
                            .toList();
                case RUN ->
                    runs.list(NEWEST_RUNS).stream()
                            .map(found -> new Candidate(
                                    found.id().value(),
                                    Words.word(found.kind()) + " of " + found.system() + ", "
                                            + found.outcome().map(Outcome::name).orElse("going on")))
                            .toList();
                case SYSTEM ->
                    systems.list().stream()
                            .map(found -> new Candidate(found.name(), found.kind()))
                            .toList();
                case BLADE ->
                    blades.list().stream()
                            .filter(found -> !found.endpoint().isEmpty())
                            .map(found -> new Candidate(found.technology(), found.version()))
                            .toList();
                case OPTION ->
                    profiles.get(profile).options().stream()
                            .filter(option -> !option.locked())
                            .map(option -> new Candidate(option.key() + "=", option.description()))
                            .toList();
                case ANYTHING, COMMAND -> List.of();
            };
        } catch (CopybladeException e) {
            // Nobody who presses a key wants an error; the command itself will say it.
            LOG.debug("nothing to complete: {}", e.getMessage());
            return List.of();
        }
    }
}
