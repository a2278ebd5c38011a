package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.zos.DataSetAttributes.Organization;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/** {@code COPY DATASET}: each data set for itself, by ranges of tracks in the array where that can be. */
final class CopyDataSets {
    private static final List<String> OF_VOLUMES =
            List.of("FCCGFREEZE", "FCINCREMENTAL", "FCINCREMENTALLAST", "FCINCRVERIFY");

    /** Tracks in a row on one device. */
    private record Run(Device device, Extent extent) {}

    private final TaskContext task;
    private final DataSets dataSets;
    private final Targets targets;
    private final Renames renames;
    private final String fast;

    CopyDataSets(TaskContext task) throws TaskException {
        this.task = task;
        this.dataSets = task.image().dataSets();
        this.targets = new Targets(task);
        this.renames = new Renames(task.command().keyword("RENAMEUNCONDITIONAL"));
        this.fast = task.command().value("FASTREPLICATION", "PREFERRED");
    }

    void run() throws TaskException, ZosException, InterruptedException {
        if (!fast.matches("PREFERRED|REQUIRED|NONE")) {
            throw new TaskException("ADR118E", "FASTREPLICATION(" + fast + ") IS NOT VALID");
        }
        for (String keyword : OF_VOLUMES) {
            if (task.command().has(keyword)) {
                throw new TaskException("ADR144E", keyword + " IS NOT VALID WITH DATASET");
            }
        }
        if (task.command().has("CONCURRENT") && fast.equals("REQUIRED")) {
            throw new TaskException("ADR144E", "CONCURRENT AND FASTREPLICATION(REQUIRED) EXCLUDE EACH OTHER");
        }
        Selection selection = new Selection(task);
        selection.each(selection.find(), this::copy);
    }

    private void copy(DataSetEntry source) throws TaskException, ZosException, InterruptedException {
        String name = renames.rename(source.name());
        DataSetEntry target = targets.make(
                name,
                !name.equals(source.name()),
                source.attributes(),
                source.pieces().stream().map(DataSetEntry.Piece::tracks).toList(),
                source.volsers());
        if (target.volsers().equals(source.volsers()) && name.equals(source.name())) {
            throw new TaskException("ADR306E", "DATA SET " + name + " CANNOT BE COPIED ONTO ITSELF");
        }
        try (OpenDataSet from = dataSets.open(source, Enqueue.Mode.NONE, task.owner());
                OpenDataSet to = dataSets.open(target, Enqueue.Mode.EXCLUSIVE, task.owner())) {
            Optional<String> impossible = fast.equals("NONE") ? Optional.of("") : byTheArray(source, target);
            if (impossible.isPresent()) {
                if (fast.equals("REQUIRED")) {
                    throw new TaskException(
                            "ADR935E",
                            "FAST REPLICATION COULD NOT BE USED FOR DATA SET " + source.name() + ", "
                                    + impossible.get());
                }
                explain(source, impossible.get());
                throughHost(from, to);
            }
            to.bytes(from.bytes());
            tell(source, target, impossible.isEmpty());
        }
        if (task.command().has("DELETE")) {
            delete(source);
        }
    }

    private void delete(DataSetEntry source) throws TaskException, ZosException, InterruptedException {
        try {
            dataSets.delete(source, task.owner());
        } catch (ZosException refusal) {
            if (refusal.reason() == Reason.IN_USE) {
                throw new TaskException("ADR410E", "DATA SET " + source.name() + " FAILED SERIALIZATION FOR DELETE");
            }
            throw refusal;
        }
    }

    private void explain(DataSetEntry source, String reason) {
        if (!reason.isEmpty()) {
            task.messages()
                    .say("ADR918I", "DTDSC", "06", "FAST REPLICATION COULD NOT BE USED FOR DATA SET " + source.name());
            task.messages().more(reason.toUpperCase(Locale.ROOT));
        }
    }

    private void tell(DataSetEntry source, DataSetEntry target, boolean fastReplication) {
        if (!source.name().equals(target.name())) {
            task.messages()
                    .say(
                            "ADR395I",
                            "ALLOC",
                            "01",
                            "DATA SET " + source.name() + " ALLOCATED WITH NEWNAME " + target.name()
                                    + ", ON VOLUME(S): " + String.join(",", target.volsers()));
        }
        if (fastReplication) {
            task.messages()
                    .say(
                            "ADR806I",
                            "TOMI",
                            "01",
                            "DATA SET " + source.name() + " COPIED USING A FAST REPLICATION FUNCTION");
        }
    }

    private Optional<String> byTheArray(DataSetEntry source, DataSetEntry target)
            throws TaskException, InterruptedException {
        if (source.attributes().organization() == Organization.PARTITIONED
                && !task.command().has("NOPACKING")) {
            return Optional.of("IT IS PARTITIONED AND WOULD BE COMPRESSED, NOPACKING IS MISSING");
        }
        List<Run> from = runs(source);
        List<Run> to = runs(target);
        StorageSystem system = from.get(0).device().system();
        boolean one = from.stream().allMatch(it -> it.device().system() == system)
                && to.stream().allMatch(it -> it.device().system() == system);
        return one
                ? new FastReplication(task).copy(system, pairs(from, to))
                : Optional.of("SOURCE AND TARGET ARE NOT ON ONE STORAGE SYSTEM");
    }

    private List<Run> runs(DataSetEntry entry) throws TaskException {
        List<Run> runs = new ArrayList<>();
        for (DataSetEntry.Piece piece : entry.pieces()) {
            for (Extent extent : piece.extents()) {
                runs.add(new Run(task.device(piece.volser()), extent));
            }
        }
        return runs;
    }

    /** Tracks that lie in a row on both sides become a pair each. */
    private static List<PairRequest> pairs(List<Run> from, List<Run> to) {
        List<PairRequest> pairs = new ArrayList<>();
        int source = 0;
        int sourceUsed = 0;
        int target = 0;
        int targetUsed = 0;
        while (source < from.size() && target < to.size()) {
            Run one = from.get(source);
            Run other = to.get(target);
            int tracks =
                    Math.min(one.extent().tracks() - sourceUsed, other.extent().tracks() - targetUsed);
            pairs.add(PairRequest.ofExtent(
                    one.device().volume(),
                    new Extent(one.extent().first() + sourceUsed, tracks),
                    other.device().volume(),
                    other.extent().first() + targetUsed));
            sourceUsed += tracks;
            targetUsed += tracks;
            if (sourceUsed == one.extent().tracks()) {
                source++;
                sourceUsed = 0;
            }
            if (targetUsed == other.extent().tracks()) {
                target++;
                targetUsed = 0;
            }
        }
        return pairs;
    }

    private void throughHost(OpenDataSet from, OpenDataSet to) throws ZosException, InterruptedException {
        for (int track = 0; track < from.entry().tracks(); track++) {
            task.requireGoing();
            to.write(track, 0, from.read(track));
            task.traffic().add(2L * Emulation.CKD.trackBytes());
        }
    }
}
