package org.copyblade.manager.internal.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.CopyDoubt;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.plan.Check;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.system.spi.DataSet;

/** Decides what is copied out of a backup, by which blade, and what speaks against it. Changes nothing; safe for many threads. */
final class ExtractPlanning {

    private final Engine engine;
    private final Copiers copiers;

    ExtractPlanning(Engine engine) {
        this.engine = engine;
        this.copiers = new Copiers(engine.bladeRegistry());
    }

    /**
     * What is to be done, and what people are shown of it.
     *
     * @param extraction under no order yet
     */
    record Planned(Extraction extraction, ExtractPlan plan) {}

    Planned plan(ExtractOrder order, BackupInProgress backup) throws Failure {
        if (backup.backup().state() != Backup.State.COMPLETE) {
            throw Failure.refused(
                    ErrorCode.BACKUP_NOT_USABLE,
                    "cannot copy out of " + order.backup() + ": it is "
                            + backup.backup().state(),
                    List.of());
        }
        Contents contents = Contents.of(backup.body(), order.dataSets());
        List<DataSetCopy> copies = NewNames.of(contents.held(), order.as(), Contents.names(backup.body()));
        List<String> volumes = volumes(order, backup);
        Set<BladeName> makers = new HashSet<>();
        contents.members()
                .keySet()
                .forEach(group -> makers.add(backup.group(group).blade()));
        BladeName copier = copiers.choose(order.blade(), makers);
        Map<String, Set<String>> members = new LinkedHashMap<>(contents.members());
        Extraction extraction =
                new Extraction("", copier.technology(), copier.endpoint(), members, copies, volumes, Optional.empty());
        return new Planned(
                extraction,
                new ExtractPlan(
                        order.backup(),
                        backup.backup().system(),
                        copier.toString(),
                        shown(contents, copies),
                        volumes,
                        findings(backup, contents)));
    }

    private static List<ExtractPlan.Copy> shown(Contents contents, List<DataSetCopy> copies) {
        List<ExtractPlan.Copy> shown = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            shown.add(new ExtractPlan.Copy(
                    copies.get(i).from(),
                    copies.get(i).to(),
                    List.of(contents.held().get(i).place())));
        }
        return shown;
    }

    /** Left to itself a system may put the copies where the backup is, or where the next restore overwrites them. */
    private static List<String> volumes(ExtractOrder order, BackupInProgress backup) throws Failure {
        if (order.volumes().isEmpty()) {
            throw misplaced("no volume is named for the copies");
        }
        List<String> volumes = new ArrayList<>();
        for (String given : order.volumes()) {
            String volume = given.toUpperCase(Locale.ROOT);
            for (DataSet dataSet : backup.body().layout().dataSets()) {
                if (dataSet.place().equals(volume)) {
                    throw misplaced("volume " + volume + " belongs to "
                            + backup.backup().system() + ", which a restore would overwrite");
                }
            }
            volumes.add(volume);
        }
        return volumes;
    }

    private static Failure misplaced(String why) {
        return Failure.refused(ErrorCode.OBJECT_PLACE_INVALID, why, List.of());
    }

    private List<Finding> findings(BackupInProgress backup, Contents contents) throws Failure {
        List<Finding> findings = new ArrayList<>();
        for (String id : contents.members().keySet()) {
            GroupRecord group = backup.group(id);
            CopyState state = engine.groups().query(group);
            state.fold(new CopyDoubt(id))
                    .ifPresent(doubt -> findings.add(new Finding(
                            Check.RESTORABLE.number(),
                            Finding.Severity.ERROR,
                            "copy group " + id,
                            doubt,
                            "run slb:reconcile, or choose another backup")));
            if (state instanceof CopyState.Established established
                    && established.background() == CopyState.Background.COPYING) {
                findings.add(new Finding(
                        0,
                        Finding.Severity.NOTE,
                        "copy group " + id,
                        "its background copy goes on: what is not copied yet is read through the relation, which is slower",
                        ""));
            }
        }
        findings.add(new Finding(
                0,
                Finding.Severity.NOTE,
                "backup " + backup.backup().id(),
                "the copies are of its instant: updates in flight are in them without their log, so that none of them is a database",
                "look things up in them, or compare"));
        return findings;
    }
}
