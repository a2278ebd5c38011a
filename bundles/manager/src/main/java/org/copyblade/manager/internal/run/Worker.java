package org.copyblade.manager.internal.run;

/** What a run does, in its own thread. */
@FunctionalInterface
public interface Worker {

    /**
     * Does the work.
     *
     * @return what is told to people when it went well
     * @throws Failure when it did not; everything that had to be put right has been put right
     */
    String work(RunContext run) throws Failure;
}
