package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.junit.jupiter.api.Test;

/** Whoever has the token of a hold lets its members go on, by whatever version it was made, and whatever is configured by then. */
class FormerTokenTest extends HoldFixture {

    @Test
    void anotherInstanceResumesByTheToken() throws Exception {
        SuspendToken token = arm(LIMIT);
        system.suspend(token, deadline());
        ImsSystem other = new ImsSystem(plex.parts(), new RemoteGuards());

        assertThat(other.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(plex.isHeld()).isFalse();
        assertThat(other.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
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
