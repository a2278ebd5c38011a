package org.copyblade.manager.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimekeeperTest {

    @TempDir
    Path data;

    private final HandClock clock = new HandClock("2026-06-10T12:00:00Z");
    private final ScriptedProfiles profiles = new ScriptedProfiles();
    private final List<String> started = new ArrayList<>();
    private CopybladeException refusal;
    private boolean lookedAt;
    private Executor executor = Runnable::run;

    @Test
    void profile_isStartedAtItsTime_andOnlyThen() {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        assertThat(keeper.tick()).contains(Instant.parse("2026-06-11T02:00:00Z"));
        clock.set("2026-06-11T01:59:59Z");
        keeper.tick();
        assertThat(started).isEmpty();
        clock.set("2026-06-11T02:00:00Z");
        assertThat(keeper.tick()).contains(Instant.parse("2026-06-12T02:00:00Z"));
        keeper.tick();
        assertThat(started).containsExactly("nightly at 2026-06-11T02:00:00Z");
        assertThat(keeper.list()).isEmpty();
    }

    @Test
    void everyDayOfAYear_isStartedOnce_withLooksHalfAMinuteApart() {
        profiles.schedule("nightly", "30 2 * * *", "schedule.zone", "Europe/Berlin");
        Timekeeper keeper = keeper();
        Instant end = clock.instant().plus(Duration.ofDays(365));
        while (clock.instant().isBefore(end)) {
            Instant next = keeper.tick().orElseThrow();
            // As the thread does: at most half a minute, here begun shortly before something is due.
            Instant soon = clock.instant().plusSeconds(30);
            clock.set(next.minusSeconds(40).isAfter(soon) ? next.minusSeconds(40) : next.isBefore(soon) ? next : soon);
        }
        assertThat(started).hasSize(365).doesNotHaveDuplicates();
        assertThat(keeper.list()).isEmpty();
    }

    @Test
    void startMissedWhileDown_isReported_notMadeUpFor() {
        profiles.schedule("nightly", "0 2 * * *");
        keeper().tick();
        clock.set("2026-06-13T09:00:00Z");
        Timekeeper keeper = keeper();
        keeper.tick();
        assertThat(started).isEmpty();
        assertThat(keeper.list())
                .containsExactly(new MissedRun(
                        "nightly", Instant.parse("2026-06-13T02:00:00Z"), "the platform was not running"));

        Timekeeper again = keeper();
        again.tick();
        assertThat(again.list()).as("known over one more restart").hasSize(1);

        clock.set("2026-06-14T02:00:30Z");
        again.tick();
        assertThat(started).hasSize(1);
        assertThat(again.list()).as("after the next start").isEmpty();
    }

    @Test
    void shortRestart_doesNotMissTheStart() {
        profiles.schedule("nightly", "0 2 * * *");
        keeper().tick();
        clock.set("2026-06-11T02:01:30Z");
        Timekeeper keeper = keeper();
        keeper.tick();
        assertThat(started).containsExactly("nightly at 2026-06-11T02:01:30Z");
        assertThat(keeper.list()).isEmpty();
    }

    @Test
    void sleepingMachine_missesStarts() {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        clock.set("2026-06-11T08:00:00Z");
        keeper.tick();
        assertThat(started).isEmpty();
        assertThat(keeper.list())
                .extracting(MissedRun::reason)
                .containsExactly("the machine was asleep or its clock was set");
    }

    @Test
    void catchup_makesUpForOneStart_howeverManyWereMissed() {
        profiles.schedule("nightly", "0 2 * * *", "schedule.catchup", "true");
        keeper().tick();
        clock.set("2026-06-15T09:00:00Z");
        Timekeeper keeper = keeper();
        keeper.tick();
        keeper.tick();
        assertThat(started).containsExactly("nightly at 2026-06-15T09:00:00Z");
        assertThat(keeper.list()).isEmpty();
    }

    @Test
    void busySystem_isReported_andNotTriedAgain() {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        refusal = new CopybladeException(ErrorCode.SYSTEM_BUSY, "run R7 works on system pg");
        clock.set("2026-06-11T02:00:00Z");
        keeper.tick();
        assertThat(keeper.list())
                .containsExactly(new MissedRun(
                        "nightly", Instant.parse("2026-06-11T02:00:00Z"), "DCM-3002 run R7 works on system pg"));
        refusal = null;
        clock.set("2026-06-11T02:01:00Z");
        keeper.tick();
        assertThat(started).isEmpty();
    }

    @Test
    void startThatAnOnlookerIsInTheWayOf_isMadeOnceThatHasEnded_andOnlyOnce() {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        lookedAt = true;
        refusal = new CopybladeException(ErrorCode.SYSTEM_BUSY, "run R7 works on system pg");
        for (int minute = 0; minute < 50; minute++) {
            clock.set(String.format("2026-06-11T02:%02d:00Z", minute));
            keeper.tick();
        }
        assertThat(keeper.list())
                .containsExactly(new MissedRun(
                        "nightly",
                        Instant.parse("2026-06-11T02:00:00Z"),
                        "DCM-3002 run R7 works on system pg; it is started after that"));

        lookedAt = false;
        refusal = null;
        for (int minute = 50; minute < 60; minute++) {
            clock.set(String.format("2026-06-11T02:%02d:00Z", minute));
            keeper.tick();
        }
        assertThat(started).containsExactly("nightly at 2026-06-11T02:50:00Z");
        assertThat(keeper.list()).isEmpty();
    }

    /** A keeper whose start an onlooker was in the way of, and something else a minute later. */
    private Timekeeper inTheWay(CopybladeException next) {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        lookedAt = true;
        refusal = new CopybladeException(ErrorCode.SYSTEM_BUSY, "run R7 works on system pg");
        clock.set("2026-06-11T02:00:00Z");
        keeper.tick();
        lookedAt = false;
        refusal = next;
        clock.set("2026-06-11T02:01:00Z");
        keeper.tick();
        refusal = null;
        return keeper;
    }

    private void postpone() {
        inTheWay(new CopybladeException(ErrorCode.MANAGER_STOPPING, "cannot start run R8"));
    }

    @Test
    void startThatAnOnlookerIsInTheWayOf_isMadeAfterARestart_andOnlyOnce() throws Exception {
        postpone();
        clock.set("2026-06-11T02:30:00Z");
        Timekeeper again = keeper();
        again.tick();
        assertThat(started).containsExactly("nightly at 2026-06-11T02:30:00Z");
        assertThat(again.list()).isEmpty();
        assertThat(Files.readString(file())).doesNotContain("postponed");

        clock.set("2026-06-11T03:30:00Z");
        keeper().tick();
        assertThat(started).hasSize(1);
    }

    /** The control: another one was missed since, and nobody asked to make up for that. */
    @Test
    void startThatWasPostponed_isNoReasonToMakeUpForOneThatWasMissedWhileDown() {
        postpone();
        clock.set("2026-06-12T09:00:00Z");
        Timekeeper again = keeper();
        again.tick();
        assertThat(started).isEmpty();
        assertThat(again.list()).extracting(MissedRun::reason).containsExactly("the platform was not running");
    }

    /** Where a run that changes the system takes the onlooker's place nobody wants a backup right behind it. */
    @Test
    void startThatAnotherRunIsInTheWayOfNext_isMissed() {
        Timekeeper keeper = inTheWay(new CopybladeException(ErrorCode.SYSTEM_BUSY, "run R8 works on system pg"));
        clock.set("2026-06-11T02:02:00Z");
        keeper.tick();
        assertThat(started).isEmpty();
        assertThat(keeper.list()).extracting(MissedRun::reason).containsExactly("DCM-3002 run R8 works on system pg");
    }

    @Test
    void busySystem_isTriedAgainEveryMinute_withCatchup() {
        profiles.schedule("nightly", "0 2 * * *", "schedule.catchup", "true");
        Timekeeper keeper = keeper();
        keeper.tick();
        refusal = new CopybladeException(ErrorCode.SYSTEM_BUSY, "run R7 works on system pg");
        clock.set("2026-06-11T02:00:00Z");
        keeper.tick();
        refusal = null;
        clock.set("2026-06-11T02:00:59Z");
        keeper.tick();
        assertThat(started).isEmpty();
        clock.set("2026-06-11T02:01:00Z");
        keeper.tick();
        assertThat(started).containsExactly("nightly at 2026-06-11T02:01:00Z");
        assertThat(keeper.list()).isEmpty();
    }

    @Test
    void newOrChangedSchedule_hasMissedNothing() {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        clock.set("2026-06-10T15:00:00Z");
        profiles.schedule("nightly", "0 14 * * *");
        profiles.schedule("weekly", "0 13 * * 3");
        keeper.tick();
        assertThat(started).isEmpty();
        assertThat(keeper.list()).isEmpty();
    }

    @Test
    void clockSetBackALittle_startsNothingTwice() {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        clock.set("2026-06-11T02:00:00Z");
        keeper.tick();
        clock.set("2026-06-11T01:00:00Z");
        keeper.tick();
        clock.set("2026-06-11T02:00:00Z");
        keeper.tick();
        assertThat(started).hasSize(1);
    }

    @Test
    void clockThatWasYearsAhead_doesNotStopTheSchedule() {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        clock.set("2036-06-11T02:00:00Z");
        keeper.tick();
        clock.set("2026-06-10T12:05:00Z");
        keeper.tick();
        clock.set("2026-06-11T02:00:00Z");
        keeper.tick();
        assertThat(started).hasSize(2);
    }

    @Test
    void startThatDoesNotComeBack_holdsUpNobodyElse_andIsReported() {
        Queue<Runnable> hanging = new ArrayDeque<>();
        executor = hanging::add;
        profiles.schedule("first", "0 2 * * *");
        profiles.schedule("second", "5 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        clock.set("2026-06-11T02:00:00Z");
        keeper.tick();
        clock.set("2026-06-11T02:05:00Z");
        keeper.tick();
        assertThat(hanging).as("one start each").hasSize(2);
        assertThat(keeper.list())
                .containsExactly(
                        new MissedRun("first", Instant.parse("2026-06-11T02:00:00Z"), "its start is not answered"));
        hanging.forEach(Runnable::run);
        assertThat(keeper.list()).isEmpty();
        keeper.tick();
        assertThat(hanging).hasSize(2);
    }

    @Test
    void profileWithoutSchedule_andGoneProfiles_areForgotten() throws Exception {
        profiles.schedule("nightly", "0 2 * * *");
        Timekeeper keeper = keeper();
        keeper.tick();
        clock.set("2026-06-11T08:00:00Z");
        keeper.tick();
        assertThat(keeper.list()).hasSize(1);
        profiles.schedule("nightly", "");
        assertThat(keeper.tick()).isEmpty();
        assertThat(keeper.list()).isEmpty();
        assertThat(Files.readString(file())).doesNotContain("nightly");
    }

    @Test
    void damagedFile_doesNotStopTheSchedule() throws Exception {
        for (String damaged : List.of("", "{", "[]", "{\"nightly\":{}}", "{\"nightly\":7}")) {
            Files.writeString(file(), damaged);
            profiles.schedule("nightly", "0 2 * * *");
            assertThat(keeper().tick()).as(damaged).isPresent();
        }
    }

    @Test
    void denseSchedule_afterALongTime_isLookedAtQuickly() {
        profiles.schedule("minutely", "* * * * *");
        keeper().tick();
        clock.set("2028-06-10T12:00:10Z");
        Timekeeper keeper = keeper();
        keeper.tick();
        assertThat(started).containsExactly("minutely at 2028-06-10T12:00:10Z");
    }

    private Timekeeper keeper() {
        return new Timekeeper(
                profiles,
                profile -> {
                    if (refusal != null) {
                        throw refusal;
                    }
                    started.add(profile + " at " + clock.instant());
                },
                system -> lookedAt,
                task -> executor.execute(task),
                clock,
                new ScheduleFile(file()));
    }

    private Path file() {
        return data.resolve("schedules.json");
    }

    /** Profiles with a schedule each. */
    private static final class ScriptedProfiles implements ProfileSource {

        private final Map<String, BackupOptions> options = new TreeMap<>();

        void schedule(String profile, String expression, String... more) {
            Map<String, String> values = new HashMap<>(
                    Map.of("system", "pg", "blade", "reflink", "schedule", expression, "schedule.zone", "UTC"));
            for (int index = 0; index < more.length; index += 2) {
                values.put(more[index], more[index + 1]);
            }
            options.put(profile, BackupOptions.of(profile, values));
        }

        @Override
        public List<BackupOptions> usable() {
            return List.copyOf(options.values());
        }

        @Override
        public List<RefusedProfile> refused() {
            return List.of();
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) {
            return options.get(profile);
        }
    }

    /** A clock that is set by hand. */
    private static final class HandClock extends Clock {

        private Instant now;

        HandClock(String now) {
            this.now = Instant.parse(now);
        }

        void set(String instant) {
            now = Instant.parse(instant);
        }

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
