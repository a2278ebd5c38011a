package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the lease of a remote system can say, and who may do what then: a hold of epoch 5, and a manager that takes over for 6. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteTakeoverTest {

    private static final int MOST_TAKEOVER = 13;
    private static final int MOST_BEGIN = 4;
    private static final int MOST_LET_GO = 3;

    private static ExecutorService side;

    private final List<ProcessKey> killed = new ArrayList<>();
    private InMemoryWords words;
    private RemoteLease lease;
    private RemoteClaim claim;

    @BeforeAll
    static void startSide() {
        side = Executors.newSingleThreadExecutor();
    }

    @AfterAll
    static void endSide() {
        side.shutdownNow();
    }

    @BeforeEach
    void arm() {
        killed.clear();
        words = new InMemoryWords();
        lease = new RemoteLease(words);
        assertThat(lease.renew(5)).isTrue();
        lease.guard(0, new ProcessKey(50, 500));
        lease.guard(1, new ProcessKey(51, 510));
        claim = new RemoteClaim(lease, 5);
    }

    private static RemoteHold hold(long epoch) {
        return TestHold.of(epoch, "IMS1");
    }

    private void take(LeaseWords seen, long epoch, RemoteTakeover.Killer killer) throws GuardException {
        new RemoteTakeover(new RemoteLease(seen), hold(epoch), killer).run();
    }

    private void take(long epoch) throws GuardException {
        take(words, epoch, killed::add);
    }

    private boolean takes(LeaseWords seen, long epoch, RemoteTakeover.Killer killer) {
        try {
            take(seen, epoch, killer);
            return true;
        } catch (GuardException | InternalError e) {
            return false;
        }
    }

    private void assertRefused(long epoch) {
        assertThatThrownBy(() -> take(epoch))
                .isInstanceOf(GuardException.class)
                .hasMessage("cannot hold ims with epoch " + epoch + ": the hold of epoch 5 is not known to have ended");
        assertThat(killed).isEmpty();
        assertThat(claim.isOpen()).isTrue();
        assertThat(claim.isAlone()).isTrue();
    }

    /** It is armed, and holds nothing: another may take it over. */
    @Test
    void armed() throws Exception {
        take(6);

        assertThat(killed).containsExactly(new ProcessKey(50, 500), new ProcessKey(51, 510));
        assertThat(claim.begin()).isFalse();
        assertThat(lease.open()).isZero();
        assertThatThrownBy(() -> take(6)).hasMessage("cannot hold ims with epoch 6: epoch 6 was there before");
    }

    /** It may hold something: nobody takes it over, and whoever tries changes nothing. */
    @Test
    void open() throws Exception {
        assertThat(claim.begin()).isTrue();

        assertRefused(6);

        assertThat(lease.epoch()).isEqualTo(5);
        claim.close();
        take(6);
        assertThat(lease.epoch()).isEqualTo(6);
    }

    /** Whoever fenced it has died over it: it is let go on as before, and the next may be armed. */
    @Test
    void openAndFenced() throws Exception {
        assertThat(claim.begin()).isTrue();
        lease.fence();

        assertRefused(6);

        claim.close();
        take(6);
    }

    /** A later one is armed when something is held once more: that is let go on first, and the later one begins nothing. */
    @Test
    void openOnceMoreAfterALaterOneWasArmed() throws Exception {
        take(6);
        killed.clear();
        RemoteClaim later = new RemoteClaim(lease, 6);

        claim.reopen();

        assertThat(claim.isOpen()).isTrue();
        assertThat(later.begin()).isFalse();
        assertRefused(7);
        claim.close();
        assertThat(later.begin()).isTrue();
    }

    /** A later hold is not ours to end. */
    @Test
    void laterOneIsOpen() throws Exception {
        take(6);
        RemoteClaim later = new RemoteClaim(lease, 6);
        assertThat(later.begin()).isTrue();

        claim.reopen();
        assertThat(claim.isOpen()).isFalse();
        assertThat(claim.isAlone()).isFalse();
        claim.close();

        assertThat(later.isOpen()).isTrue();
        assertThat(later.isAlone()).isTrue();
    }

    /** Orders of so many accesses of the one who takes over, and so many of the other. */
    private static List<Long> orders(int takeover, int other) {
        List<Long> orders = new ArrayList<>();
        for (long order = 0; order < 1L << takeover + other; order++) {
            if (Long.bitCount(order) == other) {
                orders.add(order);
            }
        }
        return orders;
    }

    private boolean[] both(Turns turns, LeaseWords taking, RemoteTakeover.Killer killer, BooleanSupplier other)
            throws Exception {
        Future<Boolean> taken = side.submit(() -> {
            try {
                return takes(taking, 6, killer);
            } finally {
                turns.end(0);
            }
        });
        boolean is;
        try {
            is = other.getAsBoolean();
        } finally {
            turns.end(1);
        }
        return new boolean[] {taken.get(), is};
    }

    private void assertEitherHoldsOrIsTakenOver(boolean taken, boolean begun, String order) throws Exception {
        assertThat(taken && begun).as(order).isFalse();
        if (begun) {
            assertRefused(7);
            claim.close();
        }
        assertThat(lease.open()).as(order).isZero();
        take(7);
    }

    @Test
    void whoBeginsAndWhoTakesOverNeverBothDo_whateverTheOrder() throws Exception {
        int begins = 0;
        int takeovers = 0;
        for (long order : orders(MOST_TAKEOVER, MOST_BEGIN)) {
            arm();
            Turns turns = new Turns(order);
            RemoteClaim beginning = new RemoteClaim(new RemoteLease(turns.words(1, words)), 5);
            boolean[] ends = both(turns, turns.words(0, words), killed::add, beginning::begin);

            assertEitherHoldsOrIsTakenOver(ends[0], ends[1], Long.toBinaryString(order));
            takeovers += ends[0] ? 1 : 0;
            begins += ends[1] ? 1 : 0;
        }
        assertThat(begins).isPositive();
        assertThat(takeovers).isPositive();
    }

    /** The lease fails him between any two accesses, or he dies there. */
    @Test
    void whoDiesWhileTakingOverStopsNobodyWhoHasBegun_whateverTheOrder() throws Exception {
        for (int accesses = 0; accesses < MOST_TAKEOVER; accesses++) {
            for (long order : orders(accesses, MOST_BEGIN)) {
                arm();
                Turns turns = new Turns(order);
                RemoteClaim beginning = new RemoteClaim(new RemoteLease(turns.words(1, words)), 5);
                boolean[] ends =
                        both(turns, new FaultyWords(turns.words(0, words), accesses), killed::add, beginning::begin);

                assertThat(ends[0]).isFalse();
                assertEitherHoldsOrIsTakenOver(false, ends[1], accesses + ": " + Long.toBinaryString(order));
            }
        }
    }

    /**
     * What went on was held once more, and a guard begins to let it go while another manager takes over, which kills the guard if it
     * comes so far: then it knows of what the guard could not end.
     */
    @Test
    void guardThatLetsGoOnceMoreIsHeardOrOutlivesTheTakeover_whateverTheOrder() throws Exception {
        for (long order : orders(MOST_TAKEOVER, MOST_LET_GO)) {
            arm();
            Turns turns = new Turns(order);
            RemoteClaim guards = new RemoteClaim(new RemoteLease(turns.words(1, words)), 5);
            boolean[] ends = both(turns, turns.words(0, words), guard -> turns.kill(1), () -> isSent(guards));

            String as = Long.toBinaryString(order);
            assertThat(ends[0] && lease.open() == 5).as(as).isFalse();
            assertThat(ends[1] && !claim.isOpen()).as(as).isFalse();
            assertThat(ends[1] || turns.isKilled(1)).as(as).isTrue();
            // Whoever comes next ends it.
            claim.close();
            take(7);
        }
    }

    private static boolean isSent(RemoteClaim guards) {
        try {
            guards.reopen();
            return guards.isOpen();
        } catch (IllegalStateException killed) {
            return false;
        }
    }

    /** Wherever the lease fails a beginning, it begins nothing, and what it leaves open the next one ends. */
    @Test
    void beginningThatTheLeaseFailsBeginsNothing() throws Exception {
        for (int accesses = 0; accesses < 2; accesses++) {
            arm();
            assertThat(new RemoteClaim(new RemoteLease(new FaultyWords(words, accesses)), 5).begin())
                    .isFalse();
            claim.close();
            take(6);
        }
    }

    @Test
    void leaseThatFailsKeepsNobodyFromLettingGoOn() {
        RemoteClaim failing = new RemoteClaim(new RemoteLease(new FaultyWords(words, 0)), 5);

        failing.reopen();
        assertThat(failing.isOpen()).isTrue();
        assertThat(failing.isAlone()).isTrue();
        failing.close();
    }

    /** Two who take over at once, though the lock should keep one of them out. */
    @Test
    void epochIsNotPutInForceOverAnother() {
        assertThatThrownBy(() -> take(words, 6, guard -> lease.renew(7)))
                .hasMessage("cannot hold ims with epoch 6: epoch 7 was put in force meanwhile");

        assertThat(lease.epoch()).isEqualTo(7);
    }

    @Test
    void guardThatCannotBeEndedIsNotTakenOver() {
        assertThatThrownBy(() -> take(words, 6, guard -> {
                    throw new GuardException("it lives", "end it");
                }))
                .hasMessage("it lives");

        assertThat(claim.begin()).as("its manager has lost a guard").isFalse();
        assertThat(lease.open()).isZero();
    }
}
