package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies that nobody can end before their time, and backups whose generation they occupy. Each in a laboratory of its own: the
 * clock cannot be set, so they go with their directory.
 */
class SecureCopyTest {

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZSECURE1", "00100", "00101");
    private final CopyGroup next = Groups.of("ZSECURE2", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = Laboratory.blade(laboratory.settings(new Term(2, true), Duration.ofMillis(20)));
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void cannotBeWithdrawnBeforeItsTime() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);

        BladeException refused =
                catchThrowableOfType(BladeException.class, () -> Runs.withdrawn(blade, group, binding));
        assertThat(refused.code()).isEqualTo("TIMEFINDER-SECURE");
        assertThat(refused)
                .hasMessage("cannot withdraw ZSECURE1: its snapshot is secure, nobody can end it before " + expiry());
        assertThat(refused.hint())
                .isEqualTo("wait until then; 'snapvx.secure.h' of the endpoint says how long copies are secure");
        assertThat(refused.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void whatForbidsAWithdrawal_isSaidBefore_withTheInstant() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);

        assertThat(blade.planWithdraw(group, binding, Runs.soon()))
                .containsExactly(BladeFinding.error(
                        "CB_ZSECURE1",
                        "is secure: nobody can end it before " + expiry(),
                        "wait until then; 'snapvx.secure.h' of the endpoint says how long copies are secure"));
        Binding nothing = blade.plan(next, Runs.POLICY, Runs.soon()).binding();
        assertThat(blade.planWithdraw(next, nothing, Runs.soon())).isEmpty();
        Binding clones = blade.plan(next, policy("clone"), Runs.soon()).binding();
        assertThat(blade.planWithdraw(next, clones, Runs.soon())).isEmpty();
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void copyThatIsToGiveWay_forbidsTheNextOne_beforeItsGenerationIsGivenAway() throws Exception {
        Runs.established(blade, group, Runs.POLICY);

        for (String method : List.of("snapvx", "clone")) {
            List<BladeFinding> findings =
                    blade.plan(next, freeing(method, group), Runs.soon()).findings();
            assertThat(findings)
                    .filteredOn(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                    .containsExactly(BladeFinding.error(
                                    "CB_ZSECURE1",
                                    "is to give way, and is secure: nobody can end it before " + expiry(),
                                    "wait until it expires, or raise 'generations'; compare with 'snapvx.secure.h'"
                                            + " of the endpoint")
                            .about(Topic.LIMIT));
            assertThat(blade.plan(next, policy(method), Runs.soon()).isPossible())
                    .as("where nothing gives way")
                    .isTrue();
        }
    }

    @Test
    void plan_asksForACopyThatGivesWayOnce_howeverManyVolumesItHas() throws Exception {
        Runs.established(blade, group, Runs.POLICY);

        long before = received("generation");
        assertThat(blade.plan(next, freeing("snapvx", group), Runs.soon()).isPossible())
                .isFalse();
        assertThat(received("generation") - before).isEqualTo(1);
        assertThat(received("device")).isZero();
    }

    @Test
    void copyWhoseStorageGroupSomebodyHasDeleted_isSecureAllTheSame() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        laboratory.system().deleteGroup("CB_ZSECURE1");

        assertThat(blade.plan(next, freeing("snapvx", group), Runs.soon()).findings())
                .extracting(BladeFinding::text)
                .contains("is to give way, and is secure: nobody can end it before its time, which Unisphere shows");
        BladeException refused =
                catchThrowableOfType(BladeException.class, () -> Runs.withdrawn(blade, group, binding));
        assertThat(refused)
                .hasMessage("cannot withdraw ZSECURE1: its snapshot is secure, nobody can end it before its time,"
                        + " which Unisphere shows");
    }

    @Test
    void copyThatMayEnd_forbidsNothing() throws Exception {
        TimeFinderBlade unlimited = laboratory.blade();
        Binding binding = Runs.established(unlimited, group, Runs.POLICY);
        assertThat(blade.plan(next, freeing("snapvx", group), Runs.soon()).isPossible())
                .isTrue();

        Snapshot snapshot = laboratory.system().snapshots().all().get(0);
        laboratory
                .system()
                .snapshots()
                .keep(snapshot.id(), new Snapshot.Term(Optional.of(Instant.now().plusMillis(200)), true));
        assertThat(blade.plan(next, freeing("snapvx", group), Runs.soon()).isPossible())
                .as("secured by somebody else")
                .isFalse();
        while (!blade.plan(next, freeing("snapvx", group), Runs.soon()).isPossible()) {
            Thread.sleep(20);
        }
        assertThat(blade.planWithdraw(group, binding, Runs.soon())).isEmpty();
        Runs.withdrawn(unlimited, group, binding);
        unlimited.close();
    }

    /** The array tells it in seconds. */
    private String expiry() {
        Snapshot snapshot = laboratory.system().snapshots().all().get(0);
        return snapshot.term()
                .expires()
                .orElseThrow()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private long received(String operation) {
        return laboratory.face().array().log().entries().stream()
                .filter(entry -> entry.operation().equals(operation) && entry.step() == LoggedOperation.Step.RECEIVED)
                .count();
    }

    private static CopyPolicy policy(String method) {
        return CopyPolicy.builder().method(method).build();
    }

    private static CopyPolicy freeing(String method, CopyGroup older) {
        return CopyPolicy.builder().method(method).freed(Set.of(older.id())).build();
    }
}
