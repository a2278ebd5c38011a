package org.copyblade.lab.ims.internal.zos;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.copyblade.lab.ims.internal.console.LogHook;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;

/** {@code IMSLOG}: the site's hook as a job step; its request is the parameter, such as {@code SUSPEND,IMS1}. */
public final class HookProgram implements JobProgram {
    private final LogHook hook;

    public HookProgram(LogHook hook) {
        this.hook = hook;
    }

    @Override
    public Set<String> names() {
        return Set.of("IMSLOG");
    }

    @Override
    public int run(JobStep step) throws AbendException, InterruptedException {
        List<String> operands = Arrays.asList(step.parameter().split("[ ,]+"));
        LogHook.Answer answer = hook.run(operands, step.jobName());
        step.print("SYSPRINT", answer.message());
        step.image().console().message(answer.message());
        return answer.condition();
    }
}
