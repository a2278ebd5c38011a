package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.ZosException;

/** The data sets that a command works on, what became of each, and the report of it. */
final class Selection {

    /** What is done with one. */
    interface Work {
        void with(DataSetEntry entry) throws TaskException, ZosException, InterruptedException;
    }

    private final TaskContext task;
    private final Retries retries;
    private final List<String> done = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int unserialized;

    Selection(TaskContext task) throws TaskException {
        this.task = task;
        this.retries = Retries.of(task.command());
    }

    /** By the volumes of the command, or by the catalogs. */
    List<DataSetEntry> find() throws TaskException, ZosException {
        Filter filter = new Filter(task.command().keyword("DATASET").orElseThrow());
        DataSets dataSets = task.image().dataSets();
        List<DataSetEntry> found = new ArrayList<>();
        List<String> volumes = task.volsers("INDYNAM", "INDDNAME");
        for (String volser : volumes) {
            task.device(volser);
            dataSets.onVolume(volser).stream().filter(filter).forEach(it -> found.add(whole(it)));
        }
        if (volumes.isEmpty()) {
            List<String> logical = task.volsers("LOGINDYNAM", "LOGINDDNAME");
            dataSets.list("**").stream()
                    .filter(it -> it.tracks() > 0 && filter.test(it))
                    .filter(it ->
                            logical.isEmpty() || logical.contains(it.volsers().get(0)))
                    .forEach(found::add);
        }
        return found;
    }

    /** Does the work with each, holding its name, and reports. */
    void each(List<DataSetEntry> entries, Work work) throws InterruptedException {
        for (DataSetEntry entry : entries) {
            task.requireGoing();
            Optional<Enqueue> held = hold(entry);
            if (held.isPresent()) {
                try {
                    work.with(entry);
                    done.add(entry.name());
                } catch (TaskException failure) {
                    fail(entry, failure.id(), failure.getMessage());
                } catch (ZosException failure) {
                    fail(entry, "ADR709E", failure.getMessage());
                } finally {
                    held.get().close();
                }
            }
        }
        report(entries.size());
    }

    private Optional<Enqueue> hold(DataSetEntry entry) throws InterruptedException {
        Enqueue.Mode mode = task.command().has("SHARE") ? Enqueue.Mode.SHARED : Enqueue.Mode.EXCLUSIVE;
        Optional<Enqueue> held = task.image().dataSets().enqueue(entry.name(), mode, task.owner());
        for (int left = retries.times(); held.isEmpty() && left > 0; left--) {
            Thread.sleep(retries.pauseMs());
            held = task.image().dataSets().enqueue(entry.name(), mode, task.owner());
        }
        if (held.isPresent()) {
            return held;
        }
        if (task.command().toleratesEnqueue()) {
            task.messages()
                    .say("ADR411W", "DTDSC", "04", "DATA SET " + entry.name() + " WAS PROCESSED WITHOUT SERIALIZATION");
            return Optional.of(() -> {});
        }
        unserialized++;
        failed.add(entry.name());
        task.messages().say("ADR412E", "DTDSC", "03", "DATA SET " + entry.name() + " FAILED SERIALIZATION");
        return Optional.empty();
    }

    private void fail(DataSetEntry entry, String id, String why) {
        failed.add(entry.name());
        task.messages().say(id, "DTDSC", "02", why.toUpperCase(java.util.Locale.ROOT));
    }

    private void report(int selected) {
        task.messages()
                .say(
                        "ADR801I",
                        "DTDSC",
                        "01",
                        "DATA SET FILTERING IS COMPLETE. %d OF %d DATA SETS WERE SELECTED: %d FAILED SERIALIZATION AND %d FAILED FOR OTHER REASONS"
                                .formatted(
                                        selected - unserialized, selected, unserialized, failed.size() - unserialized));
        if (selected == 0) {
            task.messages().say("ADR470W", "DTDSC", "01", "NO DATA SETS SELECTED FOR PROCESSING");
        }
        if (!done.isEmpty()) {
            task.messages().say("ADR454I", "DTDSC", "01", "THE FOLLOWING DATA SETS WERE SUCCESSFULLY PROCESSED");
            done.forEach(task.messages()::more);
        }
        if (!failed.isEmpty()) {
            task.messages().say("ADR455W", "DTDSC", "01", "THE FOLLOWING DATA SETS WERE NOT SUCCESSFULLY PROCESSED");
            failed.forEach(task.messages()::more);
            task.messages().atLeast(8);
        }
    }

    /** All pieces of a data set on several volumes that is catalogued; of others what this volume has. */
    private DataSetEntry whole(DataSetEntry entry) {
        try {
            return entry.isCatalogued()
                    ? task.image().dataSets().find(entry.name()).orElse(entry)
                    : entry;
        } catch (ZosException broken) {
            return entry;
        }
    }
}
