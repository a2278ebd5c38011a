package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.copyblade.blade.drive.JumpingClock;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.spi.ThawRecipe;
import org.copyblade.endpoint.TlsContexts;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.Test;

/** Each fault that the laboratory can bring about, in the middle of a copy of two pairs. */
class FlashFaultsTest extends LaboratoryForEach {

    private final CopyGroup group = Groups.of("ZFAULTS1", "0100", "0300");

    @Test
    void withoutAFaultTwoPairsAreOneRequest() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);

        assertThat(laboratory.carriedOut("establish")).isEqualTo(1);
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aLostReplyIsSettledByQueryAndNothingIsSentTwice() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "establish"));

        assertThat(failure(prepared, Hold.NONE).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Established.class);
        assertThat(laboratory.carriedOut("establish")).isEqualTo(1);
    }

    @Test
    void aLostRequestLeavesTheGroupPrepared() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.LOST_REQUEST, "establish"));

        assertThat(failure(prepared, Hold.NONE).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
        assertThat(laboratory.carriedOut("establish")).isZero();
    }

    @Test
    void aLateSuccessMeetsMarkedTargetsAndIsWithdrawn() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.LATE_SUCCESS, "establish").withDelayMs(2600));

        BladeException late = catchThrowableOfType(
                BladeException.class,
                () -> blade.establish(group, prepared, Hold.NONE, Call.within(Duration.ofSeconds(2))));
        assertThat(late.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        Runs.withdrawn(blade, group, prepared);

        assertThat(laboratory.carriedOut("establish")).isEqualTo(1);
        assertThat(laboratory.system().relations()).isEmpty();
        assertThat(laboratory.system().volume("0200").orElseThrow().name()).isEqualTo("BACK_0200");
    }

    @Test
    void oneFailedPairFailsTheGroupAlthoughTheAnswerIsOk() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.PARTIAL_FAILURE, "establish").withElement(1));

        BladeException failure = failure(prepared, Hold.NONE);
        assertThat(failure.code()).isEqualTo("FLASHCOPY-PAIRS");
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(failure).hasMessageStartingWith("cannot establish ZFAULTS1: 1 of 2 pairs failed, first 0300:");
        assertThat(Runs.state(blade, group, prepared))
                .isEqualTo(new CopyState.Failed("only 1 of 2 pairs are established"));
        Runs.withdrawn(blade, group, prepared);
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnceAndTheCopyIsMadeOnce() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        long logins = laboratory.carriedOut("login");
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, "establish"));

        blade.establish(group, prepared, Hold.NONE, Runs.soon());

        assertThat(laboratory.carriedOut("establish")).isEqualTo(1);
        assertThat(laboratory.carriedOut("login")).isEqualTo(logins + 1);
    }

    @Test
    void aFreshTokenThatIsRefusedTooEndsTheMatter() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, "establish").hitting(0, 0));

        BladeException failure = failure(prepared, Hold.NONE);
        assertThat(failure.code()).isEqualTo("FLASHCOPY-CREDENTIALS");
        assertThat(laboratory.carriedOut("establish")).isZero();
    }

    @Test
    void aBodyThatIsNoJsonIsKeptInTheError() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "establish").withStatus(500));

        BladeException failure = failure(prepared, Hold.NONE);
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(failure).hasMessageContaining("HTTP 500 <html><body>temporarily out of order</body></html>");
    }

    @Test
    void aServiceThatIsUnavailableIsNotAskedTwice() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "establish"));

        assertThat(failure(prepared, Hold.NONE)).hasMessageContaining("temporarily unavailable, HTTP 503");
        assertThat(laboratory.carriedOut("establish")).isZero();
    }

    @Test
    void aSlowAnswerIsWaitedForUntilTheDeadline() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.SLOW, "establish").withDelayMs(300));

        blade.establish(group, prepared, Hold.NONE, Runs.soon());

        assertThat(laboratory.carriedOut("establish")).isEqualTo(1);
    }

    @Test
    void anAnswerToAQuestionThatIsLostMayBeAskedForAgain() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "withdraw"));

        assertThatThrownBy(() -> Runs.withdrawn(blade, group, binding))
                .isInstanceOfSatisfying(
                        BladeException.class, e -> assertThat(e.recovery()).isEqualTo(Recovery.RETRY));
        Runs.withdrawn(blade, group, binding);
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @Test
    void aHoldIsProvenWithinTheTimerAndLostAfterIt() throws Exception {
        JumpingClock clock = new JumpingClock();
        FlashCopyBlade timed = new FlashCopyBlade(new Endpoint(laboratory.settings()), clock);
        Hold hold = Hold.atMost(Duration.ofSeconds(30));
        Binding prepared = Runs.prepared(timed, group, Runs.POLICY).binding();
        Binding held = timed.establish(group, prepared, hold, Runs.soon()).binding();
        assertThat(timed.release(group, held, Runs.soon())).isEqualTo(Release.BY_CLOCK);
        Runs.withdrawn(timed, group, held);

        CopyGroup next = Groups.of("ZFAULTS2", "0100", "0300");
        Binding preparedNext = Runs.prepared(timed, next, Runs.POLICY).binding();
        clock.jumpAfterNext(Duration.ofSeconds(110));
        Binding expired = timed.establish(next, preparedNext, hold, Runs.soon()).binding();
        assertThat(timed.release(next, expired, Runs.soon())).isEqualTo(Release.LOST);
        timed.close();
    }

    @Test
    void aHoldWhoseEstablishGaveNoAnswerIsLetGoAndCountsAsLost() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "establish"));

        failure(prepared, Hold.atMost(Duration.ofSeconds(30)));

        assertThat(blade.release(group, prepared, Runs.soon())).isEqualTo(Release.LOST);
        assertThat(laboratory.carriedOut("unfreeze")).isEqualTo(1);
    }

    @Test
    void somebodyWhoHasOnlyTheRecipeThawsWhatIsHeld() throws Exception {
        Preparation.Prepared prepared = Runs.prepared(blade, group, Runs.POLICY);
        ThawRecipe recipe = prepared.thaw().orElseThrow();
        assertThat(recipe.toString()).doesNotContain("Token");
        blade.establish(group, prepared.binding(), Hold.atMost(Duration.ofSeconds(30)), Runs.soon());

        ThawRecipe.HttpRequest request = recipe.fold(filesystem -> null, http -> http);
        assertThat(request.certificateSha256()).isEqualTo(laboratory.face().fingerprint());
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
        for (String header : request.headers()) {
            String[] parts = header.split(": ", 2);
            builder.header(parts[0], parts[1]);
        }
        HttpClient guard = HttpClient.newBuilder()
                .sslContext(TlsContexts.of(new Trust.Pinned(request.certificateSha256())))
                .build();
        int status = guard.send(builder.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();

        assertThat(status).isEqualTo(200);
        assertThat(laboratory.carriedOut("unfreeze")).isEqualTo(1);
        // A write that is still held would wait for the timer of 120 seconds.
        LabSlots.on(laboratory.system().host("0100")).write("content", new byte[] {1});
    }

    private BladeException failure(Binding prepared, Hold hold) {
        return catchThrowableOfType(BladeException.class, () -> blade.establish(group, prepared, hold, Runs.soon()));
    }
}
