package org.copyblade.system.check;

import java.util.List;
import java.util.stream.Stream;

/** The numbered rules of the protected system contract. */
public final class SystemRules {

    private SystemRules() {}

    /** All rules, in the order of their numbers. */
    public static List<SystemRule> all() {
        return Stream.of(
                        QuestionRules.all(),
                        SuspendRules.all(),
                        BackupModeRules.all(),
                        RestoreRules.all(),
                        CopyRules.all(),
                        BarRules.all(),
                        RegisterRules.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The rules that do no more to the system than this. */
    public static List<SystemRule> upTo(SystemRule.Impact impact) {
        return all().stream()
                .filter(rule -> rule.impact().compareTo(impact) <= 0)
                .toList();
    }
}
