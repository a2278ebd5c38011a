package org.copyblade.blade.dfsmsdss.internal.zos;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobRef;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;

/** What this blade asks of one z/OS. Any thread. What is gone already is no error where something is to be removed. */
public interface Zos {

    /** Submits a job; a lost answer is settled by {@link #jobs}. */
    Job submit(JobDeck deck, ZosmfCall call) throws ZosmfException;

    /** Jobs of this name that JES still knows. */
    List<Job> jobs(String name, ZosmfCall call) throws ZosmfException;

    /** A job, unless it is gone. */
    Optional<Job> job(JobRef ref, ZosmfCall call) throws ZosmfException;

    /** The mark in the cards of a job; empty if it is none of ours or is gone. */
    Optional<JobMark> mark(JobRef ref, ZosmfCall call) throws ZosmfException;

    /** What a step has printed to a DD; empty if it is not there, or not any more. */
    Optional<String> output(JobRef ref, String step, String dd, ZosmfCall call) throws ZosmfException;

    /** What the system has to say of a job: its log and its messages, as far as they are there. */
    String messages(JobRef ref, ZosmfCall call) throws ZosmfException;

    /** Lets a held job start. */
    void release(JobRef ref, ZosmfCall call) throws ZosmfException;

    /** Ends a job and removes its output. */
    void purge(JobRef ref, ZosmfCall call) throws ZosmfException;

    /** Catalogued data sets of this pattern. */
    List<DataSetEntry> dataSets(String pattern, ZosmfCall call) throws ZosmfException;

    /** The text of a small data set; empty if there is none. */
    Optional<String> read(DataSetName name, ZosmfCall call) throws ZosmfException;

    /** Makes an empty small data set, unless there is one. */
    void create(DataSetName name, ZosmfCall call) throws ZosmfException;

    /** Puts a text into a data set that is there. */
    void write(DataSetName name, String text, ZosmfCall call) throws ZosmfException;

    /** Deletes a data set. */
    void delete(DataSetName name, ZosmfCall call) throws ZosmfException;

    /** What a command of the operator is answered. */
    List<String> command(String text, ZosmfCall call) throws ZosmfException;
}
