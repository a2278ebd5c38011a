package org.copyblade.lab.ims.internal.data;

import java.util.Map;
import java.util.TreeMap;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.VolumeSet;

/**
 * A database on its volumes. Safe for many threads that have its locks.
 *
 * @param definition what it is
 * @param file its data set
 */
public record Database(Definition definition, BlockFile file) {

    public static Map<String, Database> openAll(VolumeSet volumes, String prefix) {
        Map<String, Database> opened = new TreeMap<>();
        for (Definition definition : Definition.LEDGER) {
            opened.put(
                    definition.dbd(), new Database(definition, volumes.require(definition.dsn(prefix), DbBlock.BYTES)));
        }
        return opened;
    }

    public String dbd() {
        return definition.dbd();
    }

    public DbBlock read(int block) {
        return DbBlock.of(file.read(block))
                .orElseThrow(() -> new DiskFailure(file.name() + " block " + block + " is no database block"));
    }

    public void write(int number, DbBlock block) {
        file.write(number, block.seal());
    }
}
