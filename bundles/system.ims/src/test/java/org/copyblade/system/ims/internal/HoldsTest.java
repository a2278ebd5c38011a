package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.endpoint.Lane;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.guard.RemoteHold;
import org.copyblade.guard.RemotePair;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemException.Recovery;
import org.copyblade.zosmf.ZosmfCall;
import org.junit.jupiter.api.Test;

/** What goes wrong around a window: each is a coded error, and IMS goes on. */
class HoldsTest extends HoldFixture {

    @Test
    void suspendAndResumeTakeTwoRoundTripsEach() throws Exception {
        SuspendToken token = arm(LIMIT);
        plex.taken();

        system.suspend(token, deadline());
        assertThat(plex.taken()).hasSize(4).allMatch(request -> request.startsWith("PUT /restconsoles/"));
        assertThat(plex.isHeld()).isTrue();

        assertThat(system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
        assertThat(plex.taken()).hasSize(4).allMatch(request -> request.startsWith("PUT /restconsoles/"));
        assertThat(plex.isHeld()).isFalse();
    }

    @Test
    void aMemberThatDoesNotAnswerFailsTheSuspensionAndAllGoOn() throws Exception {
        SuspendToken token = system.arm(PlexFixture.epoch(), Duration.ofSeconds(2), deadline());
        plex.member("IMS2").silent(true);

        assertThatThrownBy(() -> system.suspend(token, deadline())).isInstanceOfSatisfying(SystemException.class, e -> {
            assertThat(e.code()).isEqualTo("IMS-SUSPEND");
            assertThat(e.hint())
                    .startsWith(
                            "some members may still be held, and the guards go on trying: IMS2: no answer to 'IMS2RESUME LOG EPOCH ");
        });

        plex.member("IMS2").silent(false);
        awaitGoingOn();
    }

    @Test
    void aMemberThatRefusesFailsTheSuspensionAndAllGoOn() throws Exception {
        SuspendToken token = arm(Duration.ofSeconds(4));
        plex.member("IMS2").refuse();

        assertThatThrownBy(() -> system.suspend(token, deadline()))
                .hasMessageContaining("IMS2: no answer")
                .hasMessageContaining("CBK0319E IMS2 CANNOT BE SUSPENDED NOW");

        assertThat(plex.isHeld()).isFalse();
    }

    @Test
    void aMemberThatIsDownCannotBeArmed() {
        plex.member("IMS2").crash();

        assertCode(() -> arm(LIMIT), "IMS-DOWN");
    }

    @Test
    void aMemberThatGoesDownInTheWindowBreaksTheHoldAndTheOtherGoesOn() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        plex.member("IMS2").crash();

        Resumption end = system.resume(token);

        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(end.why()).contains("IMS2: it does not run");
        awaitGoingOn();
    }

    @Test
    void zosmfDownInTheWindowLeavesItToTheGuardsToLetIMSGoOn() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        plex.down(true);

        assertThatThrownBy(() -> system.resume(token))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("'bank' may still be held: ")
                .hasMessageContaining("the guards go on trying");
        assertThat(plex.isHeld()).isTrue();

        plex.down(false);
        awaitGoingOn();
        assertThat(system.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
    }

    /** Somebody may have killed the guards; who asks again has to be heard then. */
    @Test
    void aResumeThatWasNotConfirmedIsMadeAgain_alsoWhenTheGuardsAreGone() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        plex.down(true);
        assertThatThrownBy(() -> system.resume(token)).isInstanceOf(IllegalStateException.class);
        killGuards();

        assertThatThrownBy(() -> system.resume(token)).isInstanceOf(IllegalStateException.class);

        plex.down(false);
        system.resume(token);
        assertThat(plex.isHeld()).isFalse();
    }

    @Test
    void wrongCredentialsAreRefusedBeforeAnythingIsHeld() {
        plex.password("changed");

        assertThatThrownBy(() -> arm(LIMIT)).isInstanceOfSatisfying(SystemException.class, e -> {
            assertThat(e.code()).isEqualTo("ZOSMF-CREDENTIALS");
            assertThat(e.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        });
    }

    @Test
    void anExpiredCertificateIsRefusedBeforeAnythingIsHeld() throws Exception {
        try (ScriptedPlex expired =
                new ScriptedPlex(directory.resolve("expired"), Instant.now().minusSeconds(3600))) {
            ImsSystem other = new ImsSystem(expired.parts(), guards);

            assertCode(() -> other.arm(PlexFixture.epoch(), LIMIT, deadline()), "ZOSMF-CERTIFICATE");
        }
    }

    @Test
    void atTheLimitTheGuardsLetGoThoughNobodyAsks() throws Exception {
        SuspendToken token = arm(Duration.ofSeconds(6));
        system.suspend(token, deadline());

        awaitGoingOn();

        Resumption end = system.resume(token);
        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
    }

    /** It has asked whether something was held before this began, and what it holds nobody else would let go on. */
    @Test
    void anotherThatArmsMeanwhileIsRefused_andTheHoldEndsByItsOwnGuards() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        ImsSettings settings = plex.settings();
        long later = PlexFixture.epoch();
        try (RemoteGuards other = new RemoteGuards()) {
            RemoteHold hold = GuardOrders.of(
                    settings, Holds.key(settings), later, plex.parts().hook().orders(later, 20));

            assertThatThrownBy(() -> other.arm(hold))
                    .isInstanceOf(GuardException.class)
                    .hasMessageEndingWith("the hold of epoch " + token.epoch() + " is not known to have ended");
        }

        assertThat(system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
        assertThat(plex.isHeld()).isFalse();
        system.disarm(token);
        system.disarm(arm(LIMIT));
    }

    /** As where no thread can be started for it. */
    @Test
    void aLookThatFailsKeepsNobodyFromGoingOn() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean();
        ImsParts good = plex.parts();
        Operator looking = new Operator(
                good.zosmf().on(Lane.WINDOW).console(good.settings().console()),
                new Together(work -> {
                    if (exhausted.get()) {
                        throw new OutOfMemoryError("no thread, by the test");
                    }
                    good.threads().execute(work);
                }),
                good.settings().commands().down());
        ImsParts parts = new ImsParts(
                good.settings(),
                good.zosmf(),
                good.threads(),
                good.operator(),
                new Positions(good.settings(), looking),
                good.hook());
        Holds holds = new Holds(guards, () -> parts, Holds.ABANDONED_PATIENCE);
        SuspendToken token = holds.arm(PlexFixture.epoch(), LIMIT, deadline());
        holds.suspend(token, deadline());
        exhausted.set(true);

        Resumption end = holds.resume(token);

        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(end.why()).startsWith("nobody knows whether the logs moved: java.lang.OutOfMemoryError: no thread");
        assertThat(plex.isHeld()).isFalse();
        holds.close();
    }

    /** The new one may name whom nobody reaches; what it replaced is closed by then, and still lets go what it holds. */
    @Test
    void aConfigurationThatIsReplacedInTheWindow_leavesTheHoldAsItIs() throws Exception {
        AtomicReference<ImsParts> parts = new AtomicReference<>(plex.parts());
        Holds holds = new Holds(guards, parts::get, Holds.ABANDONED_PATIENCE);
        SuspendToken token = holds.arm(PlexFixture.epoch(), LIMIT, deadline());
        holds.suspend(token, deadline());
        parts.getAndSet(ImsParts.of(ScriptedPlex.settings(1, plex.fingerprint())))
                .close();

        Resumption end = holds.resume(token);

        assertThat(end.why()).isEmpty();
        assertThat(end.verdict()).isEqualTo(Verdict.IN_FORCE);
        assertThat(plex.isHeld()).isFalse();
        holds.close();
    }

    /** Whoever still resumes then has lost its lease, and is heard all the same. */
    @Test
    void aSystemThatIsStoppedInTheWindow_letsGo_isResumedAllTheSame_andLeavesNoThreadBehind() throws Exception {
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());

        system.close();

        awaitGoingOn();
        plex.member("IMS2").answer("SUSPEND LOG EPOCH " + token.epoch() + " LIMIT 20.");
        // The guards may be quicker: then nothing is held any more.
        assertThat(system.resume(token).verdict()).isNotEqualTo(Verdict.IN_FORCE);
        assertThat(plex.isHeld()).isFalse();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!threads(others).isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(threads(others)).isEmpty();
    }

    private List<String> threads(Set<Thread> others) {
        ImsSettings settings = plex.settings();
        List<String> own = List.of(
                "ims " + settings.name(), "zosmf " + settings.access().base().getHost());
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .map(Thread::getName)
                .filter(own::contains)
                .toList();
    }

    /** Asked for again every few seconds, for as long as nobody has confirmed it. */
    @Test
    void aJobThatNoInitiatorTakesIsSubmittedOnce() throws Exception {
        SiteHook hook = ImsParts.of(with(plex.settings(), jobs())).hook();
        plex.keepWaiting("GOON");
        for (int times = 0; times < 5; times++) {
            assertThat(hook.letGo(7, 0, ZosmfCall.within(Duration.ofMillis(500)))
                            .unknown())
                    .hasSize(2);
        }
        assertThat(plex.taken())
                .filteredOn(request -> request.startsWith("PUT /restjobs/jobs "))
                .hasSize(2);

        plex.run();

        assertThat(hook.letGo(7, 0, ZosmfCall.within(Duration.ofSeconds(10))).ended())
                .hasSize(2);
        hook.letGo(7, 0, ZosmfCall.within(Duration.ofSeconds(10)));
        assertThat(plex.taken())
                .as("what has ended is no answer to who asks again")
                .filteredOn(request -> request.startsWith("PUT /restjobs/jobs "))
                .hasSize(2);
    }

    @Test
    void aJobOfWhichNobodyKnowsWhetherItArrived_isLookedForBeforeAnotherIsSubmitted() throws Exception {
        SiteHook hook = ImsParts.of(with(plex.settings(), jobs())).hook();
        plex.keepWaiting("GOON");
        plex.silent(true);
        hook.letGo(7, 0, ZosmfCall.within(Duration.ofSeconds(1)));
        plex.silent(false);

        hook.letGo(7, 0, ZosmfCall.within(Duration.ofSeconds(1)));

        assertThat(plex.taken())
                .filteredOn(request -> request.startsWith("PUT /restjobs/jobs "))
                .hasSize(2);
    }

    /** Who took over may have asked before a command of this hold arrived, and then nobody else lets these go on. */
    @Test
    void membersOfAHoldThatWasTakenOverGoOn_andTheLaterOneStays() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        ImsSettings settings = plex.settings();
        guards.closeEpoch(Holds.key(settings), token.epoch());
        long later = PlexFixture.epoch();
        try (RemoteGuards other = new RemoteGuards()) {
            RemotePair pair = other.arm(GuardOrders.of(
                    settings, Holds.key(settings), later, plex.parts().hook().orders(later, 20)));
            pair.begin(LIMIT);
            plex.member("IMS1").answer("SUSPEND LOG EPOCH " + later + " LIMIT 20.");

            assertThat(configured(settings).resume(token).verdict()).isEqualTo(Verdict.BROKEN);

            assertThat(plex.member("IMS2").isHeld()).isFalse();
            assertThat(plex.member("IMS1").isHeld()).as("by the later one").isTrue();
            assertThat(guards.openEpoch(Holds.key(settings))).isEqualTo(later);
            plex.member("IMS2").answer("SUSPEND LOG EPOCH " + token.epoch() + " LIMIT 20.");
            Resumption own = system.resume(token);
            assertThat(own.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(own.why()).contains("a later hold has taken over");
            assertThat(plex.member("IMS2").isHeld()).isFalse();
            assertThat(plex.member("IMS1").isHeld()).as("by the later one").isTrue();
        }
    }

    /** By one that names no epoch the later hold would end with it, whose own end is that of all. */
    @Test
    void aCommandThatNamesNoEpochIsNotSentWhileALaterHoldIsOpen() throws Exception {
        ImsSettings settings = resumedBy("{member}GOON.");
        ImsSystem holding = new ImsSystem(ImsParts.of(settings), guards);
        SuspendToken token = holding.arm(PlexFixture.epoch(), LIMIT, deadline());
        long later = PlexFixture.epoch();
        killGuards();
        try (RemoteGuards other = new RemoteGuards()) {
            other.arm(GuardOrders.of(
                            settings,
                            Holds.key(settings),
                            later,
                            plex.parts().hook().orders(later, 20)))
                    .begin(LIMIT);
            plex.taken();

            assertThat(configured(settings).resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
            assertThat(holding.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);

            assertThat(plex.taken()).isEmpty();
        }
    }

    /** Its manager was stopped itself since it began, so they have let go. */
    private record PassedGuards(List<String> done) implements RemotePair {
        @Override
        public List<String> findings() {
            return List.of();
        }

        @Override
        public List<Long> guards() {
            return List.of();
        }

        @Override
        public long begin(Duration limit) {
            return System.nanoTime();
        }

        @Override
        public void finish() {}

        @Override
        public void resume() {
            done.add("resume");
        }

        @Override
        public boolean resumedWithin(Duration patience) {
            return true;
        }

        @Override
        public boolean inCharge() {
            return true;
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    @Test
    void nothingIsHeldOnceTheGuardsHaveLetGo() throws Exception {
        Hold hold = new Hold(new PassedGuards(new ArrayList<>()), plex.parts(), PlexFixture.epoch(), LIMIT);
        hold.begun(hold.guards().begin(LIMIT));

        assertThat(Holds.hold(hold, deadline())).isEqualTo("the limit had passed before anything was sent");

        assertThat(plex.taken()).isEmpty();
    }

    /** Somebody else disarms one of them meanwhile, and a disarm may take its time. */
    @Test
    void allAreToldToGoOnBeforeAnyIsDisarmed() throws Exception {
        List<String> done = new ArrayList<>();
        ImsParts parts = plex.parts();
        Holds holds = new Holds(guards, hold -> new PassedGuards(done), () -> parts, Holds.ABANDONED_PATIENCE);
        holds.arm(PlexFixture.epoch(), LIMIT, deadline());
        holds.arm(PlexFixture.epoch(), LIMIT, deadline());

        holds.close();

        assertThat(done).containsExactly("resume", "resume", "close", "close");
    }
}
