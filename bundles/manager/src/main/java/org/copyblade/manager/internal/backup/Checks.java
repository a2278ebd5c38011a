package org.copyblade.manager.internal.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.manager.internal.backup.GroupRecord.MemberRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemLayout;

/** The numbered validations of the domain that need no storage to be asked. Pure. */
final class Checks {

    private Checks() {}

    /** What the layout of the system alone tells: 11, 21 and what the adapter found. */
    static List<Finding> layout(SystemLayout layout, BackupOptions options) {
        List<Finding> findings = new ArrayList<>();
        layout.findings().forEach(finding -> findings.add(ofSystem(finding)));
        boolean mustRun = options.consistency() != Consistency.STOPPED;
        if (mustRun && !layout.running()) {
            findings.add(new Finding(
                    21,
                    Severity.ERROR,
                    options.system(),
                    "the system does not answer",
                    "start it, or look at its log; run system:analyze " + options.system()));
        }
        if (!mustRun && layout.running()) {
            findings.add(new Finding(
                    28,
                    Severity.ERROR,
                    options.system(),
                    "the system runs, although consistency=stopped wants it down",
                    "stop it, or choose another 'consistency'"));
        }
        if (options.foreignData() != BackupOptions.OnFinding.IGNORE) {
            Severity severity =
                    options.foreignData() == BackupOptions.OnFinding.FAIL ? Severity.ERROR : Severity.WARNING;
            layout.foreign()
                    .forEach(foreign -> findings.add(new Finding(
                            11,
                            severity,
                            foreign,
                            "does not belong to the system but lies on its volumes",
                            "a restore would set it back as well; move it, or set foreign.data=ignore")));
        }
        return findings;
    }

    /** 1 and 2: a data set that no blade of the profile can copy. */
    static Finding uncovered(DataSet dataSet, BackupOptions options) {
        int check = dataSet.role() == DataSet.Role.LOG ? 2 : 1;
        String blade = options.bladeOfDataSet().getOrDefault(dataSet.name(), options.blade());
        return new Finding(
                check,
                Severity.ERROR,
                dataSet.name(),
                dataSet.place() + " cannot be copied by blade " + blade,
                "run system:analyze " + options.system() + " to see which blades can");
    }

    /** What follows from source to target maps: 14, and the method that a window allows. */
    static List<Finding> groups(List<GroupRecord> groups, Consistency consistency) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> targets = new HashMap<>();
        TreeSet<String> sources = new TreeSet<>();
        groups.forEach(group ->
                group.members().forEach(member -> sources.add(member.member().source())));
        for (GroupRecord group : groups) {
            for (MemberRecord member : group.members()) {
                String target = member.target();
                String other = target.isEmpty()
                        ? null
                        : targets.putIfAbsent(target, member.member().name());
                if (other != null) {
                    findings.add(error(
                            14,
                            target,
                            "is the target of both " + other + " and "
                                    + member.member().name()));
                }
                if (sources.contains(target)) {
                    findings.add(error(14, target, "is both source and target"));
                }
            }
            boolean window = consistency == Consistency.LOG_SUSPEND || consistency == Consistency.STORAGE;
            if (window && group.method() == CopyMethod.HOST) {
                findings.add(new Finding(
                        0,
                        Severity.ERROR,
                        "fast.replication",
                        "blade " + group.blade()
                                + " can copy only through the host, which no window is long enough for",
                        "use consistency=backup-mode, or a target that the storage can copy to"));
            }
        }
        return findings;
    }

    private static Finding error(int check, String subject, String text) {
        return new Finding(check, Severity.ERROR, subject, text, "correct the targets of the profile");
    }

    /** A finding of a blade. */
    static Finding ofBlade(BladeFinding finding) {
        Severity severity =
                switch (finding.severity()) {
                    case ERROR -> Severity.ERROR;
                    case WARNING -> Severity.WARNING;
                    case NOTE -> Severity.NOTE;
                };
        return new Finding(0, severity, finding.subject(), finding.text(), finding.hint());
    }

    /** A finding of a system adapter. */
    static Finding ofSystem(SystemFinding finding) {
        Severity severity =
                switch (finding.severity()) {
                    case ERROR -> Severity.ERROR;
                    case WARNING -> Severity.WARNING;
                    case NOTE -> Severity.NOTE;
                };
        return new Finding(0, severity, finding.subject(), finding.text(), finding.hint());
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
