package org.copyblade.blade.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Headroom;

/**
 * A storage array in memory: volumes of named slots, targets, holds, copies and exposures of copies. It outlives blades
 * and managers. Safe for many threads.
 *
 * <p>Writers name a place by its path: that of a volume, or that of an exposure.
 */
public final class MemoryStorage {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private static final class Volume {
        private final String domain;
        private Content content = Content.EMPTY;
        private boolean restoring;

        private Volume(String domain) {
            this.domain = domain;
        }
    }

    private record Late(String copy, long dueNanos, Runnable effect) {}

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Behaviour behaviour;
    private volatile Optional<RestoreEffect> restoreEffect = Optional.empty();
    private final MemoryClock clock;
    private final Faults faults = new Faults();
    private final HoldTable holds = new HoldTable();
    private final Map<String, Volume> volumes = new TreeMap<>();
    private final Set<String> targets = new LinkedHashSet<>();
    private final Map<String, StoredCopy> copies = new TreeMap<>();
    private final Map<String, Exposure> exposures = new HashMap<>();
    private final List<Late> late = new ArrayList<>();
    private volatile boolean restoringAlone;
    private volatile Optional<Headroom> said = Optional.empty();

    private static final class Exposure {
        private final String copy;
        private final ExposeMode mode;
        private Content content;

        private Exposure(String copy, ExposeMode mode, Content content) {
            this.copy = copy;
            this.mode = mode;
            this.content = content;
        }
    }

    /** An empty storage that behaves like this. */
    public MemoryStorage(Behaviour behaviour, MemoryClock clock) {
        this.behaviour = behaviour;
        this.clock = clock;
    }

    /** Adds an empty volume; all volumes of one domain are held and thawed together. */
    public MemoryStorage addVolume(String name, String domain) {
        return locked(() -> {
            volumes.put(name, new Volume(domain));
            return this;
        });
    }

    /** Adds an empty volume to the only domain. */
    public MemoryStorage addVolume(String name) {
        return addVolume(name, "all");
    }

    /** Adds a target unit, for a storage that needs some. */
    public MemoryStorage addTarget(String name) {
        return locked(() -> {
            targets.add(name);
            return this;
        });
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    /** Somebody configures what restores do to their copies from now on. */
    public void restoresWith(RestoreEffect effect) {
        restoreEffect = Optional.of(effect);
    }

    /** Who its blade is now. */
    BladeInfo info() {
        BladeInfo info = behaviour.info();
        return new BladeInfo(
                info.technology(),
                info.endpoint(),
                info.version(),
                info.grain(),
                info.needsTargets(),
                info.reach(),
                info.hold(),
                info.mark(),
                restoreEffect.orElse(info.restoreEffect()));
    }

    public MemoryClock clock() {
        return clock;
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Where a host finds a volume. */
    public String path(String volume) {
        return "/memory/" + behaviour.info().endpoint() + "/" + volume;
    }

    /** Writes a slot, durable and ordered; waits while the volume is held. */
    public void write(String place, String slot, byte[] bytes) {
        lock.lock();
        try {
            landLateRequests();
            while (!writable(place)) {
                changed.awaitNanos(LOOK_AGAIN.toNanos());
                landLateRequests();
            }
            put(place, slot, bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to write to " + place);
        } finally {
            lock.unlock();
        }
    }

    /** Writes a slot unless the volume is held just now; for simulations, where nobody can wait. */
    public boolean tryWrite(String place, String slot, byte[] bytes) {
        return locked(() -> {
            boolean writable = writable(place);
            if (writable) {
                put(place, slot, bytes);
            }
            return writable;
        });
    }

    /** Removes a slot; nothing to remove is fine. */
    public void remove(String place, String slot) {
        locked(() -> {
            volumeAt(place).ifPresent(volume -> volume.content = volume.content.without(slot));
            return null;
        });
    }

    /** The content of a slot; empty if there is none, and while a restore of the volume is under way. */
    public Optional<byte[]> read(String place, String slot) {
        return locked(() -> contentAt(place).flatMap(content -> content.slot(slot)));
    }

    /** The names of all slots that {@link #read} finds. */
    public List<String> slots(String place) {
        return locked(() -> contentAt(place).map(Content::names).orElse(List.of()));
    }

    /** From now on nothing is copied back onto a volume that has another copy, as blades are told when they plan it. */
    public void restoreAloneOnly() {
        restoringAlone = true;
    }

    /** From now on plans say that this much is left, whatever targets there are. */
    public void say(Headroom headroom) {
        said = Optional.of(headroom);
    }

    /** Nobody can end the copies that are there now, until this is said again without an instant. */
    public void secure(Optional<Instant> until) {
        locked(() -> {
            copies.values().forEach(copy -> copy.secureUntil = until);
            return null;
        });
    }

    Optional<Headroom> saidHeadroom() {
        return said;
    }

    boolean restoresAlone() {
        return restoringAlone;
    }

    /** Whether writes to this volume wait now. */
    public boolean isHeld(String volume) {
        return locked(() -> holds.holds(volumes.get(volume).domain, clock.nanos()));
    }

    /** Where copies can be seen now. */
    public Set<String> exposed() {
        return locked(() -> Set.copyOf(exposures.keySet()));
    }

    /** The storage loses power: what was not hardened is gone, where the behaviour says so. */
    public void losePower() {
        locked(() -> {
            exposures.clear();
            copies.values().removeIf(copy -> !behaviour.durable() && !copy.hardened);
            return null;
        });
    }

    // What the blade asks for. Names are those of volumes, keys those of copies.

    <R> R locked(Supplier<R> work) {
        lock.lock();
        try {
            landLateRequests();
            return work.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    Optional<String> volumeNameAt(String path) {
        return volumes.keySet().stream().filter(name -> path(name).equals(path)).findFirst();
    }

    boolean hasVolume(String name) {
        return volumes.containsKey(name);
    }

    String domain(String volume) {
        return volumes.get(volume).domain;
    }

    Content content(String volume) {
        return volumes.get(volume).content;
    }

    void beginRestore(String volume) {
        volumes.get(volume).restoring = true;
    }

    void endRestore(String volume, Content restored) {
        volumes.get(volume).content = restored;
        volumes.get(volume).restoring = false;
    }

    Set<String> targets() {
        return targets;
    }

    Map<String, StoredCopy> copies() {
        return copies;
    }

    HoldTable holds() {
        return holds;
    }

    String expose(String key, String member, ExposeMode mode, Content content) {
        String kind = mode == ExposeMode.READ_ONLY ? "ro" : "rw";
        String place = "/memory/" + behaviour.info().endpoint() + "/.exposed/" + key + "/" + kind + "/" + member;
        exposures.computeIfAbsent(place, path -> new Exposure(key, mode, content));
        return place;
    }

    void conceal(String key) {
        exposures.values().removeIf(exposure -> exposure.copy.equals(key));
    }

    /** A request under way that nobody can call back. */
    void later(String key, long dueNanos, Runnable effect) {
        late.add(new Late(key, dueNanos, effect));
    }

    /** When the last request under way for this copy lands. */
    Optional<Long> lateUntil(String key) {
        return late.stream()
                .filter(request -> request.copy.equals(key))
                .map(Late::dueNanos)
                .max(Long::compare);
    }

    private void landLateRequests() {
        List<Late> due = late.stream()
                .filter(request -> clock.nanos() - request.dueNanos >= 0)
                .toList();
        late.removeAll(due);
        due.forEach(request -> request.effect.run());
    }

    private boolean writable(String place) {
        return volumeAt(place)
                .map(volume -> !volume.restoring && !holds.holds(volume.domain, clock.nanos()))
                .orElse(true);
    }

    private void put(String place, String slot, byte[] bytes) {
        Optional<Volume> volume = volumeAt(place);
        if (volume.isPresent()) {
            volume.get().content = volume.get().content.with(slot, bytes);
            return;
        }
        Exposure exposure = exposures.get(place);
        if (exposure == null || exposure.mode == ExposeMode.READ_ONLY) {
            throw new IllegalStateException("cannot write to " + place);
        }
        exposure.content = exposure.content.with(slot, bytes);
    }

    private Optional<Content> contentAt(String place) {
        return volumeAt(place)
                .filter(volume -> !volume.restoring)
                .map(volume -> volume.content)
                .or(() -> Optional.ofNullable(exposures.get(place)).map(exposure -> exposure.content));
    }

    private Optional<Volume> volumeAt(String place) {
        return volumeNameAt(place).map(volumes::get);
    }
}
