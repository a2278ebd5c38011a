package org.copyblade.lab.ims.internal.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.lab.ims.Finding;
import org.copyblade.lab.ims.Rule;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.member.Acknowledgement;

/** I8: databases that were recovered to a time, against what users had been told by then. */
public final class RecoveryCheck {

    private RecoveryCheck() {}

    /**
     * @param databases after the recovery
     * @param acknowledged everything users were told, in any order, by whoever told them and not from a log
     * @param until the time
     */
    public static List<Finding> check(Map<String, Database> databases, List<Acknowledgement> acknowledged, long until) {
        Map<Change.Place, Acknowledgement.Made> oracle = new HashMap<>();
        for (Acknowledgement unit : acknowledged) {
            if (unit.tod() <= until) {
                unit.changes()
                        .forEach(it ->
                                oracle.merge(it.place(), it, (one, two) -> one.version() > two.version() ? one : two));
            }
        }
        List<Finding> findings = new ArrayList<>();
        oracle.forEach((place, made) -> {
            DbRecord there =
                    DbRecord.of(databases.get(place.dbd()).read(place.block()).record(place.offset()));
            if (there.version() != made.version() || there.balance() != made.balance()) {
                findings.add(new Finding(
                        Rule.I8,
                        place + " was recovered to version " + there.version() + ", balance " + there.balance()
                                + ", and had version " + made.version() + ", balance " + made.balance()));
            }
        });
        return findings;
    }
}
