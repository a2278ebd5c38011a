package org.copyblade.lab.zosmf.internal.jes;

import java.util.List;
import java.util.Optional;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.Dd;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosImage;
import org.copyblade.lab.zosmf.internal.jcl.StepCard;

/** What a program sees of its step. */
final class StepRun implements JobStep {
    private final LabSysplex sysplex;
    private final Job job;
    private final StepCard card;
    private final Allocation allocation;

    StepRun(LabSysplex sysplex, Job job, StepCard card, Allocation allocation) {
        this.sysplex = sysplex;
        this.job = job;
        this.card = card;
        this.allocation = allocation;
    }

    @Override
    public String jobName() {
        return job.name();
    }

    @Override
    public String jobId() {
        return job.id();
    }

    @Override
    public String owner() {
        return job.identity().owner();
    }

    @Override
    public String parameter() {
        return card.parameter();
    }

    @Override
    public ZosImage image() {
        return sysplex;
    }

    @Override
    public List<Dd> dds() {
        return allocation.dds();
    }

    @Override
    public Optional<Dd> dd(String name) {
        return dds().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    @Override
    public List<String> lines(String dd) throws AbendException, InterruptedException {
        return allocation.lines(require(dd));
    }

    @Override
    public void print(String dd, String line) throws AbendException, InterruptedException {
        allocation.print(require(dd), line);
    }

    @Override
    public String submit(String jcl) throws ZosException {
        return sysplex.submit(jcl, owner());
    }

    private Dd require(String name) throws AbendException {
        return dd(name).orElseThrow(() -> new AbendException("S013", "IEC130I " + name + " DD STATEMENT MISSING"));
    }
}
