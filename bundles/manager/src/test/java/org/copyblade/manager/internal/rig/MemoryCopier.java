package org.copyblade.manager.internal.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.blade.memory.MemoryStorage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.DataSetCopier;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.blade.spi.DataSetTarget;
import org.copyblade.blade.spi.Exposed.Exposure;
import org.copyblade.blade.spi.FoundCopy;

/**
 * Copies what a storage in memory exposes, by jobs: a step notes what is to be done, the next one begins the job, later ones
 * look whether it has ended. Outlives the managers, as a host of jobs does. Safe for many threads.
 */
public final class MemoryCopier implements DataSetCopier {

    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Binding NOTED = new Binding(1, "noted");
    private static final Binding BEGUN = new Binding(1, "begun");

    private final MemoryStorage source;
    private final Map<String, Map<String, String>> made = new TreeMap<>();
    private final Map<CopyGroupId, Integer> looks = new HashMap<>();
    private final List<String> locations = new ArrayList<>();
    private int patience = 1;
    private int unreachable;
    private boolean onceBegun;
    private boolean deaf;
    private final Set<CopyGroupId> left = new HashSet<>();

    MemoryCopier(MemoryStorage source) {
        this.source = source;
    }

    /** The same as a blade: all else is done by one over a storage of its own. */
    CopyBlade asBlade() {
        MemoryBlade blade = new MemoryBlade(new MemoryStorage(Behaviour.snapshots("copier"), MemoryClock.system()));
        return (CopyBlade) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CopyBlade.class, DataSetCopier.class},
                (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("list")) {
                            return found();
                        }
                        return method.invoke(
                                method.getDeclaringClass() == DataSetCopier.class ? this : blade, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public synchronized Advance copy(
            CopyGroupId order,
            List<Exposure> exposed,
            List<DataSetCopy> dataSets,
            DataSetTarget to,
            Optional<Binding> progress,
            Call call)
            throws BladeException {
        if (unreachable > 0 && (!onceBegun || !looks.isEmpty())) {
            unreachable--;
            throw new BladeException(
                    "COPIER-DOWN", "nobody answers", "look at the host", BladeException.Recovery.RETRY);
        }
        exposed.forEach(exposure -> locations.add(exposure.location()));
        left.add(order);
        if (progress.isEmpty()) {
            return new Advance.Continues(NOTED, 10, PAUSE);
        }
        requireHearing();
        int look = looks.merge(order, 1, Integer::sum);
        if (look == 1) {
            for (DataSetCopy copy : dataSets) {
                copy(copy, exposed);
            }
        }
        return look <= patience ? new Advance.Continues(BEGUN, 50, PAUSE) : new Advance.Done(BEGUN);
    }

    @Override
    public synchronized Optional<Duration> withdraw(CopyGroupId order, Call call) throws BladeException {
        requireHearing();
        left.remove(order);
        return Optional.empty();
    }

    private void requireHearing() throws BladeException {
        if (deaf) {
            throw new BladeException(
                    "COPIER-DEAF",
                    "nobody knows what became of the request",
                    "look at the host",
                    BladeException.Recovery.ASK_OPERATOR);
        }
    }

    private synchronized List<FoundCopy> found() {
        return left.stream()
                .map(order -> new FoundCopy(
                        "fence of " + order, Optional.of(order), Optional.empty(), Optional.empty(), Optional.empty()))
                .toList();
    }

    /** From the submission of a job on nobody answers, or all do again. */
    public synchronized void deaf(boolean now) {
        deaf = now;
    }

    /** Orders of which a note or a job is left. */
    public synchronized Set<CopyGroupId> left() {
        return Set.copyOf(left);
    }

    private void copy(DataSetCopy copy, List<Exposure> exposed) throws BladeException {
        Exposure from = exposed.stream()
                .filter(exposure -> exposure.member().equals(copy.from()))
                .findFirst()
                .orElseThrow(() -> error("COPIER-REQUEST", copy.from() + " is on nothing that is exposed"));
        Map<String, String> content = content(source, from.location());
        if (content.isEmpty()) {
            throw error("COPIER-REQUEST", from.location() + " is not exposed");
        }
        if (made.containsKey(copy.to())) {
            throw error("COPIER-TAKEN", copy.to() + " is there already");
        }
        made.put(copy.to(), content);
    }

    private static BladeException error(String code, String text) {
        return new BladeException(code, text, "correct the order", BladeException.Recovery.FIX_REQUEST);
    }

    /** What is at a place of a storage now, slot by slot; nothing if the place is not there. */
    public static Map<String, String> content(MemoryStorage storage, String place) {
        Map<String, String> content = new TreeMap<>();
        storage.slots(place)
                .forEach(slot -> storage.read(place, slot).ifPresent(bytes -> content.put(slot, new String(bytes))));
        return content;
    }

    /** Makes a data set that nobody has asked for. */
    public synchronized void make(String name) {
        made.put(name, Map.of("by", "somebody else"));
    }

    /** How many looks a job needs from now on. */
    public synchronized void patience(int lookups) {
        patience = lookups;
    }

    /** So many calls find nobody, from now on or once a job has begun. */
    public synchronized void unreachable(int calls, boolean onceJobHasBegun) {
        unreachable = calls;
        onceBegun = onceJobHasBegun;
    }

    /** What is there under new names. */
    public synchronized Map<String, Map<String, String>> made() {
        return Map.copyOf(made);
    }

    /** Orders whose job has begun. */
    public synchronized int begun() {
        return looks.size();
    }

    /** Whether anything that was ever handed to it can still be read. */
    public synchronized boolean isExposed() {
        return locations.stream().anyMatch(location -> !source.slots(location).isEmpty());
    }
}
