package org.copyblade.manager.internal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Consistency;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Release;
import org.copyblade.manager.internal.window.ProofFacts;
import org.copyblade.manager.internal.window.ProofFacts.GroupFacts;
import org.copyblade.manager.internal.window.ProofFacts.InCopy;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Suspension;
import org.junit.jupiter.api.Test;

/** Facts that prove a backup, and each of them changed so that it proves nothing any more. */
class ProofTest {

    private static final Epoch EPOCH = new Epoch("timeline 1");
    private static final Position BEFORE = new Position("0/10", 16, EPOCH);

    /** Facts of a good backup; a test changes one. Monotonic times: held 100, sent 110, answered 120, seen held 130. */
    private static final class Facts {
        private Consistency consistency = Consistency.LOG_SUSPEND;
        private boolean oneInstant;
        private Optional<Suspension> suspension = Optional.of(new Suspension(90, 100, "guards"));
        private Optional<Resumption> resumption =
                Optional.of(new Resumption(Resumption.Verdict.IN_FORCE, "", 130, 140));
        private Optional<Long> released = Optional.of(130L);
        private boolean backupModeHeld = true;
        private boolean runningAfter;
        private List<GroupFacts> groups = List.of(group(110, 120, Release.VERIFIED_BY_STORAGE, ""));
        private Optional<Position> before = Optional.of(BEFORE);
        private Optional<Position> after = Optional.of(BEFORE);
        private Optional<Epoch> epochAfter = Optional.of(EPOCH);
        private boolean coverageSame = true;
        private Optional<InCopy> inCopy = Optional.of(new InCopy(BEFORE, true, ""));

        Facts(Consistency consistency) {
            this.consistency = consistency;
        }

        Proof judged() {
            return Proof.judge(new ProofFacts(
                    consistency,
                    oneInstant,
                    suspension,
                    resumption,
                    released,
                    backupModeHeld,
                    runningAfter,
                    groups,
                    before,
                    after,
                    epochAfter,
                    coverageSame,
                    inCopy));
        }
    }

    private static GroupFacts group(long sent, long answered, Release release, String doubt) {
        Establishment establishment = new Establishment(new Binding(1, ""), Instant.EPOCH, sent, answered, 1);
        return new GroupFacts("GAAAAAAA", "memory@a", "", true, Optional.of(establishment), release, doubt);
    }

    private static void assertUnproven(Facts facts, String why) {
        assertThat(facts.judged().proven()).isFalse();
        assertThat(facts.judged().verdict()).contains(why);
    }

    @Test
    void goodFacts_proveEveryConsistency() {
        for (Consistency consistency : Consistency.values()) {
            assertThat(new Facts(consistency).judged())
                    .as("%s", consistency)
                    .extracting(Proof::proven)
                    .isEqualTo(true);
        }
    }

    @Test
    void whateverTheConsistency_groupsHistoryAndCopyMustBeRight() {
        for (Consistency consistency : Consistency.values()) {
            Facts missing = new Facts(consistency);
            missing.groups =
                    List.of(new GroupFacts("GB", "memory@a", "", true, Optional.empty(), Release.NOTHING_HELD, ""));
            assertUnproven(missing, "copy group GB of blade memory@a was not established");

            Facts doubted = new Facts(consistency);
            doubted.groups = List.of(group(110, 120, Release.VERIFIED_BY_STORAGE, "it is gone"));
            assertUnproven(doubted, "the storage does not confirm it: it is gone");

            Facts moved = new Facts(consistency);
            moved.coverageSame = false;
            assertUnproven(moved, "keeps data in other places");

            Facts unknownBefore = new Facts(consistency);
            unknownBefore.before = Optional.empty();
            assertUnproven(unknownBefore, "is not known");

            Facts unknownAfter = new Facts(consistency);
            unknownAfter.epochAfter = Optional.empty();
            assertUnproven(unknownAfter, "is not known");

            Facts failover = new Facts(consistency);
            failover.epochAfter = Optional.of(new Epoch("timeline 2"));
            assertUnproven(failover, "the system changed from epoch timeline 1 to timeline 2");

            Facts incomplete = new Facts(consistency);
            incomplete.inCopy = Optional.of(new InCopy(BEFORE, false, "no control file"));
            assertUnproven(incomplete, "the copy lacks what recovery needs: no control file");

            Facts other = new Facts(consistency);
            other.inCopy = Optional.of(new InCopy(new Position("0/10", 16, new Epoch("other")), true, ""));
            assertUnproven(other, "the copy is of epoch other");
        }
    }

    @Test
    void logSuspend_mustBeInForceFromBeforeTheFirstUntilAfterTheLast() {
        Facts never = new Facts(Consistency.LOG_SUSPEND);
        never.suspension = Optional.empty();
        assertUnproven(never, "not known whether the system was suspended");

        Facts notResumed = new Facts(Consistency.LOG_SUSPEND);
        notResumed.resumption = Optional.empty();
        assertUnproven(notResumed, "not known whether the system was suspended");

        for (Resumption.Verdict verdict : Resumption.Verdict.values()) {
            Facts facts = new Facts(Consistency.LOG_SUSPEND);
            facts.resumption = Optional.of(new Resumption(verdict, "a timer", 130, 140));
            assertThat(facts.judged().proven()).isEqualTo(verdict == Resumption.Verdict.IN_FORCE);
        }

        Facts early = new Facts(Consistency.LOG_SUSPEND);
        early.groups = List.of(group(99, 120, Release.NOTHING_HELD, ""));
        assertUnproven(early, "was begun before the system was held");

        Facts late = new Facts(Consistency.LOG_SUSPEND);
        late.groups = List.of(group(110, 120, Release.NOTHING_HELD, ""), group(110, 131, Release.NOTHING_HELD, ""));
        assertUnproven(late, "was established after the hold was last seen in force");
    }

    @Test
    void monotonicTimes_areComparedByDifference_alsoWhereTheyWrap() {
        Facts facts = new Facts(Consistency.LOG_SUSPEND);
        long end = Long.MAX_VALUE;
        facts.suspension = Optional.of(new Suspension(end - 20, end - 10, "guards"));
        facts.groups = List.of(group(end - 5, end + 5, Release.NOTHING_HELD, ""));
        facts.resumption = Optional.of(new Resumption(Resumption.Verdict.IN_FORCE, "", end + 10, end + 20));
        assertThat(facts.judged().proven()).isTrue();
    }

    @Test
    void storage_eitherOneInstantOrHeldUntilReleased() {
        for (Release release : Release.values()) {
            Facts facts = new Facts(Consistency.STORAGE);
            facts.groups = List.of(group(110, 120, release, ""));
            boolean held = release == Release.VERIFIED_BY_STORAGE || release == Release.BY_CLOCK;
            assertThat(facts.judged().proven()).as("%s", release).isEqualTo(held);
            facts.oneInstant = true;
            assertThat(facts.judged().proven()).as("%s at one instant", release).isTrue();
        }
        Facts early = new Facts(Consistency.STORAGE);
        early.released = Optional.of(119L);
        assertUnproven(early, "a hold was released before copy group GAAAAAAA was established");
        Facts unknown = new Facts(Consistency.STORAGE);
        unknown.released = Optional.empty();
        assertUnproven(unknown, "a hold was released before");
    }

    @Test
    void backupMode_needsItsSession() {
        Facts facts = new Facts(Consistency.BACKUP_MODE);
        facts.backupModeHeld = false;
        assertUnproven(facts, "the session that held backup mode was lost");
    }

    @Test
    void stopped_needsTheSystemDownThroughout() {
        Facts runs = new Facts(Consistency.STOPPED);
        runs.runningAfter = true;
        assertUnproven(runs, "the system was started while it was copied, and runs");
        Facts ran = new Facts(Consistency.STOPPED);
        ran.after = Optional.of(new Position("0/20", 32, EPOCH));
        assertUnproven(ran, "it had stopped at 0/10, now it is at 0/20");
        Facts unknown = new Facts(Consistency.STOPPED);
        unknown.after = Optional.empty();
        assertUnproven(unknown, "a position that is not known");
    }

    @Test
    void none_needsNoHold() {
        Facts facts = new Facts(Consistency.NONE);
        facts.suspension = Optional.empty();
        facts.backupModeHeld = false;
        facts.runningAfter = true;
        assertThat(facts.judged().proven()).isTrue();
    }
}
