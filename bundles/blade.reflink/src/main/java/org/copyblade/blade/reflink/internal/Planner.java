package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Pool;
import org.copyblade.linux.pool.PoolPlace;

/** Works out what would be done for a group, without changing anything. */
final class Planner {

    /** Measured on XFS: what one more file costs inside the window, and what one more extent costs. */
    private static final long MICROS_PER_FILE = 20;

    private static final long MICROS_PER_EXTENT = 8;
    private static final long BYTES_PER_FILE = 1024;
    private static final long BYTES_PER_SHARED_EXTENT = 64;
    private static final long SLOW_MICROS = 1_000_000;

    private final CopyGroup group;
    private final CopyPolicy policy;
    private final MountTable mounts;
    private final Budget budget;
    private final List<BladeFinding> findings = new ArrayList<>();
    private final Set<String> bytewise = new TreeSet<>();
    private final Map<CopyMember, Survey> surveys = new HashMap<>();

    Planner(CopyGroup group, CopyPolicy policy, MountTable mounts, Call call) {
        this.group = group;
        this.policy = policy;
        this.mounts = mounts;
        this.budget = Budget.ofLook(call);
    }

    CopyPlan plan() throws IOException {
        for (CopyMember member : group.members()) {
            findings.addAll(SourceCheck.findings(member, mounts));
        }
        if (!isPossible()) {
            return plan(List.of(Path.of("/")), CopyMethod.HOST, List.of(), Headroom.unknown());
        }
        List<PoolPlace> pools = pools();
        for (PoolPlace pool : Set.copyOf(pools)) {
            checkPool(pool);
        }
        CopyMethod method = isPossible() ? method(pools) : CopyMethod.HOST;
        findings.addAll(PolicyCheck.findings(policy, method));
        List<Survey> surveyed = new ArrayList<>();
        if (isPossible()) {
            for (CopyMember member : group.members()) {
                Survey survey = survey(member);
                surveyed.add(survey);
                report(member, survey, method);
            }
        }
        Headroom headroom = isPossible() ? headroom(pools, method, surveyed) : Headroom.unknown();
        return plan(pools.stream().map(PoolPlace::path).toList(), method, surveyed, headroom);
    }

    /** Looked at once, whoever asks. */
    private Survey survey(CopyMember member) throws IOException {
        Survey known = surveys.get(member);
        if (known == null) {
            known = Survey.of(member, budget);
            surveys.put(member, known);
        }
        return known;
    }

    /** Whether the bytes of all of these can be moved inside a window. Where a system keeps its data, behind a gate, more may come. */
    private boolean areSmall(Collection<CopyMember> members) throws IOException {
        SmallMembers small = new SmallMembers();
        for (CopyMember member : members) {
            if (member.gate().isPresent() || !small.take(survey(member))) {
                return false;
            }
        }
        return true;
    }

    private boolean isPossible() {
        return findings.stream().noneMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR);
    }

    private CopyPlan plan(List<Path> pools, CopyMethod method, List<Survey> surveyed, Headroom headroom) {
        Layout layout = new Layout(group, pools, Mounted.UNKNOWN);
        List<PlannedCopy> copies = new ArrayList<>();
        long files = 0;
        long bytes = 0;
        for (int i = 0; i < group.members().size(); i++) {
            OptionalLong micros = OptionalLong.empty();
            if (i < surveyed.size()) {
                files += surveyed.get(i).files();
                bytes += surveyed.get(i).bytes();
                micros = estimate(surveyed.get(i), method);
            }
            CopyMember member = group.members().get(i);
            PlannedCopy copy =
                    new PlannedCopy(member.name(), layout.copyOf(member).toString(), method, micros);
            boolean shared = method == CopyMethod.FAST && !bytewise.contains(member.name());
            copies.add(shared ? copy.by(PlannedCopy.Technique.SNAPSHOT) : copy);
        }
        ReflinkBinding binding = new ReflinkBinding(
                pools,
                method,
                policy.fastReplication() == FastReplication.REQUIRED,
                bytewise,
                files,
                bytes,
                isPossible() ? Mounted.now(pools, group, mounts) : Mounted.UNKNOWN,
                Place.START);
        return new CopyPlan(copies, List.of(), headroom, findings, binding.toBinding());
    }

    private static OptionalLong estimate(Survey survey, CopyMethod method) {
        return survey.complete() && method == CopyMethod.FAST
                ? OptionalLong.of(survey.files() * MICROS_PER_FILE + survey.extents() * MICROS_PER_EXTENT)
                : OptionalLong.empty();
    }

    /** The pool that the profile names, for all members; else for each member one at the mount point of its source. */
    private List<PoolPlace> pools() throws IOException {
        if (!policy.targetPool().isEmpty()) {
            return List.of(PoolPlace.named(policy.targetPool(), mounts));
        }
        List<PoolPlace> pools = new ArrayList<>();
        for (CopyMember member : group.members()) {
            Path mountPoint = mounts.holding(Path.of(member.source())).point();
            pools.add(PoolPlace.at(mountPoint.resolve(Pool.DEFAULT_NAME), mounts));
        }
        besideTheOthers(pools);
        return pools.stream().distinct().count() == 1 ? pools.subList(0, 1) : pools;
    }

    /** Small members need no pool on a filesystem that shares no blocks: their bytes may as well go where their neighbours are. */
    private void besideTheOthers(List<PoolPlace> pools) throws IOException {
        List<Integer> elsewhere = new ArrayList<>();
        Optional<PoolPlace> fast = Optional.empty();
        for (int i = 0; i < pools.size(); i++) {
            if (obstacle(Path.of(group.members().get(i).source()), pools.get(i)).isPresent()) {
                elsewhere.add(i);
            } else if (fast.isEmpty()) {
                fast = Optional.of(pools.get(i));
            }
        }
        if (fast.isEmpty() || policy.fastReplication() != FastReplication.PREFERRED) {
            return;
        }
        if (areSmall(elsewhere.stream().map(group.members()::get).toList())) {
            for (int i : elsewhere) {
                pools.set(i, fast.orElseThrow());
            }
        }
    }

    private static PoolPlace of(List<PoolPlace> pools, int member) {
        return pools.get(Math.min(member, pools.size() - 1));
    }

    private void checkPool(PoolPlace pool) throws IOException {
        pool.problem()
                .ifPresent(problem -> findings.add(BladeFinding.error(
                        "target pool",
                        problem,
                        "name a directory that this user owns and can write, and nobody else")));
        for (CopyMember member : group.members()) {
            String hint = policy.targetPool().isEmpty()
                    ? "the source is the root of its filesystem: name a target pool elsewhere"
                    : "name another target pool";
            pool.conflictWith(Path.of(member.source()))
                    .ifPresent(conflict -> findings.add(BladeFinding.error(member.name(), conflict, hint)));
        }
        if (pool.problem().isPresent()) {
            return;
        }
        GroupDirectory directory =
                new Pool(pool.path(), ReflinkBlade.TECHNOLOGY).group(group.id().value());
        if (directory.isForeign()) {
            findings.add(BladeFinding.error(
                            "target pool",
                            directory.path() + " exists and is not ours",
                            "move it away or name another pool")
                    .about(BladeFinding.Topic.OTHERS_DATA));
        }
    }

    private CopyMethod method(List<PoolPlace> pools) throws IOException {
        if (policy.fastReplication() == FastReplication.NONE) {
            return CopyMethod.HOST;
        }
        Map<CopyMember, String> obstacles = new LinkedHashMap<>();
        for (int i = 0; i < group.members().size(); i++) {
            CopyMember member = group.members().get(i);
            obstacle(Path.of(member.source()), of(pools, i)).ifPresent(why -> obstacles.put(member, why));
        }
        if (policy.fastReplication() == FastReplication.REQUIRED) {
            obstacles.forEach((member, why) -> findings.add(BladeFinding.error(
                            member.name(),
                            "fast replication is required and " + why,
                            "name a target pool on the source's filesystem, or fast replication preferred")
                    .about(BladeFinding.Topic.CAPABILITY)));
            return CopyMethod.FAST;
        }
        return around(obstacles);
    }

    /** Small members do not keep the others from being copied at once; where nothing can be, all goes through the host. */
    private CopyMethod around(Map<CopyMember, String> obstacles) throws IOException {
        boolean othersAreFast = obstacles.size() < group.members().size();
        if (!othersAreFast || !areSmall(obstacles.keySet())) {
            CopyMember member = obstacles.keySet().iterator().next();
            findings.add(BladeFinding.warning(
                            member.name(),
                            "the group is copied through the host because " + obstacles.get(member),
                            "there is no instant then: the system must be in backup mode or stopped")
                    .about(BladeFinding.Topic.CAPABILITY));
            return CopyMethod.HOST;
        }
        obstacles.keySet().forEach(member -> bytewise.add(member.name()));
        bytewise.forEach(name -> findings.add(BladeFinding.note(
                name,
                "is small, so its bytes are moved at the point in time: its blocks cannot be shared with the pool")));
        return CopyMethod.FAST;
    }

    private Optional<String> obstacle(Path source, PoolPlace pool) throws IOException {
        Mount mount = mounts.holding(source);
        if (!mount.isSameFilesystem(pool.mount(mounts))) {
            return Optional.of(pool.path() + " is not on the filesystem of " + source);
        }
        if (Reflinks.areOffered(mount, source)) {
            return Optional.empty();
        }
        return Optional.of("the " + mount.type() + " filesystem at " + mount.point() + " has no reflinks");
    }

    private void report(CopyMember member, Survey survey, CopyMethod method) {
        for (String foreign : survey.foreign()) {
            findings.add(BladeFinding.error(
                    member.name(),
                    foreign + " inside the source is another filesystem or subvolume and would be missing",
                    "make it a member of its own and exclude it here"));
        }
        for (Survey.Fragmented file : survey.fragmented()) {
            findings.add(BladeFinding.warning(
                    member.name(),
                    file.path() + " has " + file.extents() + " extents, which makes establish slow",
                    "rewrite or defragment the file"));
        }
        if (survey.special() > 0) {
            findings.add(
                    BladeFinding.note(member.name(), survey.special() + " devices, pipes or sockets are not copied"));
        }
        if (!survey.complete()) {
            findings.add(BladeFinding.warning(
                    member.name(), "the source has too many files to look at all of them", "expect a long establish"));
        }
        estimate(survey, method).ifPresent(micros -> {
            if (micros > SLOW_MICROS) {
                findings.add(BladeFinding.warning(
                        member.name(),
                        "establish is expected to take " + micros / 1000 + " ms for " + survey.files() + " files",
                        "check the suspend limit of the profile"));
            }
        });
    }

    /** What is needed on each pool, and whether it is there; the answer speaks of all together. */
    private Headroom headroom(List<PoolPlace> pools, CopyMethod method, List<Survey> surveyed) throws IOException {
        Map<PoolPlace, Long> needed = new LinkedHashMap<>();
        for (int i = 0; i < surveyed.size(); i++) {
            Survey survey = surveyed.get(i);
            boolean moved = method == CopyMethod.HOST
                    || bytewise.contains(group.members().get(i).name());
            long data = moved ? survey.bytes() : survey.extents() * BYTES_PER_SHARED_EXTENT;
            needed.merge(of(pools, i), survey.files() * BYTES_PER_FILE + data, Long::sum);
        }
        long freeOfAll = 0;
        long neededOfAll = 0;
        for (Map.Entry<PoolPlace, Long> need : needed.entrySet()) {
            long free = Files.getFileStore(need.getKey().existing()).getUsableSpace();
            if (need.getValue() > free) {
                findings.add(BladeFinding.error(
                        "target pool",
                        need.getKey().path() + " has " + free + " bytes free and the copy needs " + need.getValue(),
                        "free space, or name another target pool"));
            }
            freeOfAll += free;
            neededOfAll += need.getValue();
        }
        return new Headroom(OptionalLong.of(freeOfAll), OptionalLong.of(neededOfAll), OptionalLong.empty());
    }
}
