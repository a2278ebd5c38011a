package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.copyblade.zosmf.ZosmfAccess;

/** One configuration, checked. */
record ImsSettings(
        String name,
        List<Member> members,
        ZosmfAccess access,
        String console,
        Hook hook,
        Commands commands,
        Batch batch,
        Scope scope) {

    /**
     * The site's way to hold log writes; no base command of IMS does that (unconfirmed negative).
     *
     * @param suspend command for one member
     * @param suspended message that confirms it
     * @param resume command for one member, which may be sent at any time
     * @param resumed message that it ended a hold
     * @param idle message that nothing was held
     * @param timeout longest time until all are held
     * @param proofTimeout longest time of the look that proves the hold
     */
    record Hook(
            Template suspend,
            Template suspended,
            Template resume,
            Template resumed,
            Template idle,
            Duration timeout,
            Duration proofTimeout) {}

    /** Commands of IMS itself, and the message of one that does not run. */
    record Commands(
            Template position,
            Template down,
            Template checkpoint,
            Template checkpointed,
            Template stop,
            Template start,
            Template restart,
            Duration restartTimeout) {}

    /** What jobs need. */
    record Batch(String jobCard, String prefix, String reslib, String dbdlib, List<String> recons, Duration timeout) {}

    /** Patterns of data sets. */
    record Scope(List<String> dataSets, List<String> logs, List<String> foreign) {}

    ImsSettings {
        Objects.requireNonNull(name, "name");
        members = List.copyOf(members);
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(console, "console");
        Objects.requireNonNull(hook, "hook");
        Objects.requireNonNull(commands, "commands");
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(scope, "scope");
    }
}
