package org.copyblade.manager.internal.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.manager.internal.window.ProofFacts.GroupFacts;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Suspension;

/** What was seen while the copies of a backup were made. Used by one thread. */
public final class Copied {

    private final List<GroupFacts> groups = new ArrayList<>();
    private Optional<Suspension> suspension = Optional.empty();
    private Optional<Resumption> resumption = Optional.empty();
    private Optional<Long> releasedNanos = Optional.empty();
    private Optional<Duration> windowLength = Optional.empty();
    private boolean backupModeHeld;

    void window(Window.Result result) {
        suspension = result.suspension();
        resumption = result.resumption();
        releasedNanos = result.releasedNanos();
        windowLength = result.length();
    }

    void backupModeHeld() {
        backupModeHeld = true;
    }

    void group(GroupFacts facts) {
        groups.add(facts);
    }

    public List<GroupFacts> groups() {
        return List.copyOf(groups);
    }

    public Optional<Suspension> suspension() {
        return suspension;
    }

    public Optional<Resumption> resumption() {
        return resumption;
    }

    public Optional<Long> releasedNanos() {
        return releasedNanos;
    }

    public Optional<Duration> windowLength() {
        return windowLength;
    }

    public boolean wasBackupModeHeld() {
        return backupModeHeld;
    }

    /** The point in time that the copies show: the last instant of those in the window. */
    Optional<Instant> pointInTime() {
        return groups.stream()
                .filter(GroupFacts::inWindow)
                .flatMap(group -> group.establishment().stream())
                .map(establishment -> establishment.at())
                .max(Instant::compareTo);
    }
}
