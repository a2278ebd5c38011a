package org.copyblade.manager.internal.site;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.BackupOptions.NotifyOn;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells somebody, by the command that the profile has now. Nothing waits for it, and nothing depends on it: what it says is
 * in {@code slb:status} and {@code slb:runs} as well. Safe for many threads.
 */
public final class Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final ProfileSource profiles;
    private final Executor threads;

    /**
     * For some profiles.
     *
     * @param threads that commands are waited for in
     */
    public Notifier(ProfileSource profiles, Executor threads) {
        this.profiles = profiles;
        this.threads = threads;
    }

    /** A run has ended and is written down. */
    public void ended(Run run) {
        eventOf(run).ifPresent(event -> options(run.profile()).ifPresent(options -> {
            Map<String, String> facts = new HashMap<>(Facts.of(run, options.owner()));
            facts.put("COPYBLADE_OUTCOME", run.outcome().orElseThrow().name());
            tell(options, event, facts, run.message());
        }));
    }

    /** A profile has no good backup that is new enough. */
    void overdue(String profile, String why) {
        options(profile).ifPresent(options -> {
            Map<String, String> facts = Map.of(
                    "COPYBLADE_SYSTEM", options.system(),
                    "COPYBLADE_PROFILE", profile,
                    "COPYBLADE_OWNER", options.owner());
            tell(options, NotifyOn.OVERDUE, facts, why);
        });
    }

    /** What the end of a run is; empty if it is nothing to tell: an operator knows what he has cancelled. */
    static Optional<NotifyOn> eventOf(Run run) {
        boolean warned = run.findings().stream().anyMatch(finding -> finding.severity() != Finding.Severity.NOTE);
        return switch (run.outcome().orElse(Outcome.CANCELLED)) {
            case COMPLETE -> Optional.of(warned ? NotifyOn.WARNING : NotifyOn.SUCCESS);
            case FAILED, UNUSABLE, REFUSED -> Optional.of(NotifyOn.FAILURE);
            case CANCELLED -> Optional.empty();
        };
    }

    private void tell(BackupOptions options, NotifyOn event, Map<String, String> known, String message) {
        if (options.notifyCommand().isEmpty() || !options.notifyOn().contains(event)) {
            return;
        }
        Map<String, String> facts = new HashMap<>(known);
        facts.put("COPYBLADE_EVENT", event.name().toLowerCase(Locale.ROOT));
        facts.put("COPYBLADE_MESSAGE", message);
        SiteCommand command = new SiteCommand(options.notifyCommand(), facts, options.commandLimit());
        threads.execute(() -> {
            SiteCommand.Ended ended = command.run(() -> false);
            if (!ended.well()) {
                LOG.warn(
                        "notify.command of profile '{}' failed, {}: {}",
                        options.profile(),
                        ended.problem(),
                        ended.output());
            }
        });
    }

    /** Empty for work on a single backup, and if the profile is gone. */
    private Optional<BackupOptions> options(String profile) {
        return profiles.usable().stream()
                .filter(options -> options.profile().equals(profile))
                .findFirst();
    }
}
