package org.copyblade.lab.zosmf.internal.dss;

import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.ZosException;

/** One command while it runs. */
final class DssTask {
    private final TaskContext context;
    private AbendException abend;

    DssTask(TaskContext context) {
        this.context = context;
    }

    Messages messages() {
        return context.messages();
    }

    /** Runs it in this thread. */
    void run() throws AbendException, InterruptedException {
        Messages messages = context.messages();
        messages.say("ADR016I", "RI01", "01", "RACF LOGGING OPTION IN EFFECT FOR THIS TASK");
        messages.say("ADR006I", "STEND", "01", Messages.now() + " EXECUTION BEGINS");
        try {
            context.faults().before(context.command().verb());
            command();
        } catch (TaskException failure) {
            String id = failure.id().equals("ADR324T") ? "ADR324E" : failure.id();
            messages.say(id, "SBRTN", "02", failure.getMessage().toUpperCase(java.util.Locale.ROOT));
            messages.atLeast(failure.id().equals("ADR324T") ? 16 : 8);
        }
        messages.say("ADR006I", "STEND", "02", Messages.now() + " EXECUTION ENDS");
        messages.say(
                "ADR013I",
                "CLTSK",
                "01",
                "%s TASK COMPLETED WITH RETURN CODE %04d".formatted(Messages.now(), messages.code()));
    }

    /** The same in a thread of its own, whose abend is kept. */
    void runAlone() {
        try {
            run();
        } catch (AbendException cause) {
            abend = cause;
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    void throwAbend() throws AbendException {
        if (abend != null) {
            throw abend;
        }
    }

    private void command() throws TaskException, AbendException, InterruptedException {
        Command command = context.command();
        boolean volume = command.has("FULL") || command.has("TRACKS");
        if (!command.verb().equals("CGCREATED") && volume == command.has("DATASET")) {
            throw new TaskException("ADR144E", "EITHER FULL OR DATASET IS WANTED");
        }
        if (volume && command.toleratesEnqueue()) {
            throw new TaskException("ADR144E", "TOLERATE(ENQFAILURE) IS NOT VALID WITH FULL");
        }
        try {
            switch (command.verb()) {
                case "COPY" -> {
                    if (volume) {
                        new CopyVolume(context).run();
                    } else {
                        new CopyDataSets(context).run();
                    }
                }
                case "DUMP" -> {
                    if (volume) {
                        new Dump(context).volume();
                    } else {
                        new Dump(context).dataSets();
                    }
                }
                case "RESTORE" -> {
                    if (volume) {
                        new Restore(context).volume();
                    } else {
                        new Restore(context).dataSets();
                    }
                }
                default -> new ConsistencyGroup(context).run();
            }
        } catch (ZosException refusal) {
            throw new TaskException("ADR709E", refusal.getMessage());
        }
    }
}
