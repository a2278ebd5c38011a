package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.SystemSeed.ReversePair;
import org.copyblade.lab.zos.Device;

/** FlashCopy as ADRDSSU asks for it. */
final class FastReplication {
    private final TaskContext task;

    FastReplication(TaskContext task) {
        this.task = task;
    }

    /** What the keywords of a command make of a relation. */
    static Set<CopyOption> options(Command command) {
        Set<CopyOption> options = EnumSet.of(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
        boolean last = command.has("FCINCREMENTALLAST");
        add(options, CopyOption.NO_BACKGROUND_COPY, command.has("FCNOCOPY"));
        add(options, CopyOption.FREEZE, command.has("FCCGFREEZE"));
        add(options, CopyOption.RECORD_CHANGES, command.has("FCINCREMENTAL") && !last);
        add(options, CopyOption.PERSISTENT, command.has("FCINCREMENTAL") && !last);
        add(options, CopyOption.ALLOW_MIRROR_PRIMARY, command.has("FCTOPPRCPRIMARY"));
        add(options, CopyOption.FAIL_RELATION_WHEN_OUT_OF_SPACE, command.has("FCSETGTOK"));
        return options;
    }

    /** Copies a whole volume; answers why it cannot, or nothing if it did. */
    Optional<String> copy(Device from, Device to) throws InterruptedException {
        if (from.system() != to.system()) {
            return Optional.of("SOURCE AND TARGET ARE NOT ON ONE STORAGE SYSTEM");
        }
        StorageSystem system = from.system();
        Set<CopyOption> options = options(task.command());
        Optional<Relation> opposite = system.relation(to.volume(), from.volume());
        boolean reverse = opposite.isPresent()
                && (task.command().has("FASTREVERSERESTORE") || opposite.get().has(CopyOption.RECORD_CHANGES));
        Optional<String> direction = wrongDirection(reverse);
        if (direction.isPresent()) {
            return direction;
        }
        if (isMirrorLost(to)) {
            return Optional.of("PRESERVE MIRROR IS REQUIRED");
        }
        PairRequest pair = PairRequest.ofVolumes(from.volume(), to.volume());
        if (reverse) {
            options.add(
                    task.command().has("FASTREVERSERESTORE")
                            ? CopyOption.FAST_REVERSE_RESTORE
                            : CopyOption.REVERSE_RESTORE);
            // The pair is named as it is now, from the old source, unless the system wants it the other way round.
            pair = system.settings().reversePair() == ReversePair.CURRENT
                    ? PairRequest.ofVolumes(to.volume(), from.volume())
                    : pair;
        }
        return establish(system, List.of(pair), options);
    }

    /** Copies ranges of tracks of one storage system, all of them or none; answers why it cannot. */
    Optional<String> copy(StorageSystem system, List<PairRequest> pairs) throws InterruptedException {
        Set<CopyOption> options = options(task.command());
        options.remove(CopyOption.FREEZE);
        return establish(system, pairs, options);
    }

    /** Ends the relations of a volume as a target. */
    void withdraw(Device target) throws TaskException {
        List<Relation> relations = target.system().relations(target.volume()).stream()
                .filter(it -> it.target().equals(target.volume()))
                .toList();
        try {
            task.calls().make(() -> {
                target.system().withdraw(relations);
                return relations;
            });
        } catch (ArrayException refusal) {
            throw new TaskException(
                    "ADR934W", "FCWITHDRAW FAILED FOR VOLUME " + target.volser() + ", " + refusal.getMessage());
        }
    }

    /** Whether a mirror that is to be preserved would not be; the lab has no remote side, so none ever is. */
    private boolean isMirrorLost(Device to) {
        String wanted = task.command().value("FCTOPPRCPRIMARY", "");
        if (!wanted.matches("PRESMIRREQ|PRESMIRPREF")
                || !to.system().settings().mirrorPrimaries().contains(to.volume())) {
            return false;
        }
        task.messages().say("ADR850I", "T0MI", "03", "PRESERVE MIRROR IS NOT POSSIBLE FOR THIS TASK");
        task.messages()
                .more("VOLUME " + to.volser() + " WAS REJECTED FOR QFRVOLS VOLUME REASON CODE 8 - NO REMOTE FLASHCOPY");
        return wanted.equals("PRESMIRREQ");
    }

    private Optional<String> wrongDirection(boolean reverse) {
        String wanted = task.command().value("FCINCRVERIFY", "");
        boolean wrong = wanted.equals("REVERSE") && !reverse || wanted.equals("NOREVERSE") && reverse;
        return wrong ? Optional.of("FCINCRVERIFY(" + wanted + ") FINDS THE OTHER DIRECTION") : Optional.empty();
    }

    private Optional<String> establish(StorageSystem system, List<PairRequest> pairs, Set<CopyOption> options)
            throws InterruptedException {
        try {
            List<PairResult> results = task.calls().make(() -> system.establish(pairs, options));
            Optional<ArrayException> failure =
                    results.stream().flatMap(it -> it.failure().stream()).findFirst();
            if (failure.isPresent()) {
                undo(system, results);
                return failure.map(Throwable::getMessage);
            }
            task.requireGoing();
            return Optional.empty();
        } catch (ArrayException refusal) {
            return Optional.of(refusal.getMessage());
        }
    }

    private void undo(StorageSystem system, List<PairResult> results) throws ArrayException {
        List<Relation> made = new ArrayList<>();
        for (PairResult result : results) {
            if (result.established()) {
                system.relations(result.pair().source()).stream()
                        .filter(it -> it.target().equals(result.pair().target())
                                && result.pair()
                                        .sourceExtent()
                                        .filter(it.sourceExtent()::equals)
                                        .isPresent()
                                && it.targetExtent().first() == result.pair().targetFirst())
                        .forEach(made::add);
            }
        }
        task.calls().make(() -> {
            system.withdraw(made);
            return made;
        });
    }

    private static void add(Set<CopyOption> options, CopyOption option, boolean wanted) {
        if (wanted) {
            options.add(option);
        }
    }
}
