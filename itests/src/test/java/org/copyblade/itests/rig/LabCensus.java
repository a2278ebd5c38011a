package org.copyblade.itests.rig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.demo.ims.fixture.Laboratory;
import org.copyblade.itests.rig.LaboratoryProcess.Left;
import org.copyblade.itests.rig.LaboratoryProcess.Left.Kind;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.zos.DataSetEntry;

/** Everything in a laboratory that a backup makes there, read from the laboratory itself. */
public final class LabCensus {

    private static final String OURS = "SYS2.COPYBLD";
    private static final Pattern RECORDED = Pattern.compile("UDATA='COPYBLADE[.]([^.']+)[.]");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Laboratory laboratory;

    public LabCensus(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    public List<Left> all() throws Exception {
        List<Left> all = new ArrayList<>();
        for (StorageSystem system : laboratory.systems()) {
            String serial = system.settings().serial();
            for (Relation relation : system.relations()) {
                all.add(new Left(Kind.RELATION, serial, relation.source() + " -> " + relation.target()));
            }
            for (Snapshot snapshot : system.snapshots().all()) {
                all.add(new Left(Kind.SNAPSHOT, serial, snapshot.name()));
                snapshot.links().forEach(link -> all.add(new Left(Kind.LINK, serial, link.toString())));
            }
            system.groups().forEach(group -> all.add(new Left(Kind.VOLUME_GROUP, serial, group.name())));
            system.subsystems().stream()
                    .filter(subsystem -> !subsystem.frozen().isEmpty())
                    .forEach(subsystem -> all.add(new Left(Kind.FREEZE, serial, subsystem.id())));
        }
        laboratory.jobs().forEach(job -> all.add(new Left(Kind.JOB, "z/OS", job)));
        for (DataSetEntry dataSet : laboratory.sysplex().dataSets().list(OURS + ".**")) {
            all.add(new Left(Kind.DATA_SET, "z/OS", dataSet.name()));
        }
        recorded().forEach(id -> all.add(new Left(Kind.RECORD, "RECON", id)));
        return all;
    }

    /** Backups whose copies RECON knows. */
    private Set<String> recorded() throws InterruptedException {
        List<String> answer = laboratory
                .sysplex()
                .operator()
                .enter("OPER1", "SY1", "IMS1RML DBRC='DB ALL DBDS'")
                .await(0, PATIENCE);
        Set<String> ids = new LinkedHashSet<>();
        Matcher record = RECORDED.matcher(String.join("\n", answer));
        while (record.find()) {
            ids.add(record.group(1));
        }
        return ids;
    }
}
