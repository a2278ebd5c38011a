package org.copyblade.lab.virtualize.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.virtualize.internal.Mapping.State;

/**
 * The mappings and groups of a system, and how commands change them. The array says what copies and how far it is; what is
 * kept here follows it at the next command, also after a death between the two. For many threads, one change at a time.
 */
final class Mappings {
    /** How long a cache is flushed; a start before its end is refused. */
    private static final Duration FLUSH = Duration.ofMillis(5);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss");

    private final StorageSystem system;
    private final MappingStore store;
    private final Map<Integer, Long> flushedAt = new HashMap<>(); // guarded by this
    private Kept kept; // guarded by this

    Mappings(StorageSystem system, MappingStore store) throws IOException {
        this.system = system;
        this.store = store;
        this.kept = store.read();
    }

    /** Everything at one moment. */
    synchronized MappingView view() throws ArrayException, IOException {
        Map<String, Relation> relations = settle();
        long now = System.nanoTime();
        Set<Integer> flushing = new HashSet<>();
        flushedAt.forEach((id, end) -> {
            if (end - now > 0) {
                flushing.add(id);
            }
        });
        return new MappingView(kept, relations, flushing);
    }

    /**
     * Makes a mapping of what was checked.
     *
     * @param wanted with any id, and an empty name for one that the system gives
     */
    synchronized int create(Mapping wanted) throws IOException {
        int id = kept.next();
        Mapping made = new Mapping(
                id,
                wanted.name().isEmpty() ? "fcmap" + id : wanted.name(),
                wanted.source(),
                wanted.target(),
                wanted.group(),
                wanted.copyRate(),
                wanted.incremental(),
                wanted.autodelete(),
                wanted.grainSize(),
                State.IDLE,
                false,
                0,
                "");
        List<Mapping> mappings = new ArrayList<>(kept.mappings());
        mappings.add(made);
        write(new Kept(id + 1, mappings, kept.groups()));
        return id;
    }

    synchronized int createGroup(String name) throws IOException {
        int id = kept.next();
        List<Group> groups = new ArrayList<>(kept.groups());
        groups.add(new Group(id, name.isEmpty() ? "fccstgrp" + id : name));
        write(new Kept(id + 1, kept.mappings(), groups));
        return id;
    }

    synchronized void pace(Mapping mapping, int rate, boolean autodelete) throws Refusal, ArrayException, IOException {
        settle();
        replace(List.of(current(mapping).paced(rate, autodelete)));
        settle();
    }

    /** Flushes, so that a start can follow; the content of the targets is gone. */
    synchronized void prepare(List<Mapping> asked, boolean restore) throws Refusal, ArrayException, IOException {
        prepared(asked, restore);
        long end = System.nanoTime() + FLUSH.toNanos();
        asked.forEach(it -> flushedAt.put(it.id(), end));
    }

    private void prepared(List<Mapping> asked, boolean restore) throws Refusal, ArrayException, IOException {
        Map<String, Relation> relations = settle();
        List<Mapping> prepared = new ArrayList<>();
        for (Mapping mapping : current(asked)) {
            switch (mapping.state()) {
                case STARTED ->
                    throw new Refusal(Refusal.COPYING, "Mapping [" + mapping.id() + "] is copying already.");
                case PREPARED -> throw wrongState(mapping, "is prepared already");
                case IDLE, COPIED, STOPPED ->
                    prepared.add(mapping.preparedFor(
                            Optional.ofNullable(relations.get(key(mapping.source(), mapping.target())))
                                    .map(Relation::sequence)
                                    .orElse(0)));
            }
            boolean inUse = kept.mappings().stream()
                    .anyMatch(it -> it.state() == State.STARTED && it.source().equals(mapping.target()));
            if (inUse && !restore) {
                throw new Refusal(
                        Refusal.IN_MAPPING,
                        "The target of mapping [" + mapping.id() + "] is the source of an active one.");
            }
        }
        replace(prepared);
    }

    /**
     * Starts mappings at one instant, or none of them.
     *
     * @param prep prepares them first
     * @param failing index of one that a fault keeps from being started
     */
    synchronized void start(List<Mapping> asked, boolean prep, boolean restore, OptionalInt failing)
            throws Refusal, ArrayException, IOException {
        settle();
        if (asked.isEmpty()) {
            throw new Refusal(Refusal.WRONG_STATE, "The group is empty.");
        }
        if (prep) {
            List<Mapping> unprepared = current(asked).stream()
                    .filter(it -> it.state() != State.PREPARED)
                    .toList();
            prepared(unprepared, restore);
        }
        List<Mapping> mappings = current(asked);
        for (Mapping mapping : mappings) {
            requireStartable(mapping, prep);
        }
        if (failing.isPresent() && failing.getAsInt() < mappings.size()) {
            throw wrongState(mappings.get(failing.getAsInt()), "is kept from its start by a fault");
        }
        endReversed(mappings);
        establish(mappings);
        String when = TIME.format(LocalDateTime.now());
        replace(mappings.stream().map(it -> it.started(restore, when)).toList());
        settle();
    }

    private void requireStartable(Mapping mapping, boolean prep) throws Refusal {
        if (mapping.state() == State.STARTED) {
            throw new Refusal(Refusal.COPYING, "Mapping [" + mapping.id() + "] is copying already.");
        }
        boolean flushing = flushedAt.getOrDefault(mapping.id(), System.nanoTime()) - System.nanoTime() > 0;
        if (mapping.state() != State.PREPARED || flushing && !prep) {
            throw wrongState(mapping, "is not prepared");
        }
    }

    /** A mapping that is complete depends on nothing: what recorded its changes makes way for its reverse. */
    private void endReversed(List<Mapping> mappings) throws ArrayException {
        Map<String, Relation> relations = relations();
        List<Relation> ended = new ArrayList<>();
        for (Mapping mapping : mappings) {
            Optional.ofNullable(relations.get(key(mapping.target(), mapping.source())))
                    .filter(it -> it.outOfSyncTracks() == 0)
                    .ifPresent(ended::add);
        }
        system.withdraw(ended);
    }

    /** All of a group have the options of all; what differs, the speed, is set afterwards. */
    private void establish(List<Mapping> mappings) throws ArrayException {
        Set<CopyOption> options = EnumSet.of(
                CopyOption.ONE_INSTANT,
                CopyOption.PERSISTENT,
                CopyOption.NO_BACKGROUND_COPY,
                CopyOption.PERMIT_SPACE_EFFICIENT_TARGET,
                CopyOption.FAIL_RELATION_WHEN_OUT_OF_SPACE);
        if (mappings.stream().anyMatch(Mapping::incremental)) {
            options.add(CopyOption.RECORD_CHANGES);
        }
        List<PairResult> results = system.establish(
                mappings.stream()
                        .map(it -> PairRequest.ofVolumes(it.source(), it.target()))
                        .toList(),
                options);
        Optional<ArrayException> failure = results.stream()
                .flatMap(it -> it.failure().stream())
                .filter(it -> it.reason() != ArrayException.Reason.NOT_TOGETHER)
                .findFirst();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Ends copies that are not complete; their targets are unusable. */
    synchronized void stop(List<Mapping> asked) throws Refusal, ArrayException, IOException {
        settle();
        List<Mapping> running = current(asked).stream()
                .filter(it -> it.state() == State.STARTED || it.state() == State.PREPARED)
                .toList();
        if (running.isEmpty()) {
            throw new Refusal(Refusal.STOPPED, "The mapping is stopped already.");
        }
        replace(running.stream().map(it -> it.as(State.STOPPED)).toList());
        settle();
    }

    synchronized void remove(Mapping asked, boolean force) throws Refusal, ArrayException, IOException {
        Map<String, Relation> relations = settle();
        Mapping mapping = current(asked);
        switch (mapping.state()) {
            case STARTED, PREPARED -> throw wrongState(mapping, "is active");
            case STOPPED -> {
                if (!force) {
                    throw wrongState(mapping, "is stopped, and its target unusable");
                }
            }
            case IDLE, COPIED -> {
                // Nothing is lost with it.
            }
        }
        Relation recording = relations.get(key(mapping.source(), mapping.target()));
        if (mapping.state() == State.COPIED && recording != null) {
            system.withdraw(List.of(recording));
        }
        flushedAt.remove(mapping.id());
        write(new Kept(
                kept.next(),
                kept.mappings().stream().filter(it -> it.id() != mapping.id()).toList(),
                kept.groups()));
    }

    /** With force its mappings stay, without a group. */
    synchronized void removeGroup(Group group, boolean force) throws Refusal, IOException {
        List<Mapping> members =
                kept.mappings().stream().filter(it -> it.group() == group.id()).toList();
        if (!members.isEmpty() && !force) {
            throw new Refusal(Refusal.WRONG_STATE, "The group is not empty.");
        }
        write(new Kept(
                kept.next(),
                kept.mappings().stream()
                        .map(it -> it.group() == group.id() ? it.alone() : it)
                        .toList(),
                kept.groups().stream().filter(it -> it.id() != group.id()).toList()));
    }

    /** Follows the array. What is kept is written first: what it says is over is ended then, now or after a death. */
    private Map<String, Relation> settle() throws ArrayException, IOException {
        Map<String, Relation> relations = relations();
        List<Mapping> settled = new ArrayList<>();
        List<Relation> over = new ArrayList<>();
        List<Relation> faster = new ArrayList<>();
        List<Relation> slower = new ArrayList<>();
        for (Mapping before : kept.mappings()) {
            Optional<Relation> relation = Optional.ofNullable(relations.get(key(before.source(), before.target())));
            Mapping mapping = settled(before, relation);
            boolean vanishes = mapping.state() == State.COPIED && mapping.autodelete();
            if (!vanishes) {
                settled.add(mapping);
            }
            boolean ends = vanishes
                    || mapping.state() == State.STOPPED
                    || mapping.state() == State.COPIED && !mapping.incremental();
            if (relation.isPresent() && ends) {
                over.add(relation.get());
            } else if (relation.isPresent() && mapping.state() == State.STARTED) {
                boolean slow = relation.get().has(CopyOption.NO_BACKGROUND_COPY);
                if (slow && mapping.copyRate() > 0) {
                    faster.add(relation.get());
                } else if (!slow && mapping.copyRate() == 0) {
                    slower.add(relation.get());
                }
            }
        }
        if (!settled.equals(kept.mappings())) {
            write(new Kept(kept.next(), settled, kept.groups()));
        }
        system.withdraw(over);
        if (!faster.isEmpty()) {
            system.copyInBackground(faster, true);
        }
        if (!slower.isEmpty()) {
            system.copyInBackground(slower, false);
        }
        over.forEach(it -> relations.remove(key(it.source(), it.target())));
        return relations;
    }

    /** A prepared mapping whose relation is a new one was started, and died before that was noted. Pure. */
    private static Mapping settled(Mapping mapping, Optional<Relation> relation) {
        boolean runs = mapping.state() == State.STARTED
                || mapping.state() == State.PREPARED
                        && relation.filter(it -> it.sequence() != mapping.preparedSequence())
                                .isPresent();
        if (!runs) {
            return mapping;
        }
        if (relation.isEmpty() || relation.get().state() == Relation.State.FAILED) {
            return mapping.as(State.STOPPED);
        }
        return mapping.as(relation.get().outOfSyncTracks() == 0 ? State.COPIED : State.STARTED);
    }

    private Map<String, Relation> relations() {
        Map<String, Relation> relations = new HashMap<>();
        system.relations().forEach(it -> relations.put(key(it.source(), it.target()), it));
        return relations;
    }

    static String key(String source, String target) {
        return source + ":" + target;
    }

    private Mapping current(Mapping mapping) throws Refusal {
        return current(List.of(mapping)).get(0);
    }

    /** What has become of mappings since somebody looked. */
    private List<Mapping> current(List<Mapping> asked) throws Refusal {
        List<Mapping> current = new ArrayList<>();
        for (Mapping mapping : asked) {
            current.add(kept.mappings().stream()
                    .filter(it -> it.id() == mapping.id())
                    .findFirst()
                    .orElseThrow(() -> new Refusal(Refusal.NO_OBJECT, "The mapping has vanished.")));
        }
        return current;
    }

    private void replace(List<Mapping> changed) throws IOException {
        Map<Integer, Mapping> byId = new HashMap<>();
        changed.forEach(it -> byId.put(it.id(), it));
        write(new Kept(
                kept.next(),
                kept.mappings().stream()
                        .map(it -> byId.getOrDefault(it.id(), it))
                        .toList(),
                kept.groups()));
    }

    private void write(Kept next) throws IOException {
        store.write(next);
        kept = next;
    }

    private static Refusal wrongState(Mapping mapping, String why) {
        return new Refusal(Refusal.WRONG_STATE, "Mapping [" + mapping.id() + "] " + why + ".");
    }
}
