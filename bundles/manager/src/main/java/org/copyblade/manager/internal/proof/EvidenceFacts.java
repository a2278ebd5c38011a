package org.copyblade.manager.internal.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.copyblade.api.Evidence.Fact;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BladePolicy;
import org.copyblade.manager.internal.window.ProofFacts;
import org.copyblade.manager.internal.window.ProofFacts.GroupFacts;

/** Facts of a proof as lines for people, in the order of time. Pure. */
final class EvidenceFacts {

    private EvidenceFacts() {}

    static List<Fact> of(ProofFacts facts, BackupInProgress backup) {
        List<Fact> lines = new ArrayList<>();
        String system = backup.backup().system();
        lines.add(new Fact(system, "consistency asked for", facts.consistency().key()));
        facts.before().ifPresent(position -> {
            lines.add(new Fact(system, "epoch before", position.epoch().value()));
            lines.add(new Fact(system, "log position before", position.text()));
        });
        for (GroupRecord group : backup.body().groups()) {
            List<String> own = BladePolicy.saidOf(
                    group.blade(), backup.backup().profile(), backup.body().options());
            if (!own.isEmpty()) {
                lines.add(new Fact(group.group(), "options of blade " + group.blade(), String.join(", ", own)));
            }
            group.members()
                    .forEach(member -> lines.add(new Fact(
                            group.group(),
                            "covers",
                            member.member().source() + " -> " + member.target() + ", method " + group.letter(member))));
        }
        window(facts, system, lines);
        facts.after().ifPresent(position -> lines.add(new Fact(system, "log position after", position.text())));
        facts.epochAfter().ifPresent(epoch -> lines.add(new Fact(system, "epoch after", epoch.value())));
        lines.add(new Fact(system, "places of data unchanged", facts.coverageSame() ? "yes" : "no"));
        facts.inCopy().ifPresent(inCopy -> {
            lines.add(new Fact(
                    "copy", "log position in the copy", inCopy.position().text()));
            lines.add(new Fact("copy", "complete for recovery", inCopy.complete() ? "yes" : "no: " + inCopy.why()));
        });
        return List.copyOf(lines);
    }

    private static void window(ProofFacts facts, String system, List<Fact> lines) {
        long zero = facts.suspension()
                .map(suspension -> suspension.askedNanos())
                .orElseGet(() -> facts.groups().stream()
                        .flatMap(group -> group.establishment().stream())
                        .mapToLong(Establishment::sentNanos)
                        .min()
                        .orElse(0));
        facts.suspension().ifPresent(suspension -> {
            lines.add(new Fact(system, "held after", millis(suspension.heldNanos() - zero)));
            lines.add(new Fact(system, "held by", suspension.heldBy()));
        });
        long firstAnswer = Long.MAX_VALUE;
        long lastAnswer = Long.MIN_VALUE;
        for (GroupFacts group : facts.groups()) {
            if (group.establishment().isPresent()) {
                Establishment done = group.establishment().orElseThrow();
                if (!group.bundle().isEmpty()) {
                    lines.add(new Fact(group.group(), "established by", group.bundle()));
                }
                lines.add(new Fact(group.group(), "establish sent after", millis(done.sentNanos() - zero)));
                lines.add(new Fact(group.group(), "established after", millis(done.answeredNanos() - zero)));
                lines.add(new Fact(group.group(), "storage's own time", millis(done.storageNanos())));
                lines.add(new Fact(group.group(), "point in time", done.at().toString()));
                firstAnswer = Math.min(firstAnswer, done.answeredNanos() - zero);
                lastAnswer = Math.max(lastAnswer, done.answeredNanos() - zero);
            }
            lines.add(new Fact(
                    group.group(), "hold of the storage", group.release().name()));
        }
        if (lastAnswer >= firstAnswer) {
            lines.add(new Fact(system, "skew between first and last answer", millis(lastAnswer - firstAnswer)));
        }
        facts.resumption().ifPresent(resumption -> {
            lines.add(new Fact(
                    system,
                    "hold in force throughout",
                    resumption.verdict() + (resumption.why().isEmpty() ? "" : ": " + resumption.why())));
            if (resumption.checkedNanos() != 0) {
                lines.add(new Fact(system, "hold last seen in force after", millis(resumption.checkedNanos() - zero)));
            }
            lines.add(new Fact(system, "resumed after", millis(resumption.resumedNanos() - zero)));
        });
        if (facts.consistency() == org.copyblade.api.Consistency.BACKUP_MODE) {
            lines.add(new Fact(system, "backup mode held until its end", facts.backupModeHeld() ? "yes" : "no"));
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", Duration.ofNanos(nanos).toNanos() / 1e6);
    }
}
