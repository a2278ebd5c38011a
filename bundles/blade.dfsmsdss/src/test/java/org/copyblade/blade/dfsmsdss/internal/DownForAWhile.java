package org.copyblade.blade.dfsmsdss.internal;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.blade.dfsmsdss.internal.zos.Zos;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobRef;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/** A z/OSMF that takes a release and then leaves so many questions about jobs without answer. One thread. */
final class DownForAWhile implements Zos {

    private final Zos zos;
    private final int times;
    private int refused;

    DownForAWhile(Zos zos, int times) {
        this.zos = zos;
        this.times = times;
    }

    int refused() {
        return refused;
    }

    private void answerNot() throws ZosmfException {
        if (refused < times) {
            refused++;
            throw ZosmfException.of(Reason.DOWN, "connection refused");
        }
    }

    @Override
    public Job submit(JobDeck deck, ZosmfCall call) throws ZosmfException {
        return zos.submit(deck, call);
    }

    @Override
    public List<Job> jobs(String name, ZosmfCall call) throws ZosmfException {
        return zos.jobs(name, call);
    }

    @Override
    public Optional<Job> job(JobRef ref, ZosmfCall call) throws ZosmfException {
        answerNot();
        return zos.job(ref, call);
    }

    @Override
    public Optional<JobMark> mark(JobRef ref, ZosmfCall call) throws ZosmfException {
        return zos.mark(ref, call);
    }

    @Override
    public Optional<String> output(JobRef ref, String step, String dd, ZosmfCall call) throws ZosmfException {
        answerNot();
        return zos.output(ref, step, dd, call);
    }

    @Override
    public String messages(JobRef ref, ZosmfCall call) throws ZosmfException {
        return zos.messages(ref, call);
    }

    @Override
    public void release(JobRef ref, ZosmfCall call) throws ZosmfException {
        zos.release(ref, call);
    }

    @Override
    public void purge(JobRef ref, ZosmfCall call) throws ZosmfException {
        zos.purge(ref, call);
    }

    @Override
    public List<DataSetEntry> dataSets(String pattern, ZosmfCall call) throws ZosmfException {
        return zos.dataSets(pattern, call);
    }

    @Override
    public Optional<String> read(DataSetName name, ZosmfCall call) throws ZosmfException {
        return zos.read(name, call);
    }

    @Override
    public void create(DataSetName name, ZosmfCall call) throws ZosmfException {
        zos.create(name, call);
    }

    @Override
    public void write(DataSetName name, String text, ZosmfCall call) throws ZosmfException {
        zos.write(name, text, call);
    }

    @Override
    public void delete(DataSetName name, ZosmfCall call) throws ZosmfException {
        zos.delete(name, call);
    }

    @Override
    public List<String> command(String text, ZosmfCall call) throws ZosmfException {
        return zos.command(text, call);
    }
}
