package org.copyblade.lab.ims.internal.zos;

import java.util.List;
import java.util.Optional;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.Space;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.ZosException;

/** Data sets that z/OS makes and catalogs. */
public final class ImageSpace implements Space {
    /** Who holds the names of data sets meanwhile. */
    private static final String OWNER = "IMS";

    private final DataSets dataSets;

    public ImageSpace(DataSets dataSets) {
        this.dataSets = dataSets;
    }

    @Override
    public void allocate(Wanted wanted) {
        DataSetAttributes attributes = wanted.vsam()
                ? DataSetAttributes.vsam(wanted.blockBytes())
                : DataSetAttributes.blocks(wanted.blockBytes());
        List<NewDataSet.Share> shares = wanted.tracks().entrySet().stream()
                .map(it -> new NewDataSet.Share(it.getKey(), it.getValue()))
                .toList();
        run(wanted.name(), () -> {
            uncatalog(wanted.name());
            dataSets.allocate(new NewDataSet(wanted.name(), attributes, shares, true));
        });
    }

    /** A death between the writes leaves it on volumes and not in the catalog: that can be deleted again. */
    @Override
    public void delete(String name, List<String> volsers) {
        run(name, () -> {
            uncatalog(name);
            for (String volser : volsers) {
                Optional<DataSetEntry> piece = dataSets.find(name, volser);
                if (piece.isPresent()) {
                    dataSets.delete(piece.get(), OWNER);
                }
            }
        });
    }

    /** It may be catalogued though no volume has it, or not be catalogued though one has. */
    private void uncatalog(String name) throws ZosException, InterruptedException {
        if (!dataSets.list(name).isEmpty()) {
            dataSets.uncatalog(name);
        }
    }

    private interface Work {
        void run() throws ZosException, InterruptedException;
    }

    private static void run(String name, Work work) {
        try {
            work.run();
        } catch (ZosException cause) {
            throw new DiskFailure(name + ": " + cause.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DiskFailure(name + ": interrupted");
        }
    }
}
