package org.copyblade.manager.internal.restore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.manager.internal.system.Today;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemLayout;

/** What a restore destroys: today's data sets and foreign data against those of the backup. Pure. */
final class Losses {

    private final Backup backup;
    private final SystemLayout then;

    Losses(Backup backup, SystemLayout then) {
        this.backup = backup;
        this.then = then;
    }

    /** One line each, for people. */
    List<String> of(Today today, Instant now) {
        List<String> lost = new ArrayList<>();
        backup.pointInTime()
                .ifPresent(at -> lost.add("everything that " + backup.system() + " wrote since " + Moments.shown(at)
                        + " (" + ago(at, now) + ")"));
        today.layout()
                .ifPresentOrElse(
                        layout -> {
                            dataSets(layout, lost);
                            foreign(layout, lost);
                        },
                        () -> recorded(today.why(), lost));
        return lost;
    }

    /** How long before now, for people. */
    static String ago(Instant at, Instant now) {
        long minutes = Duration.between(at, now).toMinutes();
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }

    private void dataSets(SystemLayout now, List<String> lost) {
        Map<String, DataSet> known = new HashMap<>();
        then.dataSets().forEach(dataSet -> known.put(dataSet.name(), dataSet));
        for (DataSet dataSet : now.dataSets()) {
            DataSet before = known.get(dataSet.name());
            if (before == null) {
                lost.add("data set " + dataSet.name() + " in " + dataSet.place() + ", made since the backup: "
                        + backup.system() + " will not know it any more");
            } else if (!before.place().equals(dataSet.place())) {
                lost.add("data set " + dataSet.name() + " moved since the backup: it comes back in " + before.place()
                        + ", and what is in " + dataSet.place() + " is not used any more");
            }
        }
    }

    private void foreign(SystemLayout now, List<String> lost) {
        Set<String> saved = new HashSet<>(then.foreign());
        for (String foreign : now.foreign()) {
            lost.add(
                    saved.contains(foreign)
                            ? "foreign data as it is now: " + foreign + ", which goes back to the time of the backup"
                            : "foreign data that is not in the backup: " + foreign);
        }
    }

    private void recorded(String why, List<String> lost) {
        lost.add("perhaps more: what is there today cannot be seen (" + why
                + "), so the rest of this list is as of the backup");
        then.foreign().forEach(foreign -> lost.add("foreign data as it is now: " + foreign));
    }
}
