package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.profile.BackupOptions;

/** What the option {@code protected.generations} forbids, and says of itself. Pure. */
public final class ProtectedGenerations {

    private static final String KEY = "protected.generations";

    private ProtectedGenerations() {}

    /** Whether a backup may not be taken away. */
    public static boolean has(BackupOptions options, Backup backup) {
        return options.protectedGenerations().contains(backup.generation());
    }

    /** The choice with what is to be said of protected generations. */
    static Generations.Choice told(BackupOptions options, Generations.Choice choice) {
        List<Finding> findings = new ArrayList<>(choice.findings());
        Set<Integer> wanted = options.protectedGenerations();
        if (choice.generation() == 0 && !wanted.isEmpty()) {
            findings.add(
                    finding(Finding.Severity.NOTE, wanted + " are protected", "take one out, or raise 'generations'"));
        }
        wanted.stream()
                .filter(generation -> generation > options.generations())
                .forEach(generation -> findings.add(finding(
                        Finding.Severity.WARNING,
                        "names generation " + generation + ", and there are " + options.generations(),
                        "take it out, or raise 'generations'")));
        return new Generations.Choice(choice.generation(), choice.overwrites(), choice.unmade(), List.copyOf(findings));
    }

    private static Finding finding(Finding.Severity severity, String text, String hint) {
        return new Finding(Check.GENERATION_FREE.number(), severity, KEY, text, hint);
    }
}
