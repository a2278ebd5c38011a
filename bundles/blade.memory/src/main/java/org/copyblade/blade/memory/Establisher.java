package org.copyblade.blade.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.memory.Faults.Fault;
import org.copyblade.blade.memory.StoredCopy.Stage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeInfo.Grain;
import org.copyblade.blade.spi.BladeInfo.HoldAbility;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;

/** The point in time, as each kind of storage takes it. */
final class Establisher {

    /** Time between two parts that are not copied at one instant; writers run meanwhile. */
    private static final Duration BETWEEN = Duration.ofNanos(200_000);

    private final MemoryStorage storage;

    Establisher(MemoryStorage storage) {
        this.storage = storage;
    }

    Establishment establish(CopyGroup group, Key key, Hold hold, Call call, Optional<Fault> fault)
            throws BladeException {
        StoredCopy copy = storage.locked(() -> storage.copies().get(key.copy()));
        if (copy == null || copy.stage != Stage.PREPARED) {
            throw MemoryBlade.error("MEMORY-STATE", "group " + group.id() + " is not prepared", Recovery.FIX_REQUEST);
        }
        if (call.expired() || call.cancelled()) {
            throw MemoryBlade.error("MEMORY-TOO-LATE", "nothing was sent: the time is over", Recovery.RETRY);
        }
        long sent = storage.clock().nanos();
        if (fault.isEmpty()) {
            take(key, copy, hold);
        } else {
            takeWrongly(fault.get(), key, copy, hold, call);
        }
        long answered = storage.clock().nanos();
        return new Establishment(key.binding(), storage.clock().now(), sent, answered, answered - sent);
    }

    /** One member for one step of a copy through the host. */
    Advance copyStep(StoredCopy copy, Binding binding) {
        Optional<CopyMember> next = copy.members.values().stream()
                .filter(member -> !copy.images.containsKey(member.name()))
                .findFirst();
        if (copy.stage == Stage.PREPARED && next.isPresent()) {
            copyMember(copy, next.get());
        }
        if (copy.stage == Stage.PREPARED && copy.images.size() == copy.members.size()) {
            copy.establishedAt(storage.clock().now(), storage.clock().nanos());
        }
        return copy.stage == Stage.ESTABLISHED
                ? new Advance.Done(binding)
                : new Advance.Continues(binding, 100 * copy.images.size() / copy.members.size(), Duration.ofMillis(1));
    }

    private void takeWrongly(Fault fault, Key key, StoredCopy copy, Hold hold, Call call) throws BladeException {
        switch (fault) {
            case LATE -> sendLate(key, copy, call);
            case PARTIAL -> partly(copy);
            case LOST_REPLY, SLOW, LOGGED_OUT -> take(key, copy, hold);
            case LIES -> {
                // The answer will be that of a success.
            }
            case REFUSED, UNCHECKED, HANGS, HOLD_EXPIRED, SERVER_ERROR ->
                throw new IllegalStateException("fault " + fault + " does not strike inside establish");
        }
    }

    private void take(Key key, StoredCopy copy, Hold hold) {
        if (hold.wanted()) {
            holdSources(key, copy, hold);
        }
        switch (storage.behaviour().info().reach()) {
            case ENDPOINT -> atOneInstant(copy);
            case VOLUME ->
                copy.members.values().forEach(member -> {
                    storage.clock().pause(BETWEEN);
                    storage.locked(() -> copyMember(copy, member));
                });
            case NONE -> copy.members.values().forEach(member -> copySlots(copy, member));
        }
        storage.locked(() -> {
            if (copy.stage == Stage.PREPARED) {
                copy.establishedAt(storage.clock().now(), storage.clock().nanos());
            }
            if (hold.wanted() && storage.behaviour().info().hold() == HoldAbility.INSIDE_ESTABLISH) {
                copy.insideHold = Optional.of(
                        storage.holds().release(key.copy(), storage.clock().nanos()));
            }
            return copy;
        });
    }

    private void holdSources(Key key, StoredCopy copy, Hold hold) {
        storage.locked(() -> {
            Set<String> domains = copy.members.values().stream()
                    .map(member -> storage.domain(member.source()))
                    .collect(Collectors.toSet());
            long timer = storage.behaviour().holdTimer().toNanos();
            long end = storage.clock().nanos() + Math.min(timer, hold.limit().toNanos());
            storage.holds().hold(key.copy(), domains, end);
            return copy;
        });
    }

    private void atOneInstant(StoredCopy copy) {
        storage.locked(() -> {
            Instant now = storage.clock().now();
            copy.members.values().forEach(member -> copyMember(copy, member));
            copy.establishedAt(now, storage.clock().nanos());
            return copy;
        });
    }

    private StoredCopy copyMember(StoredCopy copy, CopyMember member) {
        Content content = storage.content(member.source());
        boolean trees = storage.behaviour().info().grain() == Grain.DATA_SET;
        copy.images.put(member.name(), trees ? content.excluding(member.excluded()) : content);
        return copy;
    }

    private void copySlots(StoredCopy copy, CopyMember member) {
        List<String> slots = storage.locked(
                        () -> storage.content(member.source()).excluding(member.excluded()))
                .names();
        Content image = Content.EMPTY;
        for (String slot : slots) {
            storage.clock().pause(BETWEEN);
            Optional<byte[]> bytes =
                    storage.locked(() -> storage.content(member.source())).slot(slot);
            image = bytes.isPresent() ? image.with(slot, bytes.get()) : image;
        }
        Content whole = image;
        storage.locked(() -> copy.images.put(member.name(), whole));
    }

    private void partly(StoredCopy copy) throws BladeException {
        storage.locked(() -> {
            copy.members.values().stream()
                    .limit(Math.max(1, copy.members.size() / 2))
                    .forEach(member -> copyMember(copy, member));
            copy.failed("only " + copy.images.size() + " of " + copy.members.size() + " members were copied");
            return copy;
        });
        throw MemoryBlade.error("MEMORY-PARTIAL", copy.why, Recovery.LOOK_FIRST);
    }

    private void sendLate(Key key, StoredCopy copy, Call call) throws BladeException {
        Duration untilDue = call.remaining().plus(storage.faults().lateBy());
        storage.locked(() -> {
            storage.later(key.copy(), storage.clock().nanos() + untilDue.toNanos(), () -> atOneInstant(copy));
            return copy;
        });
        while (!call.expired()) {
            storage.clock().pause(Duration.ofMillis(1));
        }
        throw MemoryBlade.error("MEMORY-TIMEOUT", "no answer before the deadline", Recovery.LOOK_FIRST);
    }
}
