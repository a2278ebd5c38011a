package org.copyblade.itests.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.copyblade.itests.rig.ManagerProcess.Setting;

/** A manager that is killed at points of what it does, and started again each time. Not for several threads. */
public final class DyingManager implements AutoCloseable {

    private static final int TRACES = 10;
    private static final int ATTEMPTS = 5;

    /** What a manager does and what is around it. */
    public interface Stage {

        /** Makes the same begin for every case; answers what to tell the manager then. */
        String makeReady(ManagerProcess manager) throws Exception;

        /** Looks at what goes on without the manager that had this process id; the next one is started afterwards. */
        void withoutManager(long dead) throws Exception;
    }

    private final Setting setting;
    private final Stage stage;
    private ManagerProcess manager;

    /** Starts the first one. */
    public DyingManager(Setting setting, Stage stage) throws IOException {
        this.setting = setting;
        this.stage = stage;
        start(Optional.empty(), Broken.NOTHING);
    }

    private void start(Optional<Strike> strike, Broken broken) throws IOException {
        manager = ManagerProcess.startFollowed(setting.broken(broken), strike);
    }

    /** The one that was started last. */
    public ManagerProcess manager() {
        return manager;
    }

    /**
     * Lets it work to the end until it twice passes the same points; answers them. Threads may pass them in another order
     * each time: a point is known by its name and occurrence.
     */
    public List<Point> trace() throws Exception {
        return trace(passed -> passed);
    }

    /** The same where only some of the points count. */
    public List<Point> trace(UnaryOperator<List<Point>> part) throws Exception {
        List<Point> last = List.of();
        for (int i = 0; i < TRACES; i++) {
            String command = stage.makeReady(manager);
            manager.count(Optional.empty());
            manager.must(command);
            List<Point> trace = part.apply(manager.passed());
            if (Set.copyOf(trace).equals(Set.copyOf(last))) {
                return trace;
            }
            last = trace;
        }
        throw new AssertionError("the scene goes another way every time, the last one is " + last);
    }

    /** Lets it work until it is killed at this point. */
    public void dieAt(Point point) throws Exception {
        dieAt(Strike.deadly(point));
    }

    /**
     * The same with others.
     *
     * @param blow kills them, just before
     */
    public void dieAt(Point point, Runnable blow) throws Exception {
        dieAt(new Strike(point, blow, true));
    }

    private void dieAt(Strike strike) throws Exception {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            String command = readyAgain();
            manager.count(Optional.of(strike));
            Optional<String> answer = manager.askMortally(command);
            if (answer.isEmpty()) {
                afterDeathAt(strike.at());
                return;
            }
            answers.add(answer.get());
            strike = strike.at(lastPassed(strike.at()));
        }
        throw neverCame(answers);
    }

    /** A call that works in steps may take fewer than when it was traced: then its last one counts. */
    private Point lastPassed(Point wanted) {
        return manager.passed().stream()
                .filter(point -> point.name().equals(wanted.name()))
                .reduce((before, last) -> last)
                .filter(last -> last.occurrence() < wanted.occurrence())
                .orElse(wanted);
    }

    /** It may pass the point meanwhile where an attempt before was to strike. */
    private String readyAgain() throws Exception {
        manager.count(Optional.empty());
        return stage.makeReady(manager);
    }

    private AssertionError neverCame(List<String> answers) {
        return new AssertionError("the trace has this point, but it never came there; answered " + answers + ", passed "
                + manager.passed());
    }

    /**
     * Lets it work until others die when it is at this point; it goes on, and is killed when it has ended its work. Answers how
     * that ended.
     *
     * @param blow kills them
     * @param cure starts them again, while it goes on
     */
    public String outlive(Point point, Runnable blow, Cure cure) throws Exception {
        List<String> answers = new ArrayList<>();
        Point at = point;
        for (int i = 0; i < ATTEMPTS; i++) {
            String command = readyAgain();
            manager.count(Optional.of(new Strike(at, blow, false)));
            if (manager.isStruckBy(command)) {
                cure.apply();
                String answer = manager.hear();
                assertThat(answer).doesNotStartWith("ERROR");
                manager.close();
                return answer;
            }
            answers.add(manager.hear());
            at = lastPassed(at);
        }
        throw neverCame(answers);
    }

    /** Starts again what has died. */
    public interface Cure {
        void apply() throws Exception;
    }

    /** Starts the manager after a death and lets it settle; answers the points that it passes. */
    public List<Point> settlement() throws Exception {
        start(Optional.empty(), Broken.NOTHING);
        assertThat(manager.ask("settled")).isEqualTo("settled");
        return manager.passed();
    }

    /** Kills the manager at one point of its work, and the next one at this point of its settlement. */
    public void dieSettlingAt(Point first, Point point) throws Exception {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            dieAt(first);
            start(Optional.of(Strike.deadly(point)), Broken.NOTHING);
            Optional<String> answer = manager.askMortally("settled");
            if (answer.isEmpty()) {
                afterDeathAt(point);
                return;
            }
            answers.add(answer.get());
        }
        throw neverCame(answers);
    }

    /** Starts a manager that settles nothing. */
    public void startWithoutSettlement() throws Exception {
        start(Optional.empty(), Broken.SETTLEMENT);
        assertThat(manager.ask("settled")).isEqualTo("settled");
    }

    private void afterDeathAt(Point point) throws Exception {
        List<Point> passed = manager.passed();
        assertThat(passed.get(passed.size() - 1)).isEqualTo(point);
        long dead = manager.pid();
        manager.close();
        stage.withoutManager(dead);
    }

    @Override
    public void close() throws IOException {
        manager.close();
    }
}
