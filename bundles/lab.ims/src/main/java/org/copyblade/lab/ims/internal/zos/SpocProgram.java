package org.copyblade.lab.ims.internal.zos;

import java.util.Arrays;
import java.util.Set;
import org.copyblade.lab.ims.internal.console.TypeTwoCommands;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;

/**
 * {@code CSLUSPOC}: type-2 commands from SYSIN, one a line, for the group that {@code IMSPLEX=} of the parameter names; answers
 * to SYSPRINT. Its condition codes and the form of its rows are composed (unconfirmed).
 */
public final class SpocProgram implements JobProgram {
    private final TypeTwoCommands commands;

    public SpocProgram(TypeTwoCommands commands) {
        this.commands = commands;
    }

    @Override
    public Set<String> names() {
        return Set.of("CSLUSPOC");
    }

    @Override
    public int run(JobStep step) throws AbendException, InterruptedException {
        boolean ours = Arrays.asList(step.parameter().split("[ ,]+")).contains("IMSPLEX=" + commands.plex());
        if (!ours) {
            step.print("SYSPRINT", "CSLM030I NO OPERATIONS MANAGER FOR " + step.parameter());
            return 8;
        }
        int highest = 0;
        for (String command : step.lines("SYSIN")) {
            if (!command.isBlank()) {
                TypeTwoCommands.Answer answer = commands.run(command);
                step.print("SYSPRINT", command.strip());
                for (String line : answer.lines()) {
                    step.print("SYSPRINT", line);
                }
                highest = Math.max(highest, answer.condition());
            }
        }
        return highest;
    }
}
