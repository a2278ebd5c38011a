package org.copyblade.manager.internal.site;

import java.util.HashMap;
import java.util.Map;
import org.copyblade.api.Run;

/** What commands of the site find in their environment about a run. Pure. */
final class Facts {

    private Facts() {}

    static Map<String, String> of(Run run, String owner) {
        Map<String, String> facts = new HashMap<>();
        facts.put("COPYBLADE_SYSTEM", run.system());
        facts.put("COPYBLADE_PROFILE", run.profile());
        facts.put("COPYBLADE_OWNER", owner);
        facts.put("COPYBLADE_RUN", run.id().value());
        facts.put("COPYBLADE_KIND", run.kind().name());
        run.backup().ifPresent(backup -> facts.put("COPYBLADE_BACKUP", backup.value()));
        return facts;
    }
}
