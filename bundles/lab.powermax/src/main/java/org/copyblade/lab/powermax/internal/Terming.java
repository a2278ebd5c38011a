package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;

/** Changes how long a snapshot is kept; the two resources spell it differently. */
final class Terming {

    private Terming() {}

    static void change(
            StorageSystem system, Snapshot snapshot, JsonNode body, boolean bySnapid, String snake, String camel)
            throws Refusal {
        JsonNode object = body.path(bySnapid ? snake : "expire");
        String number = bySnapid ? snake : camel;
        String inHours = bySnapid ? "time_in_hours" : "timeInHours";
        boolean secure = camel.equals("secure");
        Snapshot.Term term = secure ? Terms.of(object, "", number, inHours) : Terms.of(object, number, "", inHours);
        Links.carryOut(() -> system.snapshots().keep(snapshot.id(), term));
    }
}
