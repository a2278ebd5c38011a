package org.copyblade.shell.internal.command;

import java.util.List;
import org.copyblade.api.BladeStatus;
import org.copyblade.api.Blades;

/** Two blades, one of them without an endpoint. */
final class ScriptedBlades implements Blades {
    Verdict verdict = Verdict.PASSED;

    @Override
    public List<BladeStatus> list() {
        return List.of(
                new BladeStatus(
                        "flashcopy", "ds8k1", "1.1.0", "com.example 1.1.0", "volume", "endpoint", "until-released", 3),
                new BladeStatus("timefinder", "", "1.0.0", "com.example.other 1.0.0", "-", "-", "-", 0));
    }

    @Override
    public List<RuleResult> check(String blade, List<String> scratch, String targetPool) {
        return List.of(
                new RuleResult("R7", "query tells the truth", verdict, "it lies"),
                new RuleResult("R8", "holds", Verdict.NOT_APPLICABLE, "it has none"));
    }
}
