package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.Access;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.face.LabCertificate;
import org.copyblade.lab.powermax.PowerMaxFace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint that is not there, not the right one or not understood, and volumes that are: a code, a cause, a cure. */
class TimeFinderEndpointTest {

    private static final CopyPolicy CLONE = CopyPolicy.builder().method("clone").build();

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZENDPT01", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        assertThat(laboratory.carriedOut("establish")).isZero();
        laboratory.close();
    }

    @Test
    void wrongCredentials_areNotTriedTwice() throws Exception {
        BladeException failure = failure(access("letmein7"), trust());

        assertThat(failure.code()).isEqualTo("TIMEFINDER-CREDENTIALS");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(failure).hasMessageContaining("user 'admin'").hasMessageNotContaining("letmein7");
    }

    @Test
    void anotherCertificateThanThePinnedOne_isRefused() throws Exception {
        BladeException failure = failure(access("secret"), new Trust.Pinned("0".repeat(64)));

        assertThat(failure.code()).isEqualTo("TIMEFINDER-CERTIFICATE");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(failure.hint()).contains("'certificate.sha256'");
        assertThat(laboratory.carriedOut("version")).isZero();
    }

    @Test
    void anExpiredCertificate_isRefused_alsoWhenItIsPinned() throws Exception {
        Path home = directory.resolve("expired");
        LabCertificate.create(
                home, Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(1)));
        try (PowerMaxFace face = PowerMaxFace.start(laboratory.face().array(), home, 0)) {
            Access access = Laboratory.access(URI.create(face.url()), () -> new Secret("secret"));
            for (Trust trust :
                    List.of(new Trust.Pinned(face.fingerprint()), new Trust.Authority(home.resolve("lab.pem")))) {
                BladeException failure = failure(access, trust);
                assertThat(failure.code()).isEqualTo("TIMEFINDER-CERTIFICATE");
                assertThat(failure).hasMessageContaining("the certificate of the endpoint has expired at ");
                assertThat(failure.hint()).contains("renew it there");
            }
            assertThat(laboratory.carriedOut("version")).isZero();
            // The control: it is nothing else that is wrong with it.
            assertThat(failure(access, new Trust.Anybody())).isNull();
        }
    }

    @Test
    void nobodyAtTheAddress() throws Exception {
        Access nowhere =
                Laboratory.access(URI.create("https://localhost:1/univmax/restapi"), () -> new Secret("secret"));

        BladeException failure = failure(nowhere, trust());
        assertThat(failure.code()).isEqualTo("TIMEFINDER-DOWN");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
        assertThat(failure.hint()).contains("'host' and 'port'");
    }

    @Test
    void noTimeLeft_sendsNothing() throws Exception {
        Call over = Call.within(Duration.ZERO);
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();

        BladeException question = catchThrowableOfType(BladeException.class, () -> blade.query(group, prepared, over));
        assertThat(question.code()).isEqualTo("TIMEFINDER-TOO-LATE");
        assertThat(question.recovery()).isEqualTo(Recovery.RETRY);
        BladeException establish =
                catchThrowableOfType(BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, over));
        assertThat(establish.code()).isEqualTo("TIMEFINDER-TOO-LATE");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
    }

    @Test
    void answerThatIsNotUnderstood_isKept_andTheQuestionMayBeRepeated() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "devices").withStatus(200));

        BladeException failure = catchThrowableOfType(BladeException.class, () -> Runs.state(blade, group, prepared));
        assertThat(failure.code()).isEqualTo("TIMEFINDER-ANSWER");
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
        assertThat(failure)
                .hasMessageContaining("the answer is not as documented, HTTP 200 <html><body>temporarily out of order");
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
    }

    @Test
    void targetThatIsTakenSinceThePlan_isNotTouched() throws Exception {
        Binding planned = Runs.plan(blade, group, CLONE).binding();
        laboratory.pair("00102", "00200");

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(group, planned, Runs.soon()));
        assertThat(failure.code()).isEqualTo("TIMEFINDER-TAKEN");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(failure).hasMessageContaining("target 00200");
        assertThat(laboratory.system().groups()).isEmpty();
    }

    @Test
    void volumeThatIsGoneSinceThePlan_makesNoStorageGroup() throws Exception {
        CopyGroup gone = Groups.of("ZENDPT02", "0FFFF");
        Binding planned =
                BindingForm.write(TimeFinderBinding.of(LabSeed.ARRAY, Stage.PLANNED, List.of(new VolumeId("0FFFF"))));

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.prepare(gone, planned, Runs.soon()));
        assertThat(failure.code()).isEqualTo("TIMEFINDER-VOLUME");
        assertThat(failure).hasMessage("cannot prepare ZENDPT02: there is no volume 0FFFF");
        assertThat(laboratory.system().groups()).isEmpty();
    }

    /** How many an array allows is not known, so that no plan tells it. */
    @Test
    void arrayThatTakesNoMoreClonesOfAVolume_saysSoBeforeAnythingIsHeld_andNothingIsLeft(@TempDir Path other)
            throws Exception {
        try (Laboratory full = Laboratory.start(other, "maximum_targets = 1")) {
            TimeFinderBlade narrow = full.blade();
            CopyGroup first = Groups.of("ZENDPT03", "00101");
            Binding binding = Runs.established(narrow, first, CLONE);
            Binding planned = Runs.plan(narrow, group, CLONE).binding();

            BladeException failure =
                    catchThrowableOfType(BladeException.class, () -> Runs.toPrepared(narrow, group, planned));
            assertThat(failure.code()).isEqualTo("TIMEFINDER-LIMIT");
            assertThat(failure.hint()).isEqualTo("withdraw older copies, or other snapshots of the volume");
            Binding creating = narrow.prepare(group, planned, Runs.soon()).binding();
            Runs.withdrawn(narrow, group, creating);
            assertThat(Runs.state(narrow, first, binding)).isInstanceOf(CopyState.Established.class);
            Runs.withdrawn(narrow, first, binding);
            narrow.close();
            assertThat(full.leftovers()).isEmpty();
        }
    }

    private Access access(String password) {
        return Laboratory.access(URI.create(laboratory.face().url()), () -> new Secret(password));
    }

    private Trust trust() {
        return new Trust.Pinned(laboratory.face().fingerprint());
    }

    private static BladeException failure(Access access, Trust trust) throws BladeException {
        TimeFinderBlade bad = Laboratory.blade(
                Laboratory.settings(LabSeed.ARRAY, access, trust, Term.UNLIMITED, Duration.ofMillis(20)));
        try {
            return catchThrowableOfType(BladeException.class, () -> bad.list(Runs.POLICY, Runs.soon()));
        } finally {
            bad.close();
        }
    }
}
