package org.copyblade.manager.internal.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Moments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the clock and starts what is due. Safe for many threads; a start that does not come back holds up its own
 * profile only.
 *
 * <p>A start that an onlooker was in the way of is made once that has ended, also by the next start of the platform: late
 * rather than never. Behind any other run it is missed.
 *
 * <p>What it knows is written down after a start was made: a crash in between starts twice rather than never.
 */
final class Timekeeper implements MissedRuns {

    /** A start this late still counts as made in time: a restart of the platform, a busy machine. */
    static final Duration GRACE = Duration.ofMinutes(2);

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

    private final ProfileSource profiles;
    private final RunStarter starter;
    private final Onlookers onlookers;
    private final Executor executor;
    private final Clock clock;
    private final ScheduleFile file;
    private final Instant startedAt;

    private final Map<String, ScheduleState> states;
    private final Map<String, Instant> starting = new HashMap<>();
    private final Map<String, Instant> lastTry = new HashMap<>();

    Timekeeper(
            ProfileSource profiles,
            RunStarter starter,
            Onlookers onlookers,
            Executor executor,
            Clock clock,
            ScheduleFile file) {
        this.profiles = profiles;
        this.starter = starter;
        this.onlookers = onlookers;
        this.executor = executor;
        this.clock = clock;
        this.file = file;
        this.startedAt = clock.instant();
        this.states = new TreeMap<>(file.read());
    }

    /** Starts what is due now; answers when something is due next. */
    synchronized Optional<Instant> tick() {
        Instant now = clock.instant();
        Map<String, Schedule> schedules = schedules();
        Map<String, ScheduleState> before = Map.copyOf(states);
        states.keySet().retainAll(schedules.keySet());
        schedules.forEach((profile, schedule) -> {
            states.merge(
                    profile,
                    ScheduleState.begin(schedule.text(), now),
                    (known, unused) -> known.at(now, schedule.text()));
            if (!starting.containsKey(profile)) {
                handle(profile, schedule, now);
            }
        });
        writeIfOtherThan(before);
        return schedules.values().stream()
                .flatMap(schedule -> schedule.nextAfter(now).stream())
                .min(Instant::compareTo);
    }

    @Override
    public synchronized List<MissedRun> list() {
        List<MissedRun> missed = new ArrayList<>();
        states.forEach((profile, state) -> {
            Instant due = starting.get(profile);
            if (due != null && due.isBefore(clock.instant().minus(GRACE))) {
                missed.add(new MissedRun(profile, due, "its start is not answered"));
            } else {
                state.missed().ifPresent(missed::add);
            }
        });
        return List.copyOf(missed);
    }

    private void handle(String profile, Schedule schedule, Instant now) {
        ScheduleState state = states.get(profile);
        Optional<Instant> due = schedule.latestDue(state.handledUntil(), now);
        if (due.isPresent() && due.get().isAfter(now.minus(GRACE))) {
            start(profile, due.get());
        } else if (due.isPresent()) {
            String reason = due.get().isBefore(startedAt)
                    ? "the platform was not running"
                    : "the machine was asleep or its clock was set";
            boolean late = state.postponed() && !due.get().isBefore(startedAt);
            miss(new MissedRun(profile, due.get(), reason), late);
        }
        Optional<MissedRun> missed = states.get(profile).missed();
        boolean wanted = schedule.catchup() || states.get(profile).postponed();
        if (wanted && missed.isPresent() && !starting.containsKey(profile) && mayTry(profile, now)) {
            start(profile, missed.get().due());
        }
    }

    private boolean mayTry(String profile, Instant now) {
        Instant last = lastTry.get(profile);
        return last == null || !now.isBefore(last.plus(RETRY)) || last.isAfter(now);
    }

    private void start(String profile, Instant due) {
        starting.put(profile, due);
        lastTry.put(profile, clock.instant());
        executor.execute(() -> {
            Optional<Refusal> refusal = tryStart(profile);
            synchronized (this) {
                starting.remove(profile);
                // The profile may be gone by now.
                if (states.containsKey(profile)) {
                    refusal.ifPresentOrElse(
                            why -> miss(new MissedRun(profile, due, why.reason()), postpones(profile, why)),
                            () -> states.compute(profile, (unused, state) -> state.started(due)));
                    file.write(states);
                }
            }
        });
    }

    /** What is in the way of it. */
    private enum Obstacle {
        ONLOOKER,
        /** The manager stops, or cannot read its catalog yet: nothing is said of the system. */
        MANAGER,
        OTHER
    }

    /** Why a start was not made. */
    private record Refusal(String reason, Obstacle obstacle) {}

    /** Whether a start is made as soon as it can be; one that is late already remains so while the manager takes none. */
    private boolean postpones(String profile, Refusal refusal) {
        return switch (refusal.obstacle()) {
            case ONLOOKER -> true;
            case MANAGER -> states.get(profile).postponed();
            case OTHER -> false;
        };
    }

    private Optional<Refusal> tryStart(String profile) {
        boolean lookedAt = isLookedAt(profile);
        try {
            starter.start(profile);
            return Optional.empty();
        } catch (CopybladeException e) {
            String reason = e.code().id() + " " + e.getMessage();
            // Asked before and after, because whoever was in the way may begin or end meanwhile.
            boolean late = e.code() == ErrorCode.SYSTEM_BUSY && (lookedAt || isLookedAt(profile));
            return Optional.of(
                    late
                            ? new Refusal(reason + "; it is started after that", Obstacle.ONLOOKER)
                            : new Refusal(reason, ofManager(e.code()) ? Obstacle.MANAGER : Obstacle.OTHER));
        } catch (RuntimeException | Error e) {
            LOG.error("the scheduled start of profile '{}' failed by an error of our own", profile, e);
            return Optional.of(new Refusal("an error of our own: " + e, Obstacle.OTHER));
        }
    }

    private static boolean ofManager(ErrorCode code) {
        return code == ErrorCode.MANAGER_STOPPING || code == ErrorCode.CATALOG_FAILED;
    }

    private boolean isLookedAt(String profile) {
        return profiles.usable().stream()
                .filter(options -> options.profile().equals(profile))
                .anyMatch(options -> onlookers.at(options.system()));
    }

    private void miss(MissedRun run, boolean late) {
        LOG.warn("profile '{}' was not started at {}: {}", run.profile(), Moments.shown(run.due()), run.reason());
        states.compute(run.profile(), (unused, state) -> state.missed(run, late));
    }

    private Map<String, Schedule> schedules() {
        Map<String, Schedule> schedules = new TreeMap<>();
        for (BackupOptions options : profiles.usable()) {
            Schedule.of(options).ifPresent(schedule -> schedules.put(options.profile(), schedule));
        }
        return schedules;
    }

    private void writeIfOtherThan(Map<String, ScheduleState> before) {
        if (!states.equals(before)) {
            file.write(states);
        }
    }
}
