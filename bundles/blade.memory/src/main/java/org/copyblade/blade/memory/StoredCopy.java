package org.copyblade.blade.memory;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.blade.spi.Release;

/** One copy as the storage keeps it. Guarded by the lock of the storage. */
final class StoredCopy {

    enum Stage {
        PREPARING,
        PREPARED,
        ESTABLISHED,
        RESTORING,
        FAILED
    }

    final CopyGroupId group;
    final Map<String, CopyMember> members = new TreeMap<>();
    final Map<String, Content> images = new TreeMap<>();
    Stage stage = Stage.PREPARING;
    int stepsDone;
    boolean hardened;
    String why = "";
    String manifest = "";
    Optional<Instant> at = Optional.empty();
    long establishedNanos;
    Optional<Release> insideHold = Optional.empty();
    Optional<Instant> secureUntil = Optional.empty();
    final Set<String> restoring = new HashSet<>();

    StoredCopy(CopyGroupId group, Iterable<CopyMember> members) {
        this.group = group;
        members.forEach(member -> this.members.put(member.name(), member));
    }

    boolean pairsSourcesOf(CopyGroup other) {
        return members.equals(new StoredCopy(other.id(), other.members()).members);
    }

    void establishedAt(Instant instant, long nanos) {
        stage = Stage.ESTABLISHED;
        at = Optional.of(instant);
        establishedNanos = nanos;
    }

    void failed(String reason) {
        stage = Stage.FAILED;
        why = reason;
    }

    /** Whether it was used up by a restore whose outcome is still what the sources of these members hold. */
    boolean isUsedUpBy(Set<String> restored) {
        return stage == Stage.FAILED && !restored.isEmpty() && restoring.containsAll(restored);
    }

    /** Another copy is restored onto sources of this one: what this one has brought back is gone from them. */
    void overwrittenBy(StoredCopy other, Set<String> restored) {
        Set<String> sources =
                restored.stream().map(name -> other.members.get(name).source()).collect(Collectors.toSet());
        restoring.removeIf(name -> sources.contains(members.get(name).source()));
    }

    CopyState state(Behaviour behaviour, long now) {
        return switch (stage) {
            case PREPARING -> new CopyState.Preparing(100 * stepsDone / behaviour.prepareSteps());
            case PREPARED -> new CopyState.Prepared();
            case ESTABLISHED -> background(behaviour, now);
            case RESTORING -> new CopyState.Restoring(50);
            case FAILED -> new CopyState.Failed(why);
        };
    }

    private CopyState background(Behaviour behaviour, long now) {
        if (behaviour.backgroundCopy().isEmpty()) {
            return new CopyState.Established(at, Background.DEPENDENT, OptionalInt.empty());
        }
        long whole = behaviour.backgroundCopy().get().toNanos();
        long done = now - establishedNanos;
        return done >= whole
                ? new CopyState.Established(at, Background.COPIED, OptionalInt.empty())
                : new CopyState.Established(at, Background.COPYING, OptionalInt.of((int) (100 * done / whole)));
    }
}
