package org.copyblade.guard.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.copyblade.guard.Abandoned;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.GuardPair;
import org.copyblade.guard.HoldRequest;
import org.copyblade.guard.Leader;

/** Makes armed pairs of guards. May be used from any thread. */
public final class Armoury {
    private static final Duration ARM_PATIENCE = Duration.ofSeconds(20);

    /** Whoever is looked at once only is not looked at early. */
    private static final long LATE_MS = 100;

    private static final System.Logger LOG = System.getLogger(Armoury.class.getName());

    private final boolean keepsReserve;
    private final Standby standby;
    private final Afterwards afterwards = new Afterwards();
    private RuntimeDirectory runtime;
    private GuardProgram program;

    /** @param keepsReserve whether a pair for the next hold is started after each */
    public Armoury(boolean keepsReserve) {
        this.keepsReserve = keepsReserve;
        this.standby = new Standby(keepsReserve);
    }

    /** Has two guards stand by for this system, ahead of their arming. */
    public void ready(String systemKey) throws GuardException {
        prepare();
        standby.add(systemKey, program);
        afterwards.announced(standby::review);
    }

    /** Ends the guards that are armed for nothing; none is started ahead any more. */
    public void endStandby() {
        afterwards.close();
        standby.end();
    }

    /** Beside the work that follows a hold; while another one is held its guards are all that are needed. */
    private void replenish(Set<GuardPair> armed) {
        if (keepsReserve && armed.isEmpty()) {
            try {
                prepare();
                standby.replenish(program);
            } catch (GuardException e) {
                // The next backup starts its own, or says why it cannot.
                LOG.log(System.Logger.Level.DEBUG, "no guards are kept in reserve: {0}", e.getMessage());
            }
        }
    }

    /** Arms two guards for this request; the pair is in the set until it is closed. */
    public GuardPair arm(HoldRequest request, Set<GuardPair> armed) throws GuardException {
        prepare();
        Path file = runtime.lease(request.systemKey());
        Lease lease = take(file, request);
        StartedPair started = assigned(request.systemKey(), new Assignment(request.epoch(), file));
        GuardProcess holder = started.holder();
        GuardProcess witness = started.witness();
        try {
            // Before they are armed, so that no guard that could ever stop anything is unknown to whoever comes next.
            ProcFiles proc = new ProcFiles();
            lease.guard(Role.HOLDER, holder.key(proc));
            lease.guard(Role.WITNESS, witness.key(proc));
            List<String> findings = new ArrayList<>(rehearse(request, holder, witness));
            if (!runtime.inMemory()) {
                findings.add("the guards' files are on a disk, in " + runtime.path() + ": no tmpfs was found");
            }
            ArmedPair[] pair = new ArmedPair[1];
            pair[0] = new ArmedPair(request, lease, holder, witness, findings, () -> {
                armed.remove(pair[0]);
                afterwards.held(() -> replenish(armed));
            });
            armed.add(pair[0]);
            return pair[0];
        } catch (GuardException | RuntimeException e) {
            started.end();
            if (lease.epoch() == request.epoch()) {
                lease.close();
            }
            throw e;
        }
    }

    /** Those that stand by, or new ones where there are none or they have died. */
    private StartedPair assigned(String systemKey, Assignment assignment) throws GuardException {
        Optional<StartedPair> ready = standby.take(systemKey);
        if (ready.isPresent()) {
            try {
                ready.get().assign(assignment);
                return ready.get();
            } catch (GuardException died) {
                // New ones are as good, only later.
                ready.get().end();
            }
        }
        StartedPair started = StartedPair.start(program);
        try {
            started.assign(assignment);
            return started;
        } catch (GuardException e) {
            started.end();
            throw e;
        }
    }

    /** Continues what a crash has left stopped, unless it is held by guards of a later epoch. */
    public Abandoned resumeAbandoned(String systemKey, long epoch, Path workingDirectory) throws GuardException {
        prepare();
        ProcFiles proc = new ProcFiles();
        List<Long> ended = new ArrayList<>();
        List<Long> continued = new ArrayList<>();
        Path file = runtime.lease(systemKey);
        if (Files.exists(file)) {
            try (LockedLease locked = LockedLease.open(file)) {
                Takeover takeover = new Takeover(locked.lease(), proc);
                if (takeover.isGuardedSince(epoch)) {
                    return new Abandoned(List.of(), List.of());
                }
                takeover.run();
                ended.addAll(takeover.endedGuards());
                continued.addAll(takeover.continuedProcesses());
            }
        }
        continued.addAll(new StoppedProcesses(proc).continueIn(workingDirectory));
        return new Abandoned(ended, continued);
    }

    /**
     * Continues what is held although nobody lets it go: both its guards died at one instant with their manager, or are stopped
     * behind its limit. Holds that a guard is at work on, whoever's they are, are left alone. Needs neither catalog nor
     * configuration, because the leases name the processes; one that cannot be read is left to whoever arms for its system next.
     */
    public Orphans resumeOrphans() throws GuardException {
        if (!isSupported(System.getProperty("os.name"), System.getProperty("os.arch"))) {
            return new Orphans(List.of(), Optional.empty());
        }
        ProcFiles proc = new ProcFiles();
        List<Abandoned> orphans = new ArrayList<>();
        long nanos = 0;
        for (Path file : RuntimeDirectory.open().leases()) {
            try (LockedLease locked = LockedLease.open(file)) {
                Takeover takeover = new Takeover(locked.lease(), proc);
                if (takeover.isOrphan()) {
                    takeover.run();
                    orphans.add(new Abandoned(takeover.endedGuards(), takeover.continuedProcesses()));
                } else {
                    nanos = Math.max(nanos, takeover.nanosUntilOverdue());
                }
            } catch (GuardException e) {
                continue;
            }
        }
        return new Orphans(
                orphans,
                nanos == 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(nanos).plusMillis(LATE_MS)));
    }

    /** Runs this after a while, unless {@link #endStandby} comes first. */
    public void later(Duration delay, Runnable task) {
        afterwards.later(delay, task);
    }

    private synchronized void prepare() throws GuardException {
        if (!isSupported(System.getProperty("os.name"), System.getProperty("os.arch"))) {
            throw new GuardException(
                    "cannot guard a server on " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    "guards need Linux on x86-64 or aarch64");
        }
        // What lies in memory may be cleared away under us, for instance when the user's last session ends.
        if (program == null || !program.isThere()) {
            runtime = RuntimeDirectory.open();
            program = GuardProgram.stage(runtime);
        }
    }

    private static boolean isSupported(String system, String processor) {
        return system.equals("Linux") && List.of("amd64", "aarch64").contains(processor);
    }

    /** Makes the lease ours: older epochs are fenced and ended, the leader is known to be the one meant. */
    private static Lease take(Path file, HoldRequest request) throws GuardException {
        Leader leader = request.leader();
        ProcFiles proc = new ProcFiles();
        try (LockedLease locked = LockedLease.open(file)) {
            Lease lease = locked.lease();
            if (lease.highestEpoch() >= request.epoch()) {
                throw new GuardException(
                        "cannot hold " + request.systemKey() + " with epoch " + request.epoch() + ": epoch "
                                + lease.highestEpoch() + " was there before",
                        "is another manager working on this system?");
            }
            new Takeover(lease, proc).run();
            if (!proc.lives(leader.pid(), leader.startTicks())) {
                throw new GuardException(
                        "cannot hold " + request.systemKey() + ": process " + leader.pid()
                                + " is not the server that was meant",
                        "was the server restarted?");
            }
            lease.renew(request.epoch(), new ProcessKey(leader.pid(), leader.startTicks()));
            return lease;
        }
    }

    private static List<String> rehearse(HoldRequest request, GuardProcess holder, GuardProcess witness)
            throws GuardException {
        CompletableFuture<Answer> first = holder.send(Command.ARM, witness.pid());
        CompletableFuture<Answer> second = witness.send(Command.ARM, holder.pid());
        List<String> findings = new ArrayList<>();
        findings.addAll(requireArmed(request, holder, GuardProcess.await(first, ARM_PATIENCE)));
        findings.addAll(requireArmed(request, witness, GuardProcess.await(second, ARM_PATIENCE)));
        return findings;
    }

    private static List<String> requireArmed(HoldRequest request, GuardProcess guard, Optional<Answer> answer)
            throws GuardException {
        String title = guard.role().title();
        if (answer.isEmpty()) {
            throw new GuardException(
                    "cannot arm " + title + " for " + request.systemKey() + ": " + guard.complaint(),
                    "does this Java run at all, and is there memory for two more processes?");
        }
        if (answer.get().reason() != Reason.NONE) {
            throw new GuardException(
                    "cannot hold " + request.systemKey() + ": "
                            + answer.get().reason().text(answer.get().pid()),
                    "guards need to be root, or the user the server runs as");
        }
        return Hardening.describe(title, answer.get().shortcomings());
    }
}
