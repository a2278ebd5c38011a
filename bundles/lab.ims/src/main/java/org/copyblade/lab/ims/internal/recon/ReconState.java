package org.copyblade.lab.ims.internal.recon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything RECON holds at one moment.
 *
 * @param generation how many updates it has seen
 * @param copies numbers of the data sets that are COPY1 and COPY2
 * @param token given when it was made
 * @param usid grows with each change of the state of a database
 * @param subsystems members
 * @param databases registered databases
 * @param olds online logs
 * @param logs archived logs, oldest first
 */
public record ReconState(
        long generation,
        List<Integer> copies,
        String token,
        int usid,
        List<Subsystem> subsystems,
        List<DbEntry> databases,
        List<OldsEntry> olds,
        List<LogEntry> logs) {
    /** How many archived logs of a member it keeps. */
    public static final int LOGS_KEPT = 12;

    /** Before the first of them was replaced. */
    static final List<Integer> FIRST_COPIES = List.of(1, 2);

    public ReconState {
        // States of older laboratories have none.
        copies = copies == null ? FIRST_COPIES : List.copyOf(copies);
        subsystems = List.copyOf(subsystems);
        databases = List.copyOf(databases);
        olds = List.copyOf(olds);
        logs = List.copyOf(logs);
    }

    public Optional<Subsystem> subsystem(String imsid) {
        return subsystems.stream().filter(it -> it.imsid().equals(imsid)).findFirst();
    }

    public Optional<DbEntry> database(String dbd) {
        return databases.stream().filter(it -> it.dbd().equals(dbd)).findFirst();
    }

    /** Those of a member by their numbers. */
    public List<OldsEntry> olds(String imsid) {
        return olds.stream().filter(it -> it.imsid().equals(imsid)).toList();
    }

    /** The online log of a member that is to be archived next; empty if none is. */
    public Optional<OldsEntry> toArchive(String imsid) {
        return olds(imsid).stream()
                .filter(it -> it.status() == OldsEntry.Status.ARC_NEEDED)
                .min(Comparator.comparingLong(OldsEntry::start));
    }

    public List<LogEntry> logs(String imsid) {
        return logs.stream().filter(it -> it.imsid().equals(imsid)).toList();
    }

    /** The one that a member writes; empty if it has never written. */
    public Optional<OldsEntry> active(String imsid) {
        return olds(imsid).stream()
                .filter(it -> it.status() == OldsEntry.Status.ACTIVE)
                .findFirst();
    }

    public ReconState withSubsystem(String imsid, UnaryOperator<Subsystem> change) {
        return new ReconState(
                generation,
                copies,
                token,
                usid,
                subsystems.stream()
                        .map(it -> it.imsid().equals(imsid) ? change.apply(it) : it)
                        .toList(),
                databases,
                olds,
                logs);
    }

    public ReconState withDatabase(String dbd, UnaryOperator<DbEntry> change) {
        return new ReconState(
                generation,
                copies,
                token,
                usid,
                subsystems,
                databases.stream()
                        .map(it -> it.dbd().equals(dbd) ? change.apply(it) : it)
                        .toList(),
                olds,
                logs);
    }

    public ReconState withOlds(String imsid, int number, UnaryOperator<OldsEntry> change) {
        return new ReconState(
                generation,
                copies,
                token,
                usid,
                subsystems,
                databases,
                olds.stream()
                        .map(it -> it.imsid().equals(imsid) && it.olds() == number ? change.apply(it) : it)
                        .toList(),
                logs);
    }

    public ReconState withLogs(List<LogEntry> now) {
        return new ReconState(generation, copies, token, usid, subsystems, databases, olds, now);
    }

    public ReconState with(LogEntry log) {
        List<LogEntry> longer = new ArrayList<>(logs);
        longer.add(log);
        return withLogs(longer);
    }

    public ReconState withNextUsid() {
        return new ReconState(generation, copies, token, usid + 1, subsystems, databases, olds, logs);
    }

    ReconState withCopies(List<Integer> numbers) {
        return new ReconState(generation, numbers, token, usid, subsystems, databases, olds, logs);
    }

    ReconState withGeneration(long number) {
        return new ReconState(number, copies, token, usid, subsystems, databases, olds, logs);
    }
}
