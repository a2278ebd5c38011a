package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.Xfs;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Pool;

/** Works out what would be done for a group, without changing anything. */
final class Planner {

    /** Measured on XFS: what one more file costs inside the window, and what one more extent costs. */
    private static final long MICROS_PER_FILE = 45;

    private static final long MICROS_PER_EXTENT = 4;
    private static final long SLOW_MICROS = 1_000_000;

    private final CopyGroup group;
    private final CopyPolicy policy;
    private final MountTable mounts;
    private final Budget budget;
    private final List<BladeFinding> findings = new ArrayList<>();

    Planner(CopyGroup group, CopyPolicy policy, MountTable mounts, Call call) {
        this.group = group;
        this.policy = policy;
        this.mounts = mounts;
        this.budget = Budget.ofStep(call);
    }

    CopyPlan plan() throws IOException {
        for (CopyMember member : group.members()) {
            findings.addAll(SourceCheck.findings(member, mounts));
        }
        Path pool = findings.isEmpty() || isPossible() ? pool() : Path.of("/");
        if (!isPossible()) {
            return plan(pool, CopyMethod.HOST, List.of(), Headroom.unknown());
        }
        checkPool(pool);
        CopyMethod method = method(pool);
        findings.addAll(PolicyCheck.findings(policy, method));
        List<Survey> surveys = new ArrayList<>();
        if (isPossible()) {
            for (CopyMember member : group.members()) {
                surveys.add(Survey.of(member, budget));
                report(member, surveys.get(surveys.size() - 1), method);
            }
        }
        return plan(pool, method, surveys, headroom(pool, method, surveys));
    }

    private boolean isPossible() {
        return findings.stream().noneMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR);
    }

    private CopyPlan plan(Path pool, CopyMethod method, List<Survey> surveys, Headroom headroom) {
        GroupDirectory directory =
                new Pool(pool, ReflinkBlade.TECHNOLOGY).group(group.id().value());
        List<PlannedCopy> copies = new ArrayList<>();
        long files = 0;
        long bytes = 0;
        for (int i = 0; i < group.members().size(); i++) {
            OptionalLong micros = OptionalLong.empty();
            if (i < surveys.size()) {
                files += surveys.get(i).files();
                bytes += surveys.get(i).bytes();
                micros = estimate(surveys.get(i), method);
            }
            String name = group.members().get(i).name();
            copies.add(new PlannedCopy(name, directory.member(name).toString(), method, micros));
        }
        ReflinkBinding binding = new ReflinkBinding(
                pool, method, policy.fastReplication() == FastReplication.REQUIRED, files, bytes, Place.START);
        return new CopyPlan(copies, List.of(), headroom, findings, binding.toBinding());
    }

    private static OptionalLong estimate(Survey survey, CopyMethod method) {
        return survey.complete() && method == CopyMethod.FAST
                ? OptionalLong.of(survey.files() * MICROS_PER_FILE + survey.extents() * MICROS_PER_EXTENT)
                : OptionalLong.empty();
    }

    /** The pool that the profile names, else one at the mount point of the first source. */
    private Path pool() {
        String named = policy.targetPool();
        if (!named.isEmpty()) {
            try {
                Path pool = Path.of(named);
                if (!pool.isAbsolute() || named.chars().anyMatch(c -> c < ' ')) {
                    findings.add(BladeFinding.error(
                            "target pool",
                            "'" + printable(named) + "' is not an absolute path in one line",
                            "name a directory"));
                }
                return existingPart(pool.normalize());
            } catch (InvalidPathException | IOException wrong) {
                findings.add(BladeFinding.error(
                        "target pool",
                        "'" + printable(named) + "' cannot be used: " + wrong.getMessage(),
                        "name a directory"));
                return Path.of("/");
            }
        }
        Path source = Path.of(group.members().get(0).source());
        return mounts.holding(source).point().resolve(Pool.DEFAULT_NAME);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** The same path with the symbolic links of its existing part resolved. */
    private static Path existingPart(Path path) throws IOException {
        Path existing = existingAncestor(path);
        return existing.toRealPath().resolve(existing.relativize(path)).normalize();
    }

    private static Path existingAncestor(Path path) {
        Path existing = path;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    private void checkPool(Path pool) throws IOException {
        for (CopyMember member : group.members()) {
            Path source = Path.of(member.source());
            if (pool.startsWith(source)) {
                String hint = policy.targetPool().isEmpty()
                        ? "the source is the root of its filesystem: name a target pool elsewhere"
                        : "name a target pool outside of the source";
                findings.add(BladeFinding.error(member.name(), "target pool " + pool + " is inside the source", hint));
            } else if (source.startsWith(pool)) {
                findings.add(BladeFinding.error(
                        member.name(),
                        "source " + source + " is inside target pool " + pool,
                        "name another target pool"));
            }
        }
        Path existing = existingAncestor(pool);
        if (!Files.isDirectory(existing)) {
            findings.add(BladeFinding.error("target pool", existing + " is not a directory", "name a directory"));
        } else if (mounts.holding(existing).isReadOnly() || !Files.isWritable(existing)) {
            findings.add(BladeFinding.error(
                    "target pool", existing + " cannot be written", "mount it for writing, or look at the rights"));
        }
        GroupDirectory directory =
                new Pool(pool, ReflinkBlade.TECHNOLOGY).group(group.id().value());
        if (directory.isForeign()) {
            findings.add(BladeFinding.error(
                    "target pool", directory.path() + " exists and is not ours", "move it away or name another pool"));
        }
    }

    private CopyMethod method(Path pool) throws IOException {
        if (policy.fastReplication() == FastReplication.NONE) {
            return CopyMethod.HOST;
        }
        for (CopyMember member : group.members()) {
            Optional<String> obstacle = obstacle(Path.of(member.source()), pool);
            if (obstacle.isPresent() && policy.fastReplication() == FastReplication.REQUIRED) {
                findings.add(BladeFinding.error(
                        member.name(),
                        "fast replication is required and " + obstacle.get(),
                        "name a target pool on the source's filesystem, or fast replication preferred"));
            } else if (obstacle.isPresent()) {
                findings.add(BladeFinding.warning(
                        member.name(),
                        "the group is copied through the host because " + obstacle.get(),
                        "there is no instant then: the system must be in backup mode or stopped"));
                return CopyMethod.HOST;
            }
        }
        return CopyMethod.FAST;
    }

    private Optional<String> obstacle(Path source, Path pool) throws IOException {
        Mount mount = mounts.holding(source);
        if (!mount.isSameFilesystem(mounts.holding(existingAncestor(pool)))) {
            return Optional.of(pool + " is not on the filesystem of " + source);
        }
        if (mount.type().equals("btrfs") || mount.type().equals("xfs") && hasReflink(source)) {
            return Optional.empty();
        }
        return Optional.of("the " + mount.type() + " filesystem at " + mount.point() + " has no reflinks");
    }

    private static boolean hasReflink(Path source) throws ErrnoException {
        try (FileCalls calls = new FileCalls()) {
            int open = calls.openDirectory(source);
            try {
                return Xfs.hasReflink(calls, open, source.toString());
            } finally {
                calls.close(open);
            }
        }
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

    private Headroom headroom(Path pool, CopyMethod method, List<Survey> surveys) throws IOException {
        long bytes = surveys.stream().mapToLong(Survey::bytes).sum();
        long entries = surveys.stream().mapToLong(Survey::files).sum();
        long extents = surveys.stream().mapToLong(Survey::extents).sum();
        long needed = entries * 1024 + (method == CopyMethod.HOST ? bytes : extents * 64);
        long free = Files.getFileStore(existingAncestor(pool)).getUsableSpace();
        if (needed > free) {
            findings.add(BladeFinding.error(
                    "target pool",
                    pool + " has " + free + " bytes free and the copy needs " + needed,
                    "free space, or name another target pool"));
        }
        return new Headroom(OptionalLong.of(free), OptionalLong.of(needed), OptionalLong.empty());
    }
}
