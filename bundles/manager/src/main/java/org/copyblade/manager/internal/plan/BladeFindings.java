package org.copyblade.manager.internal.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.profile.BladePolicy;

/** Which check a finding of a blade belongs to: blades know no numbers, but may say what their finding is about. Pure. */
public final class BladeFindings {

    private static final Map<String, Check> OF_OPTION = Map.of(
            "space efficient", Check.SPACE_EFFICIENT,
            "background copy", Check.SPACE_EFFICIENT,
            "incremental", Check.INCREMENTAL,
            "predecessor", Check.INCREMENTAL,
            "fast replication", Check.CAPABLE,
            "method", Check.CAPABLE);

    private BladeFindings() {}

    /** Of the search for what backs a data set. */
    static Finding ofLocate(BladeFinding finding) {
        return numbered(Check.SOURCE_USABLE, finding);
    }

    /** Of the plan of a copy. */
    static Finding ofPlan(BladeFinding finding, Collection<CopyMember> members) {
        Set<String> sources = new TreeSet<>();
        members.forEach(member -> {
            sources.add(member.name());
            sources.add(member.source());
        });
        String option =
                finding.subject().toLowerCase(Locale.ROOT).replace('.', ' ').replace('-', ' ');
        Check other = sources.contains(finding.subject()) ? Check.SOURCE_USABLE : Check.TARGET_USABLE;
        return numbered(about(finding.topic()).orElse(OF_OPTION.getOrDefault(option, other)), finding);
    }

    /**
     * The same where several blades take part: whose it is, if it is about an option, and where that one is set, if something
     * is to be done about it.
     */
    static Finding naming(BladeName blade, Finding finding) {
        String key =
                finding.subject().toLowerCase(Locale.ROOT).replace(' ', '.').replace('-', '.');
        if (!BladePolicy.isOfBlades(key)) {
            return finding;
        }
        String where = finding.severity() == Finding.Severity.NOTE
                ? ""
                : "'" + BladePolicy.keyOfBlades(key) + "' sets it for one blade";
        return new Finding(
                finding.check(),
                finding.severity(),
                finding.subject(),
                "blade " + blade + ": " + finding.text(),
                Stream.of(finding.hint(), where).filter(hint -> !hint.isEmpty()).collect(Collectors.joining("; ")));
    }

    /** The check that a blade has meant; empty if it has not said. */
    private static Optional<Check> about(BladeFinding.Topic topic) {
        return switch (topic) {
            case UNSAID -> Optional.empty();
            case SOURCE -> Optional.of(Check.SOURCE_USABLE);
            case TARGET -> Optional.of(Check.TARGET_USABLE);
            case CAPABILITY -> Optional.of(Check.CAPABLE);
            case SAME_STORAGE -> Optional.of(Check.SAME_STORAGE);
            case FIT -> Optional.of(Check.TARGET_FITS);
            case OTHERS_DATA -> Optional.of(Check.TARGET_OURS);
            case LIMIT -> Optional.of(Check.RELATIONS_LEFT);
            case EARLIER_COPY -> Optional.of(Check.EARLIER_COPY_ENDED);
        };
    }

    /** Of the plan of a restore. */
    public static Finding ofRestore(BladeFinding finding) {
        return numbered(Check.RESTORE_POSSIBLE, finding);
    }

    private static Finding numbered(Check check, BladeFinding finding) {
        Finding.Severity severity =
                switch (finding.severity()) {
                    case ERROR -> Finding.Severity.ERROR;
                    case WARNING -> Finding.Severity.WARNING;
                    case NOTE -> Finding.Severity.NOTE;
                };
        return new Finding(check.number(), severity, finding.subject(), finding.text(), finding.hint());
    }
}
