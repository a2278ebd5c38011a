package org.copyblade.manager.internal.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupRecord.MemberRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemLayout;

/** The numbered validations of the domain that need no storage to be asked. Pure. */
public final class Checks {

    private static final String CORRECT = "correct the targets of the profile";

    private Checks() {}

    /** What the options alone tell of a blade: 17. */
    static List<Finding> options(CopyPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        boolean preserves = policy.mirroredTarget() == CopyPolicy.MirroredTarget.PRESERVE_PREFERRED
                || policy.mirroredTarget() == CopyPolicy.MirroredTarget.PRESERVE_REQUIRED;
        if (policy.spaceEfficient() && policy.backgroundCopy() == CopyPolicy.BackgroundCopy.COPY) {
            findings.add(error(
                    Check.SPACE_EFFICIENT,
                    "space.efficient",
                    "a background copy would fill a target that has space for changes only",
                    "set background.copy=nocopy, or space.efficient=false"));
        }
        if (policy.spaceEfficient() && preserves) {
            findings.add(error(
                    Check.SPACE_EFFICIENT,
                    "space.efficient",
                    "a mirror cannot be preserved on a space-efficient target",
                    "set mirrored.target=no, or space.efficient=false"));
        }
        return findings;
    }

    /**
     * 1 to 3: a catalog comes back with its volume, and then knows data sets of the time of the backup. Those that come and go
     * while the system works, as archived logs do, must come back with their volumes, too, or the catalog names what is gone.
     */
    static List<Finding> byDataSet(List<Grouping.Placed> placed) {
        return placed.stream()
                .filter(item -> item.dataSet().role() != DataSet.Role.DATABASE)
                .filter(item -> item.volume().host().kind() == HostVolume.Kind.DATA_SET)
                .map(item -> error(
                        covering(item.dataSet()),
                        item.dataSet().name(),
                        "is no database, and blade " + item.blade() + " would copy it without its volume",
                        "name a blade that copies volumes in 'blade', and the databases in 'blade.of.data.set'"))
                .toList();
    }

    /** 13: pairs that are used in turn. */
    static List<Finding> fixedPairs(List<GroupRecord> groups, BackupOptions options) {
        return fixedPairs(groups, options.targets(), options.generations());
    }

    /** @param targets pairs, each looked at once */
    static List<Finding> fixedPairs(List<GroupRecord> groups, List<String> targets, int generations) {
        Map<String, Set<String>> pairs = new HashMap<>();
        for (String pair : targets) {
            pairs.computeIfAbsent(new FixedPair(pair).source(), source -> new HashSet<>())
                    .add(pair);
        }
        List<Finding> findings = new ArrayList<>();
        for (GroupRecord group : groups) {
            for (MemberRecord member : group.members()) {
                String source = member.member().source();
                int named = FixedPair.namesOf(source).stream()
                        .mapToInt(name -> pairs.getOrDefault(name, Set.of()).size())
                        .sum();
                if (named > 0 && named < generations) {
                    findings.add(error(
                            Check.ENOUGH_TARGETS,
                            source,
                            "has " + named + " fixed targets for " + generations + " generations",
                            "name more pairs in 'targets', or lower 'generations'"));
                }
            }
        }
        return findings;
    }

    /** What the layout of the system alone tells: 11, 21, 28 and what the adapter found. */
    static List<Finding> layout(SystemLayout layout, BackupOptions options) {
        List<Finding> findings = new ArrayList<>();
        layout.findings().forEach(finding -> findings.add(ofSystem(finding, options.consistency())));
        boolean mustRun = options.consistency() != Consistency.STOPPED;
        if (mustRun && !layout.running()) {
            findings.add(error(
                    Check.REACHABLE,
                    options.system(),
                    "the system does not answer",
                    "start it, or look at its log; run system:analyze " + options.system()));
        }
        if (!mustRun && layout.running()) {
            findings.add(error(
                    Check.SYSTEM_DOWN,
                    options.system(),
                    "the system runs, although consistency=stopped wants it down",
                    "stop it, or choose another 'consistency'"));
        }
        if (options.foreignData() != BackupOptions.OnFinding.IGNORE) {
            Severity severity =
                    options.foreignData() == BackupOptions.OnFinding.FAIL ? Severity.ERROR : Severity.WARNING;
            layout.foreign()
                    .forEach(foreign -> findings.add(new Finding(
                            Check.FOREIGN_DATA.number(),
                            severity,
                            foreign,
                            "does not belong to the system but lies on its volumes",
                            "a restore would set it back as well; move it, or set foreign.data=ignore")));
        }
        return findings;
    }

    /** 1 to 3: a data set that no blade of the profile can copy. */
    static Finding uncovered(DataSet dataSet, BackupOptions options) {
        return error(
                covering(dataSet),
                dataSet.name(),
                dataSet.place() + " cannot be copied by blade " + String.join(" or ", options.bladesOf(dataSet.name())),
                "run system:analyze " + options.system() + " to see which blades can");
    }

    private static Check covering(DataSet dataSet) {
        return switch (dataSet.role()) {
            case LOG -> Check.LOGS_COVERED;
            case CATALOG -> Check.CATALOGS_COVERED;
            case DATABASE, CONTROL, SYSTEM -> Check.COVERED;
        };
    }

    /** What follows from source to target maps: 14, and the method that a window allows. */
    static List<Finding> groups(List<GroupRecord> groups, Consistency consistency) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> targets = new HashMap<>();
        Set<String> sources = new HashSet<>();
        groups.forEach(group -> group.members()
                .forEach(member -> sources.add(place(group, member.member().source()))));
        for (GroupRecord group : groups) {
            for (MemberRecord member : group.members()) {
                String target = member.target();
                String other = target.isEmpty()
                        ? null
                        : targets.putIfAbsent(
                                place(group, target), member.member().name());
                if (other != null) {
                    findings.add(error(
                            Check.PAIRS_APART,
                            target,
                            "is the target of both " + other + " and "
                                    + member.member().name(),
                            CORRECT));
                }
                if (sources.contains(place(group, target))) {
                    findings.add(error(Check.PAIRS_APART, target, "is both source and target", CORRECT));
                }
            }
            boolean window = consistency == Consistency.LOG_SUSPEND || consistency == Consistency.STORAGE;
            if (window && group.method() == CopyMethod.HOST) {
                findings.add(error(
                        Check.WINDOW,
                        "fast.replication",
                        "blade " + group.blade()
                                + " can copy only through the host, which no window is long enough for",
                        "use consistency=backup-mode or stopped, or a target that the storage can copy to"));
            }
        }
        return findings;
    }

    /** Two arrays call different volumes by one name; a path is the same to every blade of this host. */
    private static String place(GroupRecord group, String name) {
        return name.startsWith("/") ? name : group.blade() + " " + name;
    }

    private static Finding error(Check check, String subject, String text, String hint) {
        return new Finding(check.number(), Severity.ERROR, subject, text, hint);
    }

    /** The profile wants backups registered with a system that has nothing to register them with. */
    static Finding noRegistrar(String system) {
        return error(
                Check.SYSTEM_SAYS,
                "register",
                "the adapter of " + system + " knows no recovery control that could be told of backups",
                "set register=false");
    }

    /** A finding of a system adapter, for a backup of this consistency. */
    public static Finding ofSystem(SystemFinding finding, Consistency consistency) {
        Severity severity =
                switch (finding.severity()) {
                    case ERROR -> Severity.ERROR;
                    case NOT_HELD ->
                        switch (consistency) {
                            case LOG_SUSPEND, BACKUP_MODE, STOPPED -> Severity.ERROR;
                            case STORAGE, NONE -> Severity.WARNING;
                        };
                    case WARNING -> Severity.WARNING;
                    case NOTE -> Severity.NOTE;
                };
        return new Finding(Check.SYSTEM_SAYS.number(), severity, finding.subject(), finding.text(), finding.hint());
    }

    /** 22: changes whenever sources, blades or the folder of the targets change; the names of generations do not count. */
    static String fingerprint(List<GroupRecord> groups) {
        TreeSet<String> lines = new TreeSet<>();
        for (GroupRecord group : groups) {
            for (MemberRecord member : group.members()) {
                lines.add(group.blade() + " " + member.member().name() + " "
                        + member.member().source() + " " + member.target().replace(group.group(), ""));
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
