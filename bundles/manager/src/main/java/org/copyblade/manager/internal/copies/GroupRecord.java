package org.copyblade.manager.internal.copies;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.PlannedCopy.Technique;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.system.spi.Position;

/**
 * A copy group as it is written down.
 *
 * @param group its id
 * @param technology of the blade
 * @param endpoint of the blade
 * @param order when its point in time is
 * @param members what is copied and which data sets are in it
 * @param method how it is copied, as planned or prepared
 * @param estimatedMicros time its establish is expected to take, in microseconds, and took once it is established; 0 if unknown
 * @param holds what a hold of it acts on, known once it is prepared
 * @param binding newest one
 * @param state how far it got
 * @param beforeCopyBack the binding from before the copy back that is not done yet; records of older versions have none
 * @param usesUp whether the copy back that was begun last uses the copy up; records of older versions do not say
 * @param mark how far the copy back that was begun last is known to have got; records of older versions have none
 */
public record GroupRecord(
        String group,
        String technology,
        String endpoint,
        Order order,
        List<MemberRecord> members,
        CopyMethod method,
        long estimatedMicros,
        List<HoldDomain> holds,
        Binding binding,
        State state,
        Optional<Binding> beforeCopyBack,
        Optional<Boolean> usesUp,
        Optional<CopyBackMark> mark) {

    /** When the point in time of a group is. */
    public enum Order {
        IN_WINDOW,
        /** After the system left backup mode: its log. */
        AFTER_RESUME
    }

    /** How far a group got. */
    public enum State {
        PLANNED,
        /** No establish is under way: none was asked for, or the blade has answered that nothing has happened. */
        PREPARED,
        /** An establish may have been sent. */
        ESTABLISHING,
        ESTABLISHED,
        /** It was restored by a storage that uses the copy up; something of it may be left to withdraw. */
        USED_UP,
        WITHDRAWN
    }

    /** How far the copy back of a group got that was begun last. */
    public enum Progress {
        NOT_BEGUN,
        /** Its storage may have been asked for it. */
        ASKED,
        /** Its blade has answered. */
        UNDER_WAY
    }

    /**
     * What must be known of the copy back of a group whatever dies, written down before the group is touched.
     *
     * @param progress how far it got at least
     * @param stoppedAt where the system had stopped when it was begun; empty where its log could not tell
     */
    public record CopyBackMark(Progress progress, Optional<Position> stoppedAt) {

        /** Nothing of it was asked for yet. */
        public static final CopyBackMark NOT_BEGUN = new CopyBackMark(Progress.NOT_BEGUN, Optional.empty());

        public CopyBackMark {
            Objects.requireNonNull(progress, "progress");
            Objects.requireNonNull(stoppedAt, "stoppedAt");
        }

        public boolean begun() {
            return progress != Progress.NOT_BEGUN;
        }
    }

    /**
     * One member.
     *
     * @param member as the blade knows it
     * @param target where the copy is, for people
     * @param dataSets which data sets of the system are in it
     * @param technique how the storage copies it, where the blade has said
     */
    public record MemberRecord(
            CopyMember member, String target, List<DataSetPlace> dataSets, Optional<Technique> technique) {

        /** A member whose blade has not said how the storage copies it. */
        public MemberRecord(CopyMember member, String target, List<DataSetPlace> dataSets) {
            this(member, target, dataSets, Optional.empty());
        }

        public MemberRecord {
            // Records of older versions have none.
            technique = technique == null ? Optional.empty() : technique;
            Objects.requireNonNull(member, "member");
            Objects.requireNonNull(target, "target");
            dataSets = List.copyOf(dataSets);
        }
    }

    /**
     * Where in a member a data set is.
     *
     * @param dataSet its name
     * @param relative path below the member; empty: the member itself
     */
    public record DataSetPlace(String dataSet, String relative) {
        public DataSetPlace {
            Objects.requireNonNull(dataSet, "dataSet");
            Objects.requireNonNull(relative, "relative");
        }

        /** The place below a location of the member. */
        public String below(String location) {
            return relative.isEmpty() ? location : location + "/" + relative;
        }
    }

    public GroupRecord {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(technology, "technology");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(order, "order");
        members = List.copyOf(members);
        Objects.requireNonNull(method, "method");
        holds = List.copyOf(holds);
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(state, "state");
        beforeCopyBack = beforeCopyBack == null ? Optional.empty() : beforeCopyBack;
        usesUp = usesUp == null ? Optional.empty() : usesUp;
        mark = mark == null ? Optional.empty() : mark;
    }

    /** A group that is not being copied back. */
    public GroupRecord(
            String group,
            String technology,
            String endpoint,
            Order order,
            List<MemberRecord> members,
            CopyMethod method,
            long estimatedMicros,
            List<HoldDomain> holds,
            Binding binding,
            State state) {
        this(
                group,
                technology,
                endpoint,
                order,
                members,
                method,
                estimatedMicros,
                holds,
                binding,
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The group as the blade knows it. */
    public CopyGroup copyGroup() {
        return new CopyGroup(
                new CopyGroupId(group),
                members.stream().map(MemberRecord::member).toList());
    }

    public BladeName blade() {
        return new BladeName(technology, endpoint);
    }

    /** Whether storage may hold something of this group. */
    public boolean mayExist() {
        return state != State.WITHDRAWN;
    }

    public GroupRecord with(Binding next) {
        return with(next, state, beforeCopyBack, usesUp, mark);
    }

    public GroupRecord with(State next) {
        return with(binding, next, beforeCopyBack, usesUp, mark);
    }

    /** The same before a copy back that begins anew, whatever an earlier one has left half done. */
    public GroupRecord copiedBackAnew() {
        Binding before = beforeCopyBack.orElse(binding);
        return with(before, state, Optional.of(before), Optional.empty(), Optional.of(CopyBackMark.NOT_BEGUN));
    }

    /** The same before a copy back that goes on where an earlier one has stopped. */
    public GroupRecord copiedBackFurther() {
        return with(binding, state, Optional.of(beforeCopyBack.orElse(binding)), usesUp, mark);
    }

    /** The same before a copy back that does this to the copy, whatever is configured meanwhile. */
    GroupRecord copiedBackWith(Binding chosen, boolean consumes) {
        return with(chosen, state, beforeCopyBack, Optional.of(consumes), mark);
    }

    /** The same with what is known of its copy back. */
    public GroupRecord marked(CopyBackMark known) {
        return with(binding, state, beforeCopyBack, usesUp, Optional.of(known));
    }

    /** The same once its blade has answered a step of its copy back. */
    GroupRecord underWay() {
        return with(
                binding,
                state,
                beforeCopyBack,
                usesUp,
                mark.map(known -> new CopyBackMark(Progress.UNDER_WAY, known.stoppedAt())));
    }

    /** Whether its copy back may have touched anything; of one that an older version has begun nobody knows. */
    public boolean mayHaveBegun() {
        return mark.map(CopyBackMark::begun).orElse(true);
    }

    /** Whether a copy back that has used up part of the copy may have been broken off. */
    public boolean mayBeUsedUpInPart() {
        return state != State.USED_UP
                && usesUp.orElse(false)
                && mark.filter(CopyBackMark::begun).isPresent();
    }

    /** Whether a copy back that keeps the copy may have been broken off; its storage says whether the copy is whole then. */
    public boolean isHalfBack() {
        return beforeCopyBack.isPresent() && mark.filter(CopyBackMark::begun).isPresent() && !usesUp.orElse(false);
    }

    /** The same as its blade knew it before the copy back that was broken off. */
    public GroupRecord beforeCopiedBack() {
        return with(beforeCopyBack.orElse(binding));
    }

    /** The same where nobody will go on with the copy back that was broken off. */
    public GroupRecord leftHalfBack() {
        return with(binding, state, Optional.empty(), usesUp, mark);
    }

    /** The same once it is copied back. */
    GroupRecord copiedBack() {
        return with(binding, state, Optional.empty(), usesUp, mark);
    }

    private GroupRecord with(
            Binding nextBinding,
            State nextState,
            Optional<Binding> before,
            Optional<Boolean> consumes,
            Optional<CopyBackMark> known) {
        return new GroupRecord(
                group,
                technology,
                endpoint,
                order,
                members,
                method,
                estimatedMicros,
                holds,
                nextBinding,
                nextState,
                before,
                consumes,
                known);
    }

    /** The same, ready for its point in time. */
    public GroupRecord prepared(Preparation.Prepared answer) {
        return new GroupRecord(
                group,
                technology,
                endpoint,
                order,
                members,
                answer.method(),
                estimatedMicros,
                answer.holds(),
                answer.binding(),
                State.PREPARED);
    }

    /** The same once its point in time was taken. */
    public GroupRecord established(Establishment done) {
        return new GroupRecord(
                group,
                technology,
                endpoint,
                order,
                members,
                method,
                (done.answeredNanos() - done.sentNanos()) / 1_000,
                holds,
                done.binding(),
                State.ESTABLISHED);
    }

    /** Method of a member in the volume map, as the domain writes it: B, S, F or L; a dash if its blade has not said. */
    public String letter(MemberRecord member) {
        if (method == CopyMethod.HOST) {
            return "L";
        }
        return member.technique()
                .map(technique -> switch (technique) {
                    case SPLIT_MIRROR -> "B";
                    case SNAPSHOT -> "S";
                    case INSTANT_RELATION -> "F";
                })
                .orElse("-");
    }

    /** As shown to people. */
    public Backup.Copy shown() {
        return new Backup.Copy(
                group,
                technology,
                endpoint,
                method.name().toLowerCase(java.util.Locale.ROOT),
                members.stream()
                        .map(member -> member.member().source() + " -> " + member.target())
                        .toList());
    }

    /** The member that holds a data set. */
    public Optional<MemberRecord> memberOf(String dataSet) {
        return members.stream()
                .filter(member -> member.dataSets().stream()
                        .anyMatch(place -> place.dataSet().equals(dataSet)))
                .findFirst();
    }
}
