package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.MountedOn;
import org.copyblade.linux.pool.Pool;
import org.copyblade.linux.pool.PoolPlace;

/** Works out what would be done for a group, without changing anything. */
final class Planner {

    /** Measured: a snapshot waits for one commit of the filesystem. */
    private static final long MICROS_PER_SNAPSHOT = 40_000;

    /** The trees of one more snapshot, until something changes. */
    private static final long BYTES_PER_SNAPSHOT = 1 << 20;

    private final CopyGroup group;
    private final CopyPolicy policy;
    private final MountTable mounts;
    private final List<BladeFinding> findings = new ArrayList<>();

    Planner(CopyGroup group, CopyPolicy policy, MountTable mounts) {
        this.group = group;
        this.policy = policy;
        this.mounts = mounts;
    }

    CopyPlan plan() throws IOException {
        findings.addAll(PolicyCheck.findings(policy));
        if (!isRoot()) {
            findings.add(BladeFinding.error("rights", "snapshots of subvolumes need root", "run the service as root"));
        }
        try (Subvolumes subvolumes = new Subvolumes()) {
            SubvolumeCheck check = new SubvolumeCheck(subvolumes, mounts);
            for (CopyMember member : group.members()) {
                findings.addAll(check.findings(member.name(), member.source()));
            }
        }
        Optional<PoolPlace> pool = isPossible() ? pool() : Optional.empty();
        if (pool.isPresent()) {
            checkPool(pool.get());
        }
        Headroom headroom = pool.isPresent() && isPossible() ? headroom(pool.get()) : Headroom.unknown();
        return plan(pool.map(PoolPlace::path).orElse(Path.of("/")), headroom);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private boolean isPossible() {
        return findings.stream().noneMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR);
    }

    private CopyPlan plan(Path pool, Headroom headroom) {
        GroupDirectory directory =
                new Pool(pool, BtrfsBlade.TECHNOLOGY).group(group.id().value());
        List<PlannedCopy> copies = group.members().stream()
                .map(member -> new PlannedCopy(
                                member.name(),
                                directory.member(member.name()).toString(),
                                CopyMethod.FAST,
                                OptionalLong.of(MICROS_PER_SNAPSHOT))
                        .by(PlannedCopy.Technique.SNAPSHOT))
                .toList();
        return new CopyPlan(
                copies,
                List.of(),
                headroom,
                findings,
                new BtrfsBinding(pool, Optional.of(MountedOn.holding(pool, mounts))).toBinding());
    }

    private Optional<PoolPlace> pool() throws IOException {
        if (!policy.targetPool().isEmpty()) {
            return Optional.of(PoolPlace.named(policy.targetPool(), mounts));
        }
        Path source = Path.of(group.members().get(0).source());
        Optional<Path> home = home(source);
        if (home.isEmpty()) {
            findings.add(BladeFinding.error(
                    "target pool",
                    "no mount of the filesystem of " + source + " lies outside of it",
                    "mount the top of the filesystem (subvolid=5), or name a target pool"));
            return Optional.empty();
        }
        return Optional.of(PoolPlace.at(home.get().resolve(Pool.DEFAULT_NAME), mounts));
    }

    /** A mount of the same filesystem that is not inside the source, the top of the filesystem first. */
    private Optional<Path> home(Path source) {
        Mount own = mounts.holding(source);
        List<Mount> others = mounts.all().stream()
                .filter(mount -> mount.isSameFilesystem(own))
                .filter(mount -> !mount.point().startsWith(source))
                .filter(mount -> !mount.isReadOnly())
                .filter(mount -> mounts.at(mount.point()).equals(Optional.of(mount)))
                .toList();
        return others.stream()
                .filter(mount -> mount.root().equals("/"))
                .findFirst()
                .or(() -> others.stream().findFirst())
                .map(Mount::point);
    }

    private void checkPool(PoolPlace pool) throws IOException {
        pool.problem()
                .ifPresent(problem -> findings.add(BladeFinding.error(
                        "target pool",
                        problem,
                        "name a directory that this user owns and can write, and nobody else")));
        for (CopyMember member : group.members()) {
            Path source = Path.of(member.source());
            pool.conflictWith(source)
                    .ifPresent(conflict ->
                            findings.add(BladeFinding.error(member.name(), conflict, "name another target pool")));
            if (!pool.mount(mounts).isSameFilesystem(mounts.holding(source))) {
                findings.add(BladeFinding.error(
                                member.name(),
                                "target pool " + pool.path() + " is not on the filesystem of " + source,
                                "name a directory on the same btrfs")
                        .about(BladeFinding.Topic.SAME_STORAGE));
            }
        }
        if (pool.problem().isPresent()) {
            return;
        }
        GroupDirectory directory =
                new Pool(pool.path(), BtrfsBlade.TECHNOLOGY).group(group.id().value());
        if (directory.isForeign()) {
            findings.add(BladeFinding.error(
                            "target pool",
                            directory.path() + " exists and is not ours",
                            "move it away or name another pool")
                    .about(BladeFinding.Topic.OTHERS_DATA));
        }
    }

    private Headroom headroom(PoolPlace pool) throws IOException {
        long needed = group.members().size() * BYTES_PER_SNAPSHOT;
        long free = Files.getFileStore(pool.existing()).getUsableSpace();
        if (needed > free) {
            findings.add(BladeFinding.error(
                    "target pool",
                    pool.path() + " has " + free + " bytes free and the snapshots need " + needed,
                    "free space, or withdraw other copies"));
        }
        return new Headroom(OptionalLong.of(free), OptionalLong.of(needed), OptionalLong.empty());
    }
}
