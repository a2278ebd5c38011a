package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSetNames;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.NewDataSet.Share;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/** Where copies of data sets go: a new one on the output volumes, or one that is there and may be replaced. */
final class Targets {
    private final TaskContext task;
    private final DataSets dataSets;
    private final List<String> volsers;

    Targets(TaskContext task) throws TaskException {
        this.task = task;
        this.dataSets = task.image().dataSets();
        this.volsers = task.volsers("OUTDYNAM", "OUTDDNAME");
        for (String volser : volsers) {
            task.device(volser);
        }
    }

    /**
     * A target of that name with the form and at least the size of the source.
     *
     * @param name of the target
     * @param renamed is that not the name of the source?
     * @param shares tracks of each volume of the source
     * @param sources its volumes, for a target that nobody named volumes for
     */
    DataSetEntry make(String name, boolean renamed, DataSetAttributes form, List<Integer> shares, List<String> sources)
            throws TaskException, ZosException, InterruptedException {
        if (!DataSetNames.isName(name)) {
            throw new TaskException("ADR144E", "'" + name + "' IS NO NAME OF A DATA SET");
        }
        int tracks = shares.stream().mapToInt(it -> it).sum();
        boolean catalog = task.command().has("CATALOG") || task.command().has("RECATALOG") || renamed;
        Optional<DataSetEntry> there = there(name, catalog);
        if (there.isPresent()) {
            boolean may =
                    task.command().has("REPLACEUNCONDITIONAL") || task.command().has("REPLACE") && !renamed;
            if (!may) {
                throw new TaskException("ADR472E", name + " IS THERE ALREADY AND MAY NOT BE REPLACED");
            }
            boolean fits =
                    there.get().tracks() == tracks && there.get().attributes().equals(form);
            if (fits) {
                return there.get();
            }
            delete(there.get());
        }
        return allocate(name, form, shares, sources, catalog);
    }

    private Optional<DataSetEntry> there(String name, boolean catalog) throws ZosException {
        if (catalog) {
            Optional<DataSetEntry> catalogued = dataSets.find(name);
            if (catalogued.isPresent()) {
                return catalogued;
            }
        }
        for (String volser : volsers) {
            Optional<DataSetEntry> here = dataSets.find(name, volser);
            if (here.isPresent()) {
                return here;
            }
        }
        return Optional.empty();
    }

    private void delete(DataSetEntry entry) throws TaskException, ZosException, InterruptedException {
        try {
            dataSets.delete(entry, task.owner());
        } catch (ZosException refusal) {
            if (refusal.reason() == Reason.IN_USE) {
                throw new TaskException("ADR773E", entry.name() + " WAS NOT REPLACED, IT COULD NOT BE SERIALIZED");
            }
            throw refusal;
        }
    }

    private DataSetEntry allocate(
            String name, DataSetAttributes form, List<Integer> shares, List<String> sources, boolean catalog)
            throws ZosException, InterruptedException {
        List<String> candidates = candidates(sources);
        List<List<Share>> layouts = new ArrayList<>();
        if (shares.size() > 1 && candidates.size() >= shares.size()) {
            List<Share> same = new ArrayList<>();
            for (int index = 0; index < shares.size(); index++) {
                same.add(new Share(candidates.get(index), shares.get(index)));
            }
            layouts.add(same);
        }
        int tracks = shares.stream().mapToInt(it -> it).sum();
        candidates.forEach(it -> layouts.add(List.of(new Share(it, tracks))));
        ZosException last = new ZosException(Reason.NO_SPACE, "there is no volume for " + name);
        for (List<Share> layout : layouts) {
            try {
                return dataSets.allocate(new NewDataSet(name, form, layout, catalog));
            } catch (ZosException refusal) {
                last = refusal;
                if (refusal.reason() != Reason.NO_SPACE) {
                    break;
                }
            }
        }
        throw last;
    }

    private List<String> candidates(List<String> sources) {
        if (!volsers.isEmpty()) {
            return volsers;
        }
        List<String> online = sources.stream()
                .filter(it -> task.image().devices().online(it).isPresent())
                .toList();
        return online.isEmpty()
                ? task.image().devices().all().stream()
                        .filter(Device::online)
                        .map(Device::volser)
                        .toList()
                : online;
    }
}
