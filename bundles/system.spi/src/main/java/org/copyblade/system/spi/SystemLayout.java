package org.copyblade.system.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a system keeps on storage at one moment.
 *
 * @param running whether the system answers
 * @param productVersion as the system states it, empty if it is down and nothing says so
 * @param members the instances that write: one for a single server, all of a data sharing group
 * @param epoch what must not change between two looks at one system
 * @param dataSets everything that a full backup has to cover
 * @param foreign paths or data sets on the same volumes that do not belong to the system
 * @param findings what endangers backups or restores of this layout
 */
public record SystemLayout(
        boolean running,
        String productVersion,
        List<String> members,
        Epoch epoch,
        List<DataSet> dataSets,
        List<String> foreign,
        List<SystemFinding> findings) {

    public SystemLayout {
        Objects.requireNonNull(productVersion, "productVersion");
        members = List.copyOf(members);
        Objects.requireNonNull(epoch, "epoch");
        dataSets = List.copyOf(dataSets);
        foreign = List.copyOf(foreign);
        findings = List.copyOf(findings);
    }
}
