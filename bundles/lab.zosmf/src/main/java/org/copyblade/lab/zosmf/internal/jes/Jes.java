package org.copyblade.lab.zosmf.internal.jes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zosmf.internal.jcl.JclException;
import org.copyblade.lab.zosmf.internal.jcl.JobCard;
import org.copyblade.lab.zosmf.internal.jcl.JobDeck;

/**
 * The queue of jobs. What changes a job is on disk before anybody hears of it. Two jobs of one name never run at the same
 * time. Safe for many threads; the lock of this is never held while a program runs.
 */
public final class Jes implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH.mm.ss").withZone(ZoneOffset.UTC);
    private static final int HIGHEST_NUMBER = 99_999;

    private final LabSysplex sysplex;
    private final SpoolStore store;
    private final Map<Integer, Job> jobs = new ConcurrentSkipListMap<>();
    private final Map<Integer, JobRun> running = new HashMap<>(); // guarded by this
    private final List<Thread> initiators = new ArrayList<>();
    private final Consumer<Job> ended;
    private int lastNumber; // guarded by this
    private boolean closed; // guarded by this

    /** @param ended hears of every job that has ended */
    public Jes(LabSysplex sysplex, Path spool, Consumer<Job> ended) throws IOException {
        this.sysplex = sysplex;
        this.ended = ended;
        this.store = new SpoolStore(spool);
        for (Job job : store.load()) {
            jobs.put(job.identity().number(), job);
            lastNumber = Math.max(lastNumber, job.identity().number());
            if (job.state().status() == Job.Status.ACTIVE) {
                // It ran when the system died; what it had done by then, it has done.
                log(job, "$HASP310 " + job.name() + " TERMINATED AT END OF MEMORY");
                end(job, "SYS FAIL");
            }
        }
    }

    /** Lets the initiators select jobs. */
    public void start() {
        for (int number = 1; number <= sysplex.settings().initiators(); number++) {
            String name = "lab-zosmf-init-" + number;
            Thread thread = new Thread(this::select, name);
            thread.setDaemon(true);
            initiators.add(thread);
            thread.start();
        }
    }

    /**
     * Takes a job; answers it even if its JCL cannot be run.
     *
     * @param records of the JCL
     * @return empty if there is no JOB statement
     */
    public Optional<Job> submit(
            List<String> records, String owner, Map<String, String> symbols, String messageClass, String notifyUrl) {
        Optional<String> name = JobDeck.name(records);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> known = new HashMap<>(symbols);
        known.put("SYSUID", owner);
        Optional<String> error = Optional.empty();
        JobCard card = new JobCard(name.get(), "A", messageClass, false, false);
        try {
            card = JobDeck.card(records, known, messageClass);
            JobDeck.read(records, known, messageClass);
        } catch (JclException cause) {
            error = Optional.of(cause.getMessage());
        }
        synchronized (this) {
            Job job = make(records, owner, known, card, notifyUrl);
            log(job, "$HASP100 " + job.name() + " ON INTRDR      FROM TSU00001 " + owner);
            jobs.put(job.identity().number(), job);
            if (error.isPresent()) {
                refuse(job, error.get());
            } else if (card.scanOnly()) {
                end(job, "CC 0000");
            } else {
                if (card.held()) {
                    log(job, "$HASP890 " + job.name() + " IS HELD");
                }
                save(job);
                notifyAll();
            }
            return Optional.of(job);
        }
    }

    public Optional<Job> find(String name, String id) {
        return jobs.values().stream()
                .filter(it -> it.name().equals(name) && it.id().equals(id))
                .findFirst();
    }

    public Optional<Job> find(String correlator) {
        return jobs.values().stream()
                .filter(it -> it.identity().correlator().equals(correlator))
                .findFirst();
    }

    /** All, the oldest first. */
    public List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Keeps a job from being selected; a job that runs or has ended is left alone. */
    public synchronized boolean hold(Job job) {
        return change(job, job.state().held(true));
    }

    public synchronized boolean release(Job job) {
        return change(job, job.state().held(false));
    }

    public synchronized boolean jobClass(Job job, String other) {
        return change(job, job.state().jobClass(other));
    }

    /** Ends a job that waits or runs; one that has ended stays as it is. */
    public void cancel(Job job) {
        JobRun run;
        synchronized (this) {
            if (job.state().status() == Job.Status.INPUT) {
                log(job, "IEF453I " + job.name() + " - JOB FAILED - CANCELED BEFORE EXECUTION");
                end(job, "CANCELED");
                return;
            }
            run = running.get(job.identity().number());
        }
        if (run != null) {
            run.cancel();
        }
    }

    /** Cancels a job and forgets all of it. */
    public void purge(Job job) throws InterruptedException {
        cancel(job);
        synchronized (this) {
            while (running.containsKey(job.identity().number())) {
                wait();
            }
            jobs.remove(job.identity().number());
            try {
                store.delete(job);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
        sysplex.console().message("$HASP250 " + job.name() + " PURGED -- (JOB KEY WAS " + job.id() + ")");
    }

    @Override
    public void close() {
        List<JobRun> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(running.values());
            notifyAll();
        }
        open.forEach(JobRun::abandon);
        initiators.forEach(Thread::interrupt);
        for (Thread initiator : initiators) {
            try {
                initiator.join(5_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes a line into the job's log, and to the console. */
    void log(Job job, String message) {
        job.own(2, "JESMSGLG").print(" " + TIME.format(Instant.now()) + " " + job.id() + "  " + message);
        sysplex.console().message(message);
    }

    private void select() {
        try {
            while (true) {
                JobRun run = next();
                if (run == null) {
                    return;
                }
                runOne(run);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOne(JobRun run) {
        Job job = run.job();
        String result = run.run();
        // Neither a cancel that came too late nor one that was obeyed is meant for the next job.
        boolean interrupted = Thread.interrupted();
        synchronized (this) {
            running.remove(job.identity().number());
            if (!closed) {
                end(job, result);
            } else if (interrupted) {
                Thread.currentThread().interrupt();
            }
            notifyAll();
        }
    }

    private synchronized JobRun next() throws InterruptedException {
        while (!closed) {
            for (Job job : jobs.values()) {
                Job.State state = job.state();
                boolean sameName =
                        running.values().stream().anyMatch(it -> it.job().name().equals(job.name()));
                if (state.status() == Job.Status.INPUT && !state.held() && !sameName) {
                    JobRun run = new JobRun(this, sysplex, job, Thread.currentThread());
                    running.put(job.identity().number(), run);
                    job.become(state.active(Instant.now()));
                    log(
                            job,
                            "$HASP373 %-8s STARTED - INIT 1    - CLASS %s - SYS %s"
                                    .formatted(
                                            job.name(),
                                            state.jobClass(),
                                            job.identity().system()));
                    save(job);
                    return run;
                }
            }
            wait();
        }
        return null;
    }

    private synchronized boolean change(Job job, Job.State state) {
        if (job.state().status() != Job.Status.INPUT) {
            return false;
        }
        job.become(state);
        save(job);
        notifyAll();
        return true;
    }

    private synchronized void refuse(Job job, String error) {
        job.own(4, "JESYSMSG").print(" STMT NO. MESSAGE");
        job.own(4, "JESYSMSG").print(" " + error);
        log(job, "IEFC452I " + job.name() + " - JOB NOT RUN - JCL ERROR");
        end(job, "JCL ERROR");
    }

    private synchronized void end(Job job, String result) {
        log(job, "$HASP395 %-8s ENDED - %s".formatted(job.name(), result.replaceFirst("^CC ", "RC=")));
        job.become(job.state().ended(result, Instant.now()));
        save(job);
        ended.accept(job);
    }

    private synchronized Job make(
            List<String> records, String owner, Map<String, String> symbols, JobCard card, String notifyUrl) {
        do {
            lastNumber = lastNumber % HIGHEST_NUMBER + 1;
        } while (jobs.containsKey(lastNumber));
        Instant now = Instant.now();
        String system = sysplex.systems().get(0);
        Job.Identity identity = new Job.Identity(
                lastNumber, card, owner, system, correlator(lastNumber, system, now), records, symbols, notifyUrl);
        Job job = new Job(
                identity,
                new Job.State(
                        Job.Status.INPUT,
                        card.held(),
                        card.jobClass(),
                        "",
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                List.of());
        job.own(2, "JESMSGLG").print("1                   J E S 2  J O B  L O G  --  S Y S T E M  " + system);
        SpoolFile listing = job.own(3, "JESJCL");
        records.forEach(listing::print);
        job.own(4, "JESYSMSG");
        return job;
    }

    /** The system's part of 31 characters and the separator; users have no part of their own here. */
    private static String correlator(int number, String system, Instant now) {
        long clock = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        String stamp = String.format("%08X", clock & 0xFFFFFFFFL);
        return ("J%07d".formatted(number) + (system + "........").substring(0, 8) + stamp + ".......") + ":";
    }

    private void save(Job job) {
        try {
            store.save(job);
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot write job " + job.id() + " to the spool", cause);
        }
    }

    /** Tells how a step ended. */
    void stepEnded(Job job, List<StepResult> steps) {
        job.become(job.state().steps(steps));
    }
}
