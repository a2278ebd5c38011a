package org.copyblade.manager.internal.proof;

import java.util.Optional;
import org.copyblade.blade.spi.Release;
import org.copyblade.manager.internal.window.ProofFacts;
import org.copyblade.manager.internal.window.ProofFacts.GroupFacts;
import org.copyblade.manager.internal.window.ProofFacts.InCopy;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Resumption;

/**
 * Whether facts prove the consistency of a backup. Pure; what is not known is not proven.
 *
 * @param proven whether they do
 * @param verdict one sentence for people
 */
record Proof(boolean proven, String verdict) {

    /** Judges. */
    static Proof judge(ProofFacts facts) {
        Optional<String> gap = everyGroupEstablished(facts)
                .or(() -> storageConfirms(facts))
                .or(() -> sameHistory(facts))
                .or(() -> held(facts))
                .or(() -> copyIsComplete(facts));
        return gap.map(why -> new Proof(false, why)).orElseGet(() -> new Proof(true, praise(facts)));
    }

    private static Optional<String> everyGroupEstablished(ProofFacts facts) {
        return facts.groups().stream()
                .filter(group -> group.establishment().isEmpty())
                .findFirst()
                .map(group -> "copy group " + group.group() + " of blade " + group.blade() + " was not established");
    }

    private static Optional<String> storageConfirms(ProofFacts facts) {
        return facts.groups().stream()
                .filter(group -> !group.doubt().isEmpty())
                .findFirst()
                .map(group -> "the storage does not confirm it: " + group.doubt());
    }

    private static Optional<String> sameHistory(ProofFacts facts) {
        if (!facts.coverageSame()) {
            return Optional.of("the system keeps data in other places than before the copies were made");
        }
        if (facts.before().isEmpty() || facts.epochAfter().isEmpty()) {
            return Optional.of("the position of the system before or after the copies is not known");
        }
        if (!facts.before().orElseThrow().epoch().equals(facts.epochAfter().orElseThrow())) {
            return Optional.of("the system changed from epoch "
                    + facts.before().orElseThrow().epoch() + " to "
                    + facts.epochAfter().orElseThrow());
        }
        return Optional.empty();
    }

    private static Optional<String> held(ProofFacts facts) {
        return switch (facts.consistency()) {
            case LOG_SUSPEND -> suspendedThroughout(facts);
            case STORAGE -> facts.oneInstant() ? Optional.empty() : heldByStorage(facts);
            case BACKUP_MODE ->
                facts.backupModeHeld() ? Optional.empty() : Optional.of("the session that held backup mode was lost");
            case STOPPED -> downThroughout(facts);
            case NONE -> Optional.empty();
        };
    }

    /** Cron or a service manager may start a system at any time: that it was stopped before proves nothing. */
    private static Optional<String> downThroughout(ProofFacts facts) {
        if (facts.runningAfter()) {
            return Optional.of("the system was started while it was copied, and runs");
        }
        if (!facts.before().equals(facts.after())) {
            return Optional.of("the system ran while it was copied: it had stopped at "
                    + facts.before().orElseThrow().text() + ", now it is at "
                    + facts.after().map(Position::text).orElse("a position that is not known"));
        }
        return Optional.empty();
    }

    private static Optional<String> suspendedThroughout(ProofFacts facts) {
        if (facts.suspension().isEmpty() || facts.resumption().isEmpty()) {
            return Optional.of("it is not known whether the system was suspended");
        }
        Resumption resumption = facts.resumption().orElseThrow();
        if (resumption.verdict() != Resumption.Verdict.IN_FORCE) {
            return Optional.of("the suspension was not in force throughout: " + resumption.why());
        }
        for (GroupFacts group : facts.groups()) {
            long sent = group.establishment().orElseThrow().sentNanos();
            long answered = group.establishment().orElseThrow().answeredNanos();
            if (sent - facts.suspension().orElseThrow().heldNanos() < 0) {
                return Optional.of("copy group " + group.group() + " was begun before the system was held");
            }
            if (resumption.checkedNanos() - answered < 0) {
                return Optional.of(
                        "copy group " + group.group() + " was established after the hold was last seen in force");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> heldByStorage(ProofFacts facts) {
        for (GroupFacts group : facts.groups()) {
            if (group.release() != Release.VERIFIED_BY_STORAGE && group.release() != Release.BY_CLOCK) {
                return Optional.of("the storage did not hold writes of copy group " + group.group()
                        + " until it was released: " + group.release());
            }
            long answered = group.establishment().orElseThrow().answeredNanos();
            if (facts.releasedNanos().isEmpty() || facts.releasedNanos().orElseThrow() - answered < 0) {
                return Optional.of("a hold was released before copy group " + group.group() + " was established");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> copyIsComplete(ProofFacts facts) {
        if (facts.inCopy().isEmpty()) {
            return Optional.empty();
        }
        InCopy inCopy = facts.inCopy().orElseThrow();
        if (!inCopy.complete()) {
            return Optional.of("the copy lacks what recovery needs: " + inCopy.why());
        }
        if (!inCopy.position().epoch().equals(facts.before().orElseThrow().epoch())) {
            return Optional.of("the copy is of epoch " + inCopy.position().epoch() + ", the system of "
                    + facts.before().orElseThrow().epoch());
        }
        return Optional.empty();
    }

    private static String praise(ProofFacts facts) {
        return switch (facts.consistency()) {
            case LOG_SUSPEND -> "every copy was established while the system was held, without interruption";
            case STORAGE ->
                facts.oneInstant()
                        ? "everything was copied at one instant of the storage"
                        : "the storage held all writes from the first to the last establish";
            case BACKUP_MODE -> "data was copied in backup mode and the copied log reaches its end";
            case STOPPED -> "the system was down while it was copied";
            case NONE -> "all copies were established; no consistency was asked for";
        };
    }
}
