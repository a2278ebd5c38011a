package org.copyblade.lab.zosmf.internal.jes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.zosmf.internal.jcl.JobCard;

/** A job, from its submission to its purge. Safe for many threads. */
public final class Job {
    private static final int FIRST_STEP_FILE = 101;

    /** How far it is. */
    public enum Status {
        INPUT,
        ACTIVE,
        OUTPUT
    }

    /**
     * What never changes.
     *
     * @param number of the job
     * @param card its JOB statement
     * @param owner who submitted it
     * @param system that runs it
     * @param correlator unique over all time
     * @param jcl records as submitted
     * @param symbols values of JCL symbols that came with it
     * @param notifyUrl where its end is to be told; empty for nowhere
     */
    public record Identity(
            int number,
            JobCard card,
            String owner,
            String system,
            String correlator,
            List<String> jcl,
            Map<String, String> symbols,
            String notifyUrl) {

        public Identity {
            jcl = List.copyOf(jcl);
            symbols = Map.copyOf(symbols);
        }

        /** Such as {@code JOB00042}. */
        public String id() {
            return "JOB%05d".formatted(number);
        }
    }

    /**
     * What changes, at one moment.
     *
     * @param status how far it is
     * @param held may it not be selected?
     * @param jobClass input class
     * @param result {@code retcode}; empty until the end
     * @param submitted when
     * @param started when, if it was
     * @param ended when, if it is
     * @param steps that have begun
     */
    public record State(
            Status status,
            boolean held,
            String jobClass,
            String result,
            Instant submitted,
            Optional<Instant> started,
            Optional<Instant> ended,
            List<StepResult> steps) {

        public State {
            steps = List.copyOf(steps);
        }

        State held(boolean now) {
            return new State(status, now, jobClass, result, submitted, started, ended, steps);
        }

        State jobClass(String other) {
            return new State(status, held, other, result, submitted, started, ended, steps);
        }

        State active(Instant now) {
            return new State(Status.ACTIVE, false, jobClass, result, submitted, Optional.of(now), ended, steps);
        }

        State ended(String retcode, Instant now) {
            return new State(Status.OUTPUT, false, jobClass, retcode, submitted, started, Optional.of(now), steps);
        }

        State steps(List<StepResult> now) {
            return new State(status, held, jobClass, result, submitted, started, ended, now);
        }
    }

    private final Identity identity;
    private final List<SpoolFile> files = new ArrayList<>(); // guarded by this
    private State state; // guarded by this
    private int nextStepFile = FIRST_STEP_FILE; // guarded by this

    Job(Identity identity, State state, List<SpoolFile> files) {
        this.identity = identity;
        this.state = state;
        this.files.addAll(files);
        files.forEach(it -> nextStepFile = Math.max(nextStepFile, it.head().id() + 1));
    }

    public Identity identity() {
        return identity;
    }

    public String name() {
        return identity.card().name();
    }

    public String id() {
        return identity.id();
    }

    public synchronized State state() {
        return state;
    }

    synchronized void become(State other) {
        state = other;
        notifyAll();
    }

    public synchronized List<SpoolFile> files() {
        return List.copyOf(files);
    }

    public Optional<SpoolFile> file(int id) {
        return files().stream().filter(it -> it.head().id() == id).findFirst();
    }

    /** One of the job's own files. */
    synchronized SpoolFile own(int id, String ddname) {
        return file(id).orElseGet(() -> {
            SpoolFile file = new SpoolFile(
                    new SpoolFile.Head(id, ddname, "JES2", identity.card().messageClass(), id == 3 ? "V" : "UA", 133),
                    List.of());
            files.add(file);
            return file;
        });
    }

    /** A new file of a step. */
    synchronized SpoolFile open(String step, String ddname, String outputClass) {
        SpoolFile file =
                new SpoolFile(new SpoolFile.Head(nextStepFile++, ddname, step, outputClass, "VBA", 137), List.of());
        files.add(file);
        return file;
    }
}
