package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.endpoint.Trust;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.guard.RemoteHold;
import org.copyblade.guard.RemotePair;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemException.Recovery;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a window: each is a coded error, and IMS goes on. */
@Timeout(120)
class HoldsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private ScriptedPlex plex;
    private RemoteGuards guards;
    private ImsSystem system;

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        guards = new RemoteGuards();
        system = new ImsSystem(plex.parts(), guards);
    }

    @AfterEach
    void stop() {
        plex.down(false);
        system.close();
        guards.close();
        plex.close();
    }

    private static Deadline deadline() {
        return Deadline.within(Duration.ofMinutes(1));
    }

    /** One that gives up soon. */
    private static ImsSystem configured(ImsSettings settings) throws SystemException {
        return new ImsSystem(ImsParts.of(settings), new RemoteGuards(), Duration.ofSeconds(2));
    }

    private SuspendToken arm(Duration limit) throws SystemException {
        return system.arm(PlexFixture.epoch(), limit, deadline());
    }

    private void awaitGoingOn() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (plex.isHeld() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(plex.isHeld()).as("a member is held").isFalse();
    }

    private static void assertCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SystemException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.hint()).isNotBlank();
        });
    }

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

    @Test
    void anotherInstanceResumesByTheToken() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        ImsSystem other = new ImsSystem(plex.parts(), new RemoteGuards());

        assertThat(other.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(plex.isHeld()).isFalse();
        assertThat(other.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
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
        AtomicReference<ImsParts> parts = new AtomicReference<>(plex.parts());
        Holds holds = new Holds(guards, parts::get, Holds.ABANDONED_PATIENCE);
        SuspendToken token = holds.arm(PlexFixture.epoch(), LIMIT, deadline());
        holds.suspend(token, deadline());
        ImsParts good = parts.get();
        parts.set(new ImsParts(good.settings(), good.zosmf(), good.operator(), null, good.hook()));

        Resumption end = holds.resume(token);

        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(end.why()).startsWith("nobody knows whether the logs moved: java.lang.NullPointerException");
        assertThat(plex.isHeld()).isFalse();
        holds.close();
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

    /** As after a crash of everything that could have let it go on. */
    private static void killGuards() throws Exception {
        for (ProcessHandle guard : ProcessHandle.current().children().toList()) {
            guard.destroyForcibly();
            guard.onExit().get();
        }
    }

    /** What was told to hold is told to go on, whatever is configured by then. */
    @Test
    void aMemberThatIsNoLongerConfiguredGoesOn() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        ImsSystem next = new ImsSystem(ImsParts.of(plex.settings("IMS1")), new RemoteGuards());

        Resumption end = next.resume(token);

        assertThat(plex.member("IMS2").isHeld()).isFalse();
        assertThat(plex.isHeld()).isFalse();
        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(end.why()).startsWith("[IMS1, IMS2] were still held");
        assertThat(guards.openEpoch(Holds.key(plex.settings())))
                .as("the hold is settled for its guards")
                .isZero();
        assertThat(next.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
    }

    /** A token of the version before, which noted no name of the hold. */
    @Test
    void aMemberThatIsNoLongerConfiguredGoesOn_byATokenOfAnOlderVersion() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        SuspendToken older = new SuspendToken("bank", token.epoch(), 1, "localhost|IMS1,IMS2@SY2|20");
        ImsSystem next = new ImsSystem(ImsParts.of(plex.settings("IMS1")), new RemoteGuards());

        assertThat(next.resume(older).verdict()).isEqualTo(Verdict.BROKEN);

        assertThat(plex.isHeld()).isFalse();
        assertThat(guards.openEpoch(Holds.key(plex.settings()))).isZero();
    }

    /** It is not known to go on, though nobody would ask for it by the configuration. */
    @Test
    void aMemberThatIsNoLongerConfiguredAndDoesNotAnswer_mayStillBeHeld() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        plex.member("IMS2").silent(true);
        ImsSystem next = configured(plex.settings("IMS1"));

        assertThatThrownBy(() -> next.resume(token))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("'bank' may still be held: IMS2: ");
        assertThat(plex.member("IMS1").isHeld()).isFalse();

        plex.member("IMS2").silent(false);
        assertThat(next.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(plex.isHeld()).isFalse();
    }

    /** A full memory filesystem does the same, and what is not known must not be taken for an end of the hold. */
    @Test
    void anotherInstanceResumesByTheToken_alsoWhereNoGuardCanBe() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        ImsSystem other = new ImsSystem(plex.parts(), new RemoteGuards());
        String here = System.setProperty("os.name", "a machine without guards");
        try {
            assertThat(other.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(plex.isHeld()).isFalse();
        } finally {
            System.setProperty("os.name", here);
        }
    }

    @Test
    void aTokenOfAnUnknownFormIsNotTakenForNothingHeld() {
        SuspendToken alien = new SuspendToken("bank", PlexFixture.epoch(), 9, "x");

        assertThat(system.resume(alien).verdict()).isEqualTo(Verdict.BROKEN);
        assertCode(() -> system.suspend(alien, deadline()), "IMS-TOKEN");
    }

    /** A newer version made it, and an older one was put back: the epoch is all it takes to let go. */
    @Test
    void aTokenOfAnUnknownFormLetsTheMembersGoOn() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        ImsSystem older = new ImsSystem(plex.parts(), new RemoteGuards());
        SuspendToken alien = new SuspendToken("bank", token.epoch(), 9, "x");

        Resumption end = older.resume(alien);

        assertThat(plex.isHeld()).isFalse();
        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(end.why()).contains("has a form that is not known here", "were told to go on all the same");
        assertThat(older.resume(alien).verdict()).isEqualTo(Verdict.BROKEN);
    }

    /** Nobody knows the epoch any more, only that none was later. */
    @Test
    void aTokenOfALaterEpochEndsTheHoldThatIsOpen() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        ImsSystem other = new ImsSystem(plex.parts(), new RemoteGuards());

        other.resume(new SuspendToken("bank", token.epoch() + 1, -1, ""));

        assertThat(plex.isHeld()).isFalse();
        assertThat(other.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
    }

    @Test
    void aTokenOfAnUnknownFormThatIsNotConfirmedIsNotTakenForAnAnswer() {
        plex.down(true);

        assertThatThrownBy(() -> system.resume(new SuspendToken("bank", PlexFixture.epoch(), 9, "x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("'bank' may still be held: ");
    }

    @Test
    void aTokenOfAnUnknownFormEndsNoLaterHold() throws Exception {
        SuspendToken alien = new SuspendToken("bank", PlexFixture.epoch(), 9, "x");
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());

        assertThat(system.resume(alien).verdict()).isEqualTo(Verdict.NOT_HELD);

        assertThat(system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
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
        public void close() {}
    }

    @Test
    void nothingIsHeldOnceTheGuardsHaveLetGo() throws Exception {
        Hold hold = new Hold(new PassedGuards(new ArrayList<>()), plex.parts().hook(), PlexFixture.epoch(), LIMIT);
        hold.begun(hold.guards().begin(LIMIT));

        assertThat(Holds.hold(plex.parts(), hold, deadline()))
                .isEqualTo("the limit had passed before anything was sent");

        assertThat(plex.taken()).isEmpty();
    }

    /** Somebody else disarms one of them meanwhile, and a disarm may take its time. */
    @Test
    void allAreToldToGoOnBeforeAnyIsDisarmed() throws Exception {
        List<String> done = new ArrayList<>();
        Map<SuspendToken, Hold> holds = new HashMap<>();
        for (long epoch : List.of(1L, 2L)) {
            holds.put(
                    new SuspendToken("bank", epoch, HoldData.VERSION, ""),
                    new Hold(new PassedGuards(done), plex.parts().hook(), epoch, LIMIT));
        }

        Holds.endAll(holds, token -> done.add("disarm"));

        assertThat(done).containsExactly("resume", "resume", "disarm", "disarm");
    }

    private ScriptedPlex another() throws Exception {
        return ScriptedPlex.start(Files.createDirectory(directory.resolve("another")));
    }

    /** Members of the same names at another z/OSMF say that nothing is held, and these stay held. */
    @Test
    void membersGoOnThroughTheZosmfThatHeldThem() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        try (ScriptedPlex another = another()) {
            assertThat(configured(another.settings()).resume(token).verdict()).isEqualTo(Verdict.BROKEN);

            assertThat(plex.isHeld()).isFalse();
            assertThat(another.taken()).isEmpty();
            assertThat(guards.openEpoch(Holds.key(plex.settings()))).isZero();
        }
    }

    private ScriptedPlex moved() throws Exception {
        return plex.moved(Files.createDirectory(directory.resolve("moved")));
    }

    private void assertMayStillBeHeld(ImsSystem next, SuspendToken token) throws Exception {
        assertThatThrownBy(() -> next.resume(token))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("'bank' may still be held: ");
        assertThat(guards.openEpoch(Holds.key(plex.settings())))
                .as("the guards go on trying")
                .isEqualTo(token.epoch());
    }

    /** The members of another group may bear the same names: that nothing is held there is true, and these stay held. */
    @Test
    void whereTheZosmfThatHeldThemCannotBeAsked_theConfiguredOneIs_butIsNotBelievedThatNothingIsHeld()
            throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        plex.down(true);
        try (ScriptedPlex another = another()) {
            ImsSystem next = configured(another.settings());

            assertMayStillBeHeld(next, token);

            assertThat(another.taken()).anyMatch(request -> request.contains("IMS2RESUME LOG EPOCH " + token.epoch()));
            assertThat(plex.isHeld()).isTrue();
            plex.down(false);
            assertThat(next.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(plex.isHeld()).isFalse();
        }
    }

    /** Who ends the hold of this very epoch is who was held. */
    @Test
    void membersWhoseZosmfWasMovedGoOnThroughTheConfiguredOne() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        plex.down(true);
        try (ScriptedPlex moved = moved()) {
            ImsSystem next = configured(moved.settings());
            plex.member("IMS2").silent(true);
            assertMayStillBeHeld(next, token);
            assertThat(plex.member("IMS1").isHeld()).isFalse();
            plex.member("IMS2").silent(false);

            assertThat(next.resume(token).verdict()).isEqualTo(Verdict.BROKEN);

            assertThat(plex.isHeld()).isFalse();
            assertThat(next.resume(token).verdict())
                    .as("it is known that they went on")
                    .isEqualTo(Verdict.NOT_HELD);
        }
    }

    /** The same configuration, by which somebody says that this hold has ended. */
    private static ImsSettings ended(ImsSettings settings, long epoch) {
        ImsSettings.Hook hook = settings.hook();
        return new ImsSettings(
                settings.name(),
                settings.members(),
                settings.access(),
                settings.console(),
                new ImsSettings.Hook(hook.way(), hook.timeout(), hook.proofTimeout(), hook.batch(), Set.of(epoch)),
                settings.commands(),
                settings.batch(),
                settings.scope());
    }

    /** An operator has let the members go on, which nobody can confirm any more. */
    @Test
    void aZosmfThatIsGoneForGood_isSettledByTheWordOfAPerson() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        plex.down(true);
        plex.letGo();
        try (ScriptedPlex moved = moved()) {
            assertThatThrownBy(() -> configured(moved.settings()).resume(token))
                    .hasMessageContaining(
                            "end it by hand by '{member}RESUME LOG EPOCH {epoch}.' at the console through "
                                    + plex.settings().access().base())
                    .hasMessageEndingWith("add " + token.epoch() + " to 'ended.epochs'");
            assertMayStillBeHeld(configured(ended(moved.settings(), token.epoch() + 1)), token);

            Resumption end = configured(ended(moved.settings(), token.epoch())).resume(token);

            assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(end.why())
                    .startsWith("nobody has confirmed that the members go on (IMS1: ")
                    .endsWith("but 'ended.epochs' says so of " + token.epoch());
            assertThat(guards.openEpoch(Holds.key(plex.settings()))).isZero();
        }
    }

    /** It is no reason not to tell those who answer. */
    @Test
    void theWordOfAPersonKeepsNobodyFromGoingOn() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();

        assertThat(configured(ended(plex.settings(), token.epoch()))
                        .resume(token)
                        .why())
                .endsWith("were still held by a hold that nobody finished");

        assertThat(plex.isHeld()).isFalse();
    }

    @Test
    void theWordOfAPersonSettlesTheHoldOfThisInstance() throws Exception {
        ImsSystem told = new ImsSystem(ImsParts.of(ended(plex.settings(), 4711)), guards);
        SuspendToken token = told.arm(4711, LIMIT, deadline());
        told.suspend(token, deadline());
        killGuards();
        plex.down(true);
        plex.letGo();

        assertThat(told.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(told.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
        told.disarm(token);
        assertThat(guards.openEpoch(Holds.key(plex.settings()))).isZero();
    }

    /** It took the login. */
    @Test
    void whereTheZosmfThatHeldThemForbids_noOtherIsAsked() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        plex.forbid(true);
        try (ScriptedPlex another = another()) {
            assertMayStillBeHeld(configured(another.settings()), token);

            assertThat(another.taken()).isEmpty();
        } finally {
            plex.forbid(false);
        }
    }

    /** By another command the members say that they know nothing of it. */
    @Test
    void aNotedCommandWithoutAnAnswerIsNotSettledByAnotherThatSaysIdle() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        ImsSettings.ByCommand way =
                (ImsSettings.ByCommand) plex.settings().hook().way();
        ImsSettings idle = with(
                plex.settings(),
                new ImsSettings.ByCommand(
                        way.suspend(),
                        way.suspended(),
                        new Template("{member}DIS OLDS."),
                        way.resumed(),
                        new Template("DFS4444I")));
        plex.deaf("RESUME LOG");

        assertMayStillBeHeld(configured(idle), token);

        assertThat(plex.isHeld()).isTrue();
        plex.deaf("nothing at all");
        assertThat(configured(idle).resume(token).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(plex.isHeld()).isFalse();
    }

    private ImsSystem trusting(ImsSettings settings, Trust trust, String console) throws SystemException {
        ZosmfAccess access = settings.access();
        return configured(new ImsSettings(
                settings.name(),
                settings.members(),
                new ZosmfAccess(
                        access.base(),
                        access.user(),
                        access.password(),
                        access.authentication(),
                        trust,
                        access.connectTimeout(),
                        access.requestTimeout(),
                        access.maxConnections()),
                console,
                settings.hook(),
                settings.commands(),
                settings.batch(),
                settings.scope()));
    }

    /** A file of authorities that was noted is gone, so its z/OSMF cannot even be called. */
    @Test
    void whereTheNotedAuthoritiesAreGone_membersGoOnThroughTheConfiguredZosmf() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        SuspendToken gone = new SuspendToken(
                "bank",
                token.epoch(),
                HoldData.VERSION,
                token.data()
                        .replace("pin%3A" + plex.fingerprint(), "ca%3A%2Fgone.pem")
                        .replace("https%3A%2F%2Flocalhost", "https%3A%2F%2F127.0.0.1"));
        assertThat(gone.data()).contains("ca%3A%2Fgone.pem", "127.0.0.1");

        assertThat(configured(plex.settings()).resume(gone).verdict()).isEqualTo(Verdict.BROKEN);

        assertThat(plex.isHeld()).isFalse();
    }

    @Test
    void membersGoOnByTheConsoleThatTheTokenNotes() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        plex.taken();

        ImsSystem next = trusting(plex.settings(), plex.settings().access().trust(), "other");
        assertThat(next.resume(token).verdict()).isEqualTo(Verdict.BROKEN);

        assertThat(plex.isHeld()).isFalse();
        assertThat(plex.taken())
                .filteredOn(request -> request.startsWith("PUT /restconsoles/"))
                .hasSize(2)
                .allMatch(request -> request.startsWith("PUT /restconsoles/consoles/defcn "));
    }

    @Test
    void membersGoOnByTheCertificateThatTheTokenNotes() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        ImsSystem next = trusting(plex.settings(), new Trust.Pinned("0".repeat(64)), "defcn");

        assertThat(next.resume(token).verdict()).isEqualTo(Verdict.BROKEN);

        assertThat(plex.isHeld()).isFalse();
    }

    /** The same question at the same address: the members' own answer counts, though the certificate was renewed. */
    @Test
    void aCertificateThatWasRenewedKeepsNobodyAsking() throws Exception {
        SuspendToken token = arm(LIMIT);
        killGuards();
        SuspendToken before = new SuspendToken(
                "bank", token.epoch(), HoldData.VERSION, token.data().replace(plex.fingerprint(), "0".repeat(64)));

        assertThat(configured(plex.settings()).resume(before).verdict()).isEqualTo(Verdict.NOT_HELD);
    }

    @Test
    void whereTheZosmfThatHeldThemAnswers_noOtherIsBelieved() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        plex.member("IMS2").silent(true);
        try (ScriptedPlex another = another()) {
            ImsSystem next = configured(another.settings());
            assertThatThrownBy(() -> next.resume(token))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("'bank' may still be held: IMS2: ");
            assertThat(another.taken()).isEmpty();

            plex.member("IMS2").silent(false);
            assertThat(next.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(plex.isHeld()).isFalse();
        }
    }

    private static ImsSettings with(ImsSettings settings, ImsSettings.Way way) {
        return new ImsSettings(
                settings.name(),
                settings.members(),
                settings.access(),
                settings.console(),
                new ImsSettings.Hook(
                        way, settings.hook().timeout(), settings.hook().proofTimeout(), false, Set.of()),
                settings.commands(),
                settings.batch(),
                settings.scope());
    }

    private ImsSettings resumedBy(String command) {
        ImsSettings.ByCommand way =
                (ImsSettings.ByCommand) plex.settings().hook().way();
        return with(
                plex.settings(),
                new ImsSettings.ByCommand(
                        way.suspend(), way.suspended(), new Template(command), way.resumed(), way.idle()));
    }

    /** A command that nobody knows there is answered as by a member that does not run, and what does not run is not held. */
    @Test
    void membersGoOnByTheCommandThatTheTokenNotes() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();

        Resumption end = configured(resumedBy("{member}GOON.")).resume(token);

        assertThat(plex.isHeld()).isFalse();
        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void aCommandThatWasWrongAndIsCorrected_letsTheMembersGoOn() throws Exception {
        ImsSystem wrong = new ImsSystem(ImsParts.of(resumedBy("{member}GOON.")), guards);
        SuspendToken token = wrong.arm(PlexFixture.epoch(), LIMIT, deadline());
        wrong.suspend(token, deadline());
        killGuards();

        Resumption end = configured(plex.settings()).resume(token);

        assertThat(plex.isHeld()).isFalse();
        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
    }

    /** What it says of a hold of another kind is about nothing that was held. */
    @Test
    void anotherKindOfHoldIsNotAsked() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        plex.member("IMS2").silent(true);
        ImsSystem next = configured(with(plex.settings(), jobs()));

        assertThatThrownBy(() -> next.resume(token)).isInstanceOf(IllegalStateException.class);

        plex.member("IMS2").silent(false);
        assertThat(next.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(plex.isHeld()).isFalse();
    }

    /** Of the version before, which noted members only. */
    @Test
    void aTokenWithoutAWayIsResumedAsItIsConfigured() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        killGuards();
        SuspendToken older =
                new SuspendToken("bank", token.epoch(), 2, Holds.key(plex.settings()) + "|IMS1,IMS2@SY2|20");

        assertThat(configured(plex.settings("IMS1")).resume(older).verdict()).isEqualTo(Verdict.BROKEN);

        assertThat(plex.isHeld()).isFalse();
    }

    private static ImsSettings.ByJob jobs() {
        return new ImsSettings.ByJob(
                true,
                new Template("//S EXEC PGM=HOLD,PARM='{member}'\n//A DD *"),
                new Template("//S EXEC PGM=GOON,PARM='{member}|%'\n//A DD *"),
                4,
                "BANK.FENCE",
                "SYSALLDA",
                "'suspend.job' and 'resume.job'");
    }

    @Test
    void aTokenIsReadBack() throws Exception {
        List<Member> members = List.of(new Member("IMS1", "SY1"), new Member("IMS2", ""));
        for (ImsSettings settings : List.of(plex.settings(), with(plex.settings(), jobs()))) {
            HoldData data = new HoldData("zos1", members, 5, Optional.of(ResumeWay.of(settings)));
            assertThat(HoldData.of(new SuspendToken("bank", 1, HoldData.VERSION, data.text())))
                    .isEqualTo(data);
        }
    }

    @Test
    void aTokenHasNoPassword() throws Exception {
        assertThat(arm(LIMIT).data())
                .contains("localhost", plex.fingerprint(), "RESUME")
                .doesNotContain("secret", "ibmuser", "ACCT");
    }

    @Test
    void aTokenWhoseWayIsCutOffIsOfAnUnknownForm() throws Exception {
        String whole = arm(LIMIT).data();
        for (int end = whole.indexOf("|20|") + 3; end < whole.lastIndexOf('|'); end = whole.indexOf('|', end + 1)) {
            SuspendToken cut = new SuspendToken("bank", 1, HoldData.VERSION, whole.substring(0, end));
            assertCode(() -> HoldData.of(cut), "IMS-TOKEN");
        }
    }
}
