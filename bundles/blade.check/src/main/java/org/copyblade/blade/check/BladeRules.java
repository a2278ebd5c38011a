package org.copyblade.blade.check;

import java.util.List;
import java.util.stream.Stream;

/** The numbered rules of the copy blade contract. */
public final class BladeRules {

    private BladeRules() {}

    /** All rules, in the order of their numbers. */
    public static List<Rule> all() {
        return Stream.of(
                        QuestionRules.all(),
                        PrepareRules.all(),
                        EstablishRules.all(),
                        InstantRules.all(),
                        HoldRules.all(),
                        AfterRules.all(),
                        ExposeRules.all(),
                        RestoreRules.all(),
                        EndRules.all(),
                        AbilityRules.all(),
                        RefusalRules.all())
                .flatMap(List::stream)
                .toList();
    }
}
