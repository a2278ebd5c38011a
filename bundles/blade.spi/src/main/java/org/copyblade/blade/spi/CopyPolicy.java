package org.copyblade.blade.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The options of a profile that concern the storage. Every value has the default of the domain reference, section 6. An
 * option that a blade cannot honour is an error finding of its plan, never ignored.
 *
 * <p>Immutable; made by a builder because options will be added.
 */
public final class CopyPolicy {

    /** Whether copies must be made by the storage. */
    public enum FastReplication {
        /** By the storage or not at all. */
        REQUIRED,
        /** By the storage if it can, else through the host; decided in prepare. */
        PREFERRED,
        /** Through the host. */
        NONE
    }

    /** Whether all data is copied in the background. */
    public enum BackgroundCopy {
        COPY,
        NOCOPY
    }

    /** Whether only changes since the last copy of the pair are moved. */
    public enum Incremental {
        NO,
        YES,
        /** This copy ends change recording. */
        END
    }

    /** Whether a target may be the primary of a remote mirror. */
    public enum MirroredTarget {
        NO,
        ALLOW,
        PRESERVE_PREFERRED,
        PRESERVE_REQUIRED
    }

    /**
     * The older copy on the targets that are to be used again.
     *
     * @param group its group
     * @param binding its newest binding
     */
    public record Predecessor(CopyGroupId group, Binding binding) {
        public Predecessor {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(binding, "binding");
        }
    }

    private final int generations;
    private final String targetPool;
    private final List<String> targets;
    private final String reservedPool;
    private final List<String> reservedTargets;
    private final FastReplication fastReplication;
    private final BackgroundCopy backgroundCopy;
    private final Incremental incremental;
    private final MirroredTarget mirroredTarget;
    private final boolean spaceEfficient;
    private final OptionalInt copyPace;
    private final String method;
    private final Optional<Predecessor> predecessor;
    private final Set<CopyGroupId> freed;

    private CopyPolicy(Builder builder) {
        this.generations = builder.generations;
        this.targetPool = builder.targetPool;
        this.targets = List.copyOf(builder.targets);
        this.reservedPool = builder.reservedPool;
        this.reservedTargets = List.copyOf(builder.reservedTargets);
        this.fastReplication = builder.fastReplication;
        this.backgroundCopy = builder.backgroundCopy;
        this.incremental = builder.incremental;
        this.mirroredTarget = builder.mirroredTarget;
        this.spaceEfficient = builder.spaceEfficient;
        this.copyPace = builder.copyPace;
        this.method = builder.method;
        this.predecessor = builder.predecessor;
        this.freed = Set.copyOf(builder.freed);
    }

    /** A policy of defaults to change. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many copies of each source the profile keeps, 1 and up. */
    public int generations() {
        return generations;
    }

    /** Pool, unit range or directory from which targets are taken; empty: beside the source, where the blade can. */
    public String targetPool() {
        return targetPool;
    }

    /** Fixed pairs, each {@code source:target}; empty unless the profile names them. */
    public List<String> targets() {
        return targets;
    }

    /**
     * What of the pool is kept for others, written as the pool is: no target is taken from it, and a fixed pair or predecessor
     * that has one there is an error finding; empty: none.
     */
    public String reservedPool() {
        return reservedPool;
    }

    /** Fixed pairs of others, each {@code source:target}: their targets are kept as those of {@link #reservedPool}. */
    public List<String> reservedTargets() {
        return reservedTargets;
    }

    public FastReplication fastReplication() {
        return fastReplication;
    }

    public BackgroundCopy backgroundCopy() {
        return backgroundCopy;
    }

    public Incremental incremental() {
        return incremental;
    }

    public MirroredTarget mirroredTarget() {
        return mirroredTarget;
    }

    /** Whether targets use space for changed tracks only; needs {@link BackgroundCopy#NOCOPY}. */
    public boolean spaceEfficient() {
        return spaceEfficient;
    }

    /** Speed of the background copy in the storage's own scale, if the profile sets one. */
    public OptionalInt copyPace() {
        return copyPace;
    }

    /** Method within a blade that has several (snapvx, clone, bcv, thin-image); empty: the blade's first. */
    public String method() {
        return method;
    }

    /**
     * For an incremental copy: the copy whose relations the new one goes on with. It is not withdrawn before; it ends with
     * the first prepare step of the new group and is absent from then on.
     */
    public Optional<Predecessor> predecessor() {
        return predecessor;
    }

    /**
     * Groups that the manager withdraws before the first prepare step of the new one: a plan may count the targets they
     * occupy as free. A blade that does not needs a set of targets more than there are generations.
     */
    public Set<CopyGroupId> freed() {
        return freed;
    }

    /** Collects the values of a policy. Not for several threads. */
    public static final class Builder {
        private int generations = 1;
        private String targetPool = "";
        private List<String> targets = List.of();
        private String reservedPool = "";
        private List<String> reservedTargets = List.of();
        private FastReplication fastReplication = FastReplication.PREFERRED;
        private BackgroundCopy backgroundCopy = BackgroundCopy.COPY;
        private Incremental incremental = Incremental.NO;
        private MirroredTarget mirroredTarget = MirroredTarget.NO;
        private boolean spaceEfficient;
        private OptionalInt copyPace = OptionalInt.empty();
        private String method = "";
        private Optional<Predecessor> predecessor = Optional.empty();
        private Set<CopyGroupId> freed = Set.of();

        private Builder() {}

        /**
         * How many copies of each source are kept.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder generations(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("generations: " + value);
            }
            this.generations = value;
            return this;
        }

        public Builder targetPool(String value) {
            this.targetPool = Objects.requireNonNull(value, "targetPool");
            return this;
        }

        public Builder targets(List<String> value) {
            this.targets = List.copyOf(value);
            return this;
        }

        public Builder reservedPool(String value) {
            this.reservedPool = Objects.requireNonNull(value, "reservedPool");
            return this;
        }

        public Builder reservedTargets(List<String> value) {
            this.reservedTargets = List.copyOf(value);
            return this;
        }

        public Builder fastReplication(FastReplication value) {
            this.fastReplication = Objects.requireNonNull(value, "fastReplication");
            return this;
        }

        public Builder backgroundCopy(BackgroundCopy value) {
            this.backgroundCopy = Objects.requireNonNull(value, "backgroundCopy");
            return this;
        }

        public Builder incremental(Incremental value) {
            this.incremental = Objects.requireNonNull(value, "incremental");
            return this;
        }

        public Builder mirroredTarget(MirroredTarget value) {
            this.mirroredTarget = Objects.requireNonNull(value, "mirroredTarget");
            return this;
        }

        public Builder spaceEfficient(boolean value) {
            this.spaceEfficient = value;
            return this;
        }

        public Builder copyPace(int value) {
            this.copyPace = OptionalInt.of(value);
            return this;
        }

        public Builder method(String value) {
            this.method = Objects.requireNonNull(value, "method");
            return this;
        }

        public Builder predecessor(CopyGroupId group, Binding binding) {
            this.predecessor = Optional.of(new Predecessor(group, binding));
            return this;
        }

        public Builder freed(Set<CopyGroupId> value) {
            this.freed = Set.copyOf(value);
            return this;
        }

        public CopyPolicy build() {
            return new CopyPolicy(this);
        }
    }
}
