package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.copyblade.endpoint.Trust;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Members go on where and how their hold was begun, and only what was noted is believed that nothing is held. */
class NotedWayTest extends HoldFixture {

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
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
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
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
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
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
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
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
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
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
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
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
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
}
