package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
     * How everything that writes is held.
     *
     * @param way by commands or by jobs
     * @param timeout longest time until all are held
     * @param proofTimeout longest time of the look that proves the hold
     * @param batch whether batch jobs that write log are held, too
     * @param ended epochs whose holds have ended, by the word of a person
     */
    record Hook(Way way, Duration timeout, Duration proofTimeout, boolean batch, Set<Long> ended) {
        public Hook {
            ended = Set.copyOf(ended);
        }
    }

    /** No base command of IMS holds log writes (unconfirmed negative), so it is the site's way. */
    sealed interface Way {

        /** Whether the other side is told when the hold has to end by itself. */
        boolean namesLimit();

        /** What it is configured by, for whoever has to correct it. */
        String keys();

        /** What a person does to end a hold. */
        String byHand();

        /** What lets one go on. */
        Template resume();

        /** Whether a hold of another epoch stays: else the end of any is the end of all. */
        default boolean endsOwnEpochOnly() {
            return resume().text().contains("{epoch}");
        }
    }

    /**
     * By a command to each member.
     *
     * @param suspend command for one member
     * @param suspended message that confirms it
     * @param resume command for one member, which may be sent at any time
     * @param resumed message that it ended a hold
     * @param idle message that nothing was held
     */
    record ByCommand(Template suspend, Template suspended, Template resume, Template resumed, Template idle)
            implements Way {
        @Override
        public boolean namesLimit() {
            return suspend.namesLimit();
        }

        @Override
        public String keys() {
            return "'suspend.command' and 'suspend.reply'";
        }

        @Override
        public String byHand() {
            return "by '" + resume.text() + "' at the console";
        }
    }

    /**
     * By jobs, whose condition codes say what became of it: 0 is a hold, or its end.
     *
     * @param each one for each member, or one for all
     * @param suspend steps that hold
     * @param resume steps that let go on, which may be run at any time
     * @param idleCode condition code of a resume that found nothing held
     * @param fence first qualifiers of the data sets without which no job holds anything
     * @param unit for a data set that is deleted as soon as it is there
     * @param keys what it is configured by
     */
    record ByJob(boolean each, Template suspend, Template resume, int idleCode, String fence, String unit, String keys)
            implements Way {
        @Override
        public boolean namesLimit() {
            return suspend.namesLimit();
        }

        @Override
        public String byHand() {
            return each ? "by the steps of 'resume.job'" : "by UPDATE DB STOP(QUIESCE)";
        }
    }

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

    /** The same of other members. */
    ImsSettings of(List<Member> others) {
        return new ImsSettings(name, others, access, console, hook, commands, batch, scope);
    }
}
